//! What needs a browser, run in one by wasm-bindgen-test.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

use std::hint::black_box;

use imbalance_lab::experiment::{Arm, Preset};
use imbalance_lab::page::hidpi::HiDpiCanvas;
use plotters_backend::{BackendTextStyle, DrawingBackend};
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

#[wasm_bindgen_test]
fn the_same_spec_gives_the_same_snapshots_here_too() {
    let mut spec = Preset::Quick.spec();
    spec.model.epochs = 2;
    let run = || {
        let rows = spec.clone().check().unwrap().rows(None).unwrap();
        rows.training(Arm::Smote)
            .unwrap()
            .map(Result::unwrap)
            .collect::<Vec<_>>()
    };
    assert_eq!(run(), run());
}
