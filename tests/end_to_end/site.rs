//! A static server for `dist/` that remembers what it was asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use tiny_http::{Header, Request, Response, Server};

/// The folder under which the page is served a second time.
pub const SUB_FOLDER: &str = "/lab/";

/// `dist/` at `/` and at [`SUB_FOLDER`] of a free port of this machine, until it is dropped.
pub struct Site {
    server: Arc<Server>,
    asked: Arc<Mutex<Vec<Asked>>>,
    thread: Option<JoinHandle<()>>,
}

/// One request, as it was answered.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub status: u16,
}

impl Site {
    pub fn start() -> Self {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        assert!(
            dist.join("index.html").exists(),
            "no dist/index.html: run `make build` first"
        );
        let server = Arc::new(Server::http("127.0.0.1:0").expect("a free port"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let thread = thread::spawn({
            let (server, asked) = (server.clone(), asked.clone());
            move || {
                server
                    .incoming_requests()
                    .for_each(|request| answer(&dist, request, &asked))
            }
        });
        Self {
            server,
            asked,
            thread: Some(thread),
        }
    }

    /// The address of `path`, which begins with a slash.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.server_addr())
    }

    /// All requests so far, oldest first.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no answer panics").clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn answer(dist: &Path, request: Request, asked: &Mutex<Vec<Asked>>) {
    let path = request
        .url()
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let file = file_at(dist, &path);
    let status = if file.is_some() { 200 } else { 404 };
    asked
        .lock()
        .expect("no answer panics")
        .push(Asked { path, status });
    let (kind, body) = file.unwrap_or(("text/plain", Vec::new()));
    let header = Header::from_bytes("content-type", kind).expect("a valid header");
    // A browser that has gone away needs no answer.
    drop(
        request.respond(
            Response::from_data(body)
                .with_status_code(status)
                .with_header(header),
        ),
    );
}

fn file_at(dist: &Path, path: &str) -> Option<(&'static str, Vec<u8>)> {
    let inside = path
        .strip_prefix(SUB_FOLDER)
        .or_else(|| path.strip_prefix('/'))?;
    let mut file = PathBuf::from(dist);
    file.extend(
        inside
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".."),
    );
    if inside.is_empty() || inside.ends_with('/') {
        file.push("index.html");
    }
    Some((content_type(&file), fs::read(&file).ok()?))
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("json" | "webmanifest") => "application/json",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
