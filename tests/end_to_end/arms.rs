//! One to eight arms: the list of them, and everything that shows them.

use std::collections::HashSet;

use serde_json::json;

use crate::browser::until;
use crate::lab::Lab;
use crate::scenario::scenario;

/// Remedies beside "as is" and SMOTE.
const OTHERS: [&str; 6] = [
    "SMOTE-ENN",
    "ADASYN",
    "random over-sampling",
    "random under-sampling",
    "class weights",
    "focal loss",
];

async fn add(lab: &Lab, remedies: &[&str]) {
    lab.unfold("3 Balance").await;
    lab.unfold("Arms…").await;
    for remedy in remedies {
        lab.press("button", "Add an arm").await;
        lab.pick("Remedy", remedy).await;
    }
}

async fn all_finished(lab: &Lab, n_arms: usize, seconds: u64) {
    let script = "const bars = [...document.querySelectorAll('[role=progressbar]')].filter((e) => e.checkVisibility());
        return bars.filter((e) => e.ariaValueNow === e.ariaValueMax).length";
    until(&format!("{n_arms} arms are trained"), seconds, async || {
        let done = lab.run(script, vec![]).await;
        let is_over = done.as_u64() == u64::try_from(n_arms).ok() && !lab.is_running().await;
        is_over.then_some(())
    })
    .await;
    lab.settled().await;
}

/// The arms of the race, the best first.
async fn racers(lab: &Lab, by: &str) -> Vec<String> {
    lab.pick("Ranked by", by).await;
    let script =
        "return [...document.querySelectorAll('.race .racer')].map((e) => e.innerText.trim())";
    let names = lab.run(script, vec![]).await;
    let names = names.as_array().into_iter().flatten();
    names
        .map(|name| name.as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn eight_remedies_race_on_the_tutorial() {
    scenario(async |lab| {
        lab.window(1366, 768).await;
        lab.open().await;
        lab.finished(60).await;
        let as_is = lab.confusion("as is").await;
        add(&lab, &OTHERS).await;
        all_finished(&lab, 8, 120).await;
        assert_eq!(
            lab.confusion("as is").await,
            as_is,
            "it was not trained again"
        );
        let full = lab.find("button", "Add an arm").await;
        assert!(!full.is_enabled().await.expect("a button"));

        let mut winners = HashSet::new();
        for by in [
            "Recall, at this threshold",
            "Precision, at this threshold",
            "ROC AUC",
            "Brier score",
            "F1, at its best threshold",
        ] {
            let names = racers(&lab, by).await;
            assert_eq!(names.len(), 8, "{by}: {names:?}");
            winners.insert(names[0].clone());
        }
        assert!(winners.len() > 1, "metrics disagree: {winners:?}");

        let sentence = lab.sentence().await;
        assert!(sentence.ends_with("5 more."), "{sentence}");
        lab.picture("raced").await;
        assert_eq!(lab.barriers().await, [] as [String; 0]);

        // The address holds the list.
        let names = racers(&lab, "ROC AUC").await;
        assert!(lab.url().await.contains("arms="), "{}", lab.url().await);
        lab.reload().await;
        lab.train().await;
        all_finished(&lab, 8, 120).await;
        assert_eq!(racers(&lab, "ROC AUC").await, names);
    })
    .await;
}

#[tokio::test]
async fn every_model_trains_in_an_arm_and_says_what_it_has_learnt() {
    scenario(async |lab| {
        lab.window(1366, 768).await;
        lab.open().await;
        lab.finished(60).await;
        lab.unfold("3 Balance").await;
        lab.unfold("Arms…").await;
        for model in [
            "logistic regression",
            "decision tree",
            "scorecard",
            "typed rules",
        ] {
            lab.press("button", "Add an arm").await;
            lab.pick("Model", model).await;
        }
        let rules = "Rules, as in income < 20000: 15; age >= 60: -10";
        lab.set(rules, "x1 > 0: 2; x2 <= -0.5: 1").await;
        lab.train().await;
        all_finished(&lab, 6, 120).await;
        let names = racers(&lab, "ROC AUC").await;
        assert_eq!(names.len(), 6, "{names:?}");
        lab.tab("Training").await;
        for learnt in ["Odds ratio", "Weight of evidence", "Points"] {
            lab.comes_to_read(learnt, 5).await;
        }
        lab.picture("models").await;
        assert_eq!(lab.barriers().await, [] as [String; 0]);
    })
    .await;
}

/// What isn't wholly on the screen.
const MISSING: &str = "const inside = (e) => { const r = e.getBoundingClientRect();
        return r.width > 0 && r.height > 0 && r.top >= 0 && r.left >= 0 && r.bottom <= innerHeight + 1
            && r.right <= innerWidth + 1; };
    const seen = (selector, name) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility()
        && (e.ariaLabel ?? e.caption?.innerText ?? e.innerText).trim().startsWith(name) && inside(e)).length;
    const wanted = { Train: ['button', 'Train', 1], sentence: ['[role=status]', '', 1],
        scores: ['[role=img]', 'Scores', 8], slider: ['input[type=range]', 'Decision threshold', 1],
        ROC: ['[role=img]', 'ROC curve', 1], 'precision and recall': ['[role=img]', 'Precision and recall', 1],
        matrices: ['table', 'Confusion matrix', 4] };
    const missing = Object.entries(wanted).filter(([, [selector, name, least]]) => seen(selector, name) < least)
        .map(([name, [selector, begin]]) => `${name}: ${seen(selector, begin)}`);
    if (document.documentElement.scrollWidth > innerWidth) missing.push('it scrolls sideways');
    return missing";

