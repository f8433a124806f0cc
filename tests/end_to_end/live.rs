//! Settings that train by themselves.

use thirtyfour::Key;

use crate::browser::until;
use crate::lab::Lab;
use crate::scenario::scenario;

const SWITCH: &str = "Train as settings change";

/// What stands where results are not of the settings.
const STALE: [&str; 2] = ["These are numbers of", "Settings changed since"];

/// Opens the page and has it trained; once more where a busy machine took long, so that it knows better.
async fn opened(lab: &Lab) {
    lab.open().await;
    lab.finished(10).await;
    for _ in 0..5 {
        if !lab.reads("Train, about").await {
            return;
        }
        lab.train().await;
        lab.finished(10).await;
    }
}

async fn is_stale(lab: &Lab) -> bool {
    lab.reads(STALE[0]).await || lab.reads(STALE[1]).await
}

async fn catches_up(lab: &Lab) {
    until("results are of the settings", 10, async || {
        (!is_stale(lab).await).then_some(())
    })
    .await;
    lab.finished(10).await;
    lab.settled().await;
}

#[tokio::test]
async fn the_page_opens_trained_and_an_edit_is_trained_without_a_press() {
    scenario(async |lab| {
        lab.open().await;
        lab.comes_to_read("catches", 10).await;
        opened(&lab).await;
        let tutorial = lab.agree().await;
        for seed in [7, 8, 9] {
            lab.set("Seed", seed).await;
        }
        catches_up(&lab).await;
        let live = lab.agree().await;
        assert_ne!(live, tutorial);
        lab.train().await;
        lab.finished(10).await;
        assert_eq!(
            lab.agree().await,
            live,
            "pressed, the same settings give the same"
        );
        lab.set("Seed", 42).await;
        catches_up(&lab).await;
        assert_eq!(lab.agree().await, tutorial);
        lab.picture("edited").await;
    })
    .await;
}

#[tokio::test]
async fn switched_off_or_slow_settings_wait_for_a_press_and_say_so() {
    scenario(async |lab| {
        opened(&lab).await;
        lab.press("switch", SWITCH).await;
        lab.set("Seed", 7).await;
        lab.settled().await;
        assert!(is_stale(&lab).await);
        lab.press("switch", SWITCH).await;
        catches_up(&lab).await;
        lab.set("Epochs", 5_000).await;
        lab.comes_to_read("Train, about", 5).await;
        assert!(!lab.is_running().await);
        lab.find("button", "Train").await;
    })
    .await;
}

/// A setting is dragged like a knob, and the curves follow before it is let go.
#[tokio::test]
async fn a_setting_is_dragged_by_its_slider() {
    scenario(async |lab| {
        opened(&lab).await;
        let before = lab.agree().await[0].defaults();
        let slider = lab.find("slider", "Default rate").await;
        for _ in 0..40 {
            let moved = slider.send_keys("" + Key::Right).await;
            moved.expect("a slider that is moved");
        }
        lab.settled().await;
        catches_up(&lab).await;
        let after = lab.agree().await[0].defaults();
        assert!(after > before, "{before} then {after} defaults");
        let rate: f64 = lab
            .value("Default rate (%)")
            .await
            .parse()
            .expect("a number");
        assert!((5.0..7.0).contains(&rate), "{rate} %");
    })
    .await;
}

/// Run by `make bench`, which reads the times; here only that there are some. From an edit until both new curves
/// are drawn, and of that what the page itself does: ranking both arms and drawing everything.
#[tokio::test]
async fn an_edit_is_timed() {
    const EDIT: &str = "const done = arguments[0];
        const frame = () => new Promise((go) => requestAnimationFrame(go));
        const field = [...document.querySelectorAll('input[type=number]')]
            .find((e) => e.labels?.[0]?.innerText.trim() === 'Seed');
        const areas = () => [...document.querySelectorAll('.evidence .summary strong')].map((e) => e.innerText);
        const write = (input, value) => {
            input.value = value;
            for (const kind of ['input', 'change']) input.dispatchEvent(new Event(kind, { bubbles: true }));
        };
        (async () => {
            const edits = [], drawings = [];
            for (let seed = 1; seed <= 11; seed++) {
                const before = areas();
                const from = performance.now();
                write(field, seed);
                while (areas().some((area, place) => area === before[place]) && performance.now() - from < 5000)
                    await frame();
                await frame();
                edits.push(performance.now() - from);
                await new Promise((go) => setTimeout(go, 700));
            }
            const rounds = document.querySelector('.in-column input[aria-label=\"Round shown\"]');
            for (let step = 0; step < 15; step++) {
                await frame();
                const first = new Promise((go) => requestAnimationFrame(() => go(performance.now())));
                const from = performance.now();
                rounds.value = step % 2 ? 17 : 12;
                rounds.dispatchEvent(new Event('input', { bubbles: true }));
                for (let hop = 0; hop < 50; hop++) await null;
                const heard = performance.now() - from;
                const last = new Promise((go) => requestAnimationFrame(() => go(performance.now())));
                drawings.push(heard + (await last) - (await first));
            }
            const middle = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
            done([middle(edits), middle(drawings)]);
        })()";
    scenario(async |lab| {
        opened(&lab).await;
        let times = lab.run_async(EDIT, vec![]).await;
        let [edit, drawing] = [0, 1].map(|place| times[place].as_f64().expect("a time"));
        eprintln!(
            "an edit of the tutorial until both new curves are drawn: {edit:.0} ms (median of 11), of which ranking \
             both arms and drawing {drawing:.1} ms"
        );
    })
    .await;
}
