//! Scores of other models: every number of the page against scikit-learn and its kin.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::lab::Lab;
use crate::scenario::scenario;

fn file(name: &str, content: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("a file in the target folder");
    path
}

/// The golden case of that name, from both files.
fn golden(name: &str) -> [Value; 2] {
    [
        include_str!("../golden/metrics.json"),
        include_str!("../golden/ranking_measures.json"),
    ]
    .map(|text| {
        let cases: Vec<Value> = serde_json::from_str(text).expect("golden values");
        let case = cases.into_iter().find(|case| case["name"] == name);
        case.expect("a case of that name")
    })
}

fn csv_of(case: &Value, model: &str) -> String {
    let mut csv = format!("defaulted,{model}\n");
    let scores = case["scores"].as_array().expect("scores");
    for (score, label) in scores
        .iter()
        .zip(case["labels"].as_array().expect("labels"))
    {
        writeln!(csv, "{label},{score}").expect("a string grows");
    }
    csv
}

/// Compares a metric of the table with the golden value, to the last digits.
async fn compare(lab: &Lab, model: &str, metric: &str, golden: &Value) {
    let ours = lab.metric(metric, model).await;
    let same = match (ours, golden.as_f64()) {
        (Some(ours), Some(theirs)) => (ours - theirs).abs() <= 1e-9 * (1.0 + theirs.abs()),
        (ours, theirs) => ours == theirs,
    };
    assert!(same, "{metric}: {ours:?} on the page, {golden} there");
}

#[tokio::test]
async fn every_metric_of_the_table_is_that_of_scikit_learn_and_its_kin() {
    scenario(async |lab| {
        lab.open().await;
        let names = ["V1", "V3", "V4", "sixty rows", "three defaults in 2,000"];
        for (number, name) in names.into_iter().enumerate() {
            let [case, measures] = golden(name);
            let model = &format!("model-{number}");
            let path = file(&format!("scores-{number}.csv"), &csv_of(&case, model));
            lab.upload_scores(&path).await;
            lab.find("table", &format!("Confusion matrix, {model}"))
                .await;
            let rows = case["scores"].as_array().expect("scores").len();
            lab.comes_to_read(&format!("{} test rows", thousands(rows)), 20)
                .await;

            for (metric, value) in [
                ("ROC AUC", &case["roc_auc"]),
                ("Average precision:", &case["average_precision"]),
                ("Brier score", &case["brier_score"]),
                ("Log loss", &case["log_loss"]),
                ("Gini", &measures["gini"]),
                ("KS", &measures["ks"]),
                ("AUC of the hull", &measures["hull_auc"]),
                (
                    "Average precision over prevalence",
                    &measures["average_precision_over_prevalence"],
                ),
                ("PR gain", &measures["pr_gain"]),
                ("H-measure:", &measures["h"][0]),
                ("H-measure, Beta(2, 2)", &measures["h"][1]),
                ("H-measure, package prior", &measures["h"][2]),
                ("Expected maximum profit", &measures["emp"][0][3]),
                ("Brier skill score", &measures["brier_skill_score"]),
            ] {
                compare(&lab, model, metric, value).await;
            }
            let cuts = case["cuts"].as_array().expect("cuts");
            let more = measures["cuts"].as_array().expect("cuts");
            for (cut, more) in cuts.iter().zip(more).take(2) {
                lab.set_threshold(cut["threshold"].as_f64().expect("a threshold"))
                    .await;
                for (metric, value) in [
                    ("Precision", &cut["precision"]),
                    ("Recall", &cut["recall"]),
                    ("F1", &cut["f1"]),
                    ("Specificity", &cut["specificity"]),
                    ("Balanced accuracy", &cut["balanced_accuracy"]),
                    ("G-mean", &cut["g_mean"]),
                    ("MCC", &cut["mcc"]),
                    ("Cohen's kappa", &cut["cohens_kappa"]),
                    ("Accuracy", &cut["accuracy"]),
                    ("Share flagged", &cut["share_flagged"]),
                    ("Informedness", &more["informedness"]),
                    ("Markedness", &more["markedness"]),
                    ("Diagnostic odds ratio", &more["diagnostic_odds_ratio"]),
                ] {
                    compare(&lab, model, metric, value).await;
                }
            }
        }
        lab.picture("read").await;
    })
    .await;
}

fn thousands(rows: usize) -> String {
    let digits = rows.to_string();
    match digits.len() {
        0..=3 => digits,
        length => format!("{},{}", &digits[..length - 3], &digits[length - 3..]),
    }
}

#[tokio::test]
async fn a_broken_file_is_named_by_row_and_column_and_loses_nothing() {
    scenario(async |lab| {
        lab.open().await;
        let [case, _] = golden("sixty rows");
        lab.upload_scores(&file("good.csv", &csv_of(&case, "model")))
            .await;
        lab.comes_to_read("60 test rows", 20).await;
        let before = lab.metric("ROC AUC", "model").await;
        assert!(before.is_some());
        let broken = [
            ("y,p\n0,.1\n1,abc\n0,.2\n", "Row 3, column p is \"abc\""),
            ("y,p\n0,.1\n1,inf\n0,.2\n", "Row 3, column p is \"inf\""),
            ("y,p\n0,.1\n1,\n0,.2\n", "Row 3, column p is empty or NaN"),
            ("y,p\n0,.1\n1,.2\n2,.3\n", "a third value beside"),
            ("y,p\n1,.1\n1,.2\n", "both classes are needed"),
            ("y,p\n1,.1\n", "at least 2 are needed"),
        ];
        for (number, (content, sentence)) in broken.into_iter().enumerate() {
            let path = file(&format!("broken-{number}.csv"), content);
            lab.upload_scores(&path).await;
            lab.alert(sentence).await;
            assert_eq!(lab.metric("ROC AUC", "model").await, before, "{sentence}");
        }
        lab.picture("refused").await;
        // Back at the generator the settings are as they were, and it trains.
        lab.choose("Data source", "Generate").await;
        lab.set("Epochs", 2).await;
        lab.train().await;
        lab.finished(60).await;
        lab.agree().await;
    })
    .await;
}

#[tokio::test]
async fn scores_that_are_no_probabilities_rank_and_say_why_the_rest_is_off() {
    scenario(async |lab| {
        lab.open().await;
        let mut csv = "y,points\n".to_owned();
        for row in 0..200 {
            let defaults = u8::from(row % 10 == 3);
            writeln!(
                csv,
                "{defaults},{}",
                300 + row * 7919 % 400 + 90 * i32::from(defaults)
            )
            .expect("a string grows");
        }
        lab.upload_scores(&file("points.csv", &csv)).await;
        lab.comes_to_read("200 test rows", 20).await;
        assert!(lab.metric("ROC AUC", "points").await.is_some());
        assert_eq!(lab.metric("Brier score", "points").await, None);
        assert!(
            lab.reads("Brier score and log loss are off").await,
            "and why"
        );
        let threshold = lab.threshold().await;
        assert!((300.0..800.0).contains(&threshold), "{threshold}");
        let confusion = lab.confusion("points").await;
        assert!(confusion.flagged() > 0 && confusion.flagged() < 200);
        lab.tab("Calibration").await;
        lab.comes_to_read("outside 0 to 1", 10).await;
    })
    .await;
}
