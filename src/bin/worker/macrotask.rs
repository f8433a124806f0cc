//! Giving way to messages.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessagePort};

thread_local! {
    static CHANNEL: RefCell<Option<MessageChannel>> = const { RefCell::new(None) };
}

/// Resolves in the next macrotask. Messages that arrived before are handled first, which a microtask
/// would prevent, and without the 4 ms that a browser adds to nested timers.
pub async fn next_macrotask() {
    let promise = Promise::new(&mut |resolve, _| {
        let Some((from, to)) = ports() else {
            // Without a channel the promise is resolved at once: later, but never stuck.
            let _ = resolve.call0(&resolve);
            return;
        };
        let heard = Closure::once_into_js(move || {
            let _ = resolve.call0(&resolve);
        });
        to.set_onmessage(Some(heard.unchecked_ref()));
        let _ = from.post_message(&wasm_bindgen::JsValue::NULL);
    });
    let _ = JsFuture::from(promise).await;
}

fn ports() -> Option<(MessagePort, MessagePort)> {
    CHANNEL.with_borrow_mut(|channel| {
        if channel.is_none() {
            *channel = MessageChannel::new().ok();
        }
        channel
            .as_ref()
            .map(|channel| (channel.port1(), channel.port2()))
    })
}
