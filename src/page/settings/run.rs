//! Train, Stop, and how far each arm is.

use leptos::prelude::*;

use crate::experiment::{ArmId, ArmRecord, Status};
use crate::page::fields::SwitchField;
use crate::page::later::{Later, Place};
use crate::page::session::Session;
use crate::studio::setting::study;
use crate::studio::{Studio, Verb};
use crate::words::duration;

/// Buttons and progress at the end of the column.
#[component]
pub fn RunControls(session: Session) -> impl IntoView {
    let later = expect_context::<Later>();
    view! {
        <div class="run in-column">
            <RunButtons session/>
            <div class="switches">
                <SwitchField session setting=&study::LIVE/>
                <SwitchField session setting=&study::SLOW/>
            </div>
            <RunProgress session/>
            <div class="replay-place">{later.view(Place::Replay, session)}</div>
        </div>
    }
}

/// How long training will take, where a changed setting doesn't train at once.
fn estimate(studio: &Studio) -> Option<String> {
    let seconds = studio
        .seconds_to_train()
        .filter(|_| !studio.trains_itself())?;
    Some(format!("about {}", rough(seconds.max(1.0))))
}

/// A time that is guessed: whole seconds, or minutes.
fn rough(seconds: f64) -> String {
    if seconds < 100.0 {
        format!("{seconds:.0} s")
    } else {
        format!("{:.0} min", seconds / 60.0)
    }
}

/// Train and Stop.
#[component]
pub fn RunButtons(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let is_running = Memo::new(move |_| session.runs(|studio| studio.runs().is_running()));
    let refusal =
        Memo::new(move |_| session.sources(|studio| studio.refusal().unwrap_or_default()));
    let estimate = Memo::new(move |_| {
        session.study(|_| ());
        session.runs(|_| ());
        session.sources(estimate)
    });
    let title = move || {
        let refusal = refusal.get();
        if refusal.is_empty() {
            estimate.get().unwrap_or_default()
        } else {
            refusal
        }
    };
    let written = move || estimate.get().map(|time| format!(", {time}"));
    view! {
        <div class="run-buttons">
            <button
                type="button"
                class="primary"
                title=title
                disabled=move || refusal.with(|refusal| !refusal.is_empty())
                on:click=move |_| session.perform(Verb::Train)
            >
                "Train"<span aria-hidden="true">{written}</span>
            </button>
            <button
                type="button"
                disabled=move || !is_running.get()
                on:click=move |_| session.perform(Verb::Stop)
            >
                "Stop"
            </button>
        </div>
    }
}

/// A bar an arm, and why there is nothing to train.
#[component]
pub fn RunProgress(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let is_trained = Memo::new(move |_| session.lab(|studio| !studio.has_scores_source()));
    let note = Memo::new(move |_| session.sources(note));
    let arms =
        Memo::new(move |_| session.lab(|studio| studio.spec().shown_arms().collect::<Vec<_>>()));
    view! {
        <Show when=move || note.with(|note| !note.is_empty())>
            <p class="note">{note}</p>
        </Show>
        <Show when=move || is_trained.get()>
            <div class="progress" class:done=move || !session.runs(|studio| studio.runs().is_running())>
                {move || arms.get().into_iter().map(|arm| view! { <ArmProgress session arm/> }).collect_view()}
            </div>
        </Show>
    }
}

/// Why nothing can be trained, where that is a matter of the data; what else is wrong stands at its step.
fn note(studio: &Studio) -> String {
    let is_of_data =
        studio.has_scores_source() || studio.sources().absence(studio.spec()).is_some();
    let refusal = is_of_data.then(|| studio.refusal()).flatten();
    refusal.unwrap_or_default()
}

#[component]
fn ArmProgress(session: Session, arm: ArmId) -> impl IntoView {
    let of = move |read: fn(&ArmRecord) -> String, otherwise: &str| {
        session.runs(|studio| {
            let record = studio.runs().arm(arm);
            record.map_or_else(|| otherwise.into(), read)
        })
    };
    let epochs = move || of(|arm| arm.n_rounds().to_string(), "1");
    let name = move || session.lab(|studio| studio.spec().name_of(arm));
    let epoch = move || of(|arm| arm.epoch().to_string(), "0");
    let is_one_of_many = move || session.lab(|studio| studio.spec().shown_arms().count() > 2);
    view! {
        <div class=format!("arm-progress arm-{}", arm.index() + 1)>
            <p>
                <span class="swatch"></span>
                <span class="name">{name}</span>
                <span class="tally">
                    {move || of(if is_one_of_many() { briefly } else { standing }, "ready")}
                </span>
            </p>
            <div
                class="bar"
                role="progressbar"
                aria-label=move || format!("Training, {}", name())
                aria-valuemin="0"
                aria-valuemax=epochs
                aria-valuenow=epoch
            >
                <span style:width=move || of(width, "0%")></span>
            </div>
        </div>
    }
}

fn width(arm: &ArmRecord) -> String {
    let share = arm.epoch() as f64 / arm.n_rounds().max(1) as f64;
    format!("{:.1}%", share * 100.0)
}

/// The same where there is room for a word.
fn briefly(arm: &ArmRecord) -> String {
    let rounds = format!("{}/{}", arm.epoch(), arm.n_rounds());
    match arm.status() {
        Status::Waiting => "waits".into(),
        Status::Preparing(_) => "rows".into(),
        Status::Training | Status::Finished | Status::Restored { .. } => rounds,
        Status::Stopped => "stopped".into(),
        Status::Failed(_) => "failed".into(),
    }
}

fn standing(arm: &ArmRecord) -> String {
    let epochs = format!("epoch {}/{}", arm.epoch(), arm.n_rounds());
    let elapsed = duration(arm.elapsed_ms() / 1_000.0);
    match (arm.status(), arm.seconds_left()) {
        (Status::Waiting, _) => "waits for a free core".into(),
        (Status::Preparing(0.0), _) => "preparing rows".into(),
        (Status::Preparing(share), _) => format!("resampling {:.0} %", share * 100.0),
        (Status::Training, Some(left)) => format!("{epochs} · {} left", duration(left)),
        (Status::Training, None) => epochs,
        (Status::Finished, _) => format!("{epochs} · {elapsed}"),
        (Status::Restored { best }, _) => format!("{epochs} · {best} kept"),
        (Status::Stopped, _) => format!("{epochs} · stopped"),
        (Status::Failed(_), _) => format!("{epochs} · ended early"),
    }
}
