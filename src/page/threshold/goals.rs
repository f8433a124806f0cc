//! Thresholds worth a look, one press away, and such as a condition allows.

use leptos::prelude::*;

use crate::metrics::{Constraint, Goal, Metric, Objective};
use crate::page::fields::{NumberField, SelectField};
use crate::page::session::{ArmView, Found, Session};
use crate::words::significant;

/// The goals that have a chip, with the beta of F-beta.
fn usual(beta: f64) -> [Goal; 9] {
    [
        Goal::Fixed(0.5),
        Goal::Fixed(0.15),
        Goal::Max(Metric::F1),
        Goal::MaxFBeta(beta),
        Goal::Max(Metric::Informedness),
        Goal::Max(Metric::Mcc),
        Goal::MinCost,
        Goal::Prevalence,
        Goal::TopLeft,
    ]
}

/// The chips, and what to know about those that are chosen by looking at held-out rows.
#[component]
pub fn Goals(session: Session) -> impl IntoView {
    let beta = RwSignal::new(2.0_f64);
    let set_beta = move |value: f64| {
        if value > 0.0 {
            beta.set(value);
        }
    };
    let chips = move || {
        let goals = usual(beta.get()).into_iter();
        goals
            .map(|goal| view! { <Chip session goal/> })
            .collect_view()
    };
    let names = Signal::derive(move || {
        session.views().with(|views| {
            views
                .iter()
                .map(|view| view.name().to_owned())
                .collect::<Vec<_>>()
        })
    });
    let chosen = move || {
        session
            .chooser()
            .map_or_else(String::new, |view| view.name().to_owned())
    };
    let choose = move |name: String| {
        let views = session.views().get_untracked();
        if let Some(view) = views.iter().find(|view| view.name() == name) {
            let place = view.arm.index();
            session.edit_study(|study| study.chooser = place);
        }
    };
    view! {
        <div class="goals">
            <div class="chips" role="group" aria-label="Thresholds to try">{chips}</div>
            <p class="note honesty">
                {move || session.views().with(|views| honesty(views))}
                {move || {
                    let goal = session.study().with(|study| Some(study.goal.as_ref()?.name()));
                    let interval = session.chosen_interval();
                    goal.zip(interval).map(|(goal, interval)| format!(" Redrawn, {goal} chooses from {interval} (95 %)."))
                }}
            </p>
            <details class="more">
                <summary>"More goals"</summary>
                <div class="fields three">
                    <SelectField label="Choose for" options=names value=chosen on_change=choose/>
                    <NumberField
                        label="Beta of F-beta"
                        min="0.1"
                        is_whole=false
                        value=move || beta.get()
                        on_change=set_beta
                    />
                </div>
                <Conditional session/>
            </details>
        </div>
    }
}

#[component]
fn Chip(session: Session, goal: Goal) -> impl IntoView {
    let goal = StoredValue::new(goal);
    let found = Memo::new(move |_| goal.with_value(|goal| session.found(goal)));
    let arm = move || session.chooser().map(|view| view.arm);
    let cut = move || found.get().and_then(Result::ok);
    let is_current = Memo::new(move |_| {
        let at = arm().and_then(|arm| session.threshold_of(arm));
        at.is_some() && at == cut().map(|cut| cut.threshold)
    });
    let name = goal.with_value(Goal::name);
    let value = move || cut().map(|cut| significant(cut.threshold, 3));
    let title = move || match found.get() {
        None => String::new(),
        Some(Err(error)) => error.to_string(),
        Some(Ok(cut)) => {
            let of = session
                .chooser()
                .map_or_else(String::new, |view| view.name().to_owned());
            let origin = goal.with_value(|goal| origin(goal, session.chooser().as_ref()));
            format!("{} for {of}: {origin}", significant(cut.threshold, 6))
        }
    };
    let is_fixed = goal.with_value(|goal| matches!(goal, Goal::Fixed(_)));
    view! {
        <button
            type="button"
            class="chip"
            title=title
            aria-pressed=move || is_current.get().to_string()
            disabled=move || cut().is_none()
            on:click=move |_| session.pursue(goal.get_value())
        >
            {name}
            {(!is_fixed).then(|| view! { <span class="at">" "{move || value().unwrap_or_else(|| "–".into())}</span> })}
        </button>
    }
}

