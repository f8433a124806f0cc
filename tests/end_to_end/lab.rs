//! The page in the words of its user: what can be done with it.

use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use tokio::time;

use crate::browser::{devtools, exposed, focused, until};
use crate::scenario::picture_path;
use crate::site::Site;

mod results;
pub use results::{ARMS, Confusion};

/// The page, open in a browser.
#[derive(Clone)]
pub struct Lab {
    driver: WebDriver,
    pub site: Rc<Site>,
}

impl Lab {
    pub fn new(driver: WebDriver, site: Rc<Site>) -> Self {
        Self { driver, site }
    }

    /// Opens the page at the root of the site, ready to train.
    pub async fn open(&self) {
        self.open_at("/").await;
    }

    /// Opens the page at a path, which may end in a fragment, and waits until Train can be pressed.
    pub async fn open_at(&self, path: &str) {
        // From one fragment to another a browser doesn't load a page again.
        self.driver
            .goto("about:blank")
            .await
            .expect("an empty page");
        self.driver
            .goto(self.site.address(path))
            .await
            .expect("the page");
        self.ready().await;
    }

    pub async fn reload(&self) {
        self.driver.refresh().await.expect("the page again");
        self.ready().await;
    }

    pub async fn ready(&self) {
        until("a button Train that can be pressed", 20, async || {
            let train = self.sees("button", "Train").await?;
            train.is_enabled().await.ok()?.then_some(())
        })
        .await;
    }

    pub async fn url(&self) -> String {
        self.driver
            .current_url()
            .await
            .expect("an address")
            .to_string()
    }

    // What can be found.

    /// The first element of a role with a name ("…" at its end: that begins so), if there is one.
    pub async fn sees(&self, role: &str, name: &str) -> Option<WebElement> {
        exposed(&self.driver, role, name).await?.into_iter().next()
    }

    pub async fn all(&self, role: &str, name: &str) -> Vec<WebElement> {
        exposed(&self.driver, role, name).await.unwrap_or_default()
    }

    /// As [`Self::sees`], but waits for it.
    pub async fn find(&self, role: &str, name: &str) -> WebElement {
        until(&format!("{role} “{name}”"), 10, async || {
            self.sees(role, name).await
        })
        .await
    }

    /// Whether the visible text of the page contains `words`, whatever their case.
    pub async fn reads(&self, words: &str) -> bool {
        let text = self.run("return document.body.innerText", vec![]).await;
        text.as_str()
            .unwrap_or_default()
            .to_lowercase()
            .contains(&words.to_lowercase())
    }

    pub async fn comes_to_read(&self, words: &str, seconds: u64) {
        let what = format!("the page says “{words}”");
        until(&what, seconds, async || {
            self.reads(words).await.then_some(())
        })
        .await;
    }

    /// Waits for an alert that contains `words`, whatever their case.
    pub async fn alert(&self, words: &str) -> String {
        until(
            &format!("an alert that says “{words}”"),
            10,
            async || {
                for alert in self.all("alert", "…").await {
                    let text = alert.text().await.ok()?;
                    if text.to_lowercase().contains(&words.to_lowercase()) {
                        return Some(text);
                    }
                }
                None
            },
        )
        .await
    }

    // What can be done.

    /// Presses something, from under what is pinned if need be.
    pub async fn press(&self, role: &str, name: &str) {
        let press = async || {
            let found = self.sees(role, name).await?;
            if found.click().await.is_ok() {
                return Some(());
            }
            let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
            self.run(script, vec![found.to_json().ok()?]).await;
            found.click().await.ok()
        };
        until(&format!("{role} “{name}” can be pressed"), 10, press).await;
    }

    pub async fn train(&self) {
        self.press("button", "Train").await;
    }

    pub async fn stop(&self) {
        self.press("button", "Stop").await;
    }

    pub async fn tab(&self, name: &str) {
        self.press("tab", name).await;
        self.settled().await;
    }

    /// Opens the step of the settings that holds what is called so, as a hand does that looks for it.
    async fn reveal(&self, name: &str) {
        let script = "const [name] = arguments;
            const is_it = (e) => (e.ariaLabel ?? e.textContent).trim().startsWith(name);
            for (const step of document.querySelectorAll('.step > details:not([open])')) {
                const parts = [...step.querySelectorAll('label, summary, [aria-label]')].slice(1);
                if (parts.some(is_it)) {
                    step.querySelector('summary').click();
                    return true;
                }
            }
            return [...document.querySelectorAll('label, legend, [aria-label]')].some(is_it)";
        // What is behind a step comes after the first paint.
        until(&format!("something is called {name}"), 20, async || {
            let is_there = self.run(script, vec![json!(name)]).await;
            is_there.as_bool()?.then_some(())
        })
        .await;
    }

