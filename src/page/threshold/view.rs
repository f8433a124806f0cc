//! How the scores are looked at: on which scale, with what in common, for which default rate.

use leptos::prelude::*;

use crate::experiment::ArmId;
use crate::metrics::{ScaleKind, meaning_of_score};
use crate::numbers::read_number;
use crate::page::fields::{Choice, SelectField};
use crate::page::session::Session;
use crate::studio::setting::study;
use crate::studio::{ArmView, Studio, Verb};
use crate::words::{percent, plain_number, significant};

/// What a score means after resampling, what can be done about it, and what is odd about scores.
#[component]
pub fn ScaleNote(session: Session) -> impl IntoView {
    let sentence = Memo::new(move |_| session.standings(warning));
    let note = move |(arm, sentence): (ArmId, String)| {
        let correct = move |_| {
            session.perform(Verb::Read {
                place: arm.index(),
                kind: ScaleKind::PriorCorrected,
            });
        };
        view! {
            <p class="scale-note">
                {sentence}" "
                <button type="button" class="link" on:click=correct>"Correct the scale"</button>
            </p>
        }
    };
    let complaints = move || session.views(Studio::scale_complaints);
    let complaint = |sentence: String| view! { <p class="complaint" role="alert">{sentence}</p> };
    let turned_round = move || session.views(offers_to_turn);
    let offer = move |(column, sentence): (String, String)| {
        let turn = move |_| {
            session.perform(Verb::Turn {
                column: column.clone(),
            })
        };
        view! {
            <p class="scale-note">
                {sentence}" "
                <button type="button" class="link" on:click=turn>"Turn these scores"</button>
            </p>
        }
    };
    let turned = move || {
        session.lab(|studio| {
            let turned = &studio.spec().data.scores.choice.turned;
            if studio.has_scores_source() {
                turned.clone()
            } else {
                Vec::new()
            }
        })
    };
    let back = move |column: String| {
        let sentence = format!("{column} is turned: a higher number was a lower risk there.");
        let turn = move |_| {
            session.perform(Verb::Turn {
                column: column.clone(),
            })
        };
        view! {
            <p class="scale-note">
                {sentence}" "<button type="button" class="link" on:click=turn>"Turn back"</button>
            </p>
        }
    };
    view! {
        {move || sentence.get().map(note)}
        {move || complaints().into_iter().map(complaint).collect_view()}
        {move || turned_round().into_iter().map(offer).collect_view()}
        {move || turned().into_iter().map(back).collect_view()}
    }
}

/// Columns of the file that seem to mean less risk where they are higher, and a sentence for each. One
/// that was turned has another name, and an offer of its own.
fn offers_to_turn(studio: &Studio) -> Vec<(String, String)> {
    let is_in_file = |name: &str| {
        let table = studio.table();
        table.is_some_and(|table| table.columns.iter().any(|column| column.name == name))
    };
    let mut offers = studio.turned_round();
    offers.retain(|(name, _)| is_in_file(name));
    offers
}

/// What a threshold means for an arm that was trained at another default rate than it is used at.
fn warning(studio: &Studio) -> Option<(ArmId, String)> {
    studio
        .views()
        .arms
        .iter()
        .find_map(|view| Some((view.arm, warning_of(studio, view)?)))
}

fn warning_of(studio: &Studio, view: &ArmView) -> Option<String> {
    if view.reading.asked != ScaleKind::Raw {
        return None;
    }
    let (training, resampled) = view.reading.judged.rates()?;
    if (training - resampled).abs() < 1e-12 {
        return None;
    }
    let threshold = studio.standing(view.arm)?.threshold;
    let meaning = meaning_of_score(threshold, training, resampled)?;
    Some(format!(
        "The scores are on different scales: after {} a score of {} means a {} probability of {}.",
        view.name(),
        significant(threshold, 3),
        studio.say("default"),
        about(meaning),
    ))
}

/// "about 2.5 %", or "under 0.05 %".
fn about(share: f64) -> String {
    let share = percent(Some(share));
    if share.starts_with("under") {
        share
    } else {
        format!("about {share}")
    }
}

/// Choices that change what is seen and train nothing.
#[component]
pub fn ViewChoices(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let is_deployed = move || session.study(|studio| studio.study().prevalence.is_some());
    let shown = Memo::new(move |_| session.views(|studio| studio.views().shown.clone()));
    view! {
        <div class="view-choices">
            <Choice session setting=&study::AXIS/>
            <Choice session setting=&study::LOOK/>
        </div>
        <div class="fields view-fields">
            {move || shown.get().into_iter().map(|arm| view! { <ScaleField session arm/> }).collect_view()}
            <DefaultRate session/>
            <Show when=is_deployed>
                <button type="button" on:click=move |_| drop(session.set(&study::PREVALENCE, "own"))>
                    "Back to the test rows' rate"
                </button>
            </Show>
        </div>
    }
}

/// The share of defaults where the model is used, in per cent: that of the test rows until it is written.
#[component]
fn DefaultRate(session: Session) -> impl IntoView {
    let shown = move || {
        let asked = session.study(|studio| studio.study().prevalence);
        let own = || session.views(|studio| Some(studio.views().arms.first()?.test().prevalence()));
        asked
            .or_else(own)
            .map_or_else(String::new, |share| plain_number(share * 100.0, 4))
    };
    let unreadable = RwSignal::new(None::<String>);
    let write = move |event| {
        let percent = read_number(event_target_value(&event).trim());
        let share = percent.map_or_else(String::new, |percent| (percent / 100.0).to_string());
        unreadable.set(session.set(&study::PREVALENCE, share).err());
    };
    view! {
        <label class="field">
            <span>"Default rate where it is used (%)"</span>
            <input type="number" min="0" max="100" step="any" prop:value=shown on:input=write/>
            {move || unreadable.get().map(|sentence| view! { <small class="complaint">{sentence}</small> })}
        </label>
    }
}

/// How the scores of an arm are read.
#[component]
pub fn ScaleField(session: Session, arm: ArmId) -> impl IntoView {
    let label = Signal::derive(move || {
        let name = session.views(|studio| studio.name_of(arm));
        format!("Scale, {name}")
    });
    let value = Signal::derive(move || {
        let kind = session.study(|studio| studio.study().scales.get(arm.index()).copied());
        kind.unwrap_or_default().name().to_owned()
    });
    let choose = Callback::new(move |name: String| {
        if let Some(kind) = ScaleKind::ALL.into_iter().find(|kind| kind.name() == name) {
            session.perform(Verb::Read {
                place: arm.index(),
                kind,
            });
        }
    });
    let names = ScaleKind::ALL.map(|kind| kind.name().to_owned()).to_vec();
    view! { <SelectField label options=Signal::stored(names) value on_change=choose/> }
}
