//! What is on the screen together, without scrolling.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::lab::Lab;
use crate::scenario::scenario;

/// Width, height, and the least height of the ROC curve's canvas.
const SCREENS: [(u32, u32, u32); 3] = [(1366, 768, 210), (1440, 900, 280), (1920, 1080, 280)];

/// The parts that aren't wholly on the screen, and the ROC curve where it is too small.
const MISSING: &str = "const [least] = arguments;
    const named = (selector, name) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility()
        && (e.ariaLabel ?? e.caption?.innerText ?? e.innerText).trim().startsWith(name));
    const parts = {
        Train: named('button', 'Train'), Stop: named('button', 'Stop'), sentence: named('[role=status]', ''),
        scores: named('[role=img]', 'Scores'), slider: named('input[type=range]', 'Decision threshold'),
        value: named('input[type=number]', 'Threshold value'), goal: named('button.chip', ''),
        ROC: named('[role=img]', 'ROC curve'), 'precision and recall': named('[role=img]', 'Precision and recall'),
        matrices: named('table', 'Confusion matrix'), 'live switch': named('input[role=switch]', ''),
    };
    const least_number = { matrices: 2, scores: 2 };
    const inside = (e) => { const r = e.getBoundingClientRect();
        return r.width > 0 && r.height > 0 && r.top >= 0 && r.left >= 0 && r.bottom <= innerHeight + 1
            && r.right <= innerWidth + 1; };
    const missing = [];
    for (const [name, found] of Object.entries(parts)) {
        const seen = found.filter(inside);
        if (seen.length < (least_number[name] ?? 1)) missing.push(`${name}: ${seen.length} of ${found.length}, `
            + found.slice(0, 2).map((e) => JSON.stringify(e.getBoundingClientRect().toJSON())));
    }
    const height = parts.ROC[0]?.getBoundingClientRect().height ?? 0;
    if (height < least) missing.push(`ROC curve is ${height} px high`);
    if (document.documentElement.scrollWidth > innerWidth) missing.push('it scrolls sideways');
    return missing";

async fn together(lab: &Lab, least: u32, when: &str) {
    let missing = lab.run(MISSING, vec![json!(least)]).await;
    assert_eq!(missing, Value::Array(Vec::new()), "{when}");
}

#[tokio::test]
async fn what_moves_together_is_on_the_screen_together() {
    scenario(async |lab| {
        for scheme in ["light", "dark"] {
            for (width, height, least) in SCREENS {
                let screen = format!("{width} × {height}, {scheme}");
                lab.window(width, height).await;
                lab.prefers(scheme).await;
                lab.open().await;
                together(&lab, least, &format!("{screen}, opened")).await;
                lab.finished(60).await;
                together(&lab, least, &format!("{screen}, trained")).await;
                lab.set_threshold(0.15).await;
                together(&lab, least, &format!("{screen}, at another threshold")).await;
                lab.picture(&format!("{width}-{scheme}")).await;
            }
        }
    })
    .await;
}

/// The pinned line at the foot takes over where the slider isn't in sight.
#[tokio::test]
async fn the_threshold_goes_along_to_every_tab_and_down_the_page() {
    scenario(async |lab| {
        lab.window(1366, 768).await;
        lab.open().await;
        lab.finished(60).await;
        assert!(lab.sees("region", "Threshold").await.is_none());
        for tab in ["Curves", "Cost"] {
            lab.tab(tab).await;
            lab.find("region", "Threshold").await;
            lab.find("slider", "Decision threshold").await;
        }
        lab.set_threshold(0.15).await;
        lab.comes_to_read("caught", 5).await;
        lab.picture("docked").await;
        lab.tab("Threshold").await;
        lab.run("scrollTo(0, 900)", vec![]).await;
        lab.find("region", "Threshold").await;
        assert_eq!(lab.threshold().await, 0.15);
    })
    .await;
}

const WATCH_SHIFTS: &str = "window.shifts = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts += entry.value; })
        .observe({ type: 'layout-shift', buffered: true })";

