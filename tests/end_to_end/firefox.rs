//! What another engine does otherwise: files that change on disk, and the page's promises as such.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::{env, panic};

use serde_json::{Value, json};
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::prelude::*;
use thirtyfour::{DesiredCapabilities, FirefoxCapabilities};
use tokio::task::{LocalSet, spawn_local};

use crate::browser::until;
use crate::site::Site;

/// A geckodriver process of our own; it ends when this is dropped.
struct Geckodriver {
    process: Child,
    port: u16,
    _output: BufReader<ChildStdout>,
}

impl Geckodriver {
    fn start() -> Self {
        let program = env::var("GECKODRIVER").unwrap_or_else(|_| "geckodriver".to_owned());
        let mut process = Command::new(&program)
            .args(["--port", "0", "--host", "127.0.0.1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program} did not start: {error}"));
        let mut output = BufReader::new(process.stdout.take().expect("a piped output"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            let length = output.read_line(&mut line).expect("geckodriver's output");
            assert!(length > 0, "geckodriver ended before it named its port");
            if let Some((_, port)) = line.split_once("Listening on 127.0.0.1:") {
                break port.trim().parse().expect("a port");
            }
        };
        Self {
            process,
            port,
            _output: output,
        }
    }

    async fn open(&self) -> WebDriver {
        let mut capabilities: FirefoxCapabilities = DesiredCapabilities::firefox();
        capabilities.set_headless().expect("headless");
        let preferences = FirefoxPreferences::new();
        capabilities
            .set_preferences(preferences)
            .expect("preferences");
        WebDriver::new(format!("http://127.0.0.1:{}", self.port), capabilities)
            .await
            .expect("a browser")
    }
}

impl Drop for Geckodriver {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The page in Firefox.
#[derive(Clone)]
struct Page(WebDriver);

impl Page {
    async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.0.execute(script, arguments).await;
        answer.expect("a script that runs").json().clone()
    }

    async fn comes_to_read(&self, words: &str, seconds: u64) {
        until(
            &format!("the page says “{words}”"),
            seconds,
            async || {
                let text = self.run("return document.body.innerText", vec![]).await;
                text.as_str()?.contains(words).then_some(())
            },
        )
        .await;
    }

    /// Chooses an option once it is there: what is behind a step comes after the first paint.
    async fn choose(&self, option: &str) {
        let script = "const label = [...document.querySelectorAll('label')]
            .find((l) => l.innerText.trim() === arguments[0]);
            label?.click();
            return label !== undefined";
        until(&format!("there is “{option}”"), 10, async || {
            let is_there = self.run(script, vec![json!(option)]).await;
            is_there.as_bool().filter(|is_there| *is_there)
        })
        .await;
    }

    /// Presses a button once it can be pressed: a page that trains by itself disables Train meanwhile.
    async fn press(&self, name: &str) {
        let script = "const button = [...document.querySelectorAll('button')].find((b) =>
                b.innerText.trim().startsWith(arguments[0]) && b.offsetParent && !b.disabled);
            button?.click(); return !!button";
        until(&format!("{name} can be pressed"), 20, async || {
            self.run(script, vec![json!(name)])
                .await
                .as_bool()?
                .then_some(())
        })
        .await;
        self.settled().await;
    }

    async fn give(&self, path: &Path) {
        let input = until("a file input", 10, async || {
            self.0.find(By::Css("input[type=file]")).await.ok()
        })
        .await;
        let path = path.to_str().expect("a path of plain text");
        input
            .send_keys(path)
            .await
            .expect("the file given to the page");
    }

