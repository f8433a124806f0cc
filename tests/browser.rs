//! What needs a browser, run in one by wasm-bindgen-test.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A `RUSTFLAGS` variable would replace `.cargo/config.toml`'s flags without a word, and training
/// would be several times slower.
#[wasm_bindgen_test]
fn the_page_is_compiled_with_simd() {
    assert!(cfg!(target_feature = "simd128"));
}