#[tokio::test]
async fn nothing_shifts_from_the_first_paint_to_the_end_of_the_first_run() {
    scenario(async |lab| {
        lab.run_first(WATCH_SHIFTS).await;
        for (width, height) in [
            (1366, 768),
            (1440, 900),
            (1920, 1080),
            (390, 844),
            (360, 640),
            (844, 390),
        ] {
            lab.window(width, height).await;
            let mut all = Vec::new();
            // A machine that is busy with something else draws more pictures in between.
            while all.len() < 3 && all.iter().all(|shifts| *shifts > 0.02) {
                lab.open().await;
                lab.finished(60).await;
                // Ranges come once things have rested.
                sleep(Duration::from_secs(2)).await;
                let shifts = lab.run("return window.shifts", vec![]).await;
                all.push(shifts.as_f64().expect("a number"));
            }
            assert!(
                all.iter().any(|shifts| *shifts <= 0.02),
                "{width} × {height}: {all:?}"
            );
        }
    })
    .await;
}

/// Small screens keep the counts, one piece of evidence, the slider and the goals together, on every tab.
#[tokio::test]
async fn a_small_screen_holds_counts_evidence_and_slider_together() {
    const SEEN: &str = "const inside = (e) => { const r = e?.getBoundingClientRect(); return !!r && r.height > 0
            && r.top >= 0 && r.left >= 0 && r.bottom <= innerHeight + 1 && r.right <= innerWidth + 1; };
        const bar = [...document.querySelectorAll('input[aria-label=\"Decision threshold\"]')].find((e) => e.checkVisibility());
        const roc = document.querySelector('[role=img][aria-label^=\"ROC curve\"]');
        return { sentence: inside(document.querySelector('[role=status]')), ROC: inside(roc), slider: inside(bar),
            sideways: document.documentElement.scrollWidth > innerWidth }";
    const MOVED: &str = "const more = [...document.querySelectorAll('summary')].find((e) => e.checkVisibility() && e.innerText === 'More goals');
        const top = () => more.getBoundingClientRect().top;
        const before = top();
        more.click();
        const after = top();
        more.click();
        return after - before";
    const DOCKED: &str = "const inside = (e) => { const r = e?.getBoundingClientRect(); return !!r && r.height > 0
            && r.top >= 0 && r.left >= 0 && r.bottom <= innerHeight + 1 && r.right <= innerWidth + 1
            && e.contains(document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)); };
        const goals = [...document.querySelectorAll('[aria-label=\"Thresholds to try\"] button')].filter((e) => e.checkVisibility());
        const more = [...document.querySelectorAll('summary')].filter((e) => e.checkVisibility() && e.innerText === 'More goals');
        const counts = [...document.querySelectorAll('.counts span')].filter((e) => e.checkVisibility());
        return { goal: inside(goals[0]), more: more.map(inside), counts: counts.map(inside) }";
    scenario(async |lab| {
        for (width, height) in [(390, 844), (360, 640), (844, 390), (720, 450)] {
            lab.window(width, height).await;
            lab.open().await;
            lab.finished(60).await;
            let seen = lab.run(SEEN, vec![]).await;
            let wanted =
                json!({ "sentence": true, "ROC": true, "slider": true, "sideways": false });
            assert_eq!(seen, wanted, "{width} × {height}");
            lab.picture(&format!("small-{width}")).await;
            let docked = json!({ "goal": true, "more": [true], "counts": [true, true] });
            for tab in ["Threshold", "Curves"] {
                lab.press("tab", tab).await;
                let seen = lab.run(DOCKED, vec![]).await;
                assert_eq!(seen, docked, "{tab}, {width} × {height}");
            }
            let moved = lab.run(MOVED, vec![]).await;
            assert_eq!(moved, json!(0), "what opens over the page moves nothing");
            lab.picture(&format!("small-{width}-curves")).await;
        }
    })
    .await;
}

/// The switch is seen, and undone by another press.
#[tokio::test]
async fn what_thresholds_have_in_common_is_undone_by_another_press() {
    scenario(async |lab| {
        lab.open().await;
        lab.finished(60).await;
        let before = lab.sentence().await;
        lab.choose("Compare at", "same rejections").await;
        lab.comes_to_read("Both reject", 5).await;
        lab.press("radio", "same rejections").await;
        lab.settled().await;
        assert_eq!(lab.sentence().await, before);
    })
    .await;
}
