//! Giving way to messages.

use std::cell::RefCell;
use std::collections::VecDeque;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessagePort, WorkerGlobalScope};

thread_local! {
    /// Where a message to ourselves goes in.
    static PORT: Option<MessagePort> = open();
    /// What goes on with each message, in the order in which they were posted: a task that was
    /// overtaken waits beside the one that overtook it.
    static WAITING: RefCell<VecDeque<Function>> = const { RefCell::new(VecDeque::new()) };
}

/// Resolves in the next macrotask. Messages that arrived before are handled first, which a microtask
/// would prevent, and without the 4 ms that a browser adds to nested timers.
pub async fn next_macrotask() {
    let promise = Promise::new(&mut |resolve, _| {
        let is_posted = PORT.with(|port| {
            let port = port.as_ref()?;
            port.post_message(&JsValue::NULL).ok()
        });
        match is_posted {
            Some(()) => WAITING.with_borrow_mut(|waiting| waiting.push_back(resolve)),
            // Without a channel the promise is resolved at once: later, but never stuck.
            None => drop(resolve.call0(&resolve)),
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// Resolves after so many milliseconds.
pub async fn after(milliseconds: i32) {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let promise = Promise::new(&mut |resolve, _| {
        let set =
            scope.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        if set.is_err() {
            let _ = resolve.call0(&resolve);
        }
    });
    let _ = JsFuture::from(promise).await;
}

fn open() -> Option<MessagePort> {
    let channel = MessageChannel::new().ok()?;
    let go_on = Closure::<dyn Fn()>::new(|| {
        let next = WAITING.with_borrow_mut(VecDeque::pop_front);
        if let Some(resolve) = next {
            let _ = resolve.call0(&resolve);
        }
    });
    let out = channel.port2();
    out.set_onmessage(Some(go_on.into_js_value().unchecked_ref()));
    // A port without anybody who knows it may be collected; its handler keeps it.
    std::mem::forget(out);
    Some(channel.port1())
}
