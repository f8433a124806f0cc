//! What people do with results: compare, choose, correct, count money, look closer, take away.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::time;

use crate::browser::until;
use crate::lab::{ARMS, Confusion, Lab};
use crate::scenario::scenario;

async fn trained(lab: &Lab) {
    lab.open().await;
    lab.train().await;
    lab.finished(60).await;
}

fn fpr(of: Confusion) -> f64 {
    let good = of.rows() - of.defaults();
    let share = |part: u64, whole: u64| {
        let [part, whole] = [part, whole].map(|count| u32::try_from(count).expect("few rows"));
        f64::from(part) / f64::from(whole)
    };
    share(of.fp, good)
}

/// Measured with scikit-learn: at a false-positive rate of 5 % both arms catch 64 % of the defaults.
#[tokio::test]
async fn at_the_same_false_positive_rate_smote_gains_nothing() {
    scenario(async |lab| {
        trained(&lab).await;
        lab.choose("Compare at", "same false alarms").await;
        lab.unfold("More goals").await;
        lab.pick("Maximise", "recall").await;
        lab.pick("Condition", "false-positive rate at most").await;
        lab.set("Limit", 0.05).await;
        lab.press("button", "Find the threshold").await;
        lab.comes_to_read("SMOTE from", 10).await;
        let [plain, smote] = [lab.confusion(ARMS[0]).await, lab.confusion(ARMS[1]).await];
        assert!((0.04..=0.05).contains(&fpr(plain)), "{}", fpr(plain));
        assert!(fpr(smote) <= fpr(plain) && fpr(smote) > fpr(plain) - 0.003);
        let recalls = [plain, smote].map(|of| of.recall().expect("defaults"));
        assert!(
            recalls.iter().all(|recall| (0.52..0.76).contains(recall)),
            "{recalls:?}"
        );
        assert!((recalls[0] - recalls[1]).abs() < 0.13, "{recalls:?}");
        lab.picture("compared").await;
    })
    .await;
}

#[tokio::test]
async fn a_goal_is_one_press_away_and_says_on_which_rows_it_is_chosen() {
    scenario(async |lab| {
        trained(&lab).await;
        assert!(
            lab.reads("Chosen on the test rows, so slightly optimistic")
                .await
        );
        let before = lab.metric("F1", ARMS[0]).await;
        lab.press("button", "max F1…").await;
        lab.settled().await;
        let best = lab.metric("F1", ARMS[0]).await;
        assert!(best > before, "{before:?} {best:?}");
        for threshold in [0.1, 0.2, 0.3, 0.6, 0.9] {
            lab.set_threshold(threshold).await;
            assert!(lab.metric("F1", ARMS[0]).await <= best, "{threshold}");
        }
        // A condition that can't be met says so, and the threshold stays.
        lab.unfold("More goals").await;
        lab.pick("Condition", "precision at least").await;
        lab.set("Limit", 1.5).await;
        let before = lab.threshold().await;
        lab.press("button", "Find the threshold").await;
        lab.alert("no threshold has a precision of at least 1.5")
            .await;
        assert_eq!(lab.threshold().await, before);
        // With validation rows the goal is chosen elsewhere, and the page says so.
        lab.set("Validation share (%)", 20).await;
        lab.train().await;
        lab.finished(60).await;
        assert!(
            lab.reads("Chosen on the validation rows, judged on the test rows")
                .await
        );
    })
    .await;
}

#[tokio::test]
async fn correcting_the_scale_mends_the_brier_score_and_leaves_the_ranking() {
    scenario(async |lab| {
        trained(&lab).await;
        let before = [
            lab.metric("ROC AUC", "SMOTE").await,
            lab.metric("Brier score", "SMOTE").await,
        ];
        assert!(lab.reads("The scores are on different scales").await);
        lab.press("button", "Correct the scale").await;
        lab.settled().await;
        let after = [
            lab.metric("ROC AUC", "SMOTE").await,
            lab.metric("Brier score", "SMOTE").await,
        ];
        assert_eq!(after[0], before[0], "the ranking");
        assert!(after[1].expect("probabilities") < 0.5 * before[1].expect("probabilities"));
        assert!(!lab.reads("The scores are on different scales").await);

        // Where one in ten defaults, precision moves and the ROC curve stays.
        let precision = lab.metric("Precision", "as is").await;
        let recall = lab.metric("Recall", "as is").await;
        lab.unfold("Display options").await;
        lab.set("Default rate where it is used (%)", 10).await;
        assert!(lab.metric("Precision", "as is").await > precision);
        assert_eq!(lab.metric("Recall", "as is").await, recall);
        assert_eq!(lab.metric("ROC AUC", "SMOTE").await, before[0]);
        // Reloading the page brings the study back with the experiment.
        time::sleep(Duration::from_millis(600)).await;
        lab.reload().await;
        lab.train().await;
        lab.finished(60).await;
        assert!(lab.metric("Brier score", "SMOTE").await.is_some());
        lab.unfold("Display options").await;
        assert_eq!(lab.value("Default rate where it is used (%)").await, "10");
    })
    .await;
}

