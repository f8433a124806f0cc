//! The threshold as a slider and as a number.

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use crate::numbers::read_number;
use crate::page::session::Session;
use crate::studio::{Studio, Verb};

/// The part of the axis that PageUp and PageDown move the threshold by.
const PAGE: f64 = 0.05;

/// Slider and number. Arrow keys go to the next distinct score of any arm.
#[component]
pub fn ThresholdSlider(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let range = move || session.views(|studio| studio.scale().range());
    let low = move || range().0.min(range().1);
    let high = move || range().0.max(range().1);
    let falls = move || range().0 > range().1;
    let position =
        move || session.standings(|studio| studio.scale().position(studio.study().threshold));
    let slide = move |event| {
        if let Some(position) = read_number(&event_target_value(&event)) {
            let threshold = session.now(|studio| studio.scale().threshold(position));
            session.perform(Verb::Threshold(threshold));
        }
    };
    let text = move || session.standings(Studio::threshold_text);
    let write = move |event: Event| {
        if let Some(threshold) = read_number(&event_target_value(&event)) {
            session.perform(Verb::Threshold(threshold));
        }
        // A number beyond the axis, or none at all, may change nothing and must not be left standing.
        let field: HtmlInputElement = event_target(&event);
        field.set_value(&session.now(Studio::threshold_text));
    };
    let press = move |event: KeyboardEvent| {
        let verb = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => Verb::Step { up: true },
            "ArrowLeft" | "ArrowDown" => Verb::Step { up: false },
            "PageUp" => Verb::Move { parts: PAGE },
            "PageDown" => Verb::Move { parts: -PAGE },
            "Home" => Verb::End { upper: false },
            "End" => Verb::End { upper: true },
            _ => return,
        };
        session.perform(verb);
        event.prevent_default();
    };
    let filled = move || {
        let (left, right) = range();
        format!("{:.3}%", (position() - left) / (right - left) * 100.0)
    };
    let described = move || {
        session.standings(|studio| studio.say(&studio.scale().describe(studio.study().threshold)))
    };
    view! {
        <div class="threshold">
            <input
                type="range"
                aria-label="Decision threshold"
                aria-valuetext=described
                dir=move || if falls() { "rtl" } else { "ltr" }
                min=low
                max=high
                step="any"
                prop:value=position
                style=("--filled", filled)
                on:input=slide
                on:keydown=press
            />
            <label class="exact">
                <span>"Threshold"</span>
                <input
                    type="number"
                    aria-label="Threshold value"
                    step="any"
                    prop:value=text
                    title=text
                    on:change=write
                />
            </label>
        </div>
    }
}
