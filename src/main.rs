//! The page, and what runs behind it: one of the latter for each arm that is trained at the same time, and one for the
//! data. They are one program, split in parts, so that what both need is shipped once.

#[cfg(all(target_arch = "wasm32", feature = "page"))]
use lzma_rust2::{LzmaReader, Read};

#[cfg(all(target_arch = "wasm32", feature = "page"))]
fn main() {
    if imbalance_lab::worker::is_here() {
        wasm_bindgen_futures::spawn_local(work());
    } else {
        imbalance_lab::page::show();
    }
}

#[cfg(not(all(target_arch = "wasm32", feature = "page")))]
fn main() {}

/// Unpacks another part of the program, for the script that loads it. By LZMA a part is a fifth smaller than by gzip, and
/// from servers that pack nothing a third of what it was.
///
/// # Errors
/// Where what came isn't such a part, or not all of it.
#[cfg(all(target_arch = "wasm32", feature = "page"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>, wasm_bindgen::JsValue> {
    const STEP: usize = 1 << 16;
    let damaged = |_| "A part of the program is damaged.";
    let mut reader = LzmaReader::new_mem_limit(packed, u32::MAX, None).map_err(damaged)?;
    let mut part = Vec::new();
    loop {
        let n_before = part.len();
        part.resize(n_before + STEP, 0);
        let n_read = reader.read(&mut part[n_before..]).map_err(damaged)?;
        part.truncate(n_before + n_read);
        if n_read == 0 {
            return Ok(part);
        }
    }
}

/// What only workers need is a file of its own.
#[cfg(all(target_arch = "wasm32", feature = "page"))]
#[wasm_split_helpers::wasm_split(worker)]
fn work() {
    imbalance_lab::worker::listen();
}
