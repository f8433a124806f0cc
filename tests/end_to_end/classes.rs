//! What the classes are called.

use serde_json::{Value, json};

use crate::browser::until;
use crate::lab::Lab;
use crate::scenario::scenario;
use crate::study::{downloads, saved};

/// Words of loans in what is seen and read out in the views, but for the labels of fields.
const LOANS: &str = "const [words] = arguments;
    const pattern = new RegExp(words, 'i');
    const views = document.querySelector('.views');
    const found = [];
    const walk = document.createTreeWalker(views, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode, parent = text.parentElement;
        if (parent.checkVisibility() && !parent.closest('label') && pattern.test(text.data)) found.push(text.data);
    }
    for (const part of views.querySelectorAll('[aria-label], [title]'))
        for (const name of ['aria-label', 'title']) {
            const text = part.getAttribute(name);
            if (text && !part.matches('.scrolls') && part.checkVisibility() && pattern.test(text)) found.push(text);
        }
    return found";

const WORDS: &str = "default|good customer|applicant|turned away|turns away|rejected|approved";

async fn words_of_loans(lab: &Lab) -> Vec<Value> {
    let found = lab.run(LOANS, vec![json!(WORDS)]).await;
    found.as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn every_tab_and_export_uses_the_names_that_are_chosen() {
    scenario(async |lab| {
        lab.open().await;
        lab.finished(60).await;
        assert!(!words_of_loans(&lab).await.is_empty());
        lab.unfold("More").await;
        lab.pick("Classes", "fraud / genuine").await;
        lab.comes_to_read("and flags", 5).await;
        lab.press("button", "All 28").await;
        for tab in [
            "Threshold",
            "Curves",
            "Calibration",
            "Cost",
            "Training",
            "Why",
            "Data",
        ] {
            lab.tab(tab).await;
            if tab == "Calibration" {
                lab.comes_to_read("Brier score of the frauds", 10).await;
            }
            if tab == "Why" {
                lab.comes_to_read("each asked with other values", 30).await;
            }
            assert_eq!(words_of_loans(&lab).await, [] as [Value; 0], "{tab}");
            lab.picture(tab).await;
        }
        let folder = downloads("named");
        lab.saves_to(&folder).await;
        lab.unfold("Export").await;
        lab.press("button", "Report (one HTML file)").await;
        let html = saved(&folder, "imbalance-lab-report-generated-seed-42.html").await;
        for part in ["48 frauds and flags", "genuine ones", "Share of frauds"] {
            assert!(html.contains(part), "{part}");
        }
        // Settings are called as their fields are.
        let html = html.replace("Share of good customers", "");
        assert!(!html.contains("good customer"), "the report");

        lab.tab("Threshold").await;
        lab.set("Positive is called", "late payer").await;
        lab.comes_to_read("of 48 late payers", 5).await;
        until("a link with the name", 5, async || {
            lab.url().await.contains("late").then_some(())
        })
        .await;
        lab.reload().await;
        lab.finished(60).await;
        lab.comes_to_read("of 48 late payers", 5).await;
        lab.unfold("More").await;
        lab.pick("Classes", "As the data say").await;
        lab.comes_to_read("of 48 defaults", 5).await;
    })
    .await;
}
