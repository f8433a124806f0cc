//! What is wrong, where it can be mended.

use leptos::prelude::*;

/// What is wrong, in a sentence; nothing where that is empty.
#[component]
pub fn Complaint(#[prop(into)] sentence: Signal<String>) -> impl IntoView {
    let complaint = move || {
        let sentence = sentence.get();
        (!sentence.is_empty()).then(|| view! { <p class="complaint" role="alert">{sentence}</p> })
    };
    view! { {complaint} }
}