    async fn set(&self, field: &str, text: &str) {
        let script = "const input = [...document.querySelectorAll('input[type=number]')].find((i) =>
                i.ariaLabel === arguments[0] || i.labels?.[0]?.innerText.trim() === arguments[0]);
            input.value = arguments[1];
            for (const kind of ['input', 'change']) input.dispatchEvent(new Event(kind, { bubbles: true }))";
        self.run(script, vec![json!(field), json!(text)]).await;
        self.settled().await;
    }

    /// Waits until what was last done is drawn: the page moves once a frame.
    async fn settled(&self) {
        let script = "const done = arguments[0];
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))";
        let drawn = self.0.execute_async(script, vec![]).await;
        drawn.expect("two frames");
    }

    /// The counts of the first matrix: true negatives, false positives, false negatives, true positives.
    /// The cells of the first matrix, once they are known: a run that has just begun has none.
    async fn counts(&self) -> Vec<String> {
        let script = "const table = document.querySelector('table.matrix');
            return [...table.querySelectorAll('tbody td button')].map((b) => b.innerText.trim())";
        until("counts in the first matrix", 20, async || {
            let counts = self.run(script, vec![]).await;
            let text = |count: &Value| count.as_str().unwrap_or_default().to_owned();
            let counts = counts.as_array().into_iter().flatten().map(text);
            let counts: Vec<String> = counts.collect();
            counts.iter().all(|count| count != "–").then_some(counts)
        })
        .await
    }
}

async fn scenario(story: impl AsyncFnOnce(Page) + 'static) {
    let geckodriver = Geckodriver::start();
    let site = Site::start();
    let driver = geckodriver.open().await;
    driver.goto(site.address("/")).await.expect("the page");
    let page = Page(driver.clone());
    page.comes_to_read("Train", 30).await;
    let told = LocalSet::new()
        .run_until(async { spawn_local(async move { story(page).await }).await })
        .await;
    drop(driver.quit().await);
    if let Err(failure) = told {
        panic::resume_unwind(failure.into_panic());
    }
}

fn file(name: &str, content: &str) -> std::path::PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("a file in the target folder");
    path
}

/// Firefox hands out what stands in a file now, whatever it was when it was chosen.
#[tokio::test]
async fn in_firefox_a_file_that_was_edited_after_it_was_chosen_is_not_trained_on() {
    scenario(async |page| {
        let rows = |flip: usize| -> String {
            let line = |row: usize| {
                format!(
                    "{},{}\n",
                    row * 37 % 101,
                    u8::from((row + flip).is_multiple_of(9))
                )
            };
            std::iter::once("x,bad\n".to_owned())
                .chain((0..300).map(line))
                .collect()
        };
        let path = file("edited.csv", &rows(0));
        page.choose("Upload CSV").await;
        page.give(&path).await;
        page.comes_to_read("300 × 1", 20).await;
        page.comes_to_read("60 test rows", 20).await;
        page.press("Train").await;
        page.comes_to_read("epoch 20/20", 20).await;
        let before = page.counts().await;
        // What was read is what is trained on, and the file isn't read again.
        file("edited.csv", &rows(1));
        page.press("Train").await;
        page.comes_to_read("epoch 20/20", 20).await;
        assert_eq!(page.counts().await, before);
        // Chosen again it is another one.
        page.give(&path).await;
        page.comes_to_read(
            "edited.csv has other contents than the file of these settings",
            20,
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn in_firefox_a_threshold_that_is_shown_gives_the_same_matrix_when_it_is_typed() {
    scenario(async |page| {
        let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/near-ties-1e-16.csv");
        page.choose("Upload scores").await;
        page.give(&case).await;
        page.comes_to_read("8 test rows", 20).await;
        page.press("max F1").await;
        let best = page.counts().await;
        assert_eq!((&best[3][..], &best[1][..]), ("2", "1"));
        let script = "return document.querySelector('input[aria-label=\"Threshold value\"]').value";
        let shown = page.run(script, vec![]).await;
        page.set("Threshold value", "0.1").await;
        assert_ne!(page.counts().await, best);
        page.set("Threshold value", shown.as_str().expect("a text"))
            .await;
        assert_eq!(page.counts().await, best, "{shown}");
    })
    .await;
}
