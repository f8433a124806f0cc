//! Where the page is served from, what it asks for, and how soon it can be used.

use serde_json::json;

use crate::scenario::scenario;
use crate::site::SUB_FOLDER;

#[tokio::test]
async fn the_page_works_in_a_folder_of_a_site() {
    scenario(async |lab| {
        lab.open_at(SUB_FOLDER).await;
        lab.set("Epochs", 3).await;
        lab.train().await;
        lab.finished(60).await;
        lab.agree().await;
        let asked = lab.site.asked();
        assert!(
            asked.iter().all(|asked| asked.path.starts_with(SUB_FOLDER)),
            "{asked:?}"
        );
    })
    .await;
}

/// What the Content-Security-Policy refuses is an error in the console, which ends any scenario.
#[tokio::test]
async fn nothing_is_asked_for_after_loading_and_nothing_of_anyone_else() {
    scenario(async |lab| {
        lab.open().await;
        let loaded = lab.loaded().await;
        let scripts = lab.script_policy().await;
        assert!(
            scripts.contains("'self'"),
            "no policy for scripts: {scripts:?}"
        );
        assert!(
            !["'unsafe-inline'", "'unsafe-eval'", "http"]
                .iter()
                .any(|lax| scripts.contains(lax))
        );
        lab.train().await;
        lab.finished(60).await;
        lab.set_threshold(0.15).await;
        for tab in ["Training", "Data", "Threshold"] {
            lab.tab(tab).await;
        }
        lab.train().await;
        lab.finished(60).await;
        assert_eq!(
            lab.loaded().await,
            loaded,
            "{:#?}",
            &lab.site.asked()[loaded..]
        );
        let asked = lab.site.asked();
        assert!(asked.iter().all(|asked| asked.status == 200), "{asked:?}");

        let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)
            .filter((address) => !address.startsWith(location.origin + '/'))";
        assert_eq!(lab.run(script, vec![]).await, json!([]), "asked of others");
    })
    .await;
}

/// Run by `make bench`, which reads the time; here only that there is one.
#[tokio::test]
async fn ready_to_press() {
    scenario(async |lab| {
        // Notes the moment at which Train can first be pressed, whenever the test comes to look.
        lab.run_first(
            "const look = () => {
                const train = [...document.querySelectorAll('button')]
                    .find((b) => b.innerText.trim() === 'Train' && !b.disabled && b.offsetParent);
                if (train) window.readyAfter = performance.now(); else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);",
        )
        .await;
        let mut times = Vec::new();
        for _ in 0..5 {
            lab.open().await;
            lab.settled().await;
            times.push(
                lab.run("return window.readyAfter", vec![])
                    .await
                    .as_f64()
                    .expect("a time"),
            );
        }
        times.sort_by(f64::total_cmp);
        eprintln!(
            "ready to press: {:.0} ms after navigation (median of 5)",
            times[2]
        );
    })
    .await;
}
