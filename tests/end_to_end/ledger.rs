//! Finished runs are there after a reload, stand behind the curves, and are forgotten when one says so.

use crate::browser::until;
use crate::lab::Lab;
use crate::scenario::scenario;

/// Kept runs by their names, the newest first.
async fn kept(lab: &Lab) -> Vec<String> {
    let names = "return [...document.querySelectorAll('.ledger strong')].map(e => e.textContent)";
    let names = lab.run(names, Vec::new()).await;
    serde_json::from_value(names).expect("names")
}

async fn until_kept(lab: &Lab, names: &[&str]) {
    let what = format!("the ledger holds {names:?}");
    until(&what, 10, async || (kept(lab).await == names).then_some(())).await;
}

/// Waits until the browser has that many lines on its disk: how soon is up to it.
async fn until_written(lab: &Lab, n_lines: u64) {
    let n_written = "const done = arguments[0];
        const opened = indexedDB.open('imbalance-lab');
        opened.onsuccess = () => {
            const lines = opened.result.transaction('lines').objectStore('lines').count();
            lines.onsuccess = () => { opened.result.close(); done(lines.result); };
        };";
    until("the lines are written", 30, async || {
        let written = lab.run_async(n_written, Vec::new()).await;
        (written.as_u64() == Some(n_lines)).then_some(())
    })
    .await;
}

async fn roc(lab: &Lab) -> String {
    lab.label(&lab.find("image", "ROC curve…").await).await
}

#[tokio::test]
async fn runs_outlive_a_reload_stand_behind_the_curves_and_are_forgotten() {
    scenario(async |lab| {
        lab.open().await;
        lab.finished(60).await;
        let first = roc(&lab).await;
        lab.set("Epochs", 5).await;
        lab.train().await;
        lab.finished(60).await;
        lab.tab("Training").await;
        until_kept(&lab, &["Run 2", "Run 1"]).await;
        until_written(&lab, 2).await;
        until("the address holds the settings", 5, async || {
            lab.url().await.contains("epochs=5").then_some(())
        })
        .await;

        lab.reload().await;
        lab.finished(60).await;
        lab.tab("Training").await;
        until_kept(&lab, &["Run 2", "Run 1"]).await;
        lab.press("checkbox", "Pin as is of Run 1 behind the curves")
            .await;
        lab.press("checkbox", "Pin SMOTE of Run 1 behind the curves")
            .await;
        let third = lab
            .find("checkbox", "Pin SMOTE of Run 2 behind the curves")
            .await;
        let is_free = third.is_enabled().await.expect("a box");
        assert!(!is_free, "two are pinned");
        assert_eq!(lab.barriers().await, [] as [String; 0]);
        lab.picture("kept runs").await;
        lab.tab("Threshold").await;
        until("ghosts are drawn", 10, async || {
            roc(&lab)
                .await
                .contains("Run 1, SMOTE has AUC")
                .then_some(())
        })
        .await;
        let auc = |label: &str, name: &str| {
            let words = format!("{name} has AUC ");
            let begin = label.find(&words).expect("an arm") + words.len();
            label[begin..].chars().take(5).collect::<String>()
        };
        let now = roc(&lab).await;
        for arm in ["as is", "SMOTE"] {
            assert_eq!(auc(&now, &format!("Run 1, {arm}")), auc(&first, arm));
        }
        lab.picture("ghosts").await;

        lab.tab("Training").await;
        lab.press("button", "Use these settings again: Run 1").await;
        lab.finished(60).await;
        assert_eq!(lab.value("Epochs").await, "20");
        // The same again is the same line, the newest now.
        until_kept(&lab, &["Run 1", "Run 2"]).await;
        lab.press("button", "Forget Run 2").await;
        until_kept(&lab, &["Run 1"]).await;
        lab.press("button", "Forget all").await;
        until_kept(&lab, &[]).await;
        until_written(&lab, 0).await;
        lab.tab("Threshold").await;
        assert!(!roc(&lab).await.contains("Run 1"));
        lab.reload().await;
        lab.finished(60).await;
        lab.tab("Training").await;
        // Only what was trained since.
        until_kept(&lab, &["Run 1"]).await;
    })
    .await;
}

#[tokio::test]
async fn where_nothing_can_be_kept_runs_stay_until_the_page_is_closed() {
    scenario(async |lab| {
        lab.run_first("Object.defineProperty(window, 'indexedDB', { get: () => { throw new DOMException('no room') } })")
            .await;
        lab.open().await;
        lab.finished(60).await;
        lab.tab("Training").await;
        until_kept(&lab, &["Run 1"]).await;
        lab.comes_to_read("Kept until the page is closed", 5).await;
        lab.press("checkbox", "Pin SMOTE of Run 1 behind the curves").await;
        lab.tab("Threshold").await;
        until("the ghost is drawn", 10, async || {
            roc(&lab).await.contains("Run 1, SMOTE has AUC").then_some(())
        })
        .await;
    })
    .await;
}
