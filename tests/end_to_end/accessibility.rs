//! Reachable by everyone.

use thirtyfour::Key;

use crate::lab::{ARMS, Lab};
use crate::scenario::scenario;

const TABS: [&str; 6] = [
    "Threshold",
    "Curves",
    "Calibration",
    "Cost",
    "Training",
    "Data",
];

#[tokio::test]
async fn no_barrier_on_a_wide_screen_in_light() {
    scenario(async |lab| no_barrier(&lab, 1440, 1000, "light").await).await;
}

#[tokio::test]
async fn no_barrier_on_a_wide_screen_in_dark() {
    scenario(async |lab| no_barrier(&lab, 1440, 1000, "dark").await).await;
}

#[tokio::test]
async fn no_barrier_on_a_phone_in_light() {
    scenario(async |lab| no_barrier(&lab, 390, 844, "light").await).await;
}

#[tokio::test]
async fn no_barrier_on_a_phone_in_dark() {
    scenario(async |lab| no_barrier(&lab, 390, 844, "dark").await).await;
}

async fn no_barrier(lab: &Lab, width: u32, height: u32, scheme: &str) {
    lab.window(width, height).await;
    lab.prefers(scheme).await;
    lab.open().await;
    look_around(lab, "before").await;
    lab.train().await;
    lab.finished(60).await;
    look_around(lab, "after").await;
}

async fn look_around(lab: &Lab, when: &str) {
    for tab in TABS {
        lab.tab(tab).await;
        lab.picture(&format!("{when}-{tab}").to_lowercase()).await;
        assert_eq!(
            lab.barriers().await,
            [] as [String; 0],
            "tab {tab}, {when} training"
        );
        let sideways = "return document.documentElement.scrollWidth - innerWidth";
        let sideways = lab.run(sideways, vec![]).await;
        assert!(
            sideways.as_i64() <= Some(0),
            "tab {tab} scrolls sideways by {sideways} px"
        );
    }
}

#[tokio::test]
async fn the_keyboard_alone_trains_and_moves_the_threshold() {
    scenario(async |lab| {
        lab.open().await;
        lab.tab_to("button", "Train").await;
        lab.type_keys(Key::Enter).await;
        lab.finished(60).await;
        lab.reload().await;
        lab.finished(60).await;
        let stops = lab.tab_to("slider", "Decision threshold").await;
        assert!(stops <= 25, "{stops} times Tab from the top to the slider");
        let before = lab.threshold().await;
        lab.type_keys(Key::Right).await;
        assert!(lab.threshold().await > before);
        lab.tab_to("spinbutton", "Threshold value").await;
        lab.agree().await;
        // A threshold is found with the keyboard too.
        for _ in 0..12 {
            lab.type_keys(Key::Tab).await;
            let script = "return document.activeElement.innerText.startsWith('max F1')";
            if lab.run(script, vec![]).await == true {
                break;
            }
        }
        lab.type_keys(Key::Enter).await;
        let found = lab.threshold().await;
        assert!((0.44..0.45).contains(&found), "{found}");
    })
    .await;
}

#[tokio::test]
async fn every_figure_says_its_content_in_words() {
    scenario(async |lab| {
        lab.open().await;
        lab.train().await;
        lab.finished(60).await;
        for figure in ["ROC curve…", "Precision and recall…"] {
            let label = lab.label(&lab.find("image", figure).await).await;
            let digits = label.chars().any(|c| c.is_ascii_digit());
            assert!(
                digits && ARMS.iter().all(|arm| label.contains(arm)),
                "{label:?}"
            );
        }
    })
    .await;
}

/// On a phone the settings are a drawer, and a bar keeps Train and the threshold in reach.
#[tokio::test]
async fn a_phone_opens_the_settings_as_a_drawer_and_trains_from_the_bar() {
    scenario(async |lab| {
        lab.window(390, 844).await;
        lab.open().await;
        assert!(
            lab.sees("spinbutton", "Epochs").await.is_none(),
            "the drawer is closed at first"
        );
        lab.press("button", "Experiment").await;
        lab.set("Epochs", 3).await;
        lab.picture("drawer").await;
        lab.type_keys(Key::Escape).await;
        lab.train().await;
        lab.finished(60).await;
        lab.grab_slider(0.3).await;
        lab.let_go(0.3).await;
        let lower = lab.agree().await;
        lab.grab_slider(0.7).await;
        lab.let_go(0.7).await;
        assert!(lab.agree().await[1].flagged() < lower[1].flagged());
        lab.picture("trained").await;
    })
    .await;
}

/// The parts that the focus comes to and that something pinned lies over then.
const COVERED: &str = "const done = arguments[0];
    (async () => {
        const parts = [...document.querySelectorAll('[role=tabpanel] :is(a, button, input, select, summary, [tabindex])')]
            .filter((e) => e.checkVisibility() && !e.disabled && e.tabIndex >= 0);
        const covered = [];
        for (const part of parts) {
            part.focus();
            await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
            const a = part.getBoundingClientRect();
            for (const pinned of document.querySelectorAll('.dock, .reach, .top, .tabs')) {
                const b = pinned.getBoundingClientRect();
                const is_over = pinned.checkVisibility() && a.top < b.bottom - 1 && b.top < a.bottom - 1
                    && a.left < b.right && b.left < a.right;
                if (is_over && a.height < innerHeight / 2)
                    covered.push(`${part.tagName} ${part.ariaLabel ?? part.innerText}: under ${pinned.className}`);
            }
        }
        done([parts.length, covered]);
    })()";

#[tokio::test]
async fn what_has_the_focus_is_never_under_what_is_pinned() {
    scenario(async |lab| {
        for (width, height) in [(1366, 768), (390, 844)] {
            lab.window(width, height).await;
            lab.open().await;
            lab.finished(60).await;
            for tab in TABS {
                lab.tab(tab).await;
                lab.settled().await;
                let found = lab.run_async(COVERED, vec![]).await;
                assert!(found[0].as_u64() > Some(0), "{tab} has parts");
                assert_eq!(found[1], serde_json::json!([]), "{tab} at {width}");
            }
        }
    })
    .await;
}