    /// Chooses an option of a group of radio buttons, by its label as a mouse would.
    pub async fn choose(&self, group: &str, option: &str) {
        self.reveal(group).await;
        let group = self.find("radiogroup", group).await;
        let script = "const [group, option] = arguments;
            const called = (e) => [...(e.labels ?? []), e].some((l) => l.innerText?.trim() === option)
                || e.ariaLabel === option;
            const radio = [...group.querySelectorAll('input, [role=radio]')].find(called);
            return radio?.labels?.[0] ?? radio";
        let arguments = vec![group.to_json().expect("an element"), json!(option)];
        let label = self
            .driver
            .execute(script, arguments)
            .await
            .and_then(|it| it.element());
        label
            .expect("an option of that name")
            .click()
            .await
            .expect("a click");
    }

    /// Types a number or text into a field and leaves it.
    pub async fn set(&self, name: &str, value: impl ToString) {
        let field = self.field(name).await;
        if field.click().await.is_err() {
            // From under what is pinned.
            let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
            let found = field.to_json().expect("an element");
            self.run(script, vec![found]).await;
            field.click().await.expect("a click into the field");
        }
        let typed = Key::Control + "a";
        field.send_keys(typed).await.expect("everything selected");
        field
            .send_keys(value.to_string() + Key::Tab)
            .await
            .expect("the value typed");
        self.settled().await;
    }

    pub async fn value(&self, name: &str) -> String {
        let field = self.field(name).await;
        field
            .prop("value")
            .await
            .expect("a value")
            .unwrap_or_default()
    }

    async fn field(&self, name: &str) -> WebElement {
        if self.sees("spinbutton", name).await.is_none() {
            self.reveal(name).await;
        }
        until(&format!("a field “{name}”"), 10, async || {
            match self.sees("spinbutton", name).await {
                Some(field) => Some(field),
                None => self.sees("textbox", name).await,
            }
        })
        .await
    }

    /// Picks an option of a list by its text.
    pub async fn pick(&self, list: &str, option: &str) {
        if self.sees("combobox", list).await.is_none() {
            self.reveal(list).await;
        }
        until(
            &format!("an option “{option}” of “{list}”"),
            10,
            async || {
                let list = self.sees("combobox", list).await?;
                for candidate in list.find_all(By::Tag("option")).await.ok()? {
                    if candidate.text().await.ok()?.trim() == option {
                        return candidate.click().await.ok();
                    }
                }
                None
            },
        )
        .await;
        self.settled().await;
    }

    /// Gives the page a file of applicants, as choosing it in the dialogue would.
    pub async fn upload(&self, file: &Path) {
        self.give("Upload CSV", "CSV file", file).await;
    }

    /// Gives the page a file of scores.
    pub async fn upload_scores(&self, file: &Path) {
        self.give("Upload scores", "CSV file of scores", file).await;
    }

    async fn give(&self, source: &str, field: &str, file: &Path) {
        self.choose("Data source", source).await;
        self.give_file(field, file).await;
    }

    /// Gives a field a file.
    pub async fn give_file(&self, field: &str, file: &Path) {
        let script = "const [field] = arguments;
            return [...document.querySelectorAll('input[type=file]')].find(
            (e) => e.ariaLabel === field || e.labels?.[0]?.innerText.trim().startsWith(field))";
        let what = format!("a file input “{field}”");
        let input = until(&what, 10, async || {
            let found = self.driver.execute(script, [json!(field)]).await.ok()?;
            found.element().ok()
        })
        .await;
        let path = file.to_str().expect("a path of plain text");
        input
            .send_keys(path)
            .await
            .expect("the file given to the page");
    }

    /// Opens what is behind a line with a triangle.
    pub async fn unfold(&self, name: &str) {
        let script = "const [name] = arguments;
            const line = [...document.querySelectorAll('summary')]
                .find((e) => e.checkVisibility() && e.innerText.trim().startsWith(name));
            if (line && !line.parentElement.open) line.click();
            return !!line";
        let what = format!("“{name}” to unfold");
        until(&what, 10, async || {
            let found = self.run(script, vec![json!(name)]).await;
            found.as_bool().filter(|is_there| *is_there)
        })
        .await;
        self.settled().await;
    }

    /// Opens the menu of a figure.
    pub async fn menu_of(&self, figure: &str) {
        let script = "const [figure] = arguments;
            const line = [...document.querySelectorAll('.figure-menu > summary')]
                .find((e) => e.checkVisibility() && e.ariaLabel.includes(figure));
            if (line && !line.parentElement.open) line.click();
            return !!line";
        let what = format!("the menu of {figure}");
        until(&what, 10, async || {
            let found = self.run(script, vec![json!(figure)]).await;
            found.as_bool().filter(|is_there| *is_there)
        })
        .await;
    }

    /// Lets the browser save files into a folder without asking.
    pub async fn saves_to(&self, folder: &Path) {
        let folder = folder.to_str().expect("a path of plain text");
        let behavior = json!({ "behavior": "allow", "downloadPath": folder });
        let set = devtools(&self.driver, "Browser.setDownloadBehavior", behavior).await;
        assert!(set.is_some(), "the browser saves nothing");
    }

    // The keyboard and the window.

    pub async fn type_keys(&self, keys: impl Into<TypingData>) {
        let chain = self.driver.action_chain().send_keys(keys);
        chain.perform().await.expect("keys");
        self.settled().await;
    }

