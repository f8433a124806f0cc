//! The steps that make numbers of columns, in their order, with what each has done.

use leptos::prelude::*;

use super::listed::Fields;
use crate::data::prepare::{StepDone, StepSpec};
use crate::page::session::Session;
use crate::studio::{StepChange, Verb};

/// Sentences of a step that are shown at most.
const LINES: usize = 40;

/// Every step, and a menu for one more.
#[component]
pub fn StepList(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let n_steps = Memo::new(move |_| session.lab(|studio| studio.spec().prepare.len()));
    let opened = RwSignal::new(None::<usize>);
    let all = StepSpec::all();
    let names: Vec<_> = all.iter().map(|step| (step.key(), step.name())).collect();
    let add = move |event| {
        let key = event_target_value(&event);
        if !key.is_empty() {
            drop(change(session, 0, StepChange::Add(key)));
            opened.set(None);
        }
    };
    let option =
        |(key, name): (&'static str, &'static str)| view! { <option value=key>{name}</option> };
    let line = move |place| view! { <StepLine session place opened/> };
    let reset = move |_| {
        opened.set(None);
        drop(change(session, 0, StepChange::Reset));
    };
    view! {
        <details class="more">
            <summary>{move || format!("Steps from columns to numbers: {}", n_steps.get())}</summary>
            <p class="note">"Each learns from the training rows alone, in this order. Numbers are scaled at the end."</p>
            <ol class="step-list" aria-label="Steps">
                {move || (0..n_steps.get()).map(line).collect_view()}
            </ol>
            <div class="fields one">
                <label class="field">
                    <span>"Add a step"</span>
                    <select prop:value="" on:change=add>
                        <option value="">"…"</option>
                        {names.into_iter().map(option).collect_view()}
                    </select>
                </label>
            </div>
            <button type="button" on:click=reset>"Usual steps"</button>
        </details>
    }
}

/// Changes the steps, and says what is wanted where a setting can't be read.
fn change(session: Session, place: usize, change: StepChange) -> Option<String> {
    let changed = session.now(|studio| change.of(&studio.spec().prepare, place));
    match changed {
        Ok(steps) => {
            session.perform(Verb::Prepare(steps));
            None
        }
        Err(sentence) => Some(sentence),
    }
}

/// What a step has done, where that is known of the steps as they are set.
fn done(session: Session, place: usize) -> Option<StepDone> {
    session.lab(|_| ());
    session.sources(|studio| {
        let previewed = studio.sources().previewed.as_ref()?;
        let is_of_these = previewed.spec.prepare == studio.spec().prepare
            && previewed.spec.data == studio.spec().data;
        is_of_these.then(|| previewed.preview.steps.get(place).cloned())?
    })
}

/// A step in a line, with what it changed, and its settings when it is opened.
#[component]
fn StepLine(session: Session, place: usize, opened: RwSignal<Option<usize>>) -> impl IntoView {
    let read = move || {
        let written = session.lab(|studio| studio.spec().prepare.get(place).cloned());
        written.and_then(|step| step.read().ok())
    };
    let key = Memo::new(move |_| read().map_or("", |step| step.key()));
    let name = Memo::new(move |_| read().map_or("", |step| step.name()));
    let is_open = Memo::new(move |_| opened.get() == Some(place));
    let toggle = move |_| opened.set((!is_open.get_untracked()).then_some(place));
    let what = Memo::new(move |_| done(session, place));
    let changed = move || {
        what.get()
            .map_or_else(String::new, |done| done.change.to_string())
    };
    let learnt = move || {
        let sentences = what.get().map_or_else(Vec::new, |done| done.learnt);
        let line = |sentence: String| view! { <li>{sentence}</li> };
        sentences.into_iter().take(LINES).map(line).collect_view()
    };
    let fields = Signal::derive(move || read().map_or_else(Vec::new, |step| step.fields()));
    let write = Callback::new(move |(key, text): (&'static str, String)| {
        let key = key.to_owned();
        change(session, place, StepChange::Set { key, text })
    });
    let button = move |label: &'static str, with: StepChange, to: Option<usize>| {
        let press = move |_| {
            drop(change(session, place, with.clone()));
            opened.set(to);
        };
        view! { <button type="button" on:click=press>{label}</button> }
    };
    view! {
        <li>
            <button type="button" class="step-name" aria-expanded=move || is_open.get().to_string() on:click=toggle>
                {name}
            </button>
            <span class="note">{changed}</span>
            <Show when=move || is_open.get()>
                <div class="arm-fields">
                    <Fields id=Signal::derive(move || key.get()) fields write/>
                    <ul class="left-out" tabindex="0">{learnt}</ul>
                    <div class="arm-buttons">
                        {button("Up", StepChange::Up, place.checked_sub(1))}
                        {button("Down", StepChange::Down, Some(place + 1))}
                        {button("Remove", StepChange::Remove, None)}
                    </div>
                </div>
            </Show>
        </li>
    }
}
