//! Train, Stop, and how far each arm is.

use leptos::prelude::*;

use crate::experiment::{Arm, ArmRecord, Status};
use crate::page::session::Session;
use crate::studio::{Studio, Verb};
use crate::words::{duration, significant};

/// Buttons and progress at the end of the column.
#[component]
pub fn RunControls(session: Session) -> impl IntoView {
    view! {
        <div class="run in-column">
            <RunButtons session/>
            <RunProgress session/>
        </div>
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
    view! {
        <div class="run-buttons">
            <button
                type="button"
                class="primary"
                title=refusal
                disabled=move || refusal.with(|refusal| !refusal.is_empty())
                on:click=move |_| session.perform(Verb::Train)
            >
                "Train"
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
    let bar = move |arm: Arm| {
        let is_there = Memo::new(move |_| session.runs(|studio| studio.trains(arm)));
        view! {
            <Show when=move || is_there.get()>
                <ArmProgress session arm/>
            </Show>
        }
    };
    view! {
        <Show when=move || note.with(|note| !note.is_empty())>
            <p class="note">{note}</p>
        </Show>
        <Show when=move || is_trained.get()>
            <div class="progress">{Arm::TRAINED.map(bar).collect_view()}</div>
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
fn ArmProgress(session: Session, arm: Arm) -> impl IntoView {
    let of = move |read: fn(&ArmRecord) -> String, otherwise: &str| {
        session.runs(|studio| {
            let record = studio.runs().arm(arm);
            record.map_or_else(|| otherwise.into(), read)
        })
    };
    let epochs = move || of(|arm| arm.spec().model.epochs.to_string(), "1");
    let epoch = move || of(|arm| arm.epoch().to_string(), "0");
    view! {
        <div class=format!("arm-progress arm-{}", arm.index() + 1)>
            <p>
                <span class="swatch"></span>
                <span>{arm.name()}</span>
                <span class="tally">{move || of(standing, "ready")}</span>
            </p>
            <div
                class="bar"
                role="progressbar"
                aria-label=format!("Training, {}", arm.name())
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
    let share = arm.epoch() as f64 / arm.spec().model.epochs as f64;
    format!("{:.1}%", share * 100.0)
}

fn standing(arm: &ArmRecord) -> String {
    let epochs = format!("epoch {}/{}", arm.epoch(), arm.spec().model.epochs);
    let elapsed = duration(arm.elapsed_ms() / 1_000.0);
    match (arm.status(), arm.epochs_per_second(), arm.seconds_left()) {
        (Status::Preparing, ..) => "preparing rows".into(),
        (Status::Training, Some(rate), Some(left)) => {
            format!(
                "{epochs} · {}/s · {} left",
                significant(rate, 3),
                duration(left)
            )
        }
        (Status::Training, ..) => epochs,
        (Status::Finished, ..) => format!("{epochs} · {elapsed}"),
        (Status::Stopped, ..) => format!("{epochs} · stopped"),
        (Status::Failed(_), ..) => format!("{epochs} · ended early"),
    }
}
