//! Thresholds worth a look, one press away.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::page::session::{ArmView, Session};
use crate::words::significant;

/// A threshold with its name and where it comes from.
#[derive(Clone, PartialEq)]
struct Goal {
    name: String,
    arm: Option<Arm>,
    threshold: f64,
    origin: String,
}

/// The chips, and what to know about those that are chosen by looking at held-out rows.
#[component]
pub fn Chips(session: Session) -> impl IntoView {
    let goals = Memo::new(move |_| goals(&session.views().get()));
    view! {
        <div class="chips" role="group" aria-label="Thresholds to try">
            {move || goals.get().into_iter().map(|goal| view! { <Chip session goal/> }).collect_view()}
        </div>
        <p class="note honesty">{move || honesty(&session.views().get())}</p>
    }
}

#[component]
fn Chip(session: Session, goal: Goal) -> impl IntoView {
    let Goal {
        name,
        arm,
        threshold,
        origin,
    } = goal;
    let is_current = move || session.threshold().get() == threshold;
    view! {
        <button
            type="button"
            title=format!("{}: {origin}", significant(threshold, 6))
            class=arm.map_or("chip".into(), |arm| format!("chip arm-{}", arm.index() + 1))
            aria-pressed=move || is_current().to_string()
            on:click=move |_| session.set_threshold(threshold)
        >
            {arm.map(|_| view! { <span class="swatch"></span> })}
            {name}
        </button>
    }
}

fn goals(views: &[ArmView]) -> Vec<Goal> {
    let fixed = |name: &str, threshold, origin: &str| Goal {
        name: name.into(),
        arm: None,
        threshold,
        origin: origin.into(),
    };
    let mut goals = vec![
        fixed("0.5", 0.5, "the usual default"),
        fixed("0.15", 0.15, "the tutorial's bank"),
    ];
    if let Some(prevalence) = views
        .first()
        .and_then(|v| v.judged.result.facts.real.default_rate())
    {
        let name = format!("prevalence {}", significant(prevalence, 3));
        goals.push(fixed(
            &name,
            prevalence,
            "the default rate of the real training rows",
        ));
    }
    for view in views {
        let origin = if view.judged.validation.is_some() {
            "chosen on the validation rows"
        } else {
            "chosen on the rows it is judged on"
        };
        for (name, cut) in [
            ("max F1", view.judged.max_f1()),
            ("Youden's J", view.judged.youden_j()),
        ] {
            let name = if views.len() > 1 {
                format!("{name}, {}", view.arm.name())
            } else {
                name.into()
            };
            let (arm, threshold) = (Some(view.arm), cut.threshold);
            goals.push(Goal {
                name,
                arm,
                threshold,
                origin: origin.into(),
            });
        }
    }
    goals
}

/// Says on which rows the best thresholds were chosen.
fn honesty(views: &[ArmView]) -> &'static str {
    match views.first().map(|view| view.judged.validation.is_some()) {
        None => "",
        Some(true) => {
            "Max F1 and Youden's J are chosen on the validation rows and judged on the test rows."
        }
        Some(false) => {
            "Max F1 and Youden's J are chosen on the rows they are judged on, so they flatter a little: \
             set a validation share to choose them elsewhere."
        }
    }
}
