//! The ledger on the page: finished runs, to be pinned behind the curves, used again, or forgotten.

use js_sys::Date;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::session::Session;
use crate::studio::{Kept, KeptArm, LedgerEntry, MOST_BYTES, MOST_PINS, MOST_RUNS, Studio, Verb};
use crate::words::{bytes, count, duration, metric};

/// Runs that are listed before one asks for more.
const LISTED: usize = 10;

/// Digits of a hash that a person reads.
const SHOWN_DIGITS: usize = 12;

/// Finished runs, the newest first.
#[component]
pub fn LedgerPanel(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let entries = Memo::new(move |_| session.ledger(|studio| studio.ledger().entries().to_vec()));
    let is_whole = RwSignal::new(false);
    let n_listed = move || if is_whole.get() { usize::MAX } else { LISTED };
    let lines = move || {
        let entries = entries.get().into_iter().take(n_listed());
        let line = |entry: LedgerEntry| view! { <Line session entry/> };
        entries.map(line).collect_view()
    };
    let n_older = move || entries.with(Vec::len).saturating_sub(n_listed());
    let has_older = move || n_older() > 0;
    let size = move || session.ledger(size);
    view! {
        <section class="panel ledger">
            <header>
                <h2>"Kept runs"</h2>
                <span class="summary">{size}</span>
                <button
                    type="button"
                    disabled=move || entries.with(Vec::is_empty)
                    on:click=move |_| session.perform(Verb::ForgetAll)
                >
                    "Forget all"
                </button>
            </header>
            <ol>{lines}</ol>
            <Show when=has_older>
                <button type="button" on:click=move |_| is_whole.set(true)>
                    {move || format!("Show {} older", count(n_older()))}
                </button>
            </Show>
            <p class="note">{move || session.ledger(where_kept)}</p>
        </section>
    }
}

/// How many there are, and how much room they take.
fn size(studio: &Studio) -> String {
    let ledger = studio.ledger();
    match ledger.entries().len() {
        0 => "none yet".into(),
        1 => format!("1 run, {}", bytes(ledger.n_bytes() as f64)),
        n => format!("{} runs, {}", count(n), bytes(ledger.n_bytes() as f64)),
    }
}

fn where_kept(studio: &Studio) -> String {
    let most = format!(
        "The oldest go once there are more than {MOST_RUNS}, or more than {}; pinned ones stay.",
        bytes(MOST_BYTES as f64)
    );
    match studio.ledger().for_now() {
        None => format!(
            "Kept in this browser, on this computer: settings, scores and outcomes of the test rows, no other data. {most}"
        ),
        Some(why) => format!(
            "Kept until the page is closed, since the browser keeps nothing ({why}). {most}"
        ),
    }
}

/// A run or repeats, with what can be done.
#[component]
fn Line(session: Session, entry: LedgerEntry) -> impl IntoView {
    let LedgerEntry {
        when,
        data,
        seeds,
        seconds,
        n_bytes,
        ..
    } = entry.clone();
    let name = entry.name();
    let again = match entry.kept {
        Kept::Run(_) => "Use these settings again",
        Kept::Repeats { .. } => "Show these again",
    };
    let (use_again, forget) = (format!("{again}: {name}"), format!("Forget {name}"));
    let time = duration(seconds);
    let facts = format!(
        "{data} · seeds: {seeds} · {time} · {}",
        bytes(n_bytes as f64)
    );
    let content = match entry.kept {
        Kept::Run(arms) => {
            let arm = |(place, arm): (usize, KeptArm)| view! { <ArmLine session run=when place arm of=name.clone()/> };
            let arms = arms.into_iter().enumerate().map(arm).collect_view();
            view! { <ul>{arms}</ul> }.into_any()
        }
        Kept::Repeats { names, n_done } => {
            let names = names.join(", ");
            view! { <p class="note">{format!("{n_done} seeds of {names}")}</p> }.into_any()
        }
    };
    view! {
        <li>
            <div class="head">
                <strong>{name}</strong>
                <span>{written(when)}</span>
                <span class="run-buttons">
                    <button type="button" title=use_again.clone() aria-label=use_again on:click=move |_| session.perform(Verb::UseAgain(when))>
                        {again}
                    </button>
                    <button type="button" title=forget.clone() aria-label=forget on:click=move |_| session.perform(Verb::Forget(when))>
                        "Forget"
                    </button>
                </span>
            </div>
            <p class="note">{facts}</p>
            {content}
        </li>
    }
}

/// An arm of a run, which can be pinned.
#[component]
fn ArmLine(session: Session, run: u64, place: usize, arm: KeptArm, of: String) -> impl IntoView {
    let is_pinned =
        Memo::new(move |_| session.ledger(|studio| studio.ledger().is_pinned(run, place)));
    let is_full =
        Memo::new(move |_| session.ledger(|studio| studio.ledger().pins().len() >= MOST_PINS));
    let label = format!("Pin {} of {of} behind the curves", arm.name);
    let title = label.clone();
    let digits = arm
        .sha256
        .get(..SHOWN_DIGITS)
        .unwrap_or_default()
        .to_owned();
    let reached = [("AUC", arm.roc_auc), ("AP", arm.average_precision)];
    let reached = reached.map(|(name, value)| format!("{name} {}", metric(value)));
    let reached = format!(
        "{} · {} · round {}",
        reached[0],
        reached[1],
        count(arm.n_rounds)
    );
    view! {
        <li>
            <label title=title>
                <input
                    type="checkbox"
                    aria-label=label
                    prop:checked=move || is_pinned.get()
                    disabled=move || is_full.get() && !is_pinned.get()
                    on:change=move |_| session.perform(Verb::Pin { run, place })
                />
                "Pin"
            </label>
            <span class="racer">{arm.name}</span>
            <span>{reached}</span>
            <small title=format!("SHA-256 of the scores: {}", arm.sha256)>"SHA-256 "{digits}"…"</small>
        </li>
    }
}

/// A time as people write it.
fn written(when: u64) -> String {
    let date = Date::new(&JsValue::from_f64(when as f64));
    date.to_locale_string("en-GB", &JsValue::UNDEFINED).into()
}
