//! How a scenario is set up and how it ends.

use std::path::PathBuf;
use std::rc::Rc;
use std::{fs, panic, thread};

use tokio::task::{LocalSet, spawn_local};

use crate::browser::Chromedriver;
use crate::lab::Lab;
use crate::site::Site;

/// Tells `story` with a browser that shows nothing yet, then checks that the browser had nothing to
/// complain about. A story that fails leaves a picture of the page.
pub async fn scenario(story: impl AsyncFnOnce(Lab) + 'static) {
    let chromedriver = Chromedriver::start();
    let driver = chromedriver.open().await;
    let lab = Lab::new(driver.clone(), Rc::new(Site::start()));
    lab.window(1440, 1000).await;
    let ending = LocalSet::new()
        .run_until(async {
            let lab = lab.clone();
            let told = spawn_local(async move {
                story(lab.clone()).await;
                assert_eq!(
                    lab.complaints().await,
                    [] as [String; 0],
                    "the browser's console"
                );
            });
            told.await
        })
        .await;
    if ending.is_err() {
        lab.picture("failed").await;
    }
    drop(driver.quit().await);
    if let Err(failure) = ending {
        panic::resume_unwind(failure.into_panic());
    }
}

/// Where a picture of this scenario goes.
pub fn picture_path(what: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/end_to_end");
    fs::create_dir_all(&folder).expect("target/end_to_end");
    let thread = thread::current();
    let scenario = thread
        .name()
        .and_then(|name| name.rsplit("::").next())
        .unwrap_or("scenario");
    folder.join(format!("{scenario}-{what}.png"))
}
