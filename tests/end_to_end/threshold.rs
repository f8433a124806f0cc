//! The decision threshold, and that all that hangs on it moves together.

use thirtyfour::Key;

use crate::lab::{ARMS, Confusion, Lab};
use crate::scenario::scenario;

async fn trained(lab: &Lab) {
    lab.open().await;
    lab.train().await;
    lab.finished(60).await;
}

#[tokio::test]
async fn a_lower_threshold_raises_recall_and_lowers_precision_in_both_arms() {
    scenario(async |lab| {
        trained(&lab).await;
        lab.set_threshold(0.5).await;
        let before = lab.agree().await;
        lab.set_threshold(0.15).await;
        let after = lab.agree().await;
        assert_eq!(lab.threshold().await, 0.15);
        for (arm, (before, after)) in ARMS.iter().zip(before.into_iter().zip(after)) {
            assert!(after.recall() > before.recall(), "recall, {arm}");
            assert!(after.precision() < before.precision(), "precision, {arm}");
        }
    })
    .await;
}

#[tokio::test]
async fn dragging_the_slider_moves_matrix_sentence_and_table_together() {
    scenario(async |lab| {
        trained(&lab).await;
        lab.set_threshold(0.5).await;
        let mut seen = vec![lab.agree().await];
        lab.grab_slider(0.5).await;
        for share in [0.8, 0.4, 0.2, 0.05] {
            lab.drag_slider(share).await;
            let now = lab.agree().await;
            assert_eq!(now.map(Confusion::defaults), [48; 2]);
            assert_eq!(now.map(Confusion::rows), [2_000; 2]);
            seen.push(now);
        }
        lab.let_go(0.05).await;
        assert_eq!(
            seen.last(),
            Some(&lab.agree().await),
            "letting go changes nothing"
        );
        // From .8 down to .05 the slider only ever flags more.
        for arm in 0..2 {
            let flagged: Vec<u64> = seen[1..].iter().map(|now| now[arm].flagged()).collect();
            assert!(
                flagged.is_sorted() && flagged[0] < flagged[3],
                "{flagged:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn arrow_keys_step_to_the_next_distinct_score_and_page_keys_by_a_twentieth() {
    scenario(async |lab| {
        trained(&lab).await;
        lab.set_threshold(0.3).await;
        lab.find("slider", "Decision threshold")
            .await
            .focus()
            .await
            .expect("focus");
        let flagged = async || {
            lab.agree()
                .await
                .map(Confusion::flagged)
                .iter()
                .sum::<u64>()
        };

        // The first step reaches a score; each further one lets the rows of that score go.
        lab.type_keys(Key::Right).await;
        let mut before = (lab.threshold().await, flagged().await);
        assert!(before.0 > 0.3);
        for _ in 0..5 {
            lab.type_keys(Key::Right).await;
            let now = (lab.threshold().await, flagged().await);
            assert!(
                now.0 > before.0 && now.1 < before.1,
                "from {before:?} to {now:?}"
            );
            before = now;
        }
        lab.type_keys(Key::Left).await;
        assert!(lab.threshold().await < before.0 && flagged().await > before.1);

        lab.set_threshold(0.3).await;
        lab.find("slider", "Decision threshold")
            .await
            .focus()
            .await
            .expect("focus");
        lab.type_keys(Key::PageUp).await;
        assert!(
            (lab.threshold().await - 0.35).abs() < 1e-9,
            "{}",
            lab.threshold().await
        );
        lab.type_keys(Key::PageDown + Key::PageDown).await;
        assert!(
            (lab.threshold().await - 0.25).abs() < 1e-9,
            "{}",
            lab.threshold().await
        );
    })
    .await;
}