/// SMOTE's raw scores overstate the expected loss about fourfold.
#[tokio::test]
async fn expected_loss_is_overstated_about_fourfold_after_smote() {
    scenario(async |lab| {
        trained(&lab).await;
        lab.tab("Cost").await;
        lab.choose("Money from", "Loans: LGD, EAD, margin").await;
        lab.settled().await;
        let ratio = lab
            .cell("Expected and realised loss", "SMOTE, raw score", 3)
            .await;
        let ratio: f64 = ratio.trim_end_matches(" ×").parse().expect("a ratio");
        assert!((3.0..5.5).contains(&ratio), "{ratio}");
        let plain = lab
            .cell("Expected and realised loss", "as is, raw score", 3)
            .await;
        let plain: f64 = plain.trim_end_matches(" ×").parse().expect("a ratio");
        assert!((0.7..1.6).contains(&plain), "{plain}");
        // An amount of each applicant's own, read from a column that has negative values: a sentence.
        lab.pick("Exposure, EAD", "x1").await;
        lab.alert("exposure of an applicant is").await;
        lab.picture("refused").await;
        lab.pick("Exposure, EAD", "The same for everybody").await;
        lab.settled().await;
        assert!(lab.reads("Zones of the policy").await);
    })
    .await;
}

#[tokio::test]
async fn a_cell_opens_its_rows_by_falling_score() {
    scenario(async |lab| {
        trained(&lab).await;
        lab.set_threshold(0.15).await;
        let caught = lab.confusion("as is").await.tp;
        lab.press("button", &format!("{caught}, true positives, as is…"))
            .await;
        lab.comes_to_read(&format!("{caught} true positives, as is"), 10)
            .await;
        let scores = lab.column("true positives, as is", 1).await;
        let scores: Vec<f64> = scores
            .iter()
            .map(|score| score.parse().expect("a score"))
            .collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
        assert!(scores.iter().all(|&score| score >= 0.15));
        assert_eq!(scores.len() as u64, caught.min(25));
        lab.picture("open").await;
        lab.press("button", "Close").await;
    })
    .await;
}

pub fn downloads(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).expect("a folder for downloads");
    folder
}

