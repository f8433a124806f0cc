//! A worker as the page sees it: typed, awaited until it listens, watched while it works.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Interval;
use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{ErrorEvent, File, MessageEvent, WorkerOptions, WorkerType};

use crate::experiment::message::{BUILD, Command, Event, News, decode, encode};

/// A worker that is loading may take this long.
const LOADING_MS: f64 = 30_000.0;
/// A worker may take this long to say that it heard.
const HEARING_MS: f64 = 4_000.0;
/// Preparing rows has pieces of work during which a worker says nothing.
const PREPARING_MS: f64 = 300_000.0;
/// A worker that trains gives a sign of life each second.
const TRAINING_MS: f64 = 5_000.0;
/// How often the clock is looked at.
const WATCH_MS: u32 = 250;

/// What became of a worker's message.
#[expect(
    clippy::large_enum_variant,
    reason = "one at a time, and passed on at once"
)]
pub enum WorkerNews {
    /// It said something, and may have handed something over.
    Said(Event, Option<Uint8Array>),
    /// It broke or fell silent and was replaced.
    Replaced {
        /// What happened.
        sentence: String,
        /// Whether the new one takes up what the old one never heard of.
        goes_on: bool,
    },
}

type Hear = Rc<dyn Fn(WorkerNews)>;

/// A worker, replaced by a new one when it breaks.
#[derive(Clone)]
pub struct Worker(Rc<Inner>);

/// What goes with a command.
#[derive(Clone)]
pub enum Enclosed {
    /// Nothing.
    Nothing,
    /// A file, by handle.
    File(File),
    /// Bytes whose memory goes over to the worker.
    Parcel(Uint8Array),
}

/// The number of a job, the bytes of its command, and what goes with it.
type Letter = (u64, Vec<u8>, Enclosed);

/// A job that is owed, and its letter until the worker has heard of it.
struct Owed {
    id: u64,
    unheard: Option<Letter>,
}

struct Inner {
    hear: Hear,
    running: RefCell<Option<Running>>,
    /// When an answer is overdue; `None` while none is owed.
    overdue: Cell<Option<f64>>,
    /// What was posted before the worker listened.
    queue: RefCell<Vec<Letter>>,
    /// Jobs that were posted and aren't done.
    owed: RefCell<Vec<Owed>>,
    is_ready: Cell<bool>,
    _watch: RefCell<Option<Interval>>,
}

