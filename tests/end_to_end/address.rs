//! The whole experiment lives in the address.

use crate::browser::until;
use crate::lab::Lab;
use crate::scenario::scenario;

#[tokio::test]
async fn a_reload_restores_the_experiment_and_the_threshold() {
    scenario(async |lab| {
        lab.open().await;
        let settings = [
            ("Rows", "3000"),
            ("Seed", "7"),
            ("Hidden layers", "8"),
            ("Epochs", "4"),
        ];
        for (name, value) in settings {
            lab.set(name, value).await;
        }
        lab.choose("SMOTE", "On").await;
        lab.train().await;
        lab.finished(60).await;
        lab.set_threshold(0.3).await;
        until("the threshold is in the address", 5, async || {
            lab.url().await.contains("threshold=0.3").then_some(())
        })
        .await;
        assert!(lab.url().await.contains("#v2="), "{}", lab.url().await);

        let confusion = lab.confusion("SMOTE").await;
        lab.reload().await;
        for (name, value) in settings {
            assert_eq!(lab.value(name).await, value, "{name}");
        }
        lab.train().await;
        lab.finished(60).await;
        assert_eq!(lab.threshold().await, 0.3);
        assert_eq!(
            lab.confusion("SMOTE").await,
            confusion,
            "the same spec gives the same rows"
        );
        assert!(lab.sees("table", "Confusion matrix, as is").await.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_broken_or_foreign_address_gives_a_notice_and_the_tutorial() {
    scenario(async |lab| {
        for fragment in [
            "#v1=%7Bbroken",
            "#v1=AAAA",
            "#v2=AAAA",
            "#v999=eyJ9",
            "#somewhere-else",
        ] {
            lab.open_at(&format!("/{fragment}")).await;
            lab.alert("address").await;
            is_the_tutorial(&lab).await;
        }
        lab.picture("notice").await;
    })
    .await;
}

async fn is_the_tutorial(lab: &Lab) {
    for (name, value) in [
        ("Rows", "10000"),
        ("Features", "10"),
        ("Seed", "42"),
        ("Epochs", "20"),
    ] {
        assert_eq!(lab.value(name).await, value, "{name}");
    }
}
