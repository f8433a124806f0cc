//! Train, Stop, and how far each arm is.

use leptos::prelude::*;

use crate::experiment::{Arm, ArmRecord, Status};
use crate::page::session::Session;
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
    let is_running = Memo::new(move |_| session.record().with(|record| record.is_running()));
    view! {
        <div class="run-buttons">
            <button
                type="button"
                class="primary"
                disabled=move || session.has_scores_source()
                on:click=move |_| session.train()
            >
                "Train"
            </button>
            <button type="button" disabled=move || !is_running.get() on:click=move |_| session.stop()>
                "Stop"
            </button>
        </div>
    }
}

/// A bar an arm.
#[component]
pub fn RunProgress(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let bar = move |arm: Arm| {
        view! {
            <Show when=move || session.trains(arm)>
                <ArmProgress session arm/>
            </Show>
        }
    };
    view! {
        <Show
            when=move || !session.has_scores_source()
            fallback=|| view! { <p class="note">"Uploaded scores need no training."</p> }
        >
            <div class="progress">{Arm::TRAINED.map(bar).collect_view()}</div>
        </Show>
    }
}

#[component]
fn ArmProgress(session: Session, arm: Arm) -> impl IntoView {
    let of = move |read: fn(&ArmRecord) -> String, otherwise: &str| {
        session
            .record()
            .with(|record| record.arm(arm).map_or_else(|| otherwise.into(), read))
    };
    let epochs = move || of(|arm| arm.spec().model.epochs.to_string(), "1");
    let epoch = move || of(|arm| arm.epoch().to_string(), "0");
    let share = move || {
        session.record().with(|record| {
            record.arm(arm).map_or(0.0, |arm| {
                arm.epoch() as f64 / arm.spec().model.epochs as f64
            })
        })
    };
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
                <span style:width=move || format!("{:.1}%", share() * 100.0)></span>
            </div>
        </div>
    }
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
