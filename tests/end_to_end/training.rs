//! Training, and what happens while it goes on.

use std::env;
use std::path::Path;

use crate::browser::until;
use crate::lab::ARMS;
use crate::scenario::scenario;

/// With `IMBALANCE_LAB_PICTURE` this also makes README's picture.
#[tokio::test]
async fn the_tutorial_runs_and_smote_catches_more_at_one_half() {
    scenario(async |lab| {
        lab.open().await;
        lab.train().await;
        lab.finished(60).await;
        for arm in ARMS {
            let auc = lab.metric("ROC AUC", arm).await.expect("two classes");
            assert!((0.80..=0.90).contains(&auc), "AUC {auc}, {arm}");
        }
        lab.set_threshold(0.5).await;
        let [plain, smote] = lab.agree().await;
        assert_eq!([plain.rows(), smote.rows()], [2_000; 2]);
        assert_eq!([plain.defaults(), smote.defaults()], [48; 2]);
        assert!(
            (10..=24).contains(&plain.tp),
            "as is catches {} of 48",
            plain.tp
        );
        assert!(
            (24..=38).contains(&smote.tp),
            "SMOTE catches {} of 48",
            smote.tp
        );

        lab.set_threshold(0.15).await;
        lab.picture("trained").await;
        if let Some(path) = env::var_os("IMBALANCE_LAB_PICTURE") {
            lab.picture_at(Path::new(&path), true).await;
        }
    })
    .await;
}

#[tokio::test]
async fn stop_ends_a_run_keeps_its_result_and_train_starts_anew() {
    scenario(async |lab| {
        lab.open().await;
        lab.set("Epochs", 100_000).await;
        lab.train().await;
        lab.under_way().await;
        lab.stop().await;
        until("the run has stopped", 2, async || {
            (!lab.is_running().await).then_some(())
        })
        .await;
        let stopped = [lab.progress("as is").await, lab.progress("SMOTE").await];
        assert!(
            stopped.iter().flatten().all(|(done, all)| done < all),
            "stopped at {stopped:?}"
        );
        lab.agree().await;
        lab.loaded().await;
        let later = [lab.progress("as is").await, lab.progress("SMOTE").await];
        assert_eq!(
            stopped, later,
            "epochs when stopped and half a second later"
        );

        lab.set("Epochs", 5).await;
        lab.train().await;
        lab.finished(60).await;
        assert_eq!(lab.progress("SMOTE").await, Some((5, 5)));
        lab.agree().await;
    })
    .await;
}

#[tokio::test]
async fn a_setting_changed_during_a_run_leaves_the_result_and_says_so() {
    scenario(async |lab| {
        let words = "settings changed since this run";
        lab.open().await;
        lab.set("Epochs", 100_000).await;
        lab.train().await;
        lab.under_way().await;
        assert!(!lab.reads(words).await);
        lab.set("Neighbours (k)", 3).await;
        lab.comes_to_read(words, 5).await;
        lab.stop().await;
        until("the run has stopped", 2, async || {
            (!lab.is_running().await).then_some(())
        })
        .await;
        assert_eq!(lab.agree().await[0].defaults(), 48);
        assert!(lab.reads(words).await);

        lab.set("Epochs", 2).await;
        lab.train().await;
        lab.finished(60).await;
        assert!(
            !lab.reads(words).await,
            "marked though nothing has changed since"
        );
    })
    .await;
}

#[tokio::test]
async fn one_arm_is_trained_when_smote_is_off() {
    scenario(async |lab| {
        lab.open().await;
        lab.choose("SMOTE", "Off").await;
        lab.set("Epochs", 2).await;
        lab.train().await;
        lab.finished(60).await;
        assert_eq!(lab.confusion("as is").await.rows(), 2_000);
        assert!(lab.sees("table", "Confusion matrix, SMOTE").await.is_none());
    })
    .await;
}

/// Lets a test end the page's workers from outside, without a word to the page.
const KEEP_WORKERS: &str = "
    window.workers = [];
    window.Worker = class extends Worker {
        constructor(...how) { super(...how); window.workers.push(this); }
    };";

#[tokio::test]
async fn a_worker_that_is_killed_is_replaced_and_the_page_says_so() {
    scenario(async |lab| {
        lab.run_first(KEEP_WORKERS).await;
        lab.open().await;
        // More than the fastest machine finishes before the test has ended its workers.
        lab.set("Epochs", 100_000).await;
        lab.train().await;
        lab.under_way().await;
        let killed = "window.workers.forEach((w) => w.terminate()); return window.workers.length";
        assert!(
            lab.run(killed, vec![]).await.as_u64() >= Some(1),
            "the page has a worker"
        );
        lab.comes_to_read("worker", 30).await;
        lab.picture("says-so").await;
        lab.agree().await;

        until("the run has ended", 30, async || {
            (!lab.is_running().await).then_some(())
        })
        .await;
        lab.set("Epochs", 3).await;
        lab.train().await;
        lab.finished(60).await;
        assert_eq!(lab.progress("SMOTE").await, Some((3, 3)));
        lab.agree().await;
    })
    .await;
}
