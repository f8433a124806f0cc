//! How the scores are looked at: on which scale, with what in common, for which default rate.

use leptos::prelude::*;

use super::histograms::Look;
use crate::experiment::Arm;
use crate::figure::{CountScale, ScoreAxis};
use crate::metrics::{Match, ScaleKind, meaning_of_score};
use crate::page::fields::{Choice, NumberField, SelectField};
use crate::page::session::{ArmView, Session};
use crate::words::{percent, significant};

/// What a score means after resampling, and what can be done about it.
#[component]
pub fn ScaleNote(session: Session) -> impl IntoView {
    let sentence = Memo::new(move |_| {
        session
            .views()
            .with(|views| views.iter().find_map(|view| warning(session, view)))
    });
    let compare = move |_| session.edit_study(|study| study.compare = Match::ShareRejected);
    let correct = move |_| {
        session.edit_study(|study| study.scales[Arm::Smote.index()] = ScaleKind::PriorCorrected);
    };
    let note = move |sentence: String| {
        view! {
            <p class="scale-note">
                {sentence}" "
                <button type="button" class="link" on:click=compare>"Compare at equal rejections"</button>
                " · "
                <button type="button" class="link" on:click=correct>"Correct the scale"</button>
            </p>
        }
    };
    let complaints = Memo::new(move |_| session.scale_complaints());
    let complaint = |sentence: String| view! { <p class="complaint" role="alert">{sentence}</p> };
    view! {
        {move || sentence.get().map(note)}
        {move || complaints.get().into_iter().map(complaint).collect_view()}
    }
}

/// What a threshold means for an arm that was trained at another default rate than it is used at.
fn warning(session: Session, view: &ArmView) -> Option<String> {
    if view.reading.asked != ScaleKind::Raw {
        return None;
    }
    let (training, resampled) = view.reading.judged.training_rows()?;
    let (training, resampled) = (training.default_rate()?, resampled.default_rate()?);
    if (training - resampled).abs() < 1e-12 {
        return None;
    }
    let threshold = session.threshold_of(view.arm)?;
    let meaning = meaning_of_score(threshold, training, resampled)?;
    Some(format!(
        "The scores are on different scales: after {} a score of {} means a default probability of \
         about {}.",
        view.name(),
        significant(threshold, 3),
        percent(Some(meaning)),
    ))
}

/// Choices that change what is seen and train nothing.
#[component]
pub fn ViewChoices(session: Session, look: RwSignal<Look>) -> impl IntoView {
    let compare = move || session.study().with(|study| study.compare);
    let compares = move || session.shown().with(|arms| arms.len() > 1);
    let prevalence = move || {
        let asked = session.study().with(|study| study.prevalence);
        let own = || {
            session
                .views()
                .with(|views| Some(views.first()?.test().prevalence()))
        };
        let share = asked.or_else(own).unwrap_or(0.0);
        significant(share * 100.0, 4).parse::<f64>().unwrap_or(0.0)
    };
    let deploy = move |percent: f64| {
        if percent > 0.0 && percent < 100.0 {
            session.edit_study(|study| study.prevalence = Some(percent / 100.0));
        }
    };
    let is_deployed = move || session.study().with(|study| study.prevalence.is_some());
    view! {
        <div class="view-choices">
            <Choice
                label="Axis"
                options=ScoreAxis::ALL.map(|axis| (axis, axis.name())).to_vec()
                value=move || session.axis().get()
                on_change=move |axis| session.set_axis(axis)
            />
            <Choice
                label="Show scores as"
                options=vec![
                    (Look::Bars(CountScale::Log), "Bars, log"),
                    (Look::Bars(CountScale::Linear), "Bars, linear"),
                    (Look::People, "People"),
                ]
                value=move || look.get()
                on_change=move |chosen| look.set(chosen)
            />
        </div>
        <div class="fields view-fields">
            <Show when=compares>
                <SelectField
                    label="Compare at"
                    options=Signal::derive(|| Match::ALL.map(|rule| rule.name().to_owned()).to_vec())
                    value=move || compare().name().to_owned()
                    on_change=move |name: String| {
                        if let Some(rule) = Match::ALL.into_iter().find(|rule| rule.name() == name) {
                            session.edit_study(|study| study.compare = rule);
                        }
                    }
                />
            </Show>
            <For each=move || session.shown().get() key=|arm| *arm let:arm>
                <ScaleField session arm/>
            </For>
            <NumberField
                label="Default rate where it is used (%)"
                min="0"
                max="100"
                is_whole=false
                value=prevalence
                on_change=deploy
            />
            <Show when=is_deployed>
                <button
                    type="button"
                    on:click=move |_| session.edit_study(|study| study.prevalence = None)
                >
                    "Back to the test rows' rate"
                </button>
            </Show>
        </div>
    }
}

/// How the scores of an arm are read.
#[component]
pub fn ScaleField(session: Session, arm: Arm) -> impl IntoView {
    let kind = move || {
        session
            .study()
            .with(|study| study.scales.get(arm.index()).copied())
    };
    let label = move || format!("Scale, {}", session.name(arm));
    let choose = move |name: String| {
        if let Some(kind) = ScaleKind::ALL.into_iter().find(|kind| kind.name() == name) {
            session.edit_study(|study| {
                if let Some(scale) = study.scales.get_mut(arm.index()) {
                    *scale = kind;
                }
            });
        }
    };
    let option = move |of: ScaleKind| {
        view! { <option value=of.name() prop:selected=move || kind() == Some(of)>{of.name()}</option> }
    };
    view! {
        <label class="field">
            <span>{label}</span>
            <select on:change=move |event| choose(event_target_value(&event))>
                {ScaleKind::ALL.map(option).collect_view()}
            </select>
        </label>
    }
}
