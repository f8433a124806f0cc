//! What needs a browser, run in one by wasm-bindgen-test.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

use std::hint::black_box;

use imbalance_lab::experiment::{ArmId, LabSpec};
use imbalance_lab::page::hidpi::HiDpiCanvas;
use plotters_backend::{BackendTextStyle, DrawingBackend};
use sha2::{Digest, Sha256};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlCanvasElement;

wasm_bindgen_test_configure!(run_in_browser);

/// A `RUSTFLAGS` variable would replace `.cargo/config.toml`'s flags without a word, and training
/// would be several times slower.
#[wasm_bindgen_test]
fn the_page_is_compiled_with_simd() {
    assert!(black_box(cfg!(target_feature = "simd128")));
}

fn canvas() -> HtmlCanvasElement {
    let document = web_sys::window().unwrap().document().unwrap();
    document.create_element("canvas").unwrap().unchecked_into()
}

#[wasm_bindgen_test]
fn a_canvas_has_as_many_pixels_as_the_screen_and_is_addressed_in_css_pixels() {
    let element = canvas();
    let backend = HiDpiCanvas::new(element.clone(), (200, 100), 2.5).unwrap();
    assert_eq!((element.width(), element.height()), (500, 250));
    assert_eq!(backend.get_size(), (200, 100));
}

#[wasm_bindgen_test]
fn text_is_measured_without_touching_the_document() {
    let body = web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .body()
        .unwrap();
    let before = body.child_element_count();
    let backend = HiDpiCanvas::new(canvas(), (200, 100), 1.0).unwrap();
    let style = plotters::style::TextStyle::from(("sans-serif", 12));
    let width = |text| backend.estimate_text_size(text, &style).unwrap().0;
    assert!(width("a longer text") > width("text"));
    assert!(style.size() > 0.0);
    assert_eq!(body.child_element_count(), before);
}

/// SHA-256 of the tutorial's scores: of both arms, as they are and with SMOTE, the logits of the
/// held-out rows after the last epoch, each as 4 bytes, the lowest first.
///
/// It says that a browser computes the same bits as the one that it was taken from, not that they are
/// right: that is witnessed by PyTorch in `tests/model`. Whatever changes the order of a sum changes
/// it, and then it has to be taken again, from any one browser.
const TUTORIAL: &str = "b3719c4847e80bade9bcbae93e6259c441c061a6e6443e8f713a37d8ebc34ae5";

#[wasm_bindgen_test]
fn the_tutorials_scores_are_the_same_bits_in_every_browser() {
    let rows = LabSpec::default().check().unwrap().rows(None).unwrap();
    let mut hash = Sha256::new();
    for arm in [ArmId(0), ArmId(1)] {
        let last = rows.training(arm).unwrap().last().unwrap().unwrap();
        assert_eq!(last.loss.epoch, 20);
        assert_eq!(
            (last.scores.validation.len(), last.scores.test.len()),
            (0, 2_000)
        );
        for logit in last.scores.test {
            hash.update(logit.to_le_bytes());
        }
    }
    let hash: String = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(hash, TUTORIAL);
}
