//! Thresholds worth a look, one press away.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::page::session::{ArmView, Session};
use crate::words::significant;

/// Where a threshold comes from.
#[derive(Clone, Copy, PartialEq)]
enum Goal {
    /// A number that people use.
    Fixed(f64, &'static str),
    /// The default rate of the real training rows.
    Prevalence,
    /// The highest F1 of an arm.
    MaxF1(Arm),
    /// The highest Youden's J of an arm.
    YoudenJ(Arm),
}

/// The chips, and what to know about those that are chosen by looking at held-out rows.
#[component]
pub fn Chips(session: Session) -> impl IntoView {
    let arms = Memo::new(move |_| {
        session
            .views()
            .with(|views| views.iter().map(|view| view.arm).collect::<Vec<_>>())
    });
    let goals = move || {
        let usual = [
            Goal::Fixed(0.5, "the usual cut"),
            Goal::Fixed(0.15, "the tutorial's bank"),
        ];
        let arms = arms.get();
        let prevalence = (!arms.is_empty()).then_some(Goal::Prevalence);
        let best = arms
            .into_iter()
            .flat_map(|arm| [Goal::MaxF1(arm), Goal::YoudenJ(arm)]);
        usual.into_iter().chain(prevalence).chain(best)
    };
    view! {
        <div class="chips" role="group" aria-label="Thresholds to try">
            {move || goals().map(|goal| view! { <Chip session goal/> }).collect_view()}
        </div>
        <p class="note honesty">{move || session.views().with(|views| honesty(views))}</p>
    }
}

#[component]
fn Chip(session: Session, goal: Goal) -> impl IntoView {
    let threshold = Memo::new(move |_| goal.threshold(session));
    let is_current = move || Some(session.threshold().get()) == threshold.get();
    let title = move || {
        threshold
            .get()
            .map(|at| format!("{}: {}", significant(at, 6), goal.origin(session)))
    };
    let press = move |_| {
        if let Some(threshold) = threshold.get_untracked() {
            session.set_threshold(threshold);
        }
    };
    let arm = goal.arm();
    view! {
        <button
            type="button"
            title=title
            class=arm.map_or("chip".into(), |arm| format!("chip arm-{}", arm.index() + 1))
            aria-pressed=move || is_current().to_string()
            on:click=press
        >
            {arm.map(|_| view! { <span class="swatch"></span> })}
            {move || goal.name(session, threshold.get())}
        </button>
    }
}

impl Goal {
    fn threshold(self, session: Session) -> Option<f64> {
        match self {
            Self::Fixed(threshold, _) => Some(threshold),
            Self::Prevalence => session
                .views()
                .with(|views| views.first()?.judged.training_rows()?.0.default_rate()),
            Self::MaxF1(arm) => Some(session.view(arm)?.judged.max_f1().threshold),
            Self::YoudenJ(arm) => Some(session.view(arm)?.judged.youden_j().threshold),
        }
    }

    const fn arm(self) -> Option<Arm> {
        match self {
            Self::Fixed(..) | Self::Prevalence => None,
            Self::MaxF1(arm) | Self::YoudenJ(arm) => Some(arm),
        }
    }

    fn name(self, session: Session, threshold: Option<f64>) -> String {
        match self {
            Self::Fixed(threshold, _) => threshold.to_string(),
            Self::Prevalence => {
                format!(
                    "prevalence {}",
                    threshold.map_or_else(String::new, |t| significant(t, 3))
                )
            }
            Self::MaxF1(arm) => format!("max F1, {}", session.name(arm)),
            Self::YoudenJ(arm) => format!("Youden's J, {}", session.name(arm)),
        }
    }

    /// Where it comes from, in words.
    fn origin(self, session: Session) -> &'static str {
        match self {
            Self::Fixed(_, origin) => origin,
            Self::Prevalence => "the default rate of the real training rows",
            Self::MaxF1(arm) | Self::YoudenJ(arm) => match session.view(arm) {
                Some(view) if view.judged.validation.is_some() => "chosen on the validation rows",
                _ => "chosen on the rows it is judged on",
            },
        }
    }
}

/// Says on which rows the best thresholds were chosen.
fn honesty(views: &[ArmView]) -> &'static str {
    match views.first().map(|view| view.judged.validation.is_some()) {
        None => "",
        Some(true) => {
            "Max F1 and Youden's J are chosen on the validation rows and judged on the test rows."
        }
        Some(false) => {
            "Max F1 and Youden's J are chosen on the rows they are judged on, so they flatter a \
             little: set a validation share to choose them elsewhere."
        }
    }
}
