//! The threshold as a slider and as a number.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::page::session::Session;
use crate::words::significant;

/// What PageUp and PageDown add to and take from the threshold.
const PAGE: f64 = 0.05;

/// Slider and number. Arrow keys go to the next distinct score of any arm.
#[component]
pub fn ThresholdSlider(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let range = move || session.scale().with(|scale| scale.range());
    let low = move || range().0.min(range().1);
    let high = move || range().0.max(range().1);
    let falls = move || range().0 > range().1;
    let threshold = move || session.threshold().get();
    let position = move || session.scale().with(|scale| scale.position(threshold()));
    let slide = move |event| {
        if let Ok(position) = event_target_value(&event).parse() {
            session.set_threshold(session.scale().with_untracked(|s| s.threshold(position)));
        }
    };
    let press = move |event: KeyboardEvent| {
        let from = session.threshold().get_untracked();
        match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => session.step_threshold(true),
            "ArrowLeft" | "ArrowDown" => session.step_threshold(false),
            "PageUp" => session.set_threshold(from + PAGE),
            "PageDown" => session.set_threshold(from - PAGE),
            "Home" => session.set_threshold(0.0),
            "End" => session.set_threshold(1.0),
            _ => return,
        }
        event.prevent_default();
    };
    let filled = move || {
        let (left, right) = range();
        format!("{:.3}%", (position() - left) / (right - left) * 100.0)
    };
    view! {
        <div class="threshold">
            <label class="exact">
                <span>"Threshold"</span>
                <input
                    type="number"
                    aria-label="Threshold value"
                    min="0"
                    max="1"
                    step="any"
                    prop:value=move || significant(threshold(), 6)
                    on:change=move |event| {
                        if let Ok(threshold) = event_target_value(&event).parse() {
                            session.set_threshold(threshold);
                        }
                    }
                />
            </label>
            <input
                type="range"
                aria-label="Decision threshold"
                aria-valuetext=move || session.scale().with(|scale| scale.describe(threshold()))
                dir=move || if falls() { "rtl" } else { "ltr" }
                min=low
                max=high
                step="any"
                prop:value=position
                style=("--filled", filled)
                on:input=slide
                on:keydown=press
            />
        </div>
    }
}
