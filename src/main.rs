//! The page, and what runs behind it: one of the latter for each arm that is trained at the same time, and one for the
//! data. They are one program, split in parts, so that what both need is shipped once.

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

/// What only workers need is a file of its own.
#[cfg(all(target_arch = "wasm32", feature = "page"))]
#[wasm_split_helpers::wasm_split(worker)]
fn work() {
    imbalance_lab::worker::listen();
}
