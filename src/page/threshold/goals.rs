//! Thresholds worth a look, one press away, and such as a condition allows.

use leptos::prelude::*;

use crate::metrics::{Constraint, Goal, Metric, Objective};
use crate::numbers::read_number;
use crate::page::fields::{NumberField, SelectField};
use crate::page::later::{Later, Place};
use crate::page::session::Session;
use crate::studio::setting::study;
use crate::studio::{ArmView, Studio, Verb};
use crate::words::{threshold, typeset};

/// The goals that have a chip; numbers between 0 and 1 only where scores are probabilities.
fn usual(studio: &Studio) -> Vec<Goal> {
    let numbers = vec![Goal::Fixed(0.5), Goal::Fixed(0.15)];
    let best = vec![
        Goal::Max(Metric::F1),
        Goal::MaxFBeta(studio.study().beta),
        Goal::Max(Metric::Informedness),
        Goal::Max(Metric::Mcc),
        Goal::MinCost,
    ];
    if studio.scale().are_probabilities() {
        [numbers, best, vec![Goal::Prevalence, Goal::TopLeft]].concat()
    } else {
        [best, vec![Goal::TopLeft]].concat()
    }
}

/// The threshold that a goal chooses or why there is none.
#[derive(Clone, Default, PartialEq)]
struct Offer {
    at: Option<f64>,
    title: String,
}

/// All that the offers hang on: rankings, money, the arm that chooses and beta. It is the same wherever
/// the threshold stands.
fn basis(studio: &Studio) -> String {
    let study = studio.study();
    format!(
        "{} {} {}",
        studio.changes().money,
        study.chooser,
        study.beta
    )
}

impl Offer {
    /// What a goal comes to.
    fn of(studio: &Studio, goal: &Goal) -> Self {
        let found = studio.found(goal);
        let title = match (&found, studio.chooser()) {
            (Some(Err(error)), _) => studio.say(&error.to_string()),
            (Some(Ok(cut)), Some(view)) => format!(
                "{} for {}: {}",
                studio.told_apart(cut.threshold),
                view.name(),
                studio.say(origin(goal, view))
            ),
            _ => String::new(),
        };
        let at = found.and_then(Result::ok).map(|cut| cut.threshold);
        Self { at, title }
    }
}

/// The chips, and what to know about those that are chosen by looking at held-out rows.
#[component]
pub fn Goals(session: Session) -> impl IntoView {
    let later = expect_context::<Later>();
    let basis = Memo::new(move |_| {
        session.study(|_| ());
        session.money(basis)
    });
    let goals = Memo::new(move |_| {
        session.study(|_| ());
        session.views(usual)
    });
    let chips = move || {
        let goals = goals.get().into_iter();
        goals
            .map(|goal| view! { <Chip session goal basis/> })
            .collect_view()
    };
    let names = Signal::derive(move || {
        session.views(|studio| {
            let views = studio.views().arms.iter();
            views.map(|view| view.name().to_owned()).collect::<Vec<_>>()
        })
    });
    let chosen = Signal::derive(move || {
        session.study(|_| ());
        session.views(|studio| {
            let chooser = studio.chooser();
            chooser.map_or_else(String::new, |view| view.name().to_owned())
        })
    });
    let choose = Callback::new(move |name: String| {
        let place = session.now(|studio| {
            let mut views = studio.views().arms.iter();
            let view = views.find(|view| view.name() == name)?;
            Some(view.arm.index())
        });
        if let Some(place) = place {
            let _ = session.set(&study::CHOOSER, place);
        }
    });
    view! {
        <div class="goals">
            <div class="chips" role="group" aria-label="Thresholds to try">{chips}</div>
            <details class="more over">
                <summary>"More goals"</summary>
                <div class="sheet">
                    <div class="fields three">
                        <SelectField label="Choose for" options=names value=chosen on_change=choose/>
                        <NumberField session setting=&study::BETA/>
                    </div>
                    {later.view(Place::Conditional, session)}
                </div>
            </details>
        </div>
    }
}

/// On which rows thresholds are chosen, and where the goal's lands on resampled ones.
#[component]
pub fn Honesty(session: Session) -> impl IntoView {
    let honesty = move || session.views(|studio| studio.choosing_rows().unwrap_or_default());
    let resampled = move || {
        session.study(|_| ());
        session.intervals(resampled)
    };
    view! { <p class="honesty">{honesty}{resampled}</p> }
}

/// Where the goal's threshold lands on resampled rows.
fn resampled(studio: &Studio) -> Option<String> {
    let goal = studio.study().goal.as_ref()?;
    let (low, high) = studio.chosen_interval()?;
    let [low, high] = [low, high].map(|end| typeset(end, 2));
    Some(format!(
        " On resampled rows, {} lands between {low} and {high}.",
        studio.say(&goal.name())
    ))
}

