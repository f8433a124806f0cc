//! The threshold's line at the foot of the views, while its slider on the first tab isn't in sight. On a small screen
//! that is always, and the slider is in the bar below.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

use super::session::Session;
use super::threshold::{Goals, ThresholdSlider};
use crate::studio::{Standing, Studio, Tab};
use crate::words::count;

/// Arms whose counts are told in a sentence each; those of more stand side by side.
const MOST_SENTENCES: usize = 3;

/// What is watched: where the slider stands on the first tab.
pub const PLACE: &str = "slider-in-place";

/// Slider, value, goals and each arm's counts.
#[component]
pub fn Dock(session: Session) -> impl IntoView {
    let is_in_sight = RwSignal::new(false);
    let is_watched = StoredValue::new(false);
    let is_first = Memo::new(move |_| session.study(|studio| studio.study().tab) == Tab::Threshold);
    // The first tab is made when it is first shown, and stays.
    Effect::new(move |_| {
        if is_first.get() && !is_watched.get_value() {
            is_watched.set_value(true);
            request_animation_frame(move || {
                watch(is_in_sight);
            });
        }
    });
    let is_needed = move || !(is_first.get() && is_in_sight.get());
    let has_scores = move || session.views(|studio| !studio.views().arms.is_empty());
    let counts = move || session.standings(counts);
    view! {
        <Show when=move || has_scores() && is_needed()>
            <section class="dock" aria-label="Threshold">
                <ThresholdSlider session/>
                <Goals session/>
                <p class="counts">
                    {move || counts().into_iter().map(|(class, words)| view! { <span class=class>{words}</span> }).collect_view()}
                </p>
            </section>
        </Show>
    }
}

/// What each arm catches and turns away, and the class of its colour.
fn counts(studio: &Studio) -> Vec<(String, String)> {
    let standings = studio.standings();
    let are_many = standings.len() > MOST_SENTENCES;
    let words = |standing: &Standing| {
        let confusion = &standing.confusion;
        if are_many {
            let (caught, away) = (confusion.true_positives, confusion.false_positives);
            let words = format!("{}: {}, {}", standing.name, count(caught), count(away));
            return (standing.arm.class(), words);
        }
        let words = format!(
            "{} of {} caught, {} turned away",
            count(confusion.true_positives),
            count(confusion.n_positives()),
            count(confusion.false_positives),
        );
        let words = format!("{}: {}", standing.name, studio.say(&words));
        (standing.arm.class(), words)
    };
    let what = standings.first().filter(|_| are_many).map(|first| {
        let n_defaults = count(first.confusion.n_positives());
        (
            String::new(),
            studio.say(&format!(
                "Caught of {n_defaults} defaults, and turned away:"
            )),
        )
    });
    what.into_iter()
        .chain(standings.iter().map(words))
        .collect()
}

/// Keeps up with whether the slider on the first tab is in sight. It is made with that tab and stays.
fn watch(is_in_sight: RwSignal<bool>) {
    let Some(place) = document().get_element_by_id(PLACE) else {
        return;
    };
    let seen = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let last = entries.pop().dyn_into::<IntersectionObserverEntry>();
        if let Ok(last) = last {
            is_in_sight.set(last.is_intersecting());
        }
    });
    if let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref()) {
        observer.observe(&place);
    }
    // It lives as long as the page.
    seen.forget();
}
