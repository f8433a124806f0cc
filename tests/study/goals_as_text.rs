//! Goals as links carry them, and as page and worker pass them to each other.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use imbalance_lab::metrics::{Constraint, Goal, Metric, Objective};
use imbalance_lab::studio::{Link, Opened};

/// What the links of the first version hold, and what it means.
fn of_old_links() -> [(&'static str, Goal); 8] {
    [
        (r#"{"Fixed":0.15}"#, Goal::Fixed(0.15)),
        (r#""Prevalence""#, Goal::Prevalence),
        (r#""MaxF1""#, Goal::Max(Metric::F1)),
        (r#"{"MaxFBeta":2.0}"#, Goal::MaxFBeta(2.0)),
        (r#""YoudenJ""#, Goal::Max(Metric::Informedness)),
        (r#""MaxMcc""#, Goal::Max(Metric::Mcc)),
        (r#""MinCost""#, Goal::MinCost),
        (r#""TopLeft""#, Goal::TopLeft),
    ]
}

const OLD_OBJECTIVES: [(&str, Objective); 6] = [
    ("Recall", Objective::Metric(Metric::Recall)),
    ("Precision", Objective::Metric(Metric::Precision)),
    ("F1", Objective::Metric(Metric::F1)),
    ("Specificity", Objective::Metric(Metric::Specificity)),
    ("Mcc", Objective::Metric(Metric::Mcc)),
    ("Profit", Objective::Profit),
];

const OLD_CONSTRAINTS: [(&str, Constraint); 5] = [
    (r#"{"RecallAtLeast":0.8}"#, Constraint::RecallAtLeast(0.8)),
    (
        r#"{"PrecisionAtLeast":0.5}"#,
        Constraint::PrecisionAtLeast(0.5),
    ),
    (r#"{"FlaggedAtMost":60}"#, Constraint::FlaggedAtMost(60)),
    (
        r#"{"ShareFlaggedAtMost":0.05}"#,
        Constraint::ShareFlaggedAtMost(0.05),
    ),
    (
        r#"{"FalsePositiveRateAtMost":0.1}"#,
        Constraint::FalsePositiveRateAtMost(0.1),
    ),
];

/// What a link of the first form says of the goal that is written so.
fn of_link(written: &str) -> Option<Goal> {
    let json = format!(r#"{{"spec":{{}},"threshold":0.5,"study":{{"goal":{written}}}}}"#);
    let fragment = format!("v1={}", BASE64_URL_SAFE_NO_PAD.encode(json));
    Link::from_first_form(&fragment).ok()?.study.goal
}

/// Of goals that the page offers.
fn survives_a_link(goal: &Goal) {
    let mut link = Link::default();
    link.study.goal = Some(goal.clone());
    let again = Link::from_fragment(&link.to_fragment());
    assert_eq!(again, Ok(Opened::Link(Box::new(link))));
}

fn survives_a_message(goal: &Goal) {
    let bytes = postcard::to_stdvec(goal).unwrap();
    assert_eq!(postcard::from_bytes::<Goal>(&bytes).unwrap(), *goal);
}

#[test]
fn goals_of_old_links_open_and_mean_the_same() {
    for (text, goal) in of_old_links() {
        assert_eq!(of_link(text), Some(goal.clone()), "{text}");
        survives_a_link(&goal);
        survives_a_message(&goal);
    }
    for (name, maximise) in OLD_OBJECTIVES {
        for (condition, subject_to) in OLD_CONSTRAINTS {
            let text =
                format!(r#"{{"Constrained":{{"maximise":"{name}","subject_to":{condition}}}}}"#);
            let goal = Goal::Constrained {
                maximise,
                subject_to,
            };
            assert_eq!(of_link(&text), Some(goal.clone()), "{text}");
            survives_a_link(&goal);
            survives_a_message(&goal);
        }
    }
}

#[test]
fn what_is_no_goal_is_a_damaged_link() {
    for text in [
        "0.5",
        "\"MaxRecall\"",
        "{\"Fixed\":\"a\"}",
        "{}",
        "[]",
        "{\"MaxFBeta\":null}",
    ] {
        assert_eq!(of_link(text), None, "{text}");
    }
    assert_eq!(of_link("null"), None, "none is chosen");
}

#[test]
fn every_metric_as_a_goal_survives_links_and_messages() {
    for metric in Metric::ALL {
        survives_a_link(&Goal::Max(metric));
        survives_a_message(&Goal::Max(metric));
        survives_a_message(&Goal::Constrained {
            maximise: Objective::Metric(metric),
            subject_to: Constraint::RecallAtLeast(0.5),
        });
    }
}

#[test]
fn the_menu_and_the_chips_have_the_names_that_they_had() {
    let names = Objective::ALL.map(Objective::name);
    let expected = ["recall", "precision", "F1", "specificity", "MCC", "profit"];
    assert_eq!(names, expected);
    let chips = of_old_links().map(|(_, goal)| goal.name());
    let expected = [
        "0.15",
        "prevalence",
        "max F1",
        "max F2",
        "Youden's J",
        "max MCC",
        "min cost",
        "top-left corner",
    ];
    assert_eq!(chips, expected);
}
