//! Repeats over seeds: how much of a difference is the arms', and how much is chance.

use leptos::prelude::*;

use crate::figure::{ArmRank, CriticalDifference, Frame, Palette, critical_difference};
use crate::metrics::Metric;
use crate::page::canvas::{Figure, Sheet, base, nothing};
use crate::page::fields::{ChoiceMenu, NumberField, SelectField};
use crate::page::session::Session;
use crate::page::twin::{Numbers, WordTable};
use crate::studio::setting::study;
use crate::studio::{RankedArms, Studio, Verb};

/// Asks for repeats, says how far they are, and what they show.
#[component]
pub fn RepeatsPanel(session: Session) -> impl IntoView {
    let is_trained = Memo::new(move |_| session.lab(|studio| !studio.has_scores_source()));
    let stale = Memo::new(move |_| session.repeats(Studio::repeats_stale));
    let table = Memo::new(move |_| session.repeats(Studio::repeats_table));
    let is_ranked = Memo::new(move |_| session.repeats(|studio| studio.ranked_arms().is_some()));
    let sentences = move || {
        let told = session.repeats(Studio::repeats_sentences).into_iter();
        told.map(|sentence| view! { <p class="note">{sentence}</p> })
            .collect_view()
    };
    let table = move || {
        let table = table.get()?;
        Some(view! { <div class="scrolls"><WordTable class="metrics" table/></div> })
    };
    let values = Memo::new(move |_| session.repeats(Studio::repeat_values));
    let one_by_one = move || {
        let table = values.get()?;
        Some(view! {
            <details class="more">
                <summary>{table.caption.clone()}</summary>
                <Numbers table/>
            </details>
        })
    };
    view! {
        <Show when=move || is_trained.get()>
            <section class="panel" class:stale=move || stale.get().is_some()>
                <header><h2>"Repeats"</h2></header>
                <RepeatControls session/>
                {move || stale.get().map(|sentence| view! { <p class="mark stale-note">{sentence}</p> })}
                {table}
                {one_by_one}
                <Show when=move || is_ranked.get()><RankFigure session/></Show>
                <div role="status">{sentences}</div>
            </section>
        </Show>
    }
}

#[component]
fn RepeatControls(session: Session) -> impl IntoView {
    let is_refused = Memo::new(move |_| session.sources(|studio| studio.refusal().is_some()));
    let is_running = Memo::new(move |_| {
        session.repeats(|studio| studio.repeats().is_some_and(|of| of.queue().is_running()))
    });
    let names = Metric::ALL.iter().map(|metric| metric.name().into());
    let name = move || session.repeats(|studio| studio.repeated_metric().name().to_owned());
    let choose = move |name: String| {
        let place = Metric::ALL.iter().position(|metric| metric.name() == name);
        if let Some(place) = place {
            let _ = session.set(&study::RACE, place);
        }
    };
    let progress = move || session.repeats(Studio::repeats_progress);
    let (n_done, n_all) = {
        let of = move |read: fn((usize, usize)) -> usize| {
            session.repeats(|studio| {
                let progress = studio.repeats().map(|repeats| repeats.queue().progress());
                read(progress.unwrap_or((0, 1))).to_string()
            })
        };
        (move || of(|(done, _)| done), move || of(|(_, all)| all))
    };
    view! {
        <div class="fields three condition">
            <NumberField session setting=&study::REPEATS/>
            <ChoiceMenu session setting=&study::FOLDS/>
            <SelectField
                label="Metric over repeats"
                options=Signal::stored(names.collect())
                value=Signal::derive(name)
                on_change=choose
            />
            <div class="run-buttons">
                <button type="button" disabled=is_refused on:click=move |_| session.perform(Verb::Repeat)>
                    "Repeat"
                </button>
                <button
                    type="button"
                    disabled=move || !is_running.get()
                    on:click=move |_| session.perform(Verb::CancelRepeats)
                >
                    "Cancel"
                </button>
            </div>
        </div>
        <Show when=move || is_running.get()>
            <progress aria-label="Repeats done" max=n_all value=n_done></progress>
        </Show>
        <p class="note">{progress}</p>
    }
}

#[component]
fn RankFigure(session: Session) -> impl IntoView {
    let label = Signal::derive(move || {
        let ranked = session.repeats(Studio::ranked_arms);
        ranked.map_or_else(String::new, |ranked| ranked.in_words())
    });
    let data = move || session.repeats(Studio::ranked_arms);
    let twin = Callback::new(move |()| {
        let values = session.repeats(Studio::repeat_values);
        values.unwrap_or_default()
    });
    view! { <div><Figure class="ranks" label base=base(data, draw) overlay=nothing() twin saved=SAVED/></div> }
}

/// The size of the saved figure in CSS pixels.
const SAVED: (u32, u32) = (640, 200);

fn draw(sheet: &Sheet, palette: &Palette, ranked: &Option<RankedArms>) -> Option<Frame> {
    let ranked = ranked.as_ref()?;
    let arms = ranked.arms.iter().map(|(arm, name, rank)| ArmRank {
        arm: arm.index(),
        name,
        rank: *rank,
    });
    let figure = CriticalDifference {
        arms: &arms.collect::<Vec<_>>(),
        difference: ranked.difference,
        groups: &ranked.groups,
    };
    critical_difference(sheet, palette, &figure).ok()
}