pub async fn saved(folder: &Path, name: &str) -> String {
    for _ in 0..100 {
        if let Ok(text) = fs::read_to_string(folder.join(name))
            && !text.is_empty()
        {
            return text;
        }
        time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{name} was not saved");
}

#[tokio::test]
async fn everything_can_be_taken_away_and_nothing_changes_by_it() {
    scenario(async |lab| {
        let folder = downloads("taken");
        lab.saves_to(&folder).await;
        trained(&lab).await;
        lab.set_threshold(0.15).await;
        let before = (lab.sentence().await, lab.threshold().await);
        let flagged: u64 = lab.agree().await.iter().map(|of| of.flagged()).sum();

        lab.unfold("Export").await;
        lab.press("button", "Predictions (CSV)").await;
        let csv = saved(&folder, "predictions-generated-seed-42.csv").await;
        let mut lines = csv.lines();
        assert_eq!(
            lines.next(),
            Some("Model,Applicant Index,Default Probability,Prediction")
        );
        let lines: Vec<_> = lines.collect();
        assert_eq!(lines.len(), 4_000);
        let predicted = lines.iter().filter(|line| line.ends_with(",1")).count();
        assert_eq!(predicted as u64, flagged);

        lab.press("button", "Metrics (CSV)").await;
        let csv = saved(&folder, "metrics-generated-seed-42.csv").await;
        assert!(csv.starts_with("Metric,as is,"), "{csv}");
        assert!(csv.contains("\nH-measure,"));

        lab.press("button", "Report (one HTML file)").await;
        let html = saved(&folder, "imbalance-lab-report-generated-seed-42.html").await;
        assert!(
            html.matches("<svg").count() >= 12,
            "{}",
            html.matches("<svg").count()
        );
        for part in ["At 0.15 as is catches", "ROC curve", "Seed", "H-measure"] {
            assert!(html.contains(part), "{part}");
        }
        for outside in ["<script", "src=", "href=", "NaN"] {
            assert!(!html.contains(outside), "{outside}");
        }

        lab.menu_of("ROC curve").await;
        lab.press("button", "Save ROC curve as SVG").await;
        assert!(
            saved(&folder, "roc-curve-generated-seed-42.svg")
                .await
                .contains("False positive rate")
        );
        lab.menu_of("ROC curve").await;
        lab.press("button", "Save ROC curve as CSV").await;
        let csv = saved(&folder, "roc-curve-generated-seed-42.csv").await;
        assert!(
            csv.starts_with("Model,Threshold,False-positive rate,True-positive rate"),
            "{csv:.80}"
        );
        lab.menu_of("ROC curve").await;
        lab.press("button", "Save ROC curve as PNG").await;
        for _ in 0..200 {
            if folder.join("roc-curve-generated-seed-42.png").exists() {
                break;
            }
            time::sleep(Duration::from_millis(100)).await;
        }
        let png = fs::read(folder.join("roc-curve-generated-seed-42.png")).expect("a picture");
        assert!(png.starts_with(b"\x89PNG"));
        assert_eq!((lab.sentence().await, lab.threshold().await), before);
    })
    .await;
}

/// The six that matter come first; a press opens a formula under its row and lights its cells up.
#[tokio::test]
async fn six_metrics_come_first_and_a_formula_opens_under_its_row() {
    scenario(async |lab| {
        trained(&lab).await;
        lab.find("table", "At this threshold").await;
        let names = lab.column("At this threshold", 0).await;
        let first = [
            "Recall",
            "Precision",
            "F1",
            "ROC AUC",
            "Average precision",
            "Brier score",
        ];
        assert_eq!(names.len(), first.len());
        for (name, wanted) in names.iter().zip(first) {
            assert!(name.starts_with(wanted), "{name}");
        }
        lab.press("button", "Recall").await;
        let opened = lab.column("At this threshold", 0).await;
        let [caught, _] = lab.agree().await;
        let worked = format!("{} / ({} + {})", caught.tp, caught.tp, caught.r#fn);
        assert!(
            opened[1].contains("TP / (TP + FN)") && opened[1].contains(&worked),
            "{}",
            opened[1]
        );
        let lit = lab
            .run(
                "return document.querySelectorAll('.matrix td.lit').length",
                vec![],
            )
            .await;
        assert_eq!(lit, 4, "two cells of each matrix");
        lab.press("button", "All 28").await;
        let all = lab.column("At this threshold", 0).await;
        assert!(
            all.last()
                .is_some_and(|name| name.starts_with("Expected maximum profit")),
            "{all:?}"
        );
        lab.press("button", "The first six").await;
        assert_eq!(lab.column("At this threshold", 0).await, opened);
    })
    .await;
}

#[tokio::test]
async fn layers_are_switched_in_the_menu_and_kept_in_the_link() {
    scenario(async |lab| {
        trained(&lab).await;
        lab.menu_of("ROC curve").await;
        lab.press("checkbox", "Convex hull").await;
        until("a link with the hull", 5, async || {
            lab.url().await.contains("hull=yes").then_some(())
        })
        .await;
        let folder = downloads("layers");
        lab.saves_to(&folder).await;
        lab.press("button", "Save ROC curve as SVG").await;
        let with = saved(&folder, "roc-curve-generated-seed-42.svg").await;
        lab.press("checkbox", "Convex hull").await;
        lab.press("checkbox", "95 % bands").await;
        let folder = downloads("no-layers");
        lab.saves_to(&folder).await;
        lab.press("button", "Save ROC curve as SVG").await;
        let without = saved(&folder, "roc-curve-generated-seed-42.svg").await;
        let n_lines = |svg: &str| svg.matches("<polyline").count();
        assert!(n_lines(&with) > n_lines(&without));
        assert!(
            !without.contains("<polygon points")
                || with.matches("<polygon").count() > without.matches("<polygon").count()
        );
        for name in ["as is", "SMOTE"] {
            assert!(
                without.matches(name).count() >= 2,
                "{name} in the key and at its curve"
            );
        }
    })
    .await;
}

/// Each default is a dot of its own in the picture that opens.
#[tokio::test]
async fn people_are_counted_one_by_one() {
    scenario(async |lab| {
        trained(&lab).await;
        let defaults = lab.agree().await[0].defaults();
        let folder = downloads("people");
        lab.saves_to(&folder).await;
        lab.menu_of("Scores, as is").await;
        lab.press("button", "Save Scores, as is as SVG").await;
        let svg = saved(&folder, "scores-as-is-generated-seed-42.svg").await;
        // Those that are rejected are drawn once more, filled; the key has one square.
        let color = "#C2307A";
        let squares = svg
            .lines()
            .filter(|line| line.starts_with("<rect") && line.contains(color));
        let places: std::collections::BTreeSet<_> = squares.collect();
        assert!(
            places.len() as u64 >= defaults,
            "{} of {defaults}",
            places.len()
        );
    })
    .await;
}

#[tokio::test]
async fn the_balance_is_seen_at_one_sampling_rate() {
    scenario(async |lab| {
        trained(&lab).await;
        lab.tab("Data").await;
        lab.comes_to_read("1 of 14 training rows is drawn", 10)
            .await;
        lab.comes_to_read("Before SMOTE: 7,802 good, 198 default (2.5 %)", 5)
            .await;
        lab.comes_to_read("After SMOTE: 7,802 good, 7,802 default (50.0 %)", 5)
            .await;
        let before = lab.label(&lab.find("image", "Before SMOTE…").await).await;
        assert!(
            before.contains("558 good, 15 default and 0 synthetic"),
            "{before}"
        );
    })
    .await;
}