/// Which rows a goal looks at.
fn origin(goal: &Goal, view: Option<&ArmView>) -> &'static str {
    match goal {
        Goal::Fixed(_) => "a number that people use",
        Goal::Prevalence => "the default rate of the real training rows",
        _ if view.is_some_and(|view| view.reading.validation.is_some()) => {
            "chosen on the validation rows"
        }
        _ => "chosen on the rows it is judged on",
    }
}

/// Says on which rows the best thresholds are chosen.
fn honesty(views: &[ArmView]) -> &'static str {
    match views.first().map(|view| view.reading.validation.is_some()) {
        None => "",
        Some(true) => "Each goal is chosen on the validation rows and judged on the test rows.",
        Some(false) => {
            "Each goal is chosen on the rows it is judged on, so it flatters a little: set a \
             validation share to choose elsewhere."
        }
    }
}

/// What is to be as large as possible.
const OBJECTIVES: [Objective; 6] = Objective::ALL;

/// A condition by its name, its unit and how it is made.
type Condition = (&'static str, fn(f64) -> Constraint);

const CONDITIONS: [Condition; 5] = [
    ("recall at least", Constraint::RecallAtLeast),
    ("precision at least", Constraint::PrecisionAtLeast),
    ("applicants flagged at most", |count| {
        Constraint::flagged_at_most(count)
    }),
    ("share flagged (%) at most", |percent| {
        Constraint::ShareFlaggedAtMost(percent / 100.0)
    }),
    (
        "false-positive rate at most",
        Constraint::FalsePositiveRateAtMost,
    ),
];

/// A goal under a condition, typed in.
#[component]
fn Conditional(session: Session) -> impl IntoView {
    let objective = RwSignal::new(Objective::Metric(Metric::Precision));
    let condition = RwSignal::new(0_usize);
    let limit = RwSignal::new(0.8_f64);
    let said = RwSignal::new(None::<Result<String, String>>);
    let names = Signal::derive(|| {
        CONDITIONS
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect()
    });
    let objectives = Signal::derive(|| OBJECTIVES.iter().map(|o| o.name().to_owned()).collect());
    let goal = move || {
        let (_, make) = CONDITIONS[condition.get_untracked().min(CONDITIONS.len() - 1)];
        Goal::Constrained {
            maximise: objective.get_untracked(),
            subject_to: make(limit.get_untracked()),
        }
    };
    let look = move |_| {
        let goal = goal();
        let found = untrack(|| session.found(&goal));
        said.set(found.map(|found: Found| match found {
            Ok(cut) => Ok(format!(
                "{}: {} at a threshold of {}.",
                goal.name(),
                significant(cut.value, 4),
                significant(cut.threshold, 6)
            )),
            Err(error) => Err(error.to_string()),
        }));
        session.pursue(goal);
    };
    view! {
        <div class="fields three condition">
            <SelectField
                label="Maximise"
                options=objectives
                value=move || objective.get().name().into()
                on_change=move |name: String| {
                    if let Some(found) = OBJECTIVES.into_iter().find(|o| o.name() == name) {
                        objective.set(found);
                    }
                }
            />
            <SelectField
                label="Condition"
                options=names
                value=move || CONDITIONS[condition.get()].0.into()
                on_change=move |name: String| {
                    if let Some(place) = CONDITIONS.iter().position(|(known, _)| *known == name) {
                        condition.set(place);
                    }
                }
            />
            <NumberField
                label="Limit"
                min="0"
                is_whole=false
                value=move || limit.get()
                on_change=move |value: f64| limit.set(value)
            />
            <button type="button" on:click=look>"Find the threshold"</button>
        </div>
        {move || said.get().map(|said| match said {
            Ok(sentence) => view! { <p class="note" role="status">{sentence}</p> }.into_any(),
            Err(sentence) => view! { <p class="complaint" role="alert">{sentence}</p> }.into_any(),
        })}
    }
}
