//! The threshold over 200,000 rows and two models.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::lab::Lab;
use crate::scenario::scenario;

const ROWS: u32 = 200_000;

/// Scores that overlap, a fiftieth of the rows defaults; no two rows of one model tie.
fn scores() -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large.csv");
    let mut csv = String::from("defaulted,first,second\n");
    let spread = |row: u32, factor: u32| f64::from(row.wrapping_mul(factor)) / 4_294_967_296.0;
    for row in 0..ROWS {
        let defaults = row % 50 == 7;
        let lift = if defaults { 0.4 } else { 0.0 };
        let first = 0.6 * spread(row, 2_654_435_761) + lift;
        let second = 0.7 * spread(row, 2_246_822_519) + 0.75 * lift;
        writeln!(csv, "{},{first},{second}", u8::from(defaults)).expect("a string grows");
    }
    fs::write(&path, csv).expect("a file in the target folder");
    path
}

async fn loaded(lab: &Lab) {
    lab.open().await;
    lab.upload_scores(&scores()).await;
    lab.comes_to_read("200,000 test rows", 60).await;
    lab.settled().await;
}

#[tokio::test]
async fn dragging_over_200_000_rows_moves_both_matrices_with_the_mouse() {
    scenario(async |lab| {
        loaded(&lab).await;
        let mut flagged = Vec::new();
        lab.grab_slider(0.8).await;
        for share in [0.6, 0.4, 0.2] {
            lab.drag_slider(share).await;
            let now = [lab.confusion("first").await, lab.confusion("second").await];
            assert!(now.iter().all(|of| of.rows() == u64::from(ROWS)));
            assert!(now.iter().all(|of| of.defaults() == 4_000));
            flagged.push(now.map(crate::lab::Confusion::flagged));
        }
        lab.let_go(0.2).await;
        let [high, middle, low] = flagged[..] else {
            panic!("three steps")
        };
        let rising = high.iter().zip(middle).zip(low);
        assert!(
            rising.into_iter().all(|((&a, b), c)| a < b && b < c),
            "{high:?} {middle:?} {low:?}"
        );
        lab.picture("dragged").await;
    })
    .await;
}

/// Measures for `make bench`: what the main thread does for one step of the slider, from the input
/// event to the last canvas drawn. It is told and never asserted.
#[tokio::test]
async fn a_slider_step_is_timed() {
    scenario(async |lab| {
        loaded(&lab).await;
        let script = "const done = arguments[0];
            const slider = document.querySelector('.in-place input[type=range]');
            const frame = () => new Promise((go) => requestAnimationFrame(go));
            const times = [];
            (async () => {
                for (let step = 0; step < 60; step++) {
                    await frame();
                    const first = new Promise((go) => requestAnimationFrame(() => go(performance.now())));
                    const from = performance.now();
                    slider.value = 0.2 + 0.6 * ((step * 0.618) % 1);
                    slider.dispatchEvent(new Event('input', { bubbles: true }));
                    for (let hop = 0; hop < 50; hop++) await null;
                    const heard = performance.now() - from;
                    const last = new Promise((go) => requestAnimationFrame(() => go(performance.now())));
                    const drawn = (await last) - (await first);
                    times.push(heard + drawn);
                }
                times.sort((a, b) => a - b);
                done([times[30], times[57]]);
            })()";
        let times = lab.run_async(script, vec![]).await;
        eprintln!(
            "one slider step, two arms, 200,000 rows: {:.1} ms of main thread (median), {:.1} ms (95 % of steps)",
            times[0].as_f64().expect("a time"),
            times[1].as_f64().expect("a time"),
        );
    })
    .await;
}
