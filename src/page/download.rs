//! Saving what the page made as a file. Nothing leaves the machine.

use js_sys::{Array, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers bytes as a file of this name; nothing happens where the browser refuses.
pub fn save(name: &str, mime: &str, bytes: &[u8]) {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &kind) {
        save_blob(name, &blob);
    }
}

/// Offers a blob as a file of this name.
pub fn save_blob(name: &str, blob: &Blob) {
    let _ = offer(name, blob);
}

fn offer(name: &str, blob: &Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let link = document().create_element("a").ok()?;
    let link: HtmlAnchorElement = link.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken the bytes by then; a minute leaves it time to ask where to put them.
    let forget = move || drop(Url::revoke_object_url(&address));
    leptos::prelude::set_timeout(forget, std::time::Duration::from_secs(60));
    Some(())
}
