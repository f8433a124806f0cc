//! The model shelf: presets of published systems, and why their models decide as they do.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::browser::until;
use crate::lab::Lab;
use crate::scenario::scenario;

const ROWS: u32 = 20_000;
const NUMBERS: u32 = 54;

/// Applications with 54 columns of numbers and 6 of texts, a twelfth of which default; cells are missing.
fn applications() -> PathBuf {
    let mut state = 12_345_u64;
    let mut draw = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 33).unwrap_or(0)) / f64::from(1_u32 << 31)
    };
    let mut text = "TARGET".to_owned();
    for column in 0..NUMBERS {
        write!(text, ",n{column}").expect("a string grows");
    }
    for column in [
        "contract",
        "income_type",
        "education",
        "family",
        "housing",
        "job",
    ] {
        write!(text, ",{column}").expect("a string grows");
    }
    text.push('\n');
    for _ in 0..ROWS {
        let numbers: Vec<f64> = (0..NUMBERS)
            .map(|_| draw() + draw() + draw() - 1.5)
            .collect();
        let kinds: Vec<usize> = (0..6)
            .map(|_| {
                if draw() < 0.6 {
                    0
                } else {
                    1 + usize::from(draw() < 0.5)
                }
            })
            .collect();
        let risk = 1.6 * numbers[0] - 1.2 * numbers[1]
            + numbers[2] * numbers[3]
            + [0.0, 0.5, -0.5][kinds[0]]
            + [0.0, 0.0, 0.9][kinds[1]];
        let is_default = draw() < 1.0 / (1.0 + (2.9 - 1.2 * risk).exp());
        write!(text, "{}", u8::from(is_default)).expect("a string grows");
        for (column, number) in numbers.iter().enumerate() {
            // More than a tenth is missing in most columns.
            if column > 3 && draw() < 0.15 {
                text.push(',');
            } else {
                write!(text, ",{number:.4}").expect("a string grows");
            }
        }
        for kind in kinds {
            let written = if draw() < 0.05 {
                ""
            } else {
                ["first", "second", "third"][kind]
            };
            write!(text, ",{written}").expect("a string grows");
        }
        text.push('\n');
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("applications.csv");
    fs::write(&path, text).expect("a file in the target folder");
    path
}

/// Waits until so many arms have done all of their rounds, or ended before.
async fn trained(lab: &Lab, n_arms: u64, seconds: u64) {
    let script = "return document.querySelectorAll('.race .racer').length";
    until(&format!("{n_arms} arms are trained"), seconds, async || {
        let n_racers = lab.run(script, vec![]).await;
        (n_racers.as_u64() == Some(n_arms) && !lab.is_running().await).then_some(())
    })
    .await;
    lab.settled().await;
}

/// Groups of a column that no model needs to know, thresholds of their own, and two arms' decisions.
async fn groups_and_differences(lab: &Lab) {
    lab.pick("Group by", "education").await;
    lab.comes_to_read("of the highest group's", 60).await;
    lab.pick("Metric", "Precision").await;
    let groups = lab.column("Precision by education", 1).await;
    for group in ["All rows", "first", "second", "third", "(missing)"] {
        assert!(groups.iter().any(|of| of == group), "{groups:?}");
    }
    lab.pick("Thresholds", "Equal rejections").await;
    lab.comes_to_read("What if: each group has the threshold", 10)
        .await;
    lab.pick("Second", "random forest + ADASYN").await;
    lab.comes_to_read("and random forest + ADASYN decide", 10)
        .await;
    let counts = lab
        .column("Rejected by both arms, by one, by neither", 3)
        .await;
    assert_eq!(counts.len(), 2, "defaults and good customers");
}

#[tokio::test]
async fn settings_are_searched_on_the_training_rows_and_used_by_a_press() {
    scenario(async |lab| {
        lab.open().await;
        lab.comes_to_read("2,000 test rows", 30).await;
        lab.tab("Training").await;
        lab.pick("For the best", "Average precision").await;
        lab.press("button", "Search").await;
        lab.comes_to_read("trainings done", 30).await;
        lab.comes_to_read("Tried on 3 folds of the training rows", 120)
            .await;
        until("all is tried", 120, async || {
            let tried = lab
                .column("Settings that were tried, the best first", 0)
                .await;
            (tried.len() >= 15).then_some(())
        })
        .await;
        lab.pick("Against", "Dropout rate").await;
        lab.picture("search").await;
        assert_eq!(lab.barriers().await, Vec::<String>::new());
        until("the search is over", 120, async || {
            (!lab.reads("trainings done").await).then_some(())
        })
        .await;
        let means = lab
            .column("Settings that were tried, the best first", 4)
            .await;
        let means: Vec<f64> = means.iter().filter_map(|mean| mean.parse().ok()).collect();
        assert!(means.windows(2).all(|pair| pair[0] >= pair[1]), "{means:?}");
        // The best that isn't what was set before.
        lab.press("button", "Use").await;
        lab.comes_to_read("own network", 30).await;
        lab.window(390, 844).await;
        lab.settled().await;
        assert_eq!(lab.barriers().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn the_home_credit_apps_models_race_on_a_file_and_say_why() {
    let file = applications();
    scenario(async move |lab| {
        lab.window(1366, 768).await;
        lab.open().await;
        lab.upload(&file).await;
        lab.comes_to_read("20,000 × ", 60).await;
        lab.pick("Start from", "Models of the Home Credit app")
            .await;
        lab.comes_to_read("Set-up not reproduced", 10).await;
        lab.train().await;
        trained(&lab, 5, 300).await;
        lab.picture("race").await;

        // Published and own numbers stand side by side.
        let table = "Published, set-up not reproduced";
        assert_eq!(lab.cell(table, "residual B", 1).await, "0.707");
        let own: f64 = lab
            .cell(table, "residual B", 2)
            .await
            .parse()
            .expect("an AUC");
        assert!((0.6..1.0).contains(&own), "{own}");

        lab.tab("Why").await;
        lab.comes_to_read("test rows is shuffled ten times", 120)
            .await;
        let script = "return document.querySelector('[aria-label^=\"What the models go by\"]')?.getAttribute('aria-label') ?? ''";
        until("what the models go by", 60, async || {
            let label = lab.run(script, vec![]).await;
            let label = label.as_str().unwrap_or_default().to_owned();
            label.contains("n0").then_some(())
        })
        .await;
        lab.pick("Column", "n0").await;
        lab.comes_to_read("each asked with other values", 60).await;
        lab.comes_to_read("Shapley values of", 120).await;
        lab.pick("Scores of", "logistic regression").await;
        lab.comes_to_read("exact, in the unit of the scores (log-odds)", 60)
            .await;
        groups_and_differences(&lab).await;
        lab.picture("why").await;
        assert_eq!(lab.barriers().await, Vec::<String>::new());

        lab.tab("Data").await;
        lab.comes_to_read("Shapley values, exact", 60).await;
        let speaks = until("what speaks for it", 60, async || {
            let said = lab.column("What the arms say", 3).await;
            (said.len() == 5 && said.iter().all(|cell| !cell.is_empty())).then_some(said)
        })
        .await;
        assert!(
            speaks
                .iter()
                .any(|cell| cell.contains("n0") || cell.contains("n1")),
            "{speaks:?}"
        );
        lab.picture("applicant").await;

        lab.window(390, 844).await;
        lab.tab("Why").await;
        lab.comes_to_read("test rows is shuffled ten times", 120)
            .await;
        assert_eq!(lab.barriers().await, Vec::<String>::new());
        lab.picture("phone").await;
    })
    .await;
}