#[component]
fn Chip(session: Session, goal: Goal, basis: Memo<String>) -> impl IntoView {
    let name = session.now(|studio| studio.say(&goal.name()));
    let is_fixed = matches!(goal, Goal::Fixed(_));
    let sought = goal.clone();
    let offer =
        Memo::new(move |_| basis.with(|_| session.now(|studio| Offer::of(studio, &sought))));
    let at = move || offer.with(|offer| offer.at);
    let is_current = move || {
        let now = session.standings(|studio| {
            let arm = studio.chooser()?.arm;
            Some(studio.standing(arm)?.threshold)
        });
        now.is_some() && now == at()
    };
    let value = move || at().map_or_else(|| " –".into(), |at| format!(" {}", typeset(at, 3)));
    view! {
        <button
            type="button"
            class="chip"
            title=move || offer.with(|offer| offer.title.clone())
            aria-pressed=move || is_current().to_string()
            disabled=move || at().is_none()
            on:click=move |_| session.perform(Verb::Pursue(goal.clone()))
        >
            {name}
            {(!is_fixed).then(|| view! { <span class="at">{value}</span> })}
        </button>
    }
}

/// Which rows a goal looks at.
fn origin(goal: &Goal, view: &ArmView) -> &'static str {
    match goal {
        Goal::Fixed(_) => "a number that people use",
        Goal::Prevalence => "the default rate of the real training rows",
        _ if view.reading.validation.is_some() => "chosen on the validation rows",
        _ => "chosen on the rows it is judged on",
    }
}

/// A condition by its name and how it is made.
type Condition = (&'static str, fn(f64) -> Constraint);

const CONDITIONS: [Condition; 5] = [
    ("recall at least", Constraint::RecallAtLeast),
    ("precision at least", Constraint::PrecisionAtLeast),
    ("applicants flagged at most", Constraint::flagged_at_most),
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
pub fn Conditional(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let objective = RwSignal::new(1_usize);
    let condition = RwSignal::new(0_usize);
    let limit = RwSignal::new("0.8".to_owned());
    let said = RwSignal::new(None::<Result<String, String>>);
    let objectives = Objective::ALL.map(|objective| objective.name().to_owned());
    let conditions = CONDITIONS.map(|(name, _)| session.now(|studio| studio.say(name)));
    let goal = move || {
        let limit = limit.with_untracked(|limit| read_number(limit.trim()).unwrap_or(f64::NAN));
        let (_, make) = CONDITIONS[condition.get_untracked()];
        Goal::Constrained {
            maximise: Objective::ALL[objective.get_untracked()],
            subject_to: make(limit),
        }
    };
    let look = move |_| {
        let goal = goal();
        let found = session.now(|studio| {
            let said = studio.found(&goal)?.map(|cut| {
                format!(
                    "{}: {} at a threshold of {}.",
                    studio.say(&goal.name()),
                    typeset(cut.value, 4),
                    threshold(cut.threshold)
                )
            });
            Some(said.map_err(|error| studio.say(&error.to_string())))
        });
        said.set(found);
        session.perform(Verb::Pursue(goal));
    };
    view! {
        <div class="fields three condition">
            <Menu label="Maximise" names=objectives.to_vec() place=objective/>
            <Menu label="Condition" names=conditions.to_vec() place=condition/>
            <label class="field">
                <span>"Limit"</span>
                <input
                    type="number"
                    min="0"
                    step="any"
                    value=limit.get_untracked()
                    on:input=move |event| limit.set(event_target_value(&event))
                />
            </label>
            <button type="button" on:click=look>"Find the threshold"</button>
        </div>
        {move || said.get().map(|said| match said {
            Ok(sentence) => view! { <p class="note" role="status">{sentence}</p> }.into_any(),
            Err(sentence) => view! { <p class="complaint" role="alert">{sentence}</p> }.into_any(),
        })}
    }
}

/// A menu of fixed names, of which one's place is kept.
#[component]
fn Menu(label: &'static str, names: Vec<String>, place: RwSignal<usize>) -> impl IntoView {
    let (known, options) = (names.clone(), names.clone());
    let value = Signal::derive(move || names.get(place.get()).cloned().unwrap_or_default());
    let choose = Callback::new(move |name: String| {
        if let Some(found) = known.iter().position(|known| *known == name) {
            place.set(found);
        }
    });
    view! { <SelectField label options=Signal::stored(options) value on_change=choose/> }
}
