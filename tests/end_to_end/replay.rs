//! Learning that is watched again, and slowly.

use std::time::Duration;

use thirtyfour::Key;
use tokio::time::sleep;

use crate::browser::until;
use crate::lab::Lab;
use crate::scenario::scenario;
use crate::study::{downloads, saved};

const SCRUBBER: &str = "Round shown";

async fn opened(lab: &Lab) {
    lab.open().await;
    lab.finished(60).await;
}

async fn scrub(lab: &Lab, keys: &[Key]) {
    let scrubber = lab.find("slider", SCRUBBER).await;
    for key in keys {
        let moved = scrubber.send_keys("" + key.clone()).await;
        moved.expect("a slider that is moved");
    }
    lab.settled().await;
}

#[tokio::test]
async fn a_round_shows_what_a_run_of_so_many_epochs_ends_with() {
    scenario(async |lab| {
        opened(&lab).await;
        let latest = lab.agree().await;
        scrub(&lab, &[Key::Home, Key::Right, Key::Right]).await;
        assert!(
            lab.sentence().await.starts_with("Epoch 3 of 20: At "),
            "{}",
            lab.sentence().await
        );
        let replayed = lab.agree().await;
        let areas = lab.label(&lab.find("image", "ROC curve…").await).await;
        assert_ne!(replayed, latest);
        lab.picture("replayed").await;

        let folder = downloads("replayed");
        lab.saves_to(&folder).await;
        lab.unfold("Export").await;
        lab.press("button", "Metrics (CSV)").await;
        let csv = saved(&folder, "metrics-generated-seed-42-epoch-3.csv").await;
        assert!(csv.contains(", epoch 3 of 20"), "{csv}");
        lab.type_keys(Key::Escape).await;

        scrub(&lab, &[Key::End]).await;
        assert!(lab.sentence().await.starts_with("At "));
        assert_eq!(lab.agree().await, latest);

        lab.set("Epochs", 3).await;
        lab.train().await;
        lab.finished(60).await;
        assert_eq!(lab.agree().await, replayed);
        assert_eq!(
            lab.label(&lab.find("image", "ROC curve…").await).await,
            areas
        );
    })
    .await;
}

#[tokio::test]
async fn play_goes_through_the_rounds_and_ends_with_the_latest() {
    scenario(async |lab| {
        opened(&lab).await;
        // Long enough that a slow machine finds the button before the end.
        lab.set("Epochs", 60).await;
        lab.train().await;
        lab.finished(60).await;
        let latest = lab.agree().await;
        lab.press("button", "Play").await;
        until("a round in the middle", 5, async || {
            let sentence = lab.sentence().await;
            let epoch = sentence
                .strip_prefix("Epoch ")?
                .split(' ')
                .next()?
                .parse::<u32>()
                .ok()?;
            (epoch > 3).then_some(())
        })
        .await;
        lab.press("button", "Pause").await;
        let paused = lab.sentence().await;
        sleep(Duration::from_millis(400)).await;
        assert_eq!(lab.sentence().await, paused);
        lab.press("button", "Play").await;
        until("the latest round", 10, async || {
            lab.sentence().await.starts_with("At ").then_some(())
        })
        .await;
        assert_eq!(lab.agree().await, latest);
        lab.find("button", "Play").await;
    })
    .await;
}

#[tokio::test]
async fn slow_motion_shows_every_epoch_and_stops_at_once() {
    scenario(async |lab| {
        opened(&lab).await;
        lab.press("switch", "Slow motion").await;
        let mut seen = Vec::new();
        until("half of the run, slowly", 20, async || {
            let (done, _) = lab.progress("SMOTE").await?;
            if seen.last() != Some(&done) && lab.is_running().await {
                seen.push(done);
            }
            ((10..20).contains(&done) && seen.len() >= 5).then_some(())
        })
        .await;
        // While it trains, rounds of this run can be shown.
        scrub(&lab, &[Key::Home]).await;
        assert!(lab.sentence().await.starts_with("Epoch 1 of 20: "));
        lab.stop().await;
        let (done, _) = lab.progress("as is").await.expect("a bar");
        sleep(Duration::from_millis(600)).await;
        assert_eq!(lab.progress("as is").await, Some((done, 20)));
        assert!(!lab.is_running().await);
    })
    .await;
}