    /// Presses a letter while other keys are held.
    pub async fn type_with(&self, held: &[Key], letter: char) {
        let chain = self.driver.action_chain();
        let chain = held
            .iter()
            .fold(chain, |chain, key| chain.key_down(key.clone()));
        let chain = chain.key_down(letter).key_up(letter);
        let chain = held
            .iter()
            .fold(chain, |chain, key| chain.key_up(key.clone()));
        chain.perform().await.expect("keys");
        self.settled().await;
    }

    /// Presses Tab until the element of that role and name has the focus, and counts.
    pub async fn tab_to(&self, role: &str, name: &str) -> usize {
        let wanted = (role.to_owned(), name.to_owned());
        for pressed in 0..100 {
            if focused(&self.driver).await.as_ref() == Some(&wanted) {
                return pressed;
            }
            self.type_keys(Key::Tab).await;
        }
        panic!("100 times Tab, and {role} “{name}” still has no focus");
    }

    /// Makes the window a desktop's, or with a width below 500 a phone's.
    pub async fn window(&self, width: u32, height: u32) {
        let phone = width < 500;
        let scale = if phone { 3 } else { 1 };
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone });
        devtools(&self.driver, "Emulation.setDeviceMetricsOverride", size).await;
    }

    /// What the system prefers: "light" or "dark".
    pub async fn prefers(&self, scheme: &str) {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        let media = json!({ "features": [feature] });
        devtools(&self.driver, "Emulation.setEmulatedMedia", media).await;
    }

    /// Presses the mouse at a share of the slider's width and holds it.
    pub async fn grab_slider(&self, share: f64) {
        self.mouse_at_slider("mousePressed", share).await;
    }

    /// Moves the mouse that holds the slider.
    pub async fn drag_slider(&self, share: f64) {
        self.mouse_at_slider("mouseMoved", share).await;
    }

    pub async fn let_go(&self, share: f64) {
        self.mouse_at_slider("mouseReleased", share).await;
    }

    /// WebDriver's own moves forget from one request to the next that a button is held.
    async fn mouse_at_slider(&self, event: &str, share: f64) {
        let slider = self.find("slider", "Decision threshold").await;
        let script = "const [slider, share] = arguments;
            slider.scrollIntoView({ block: 'nearest', behavior: 'instant' });
            const box = slider.getBoundingClientRect();
            return [box.left + share * box.width, box.top + box.height / 2]";
        let at = self
            .run(
                script,
                vec![slider.to_json().expect("an element"), json!(share)],
            )
            .await;
        let held = u8::from(event != "mouseReleased");
        let mouse = json!({ "type": event, "x": at[0], "y": at[1], "button": "left", "buttons": held,
            "clickCount": u8::from(event != "mouseMoved") });
        devtools(&self.driver, "Input.dispatchMouseEvent", mouse).await;
        self.settled().await;
    }

    // What goes on behind the page.

    /// Waits until what was done has been drawn.
    pub async fn settled(&self) {
        let script = "const done = arguments[0];
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))";
        drop(self.driver.execute_async(script, []).await);
    }

    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.driver.execute(script, arguments).await;
        answer.expect("a script that runs").json().clone()
    }

    /// As [`Self::run`], for a script that calls its last argument when it is done.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.driver.execute_async(script, arguments).await;
        answer.expect("a script that runs").json().clone()
    }

    /// Runs a script in every page from now on, before the page's own.
    pub async fn run_first(&self, script: &str) {
        let source = json!({ "source": script });
        let added = devtools(
            &self.driver,
            "Page.addScriptToEvaluateOnNewDocument",
            source,
        )
        .await;
        assert!(added.is_some(), "the browser takes no script");
    }

    /// Waits until the page has asked the site for nothing new for a while; how often it has asked.
    pub async fn loaded(&self) -> usize {
        loop {
            let before = self.site.asked().len();
            time::sleep(Duration::from_millis(500)).await;
            if before == self.site.asked().len() {
                return before;
            }
        }
    }

    /// Errors in the browser's console since it was last asked: uncaught ones, failed requests and
    /// what the Content-Security-Policy refused among them.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.expect("the browser's log");
        let severe = log.into_iter().filter(|entry| entry.level == "SEVERE");
        severe.map(|entry| entry.message).collect()
    }

    /// Keeps a picture of the whole page in `target/end_to_end/`.
    pub async fn picture(&self, what: &str) {
        self.picture_at(&picture_path(what), true).await;
    }

    pub async fn picture_at(&self, path: &Path, whole: bool) {
        let wanted = json!({ "format": "png", "captureBeyondViewport": whole });
        let Some(taken) = devtools(&self.driver, "Page.captureScreenshot", wanted).await else {
            return;
        };
        let encoded = taken["data"].as_str().unwrap_or_default();
        let image = base64::Engine::decode(&base64::prelude::BASE64_STANDARD, encoded);
        drop(image.map(|bytes| std::fs::write(path, bytes)));
    }
}
