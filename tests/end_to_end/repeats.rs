//! Repeats over seeds, asked for and cancelled by hand.

use crate::browser::until;
use crate::lab::Lab;
use crate::scenario::scenario;

async fn quick(lab: &Lab) {
    lab.open().await;
    lab.set("Epochs", 5).await;
    lab.train().await;
    lab.finished(60).await;
    lab.set("Repeats", 5).await;
}

#[tokio::test]
async fn repeats_say_what_is_chance_and_stand_as_old_after_an_edit() {
    scenario(async |lab| {
        quick(&lab).await;
        lab.unfold("3 Balance").await;
        lab.unfold("Arms…").await;
        lab.press("button", "Add an arm").await;
        lab.pick("Remedy", "class weights").await;
        lab.press("button", "Repeat").await;
        lab.comes_to_read("3 arms ranked over 5 seeds", 120).await;
        assert!(lab.reads("Over 5 seeds SMOTE has the higher ROC AUC").await);
        lab.find("table", "ROC AUC, over 5 seeds").await;
        lab.find("image", "Mean ranks over seeds…").await;
        lab.pick("Metric over repeats", "Brier score").await;
        lab.comes_to_read("lower, so better, Brier score", 5).await;
        let race = lab.find("combobox", "Ranked by").await;
        let by = race.prop("value").await.expect("a list");
        assert_eq!(by.as_deref(), Some("Brier score"), "both rank by the same");
        lab.picture("repeated").await;
        assert_eq!(lab.barriers().await, [] as [String; 0]);

        lab.set("Epochs", 6).await;
        lab.comes_to_read("Settings changed since these repeats", 10)
            .await;
    })
    .await;
}

#[tokio::test]
async fn cancel_ends_repeats_at_once_and_training_goes_first() {
    scenario(async |lab| {
        quick(&lab).await;
        lab.set("Epochs", 300).await;
        lab.set("Repeats", 50).await;
        lab.press("button", "Repeat").await;
        lab.comes_to_read("of 50 repeats", 10).await;
        lab.set("Epochs", 3).await;
        lab.train().await;
        lab.finished(30).await;
        assert!(lab.reads("of 50 repeats").await, "they go on");
        lab.press("button", "Cancel").await;
        until("they are cancelled", 2, async || {
            lab.reads("Cancelled after").await.then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn each_fold_is_told_and_all_of_them_are_pooled() {
    scenario(async |lab| {
        quick(&lab).await;
        lab.pick("Repeats over", "5 folds").await;
        lab.press("button", "Repeat").await;
        lab.comes_to_read("Over 5 folds SMOTE has the higher ROC AUC", 120)
            .await;
        lab.find("table", "ROC AUC, over 5 folds").await;
        assert!(lab.reads("Pooled").await);
        lab.unfold("ROC AUC, repeat by repeat").await;
        assert!(lab.reads("round 1, fold 5").await);
        assert!(!lab.reads("round 2").await);
        lab.picture("folds").await;
    })
    .await;
}
