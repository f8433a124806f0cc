//! The desk in a browser's worker: its mailbox, its clock and its files.

mod file_bytes;
mod macrotask;

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent, Performance};

use crate::desk::{Desk, Enclosed, Readable};
use crate::experiment::message::{BUILD, Done, Event, decode, encode};
use file_bytes::FileBytes;
use macrotask::{after, next_macrotask};

/// Milliseconds for which a desk that has nothing to do is left alone, short beside 100 ms for a Stop.
const NAP_MS: i32 = 10;

/// A file by its handle.
struct Handle(File);

impl Readable for Handle {
    type Reader = FileBytes;

    fn open(&self) -> io::Result<FileBytes> {
        FileBytes::new(self.0.clone())
    }

    fn size(&self) -> f64 {
        self.0.size()
    }
}

/// A worker's desk and what it needs of the browser.
struct Office {
    scope: DedicatedWorkerGlobalScope,
    clock: Performance,
    desk: RefCell<Desk<Handle>>,
    is_working: RefCell<bool>,
}

/// Whether this is a worker, and not a page.
#[must_use]
pub fn is_here() -> bool {
    js_sys::global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

/// Listens for commands for as long as the worker lives.
pub fn listen() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let Some(clock) = scope.performance() else {
        return;
    };
    let office = Rc::new(Office {
        scope: scope.clone(),
        clock,
        desk: RefCell::default(),
        is_working: RefCell::default(),
    });
    let listening = Rc::clone(&office);
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        listening.hear(&message.data());
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    office.post(Event::Ready {
        build: BUILD.into(),
    });
}

impl Office {
    /// A message is `[bytes of a command, file or bytes of rows or undefined]`.
    fn hear(self: &Rc<Self>, message: &JsValue) {
        let parts: &Array = message.unchecked_ref();
        let bytes = Uint8Array::new(&parts.get(0)).to_vec();
        let Ok(command) = decode(&bytes) else { return };
        let enclosed = match parts.get(1).dyn_into::<File>() {
            Ok(file) => Some(Enclosed::File(Handle(file))),
            Err(other) => {
                let rows = other.dyn_into::<Uint8Array>().ok();
                rows.map(|rows| Enclosed::Rows(rows.to_vec()))
            }
        };
        let mut say = |event| self.post(event);
        self.desk.borrow_mut().hear(command, enclosed, &mut say);
        if !self.is_working.replace(true) {
            spawn_local(Rc::clone(self).work());
        }
    }

    /// Works in slices, and looks at the mailbox between two of them.
    async fn work(self: Rc<Self>) {
        let clock = || self.clock.now();
        let mut say = |event| self.post(event);
        loop {
            self.desk.borrow_mut().work(&clock, &mut say);
            if !self.desk.borrow().is_busy() {
                break;
            }
            if self.desk.borrow().rest(clock()) > 0.0 {
                after(NAP_MS).await;
            } else {
                next_macrotask().await;
            }
        }
        self.is_working.replace(false);
    }

    /// Posts an event as `[bytes, bytes of rows or undefined]`, whose memory goes over to the page.
    fn post(&self, mut event: Event) {
        let parcel = match &mut event {
            Event::Done {
                done: Done::Handed(Ok(parcel)),
                ..
            } => Some(std::mem::take(&mut parcel.bytes)),
            _ => None,
        };
        let Ok(bytes) = encode(&event) else { return };
        let bytes = Uint8Array::from(bytes.as_slice());
        let buffers = Array::of1(&bytes.buffer());
        let parts = Array::of1(&bytes);
        if let Some(parcel) = parcel {
            let parcel = Uint8Array::from(parcel.as_slice());
            buffers.push(&parcel.buffer());
            parts.push(&parcel);
        }
        let _ = self.scope.post_message_with_transfer(&parts, &buffers);
    }
}
