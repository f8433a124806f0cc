//! Numbers stand under the name of what they came from: the cases of `tests/cases`, in the page.

use std::fs;
use std::path::{Path, PathBuf};

use thirtyfour::Key;

use crate::browser::until;
use crate::lab::Lab;
use crate::scenario::scenario;

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(name)
}

fn file(name: &str, content: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("a file in the target folder");
    path
}

async fn is_greyed(lab: &Lab) -> bool {
    let script = "return !!document.querySelector('.views.stale')";
    lab.run(script, vec![]).await.as_bool() == Some(true)
}

#[tokio::test]
async fn numbers_of_a_good_file_are_greyed_and_named_when_a_broken_one_follows() {
    scenario(async |lab| {
        lab.open().await;
        lab.upload_scores(&case("UPPER.CSV")).await;
        lab.find("table", "Confusion matrix, …").await;
        lab.settled().await;
        assert!(!is_greyed(&lab).await);
        lab.upload_scores(&case("1e309.csv")).await;
        lab.comes_to_read("These are numbers of UPPER.CSV", 10)
            .await;
        assert!(is_greyed(&lab).await);
        lab.picture("greyed").await;
    })
    .await;
}

#[tokio::test]
async fn train_is_off_with_the_reason_of_a_file_that_cant_be_read() {
    scenario(async |lab| {
        lab.open().await;
        let good: String = (0..200)
            .map(|row| format!("{},{}\n", row * 37 % 101, u8::from(row % 9 == 0)))
            .collect();
        lab.upload(&file("good-table.csv", &format!("x,bad\n{good}")))
            .await;
        lab.set("Epochs", 2).await;
        lab.train().await;
        lab.finished(60).await;
        lab.upload(&file("broken-table.csv", "x,bad\n1,0\n2\n"))
            .await;
        lab.alert("Row 3 has 1 cell; the header has 2.").await;
        let train = lab.find("button", "Train").await;
        assert!(
            !train.is_enabled().await.expect("a state"),
            "Train can be pressed"
        );
        assert!(is_greyed(&lab).await);
    })
    .await;
}

/// The threshold of the best F1 lies between scores that differ in the sixteenth digit.
#[tokio::test]
async fn a_threshold_that_is_shown_gives_the_same_matrix_when_it_is_typed() {
    scenario(async |lab| {
        lab.open().await;
        lab.upload_scores(&case("near-ties-1e-16.csv")).await;
        lab.comes_to_read("test rows", 10).await;
        lab.press("button", "max F1…").await;
        lab.settled().await;
        let arm = "p";
        let best = lab.confusion(arm).await;
        assert_eq!((best.tp, best.fp), (2, 1));
        let shown = lab.value("Threshold value").await;
        lab.set("Threshold value", "0.1").await;
        assert_ne!(lab.confusion(arm).await, best);
        lab.set("Threshold value", &shown).await;
        assert_eq!(lab.confusion(arm).await, best, "{shown}");
    })
    .await;
}

#[tokio::test]
async fn home_and_end_are_the_lowest_and_the_highest_score_where_scores_are_points() {
    scenario(async |lab| {
        lab.open().await;
        let rows: String = (0..60)
            .map(|row| format!("{},{}\n", u8::from(row % 6 == 1), 300 + row * 37 % 60 * 10))
            .collect();
        lab.upload_scores(&file("points-only.csv", &format!("y,points\n{rows}")))
            .await;
        lab.comes_to_read("60 test rows", 20).await;
        let slider = lab.find("slider", "Decision threshold").await;
        slider.focus().await.expect("focus");
        lab.type_keys(Key::End).await;
        assert_eq!(lab.threshold().await, 890.0);
        lab.type_keys(Key::Home).await;
        assert_eq!(lab.threshold().await, 300.0);
        lab.type_keys(Key::PageUp).await;
        assert!((lab.threshold().await - 329.5).abs() < 1e-6);
        assert!(
            lab.sees("button", "0.15").await.is_none(),
            "a goal of probabilities"
        );
    })
    .await;
}

#[tokio::test]
async fn scores_the_wrong_way_round_are_said_and_turned_by_a_press() {
    scenario(async |lab| {
        lab.open().await;
        lab.upload_scores(&case("log-odds-and-points.csv")).await;
        lab.comes_to_read("higher scores seem to mean safer applicants", 20)
            .await;
        let points = lab.metric("ROC AUC", "points").await.expect("an area");
        assert!((points - 0.121_394).abs() < 5e-7, "{points}");
        lab.press("button", "Turn these scores").await;
        until("the scores are turned", 10, async || {
            let turned = lab.metric("ROC AUC", "points").await?;
            ((turned - 0.878_606).abs() < 5e-7).then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn undo_and_redo_by_key_and_by_button_but_not_while_one_types() {
    scenario(async |lab| {
        lab.open().await;
        lab.set("Epochs", 7).await;
        lab.choose("SMOTE", "Off").await;
        lab.set("Batch size", 32).await;
        lab.press("button", "Undo").await;
        assert_eq!(lab.value("Batch size").await, "64");
        lab.find("button", "Train")
            .await
            .focus()
            .await
            .expect("focus");
        lab.type_with(&[Key::Control], 'z').await;
        lab.type_with(&[Key::Control], 'z').await;
        assert_eq!(lab.value("Epochs").await, "20");
        lab.type_with(&[Key::Control, Key::Shift], 'z').await;
        assert_eq!(lab.value("Epochs").await, "7");
        lab.press("button", "Redo").await;
        lab.press("button", "Redo").await;
        assert_eq!(lab.value("Batch size").await, "32");
        assert!(
            !lab.find("button", "Redo")
                .await
                .is_enabled()
                .await
                .expect("a state")
        );
    })
    .await;
}

#[tokio::test]
async fn a_link_opens_the_tab_the_axis_and_the_look_that_were_shared() {
    scenario(async |lab| {
        lab.open().await;
        assert!(!lab.url().await.contains("tab=data"));
        lab.tab("Data").await;
        until("the tab is in the address", 5, async || {
            lab.url().await.contains("tab=data").then_some(())
        })
        .await;
        lab.reload().await;
        let tab = lab.find("tab", "Data").await;
        assert_eq!(
            tab.attr("aria-selected").await.expect("a state").as_deref(),
            Some("true")
        );
    })
    .await;
}

/// Stop answers within a tenth of a second, measured in the page, while large layers learn and while rows
/// are prepared. Told by the page's own clock, with room for a busy machine.
#[tokio::test]
async fn stop_acts_at_once_while_wide_layers_learn_and_while_rows_are_prepared() {
    scenario(async |lab| {
        lab.open().await;
        let time_of_stop = "const done = arguments[0];
            const stop = [...document.querySelectorAll('button')].find((b) => b.innerText === 'Stop' && b.offsetParent);
            const from = performance.now();
            stop.click();
            const look = () => stop.disabled ? done(performance.now() - from) : setTimeout(look, 2);
            look();";
        lab.set("Hidden layers", "4096, 4096").await;
        lab.set("Epochs", 1000).await;
        lab.train().await;
        tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
        let learning = lab.run_async(time_of_stop, vec![]).await;
        lab.set("Hidden layers", "8").await;
        lab.set("Rows", 2_000_000).await;
        lab.train().await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let preparing = lab.run_async(time_of_stop, vec![]).await;
        eprintln!("Stop: {learning} ms while 4,096 units a layer learn, {preparing} ms while 2,000,000 rows are prepared");
        assert!(!lab.is_running().await);
    })
    .await;
}
