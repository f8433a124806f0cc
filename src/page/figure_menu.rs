//! What can be done with a figure.

use leptos::prelude::*;

use super::fields::FlagField;
use super::file_name::before_colon;
use super::gallery::Gallery;
use super::later::Later;
use super::saving::Saving;
use super::subject::Subject;
use super::twin::{Numbers, Twin, opens};
use crate::studio::setting::AnySetting;

/// Lines of a table that a person reads; the CSV has them all.
const READ: usize = 41;

/// What can be done with a figure, behind a button in its corner: layers are switched, its numbers are read, and it
/// is saved.
#[component]
pub fn FigureMenu(
    /// Where the figure is known.
    gallery: Gallery,
    /// Its number there.
    exhibit: usize,
    /// Its content in words, which begins with its name.
    label: Signal<String>,
    /// Its numbers.
    twin: Option<Twin>,
    /// What can be shown in it and left out.
    layers: Vec<AnySetting>,
) -> impl IntoView {
    let later = expect_context::<Later>();
    let is_open = RwSignal::new(false);
    let name = Memo::new(move |_| label.with(|label| before_colon(label)));
    let subject = Subject {
        gallery,
        exhibit,
        name,
        twin,
        layers,
    };
    view! {
        <details class="over figure-menu" on:toggle=move |event| is_open.set(opens(&event))>
            <summary aria-label=move || format!("Numbers and files of {}", name.get()) title="Layers, numbers, SVG, PNG, CSV">"⋯"</summary>
            <div class="sheet">{move || is_open.get().then(|| later.sheet(subject.clone()))}</div>
        </details>
    }
}

/// What is behind the button.
#[component]
pub fn FigureSheet(
    /// The figure.
    subject: Subject,
) -> impl IntoView {
    let Subject {
        gallery,
        exhibit,
        name,
        twin,
        layers,
    } = subject;
    let later = expect_context::<Later>();
    let session = gallery.session();
    let layer = move |setting| view! { <FlagField session setting=setting/> };
    let layers = (!layers.is_empty()).then(|| {
        view! {
            <fieldset class="layers">
                <legend>"Show"</legend>
                {layers.into_iter().map(layer).collect_view()}
            </fieldset>
        }
    });
    let called = move |kind: &'static str| move || format!("Save {} as {kind}", name.get());
    let save = move |kind: &'static str, what: Saving| {
        let press = move |_| later.save(gallery, what.clone());
        view! { <button type="button" aria-label=called(kind) on:click=press>{kind}</button> }
    };
    let save_csv = move |twin: Twin| {
        let press = move |_| {
            let table = untrack(|| twin.run(()));
            later.save(gallery, Saving::Csv(untrack(|| name.get()), table));
        };
        view! { <button type="button" aria-label=called("CSV") on:click=press>"CSV"</button> }
    };
    let numbers =
        move |twin: Twin| view! { {move || view! { <Numbers table=twin.run(()).thinned(READ)/> }} };
    view! {
        {layers}
        <p class="saving">"Save as "{save("SVG", Saving::Svg(exhibit))}{save("PNG", Saving::Png(exhibit))}{twin.map(save_csv)}</p>
        {twin.map(numbers)}
    }
}
