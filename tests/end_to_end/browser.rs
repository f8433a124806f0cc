//! A headless Chromium with a driver of its own, and how things are found in it.

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::prelude::*;
use thirtyfour::{DesiredCapabilities, LoggingPrefsLogLevel};

const ARGUMENTS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// A chromedriver process of our own; it and its browsers end when this is dropped.
pub struct Chromedriver {
    process: Child,
    port: u16,
    _output: BufReader<ChildStdout>,
}

impl Chromedriver {
    pub fn start() -> Self {
        let program = env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program} did not start: {error}"));
        let mut output = BufReader::new(process.stdout.take().expect("a piped output"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            let length = output.read_line(&mut line).expect("chromedriver's output");
            assert!(length > 0, "chromedriver ended before it named its port");
            let Some((_, port)) = line.split_once("successfully on port ") else {
                continue;
            };
            break port.trim().trim_end_matches('.').parse().expect("a port");
        };
        Self {
            process,
            port,
            _output: output,
        }
    }

    /// A fresh browser with an empty profile, showing an empty page.
    pub async fn open(&self) -> WebDriver {
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in ARGUMENTS {
            capabilities.add_arg(argument).expect("an argument");
        }
        capabilities
            .set_browser_log_level(LoggingPrefsLogLevel::All)
            .expect("a log level");
        WebDriver::new(format!("http://127.0.0.1:{}", self.port), capabilities)
            .await
            .expect("a browser")
    }

    /// Asks chromedriver to close its browsers and end, which it can't do when it is killed.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        )?;
        stream.read_to_end(&mut Vec::new()).map(drop)
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        drop(self.shut_down());
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Polls until `look` sees something.
///
/// # Panics
/// When `seconds` have gone by without it.
pub async fn until<T>(what: &str, seconds: u64, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(seconds) {
        if let Some(seen) = look().await {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("after {seconds} s still not: {what}");
}

/// A command of the Chrome DevTools Protocol.
pub async fn devtools(driver: &WebDriver, command: &str, arguments: Value) -> Option<Value> {
    driver.cdp().send_raw(command, arguments).await.ok()
}

/// The elements that assistive technology is told of, by role and name; a name that ends in "…"
/// is the beginning of one.
pub async fn exposed(driver: &WebDriver, role: &str, name: &str) -> Option<Vec<WebElement>> {
    let document = devtools(
        driver,
        "Runtime.evaluate",
        json!({ "expression": "document" }),
    )
    .await?;
    let whole = json!({ "objectId": document["result"]["objectId"], "role": role });
    let tree = devtools(driver, "Accessibility.queryAXTree", whole).await?;
    let mut elements = Vec::new();
    for node in tree["nodes"].as_array()? {
        let named = node["name"]["value"].as_str().unwrap_or_default();
        if node["ignored"] == json!(false) && is_called(named, name) {
            elements.push(element(driver, &node["backendDOMNodeId"]).await?);
        }
    }
    Some(elements)
}

fn is_called(named: &str, name: &str) -> bool {
    name.strip_suffix('…')
        .map_or(named == name, |beginning| named.starts_with(beginning))
}

/// The element of a node of the accessibility tree.
async fn element(driver: &WebDriver, node: &Value) -> Option<WebElement> {
    let object = devtools(driver, "DOM.resolveNode", json!({ "backendNodeId": node })).await?;
    let keep = json!({
        "objectId": object["object"]["objectId"],
        "functionDeclaration": "function() { window.foundByTest = this; }",
    });
    devtools(driver, "Runtime.callFunctionOn", keep).await?;
    driver
        .execute("return window.foundByTest", [])
        .await
        .ok()?
        .element()
        .ok()
}

/// Role and accessible name of the element that has the focus.
pub async fn focused(driver: &WebDriver) -> Option<(String, String)> {
    let expression = json!({ "expression": "document.activeElement" });
    let active = devtools(driver, "Runtime.evaluate", expression).await?;
    let which = json!({ "objectId": active["result"]["objectId"], "fetchRelatives": false });
    let tree = devtools(driver, "Accessibility.getPartialAXTree", which).await?;
    let text = |key: &str| tree["nodes"][0][key]["value"].as_str().map(str::to_owned);
    Some((text("role")?, text("name").unwrap_or_default()))
}
