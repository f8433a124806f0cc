//! The rounds of a run: a slider, and a button that shows one after the other.

use leptos::prelude::*;

use super::session::Session;
use crate::studio::{ShownRound, Studio, Verb};
use crate::words::count;

/// "Round shown" and "Play".
#[component]
pub fn Replay(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let rounds = Memo::new(move |_| session.runs(|studio| studio.runs().rounds()));
    let is_trained = Memo::new(move |_| session.lab(|studio| !studio.has_scores_source()));
    let is_playing = Memo::new(move |_| {
        session.study(|_| ());
        session.views(Studio::is_playing)
    });
    let shown = Memo::new(move |_| {
        session.study(|_| ());
        session.views(|studio| {
            (
                studio.study().round,
                studio.shown_round().map(ShownRound::name),
            )
        })
    });
    let last = move || rounds.with(|rounds| rounds.len().saturating_sub(1));
    let place = move || {
        let (round, _) = shown.get();
        let found = round.and_then(|round| {
            rounds.with(|rounds| rounds.iter().rposition(|epoch| *epoch <= round))
        });
        found.unwrap_or_else(last)
    };
    let name = move || shown.get().1.unwrap_or_else(|| "latest".into());
    let thinned = move || {
        let thinned = session.runs(Studio::thinned_rounds);
        thinned.map(|(kept, epochs)| format!(", {} of {} are kept", count(kept), count(epochs)))
    };
    let slide = move |event| {
        let place: Option<usize> = event_target_value(&event).parse().ok();
        let epoch =
            place.and_then(|place| rounds.with_untracked(|rounds| rounds.get(place).copied()));
        session.perform(Verb::ShowRound(epoch));
    };
    let filled = move || format!("{:.2}%", place() as f64 / last().max(1) as f64 * 100.0);
    view! {
        <Show when=move || is_trained.get()>
            <div class="replay">
                <button
                    type="button"
                    aria-label=move || if is_playing.get() { "Pause" } else { "Play" }
                    title="Show the epochs one after the other"
                    disabled=move || last() == 0
                    on:click=move |_| session.perform(Verb::Play(!is_playing.get_untracked()))
                >
                    {move || if is_playing.get() { "❚❚" } else { "▶" }}
                </button>
                <label>
                    <span>"Round shown"<span class="tally">{name}{thinned}</span></span>
                    <input
                        type="range"
                        aria-label="Round shown"
                        aria-valuetext=name
                        min="0"
                        max=last
                        step="1"
                        prop:value=place
                        style=("--filled", filled)
                        disabled=move || last() == 0
                        on:input=slide
                    />
                </label>
            </div>
        </Show>
    }
}