#[tokio::test]
async fn the_first_screen_stays_one_screen_with_eight_arms() {
    scenario(async |lab| {
        lab.window(1366, 768).await;
        lab.open().await;
        add(&lab, &OTHERS).await;
        all_finished(&lab, 8, 120).await;
        for (width, height) in [(1366, 768), (1440, 900), (1920, 1080)] {
            lab.window(width, height).await;
            lab.settled().await;
            let missing = lab.run(MISSING, vec![]).await;
            assert_eq!(missing, json!([]), "{width} × {height}");
            lab.picture(&format!("{width}")).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_phone_shows_eight_arms() {
    const SEEN: &str = "const inside = (e) => { const r = e?.getBoundingClientRect(); return !!r && r.height > 0
            && r.top >= 0 && r.left >= 0 && r.bottom <= innerHeight + 1 && r.right <= innerWidth + 1; };
        const counts = [...document.querySelectorAll('.counts span')].filter((e) => e.checkVisibility());
        const roc = document.querySelector('[role=img][aria-label^=\"ROC curve\"]').getBoundingClientRect();
        const dock = document.querySelector('.dock').getBoundingClientRect();
        return { counts: counts.length, all: counts.every(inside), isOver: dock.top < roc.top + 150,
            sideways: document.documentElement.scrollWidth > innerWidth }";
    scenario(async |lab| {
        lab.window(390, 844).await;
        lab.open().await;
        lab.press("button", "Experiment").await;
        add(&lab, &OTHERS).await;
        lab.picture("list").await;
        lab.press("button", "Experiment").await;
        all_finished(&lab, 8, 120).await;
        let seen = lab.run(SEEN, vec![]).await;
        // What the numbers are, and a name with two of them for each arm.
        let wanted = json!({ "counts": 9, "all": true, "isOver": false, "sideways": false });
        assert_eq!(seen, wanted);
        for piece in ["Precision–recall", "Matrices", "Scores"] {
            lab.press("button", piece).await;
            lab.picture(piece).await;
        }
        assert_eq!(lab.barriers().await, [] as [String; 0]);
    })
    .await;
}

#[tokio::test]
async fn an_arm_is_renamed_moved_hidden_and_removed_without_training() {
    scenario(async |lab| {
        lab.open().await;
        lab.finished(60).await;
        add(&lab, &["random under-sampling"]).await;
        all_finished(&lab, 3, 60).await;
        let before = lab.confusion("random under-sampling").await;
        lab.set("Name", "fewer rows").await;
        lab.comes_to_read("fewer rows catches", 5).await;
        assert_eq!(lab.confusion("fewer rows").await, before);
        lab.press("button", "Up").await;
        lab.press("button", "Up").await;
        let first = "return document.querySelector('table.matrix caption').innerText";
        let name = lab.run(first, vec![]).await;
        let name = name.as_str().unwrap_or_default();
        assert!(name.ends_with("fewer rows"), "{name}");
        lab.press("checkbox", "Show as is").await;
        let named = async |lab: &Lab| {
            let script = "return document.querySelectorAll('table.matrix').length";
            lab.run(script, vec![]).await
        };
        until("two arms", 5, async || {
            (named(&lab).await == 2).then_some(())
        })
        .await;
        lab.press("button", "Remove").await;
        until("one arm", 5, async || {
            (named(&lab).await == 1).then_some(())
        })
        .await;
        lab.press("button", "Undo").await;
        lab.comes_to_read("fewer rows", 5).await;
    })
    .await;
}

#[tokio::test]
async fn four_arms_of_300_000_rows_leave_the_page_free() {
    const WATCH: &str = "window.longest = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries())
            window.longest = Math.max(window.longest, entry.duration); }).observe({ type: 'longtask' })";
    scenario(async |lab| {
        lab.open().await;
        lab.finished(60).await;
        add(&lab, &["random under-sampling", "class weights"]).await;
        all_finished(&lab, 4, 60).await;
        lab.run(
            "document.querySelectorAll('input[role=switch]')[0].click()",
            vec![],
        )
        .await;
        lab.unfold("1 Data").await;
        lab.set("Features", 30).await;
        lab.set("Rows", 300_000).await;
        lab.unfold("4 Model").await;
        lab.set("Hidden layers", "8").await;
        lab.set("Epochs", 2).await;
        lab.set("Batch size", 1_024).await;
        lab.comes_to_read("300,000 × 30", 120).await;
        lab.run(WATCH, vec![]).await;
        lab.train().await;
        lab.comes_to_read("waits", 60).await;
        all_finished(&lab, 4, 300).await;
        lab.comes_to_read("60,000 test rows", 60).await;
        let longest = lab.run("return window.longest", vec![]).await;
        eprintln!("four arms of 300,000 × 30 rows: longest task of the page {longest} ms");
        lab.picture("trained").await;
    })
    .await;
}