/// The browser's worker with the closures that it calls.
struct Running {
    worker: web_sys::Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Worker {
    /// Starts a worker and tells `hear` everything that it says.
    pub fn spawn(hear: impl Fn(WorkerNews) + 'static) -> Self {
        let worker = Self(Rc::new(Inner {
            hear: Rc::new(hear),
            running: RefCell::default(),
            overdue: Cell::default(),
            queue: RefCell::default(),
            owed: RefCell::default(),
            is_ready: Cell::default(),
            _watch: RefCell::default(),
        }));
        worker.start();
        let watched = worker.clone();
        *worker.0._watch.borrow_mut() = Some(Interval::new(WATCH_MS, move || watched.watch()));
        worker
    }

    /// Sends a job's command, and what goes with it, as soon as the worker listens.
    pub fn post(&self, id: u64, command: &Command, with: Enclosed) {
        let Ok(bytes) = encode(command) else { return };
        if self.0.is_ready.get() {
            self.send((id, bytes, with));
        } else {
            self.0.queue.borrow_mut().push((id, bytes, with));
        }
    }

    /// Says what needs no answer, to a worker that listens.
    pub fn tell(&self, command: &Command) {
        if let (Some(running), Ok(bytes)) = (&*self.0.running.borrow(), encode(command)) {
            let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
            let _ = running.worker.post_message(&parts);
        }
    }

    /// Ends the worker at once, whatever it does, and starts another.
    pub fn replace(&self) {
        self.0.queue.borrow_mut().clear();
        self.0.owed.borrow_mut().clear();
        self.start();
    }

    fn start(&self) {
        self.0.is_ready.set(false);
        self.expect(LOADING_MS);
        // Dropping the old worker terminates it.
        *self.0.running.borrow_mut() = None;
        let started = self.launch();
        if started.is_none() {
            self.0.overdue.set(None);
            self.say("The browser refuses to start a worker.", false);
        }
        *self.0.running.borrow_mut() = started;
    }

    fn launch(&self) -> Option<Running> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let address = format!("./worker.js?build={BUILD}");
        let worker = web_sys::Worker::new_with_options(&address, &options).ok()?;
        let listening = self.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            let data = message.data();
            let parts: &Array = data.unchecked_ref();
            let bytes = Uint8Array::new(&parts.get(0)).to_vec();
            let parcel = parts.get(1).dyn_into::<Uint8Array>().ok();
            if let Ok(event) = decode(&bytes) {
                listening.heard(event, parcel);
            }
        });
        let failing = self.clone();
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |error: ErrorEvent| {
            error.prevent_default();
            failing.fail(&format!("A worker broke ({}).", error.message()));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Running {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    fn heard(&self, event: Event, parcel: Option<Uint8Array>) {
        match &event {
            Event::Ready { build } if build != BUILD => {
                self.0.overdue.set(None);
                self.say(
                    "The page and its worker are of different builds: reload the page.",
                    false,
                );
                return;
            }
            Event::Ready { .. } => self.flush(),
            Event::Heard { id } => {
                let mut owed = self.0.owed.borrow_mut();
                if let Some(owed) = owed.iter_mut().find(|owed| owed.id == *id) {
                    owed.unheard = None;
                }
                self.expect(PREPARING_MS);
            }
            Event::News {
                news: News::Reading(_) | News::Resampling(_) | News::Scored(_),
                ..
            } => self.expect(PREPARING_MS),
            Event::News { .. } | Event::Alive => self.expect(TRAINING_MS),
            Event::Done { id, .. } | Event::Dropped { id } => {
                self.0.owed.borrow_mut().retain(|owed| owed.id != *id);
                if self.0.owed.borrow().is_empty() {
                    self.0.overdue.set(None);
                } else {
                    self.expect(PREPARING_MS);
                }
            }
        }
        (self.0.hear)(WorkerNews::Said(event, parcel));
    }

    fn flush(&self) {
        self.0.is_ready.set(true);
        self.0.overdue.set(None);
        for letter in self.0.queue.take() {
            self.send(letter);
        }
    }

    fn send(&self, letter: Letter) {
        let (id, bytes, with) = &letter;
        if let Some(running) = &*self.0.running.borrow() {
            self.expect(HEARING_MS);
            let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
            let buffers = Array::new();
            match with {
                Enclosed::Nothing => {}
                Enclosed::File(file) => drop(parts.push(file)),
                Enclosed::Parcel(bytes) => {
                    parts.push(bytes);
                    buffers.push(&bytes.buffer());
                }
            }
            let _ = running.worker.post_message_with_transfer(&parts, &buffers);
        }
        let id = *id;
        // What was handed over is gone, and can't be sent to another worker.
        let unheard = match &letter.2 {
            Enclosed::Parcel(_) => None,
            Enclosed::Nothing | Enclosed::File(_) => Some(letter),
        };
        self.0.owed.borrow_mut().push(Owed { id, unheard });
    }

    fn expect(&self, within_ms: f64) {
        self.0.overdue.set(Some(Date::now() + within_ms));
    }

    fn watch(&self) {
        if self
            .0
            .overdue
            .get()
            .is_some_and(|overdue| Date::now() > overdue)
        {
            self.fail("A worker fell silent.");
        }
    }

    fn fail(&self, what: &str) {
        let owed = self.0.owed.take();
        let goes_on = owed.iter().all(|owed| owed.unheard.is_some());
        self.replace();
        let unheard = owed.into_iter().filter_map(|owed| owed.unheard);
        self.0.queue.borrow_mut().extend(unheard);
        self.say(&format!("{what} It was replaced by a new one."), goes_on);
    }

    fn say(&self, sentence: &str, goes_on: bool) {
        let sentence = sentence.to_owned();
        (self.0.hear)(WorkerNews::Replaced { sentence, goes_on });
    }
}
