//! The list of arms: what each does about the imbalance, and what learns in it.

use leptos::prelude::*;

use super::listed::Fields;
use crate::balance::{Aspect, RemedySpec};
use crate::experiment::{ArmId, ArmSpec, MOST_ARMS, Order};
use crate::model::ModelSpec;
use crate::page::fields::SelectField;
use crate::page::session::Session;
use crate::studio::{ArmChange, ChangedArms, Verb};

/// The line of a menu for no remedy.
const NOTHING: &str = "none";

/// The line of a menu for the network that arms share.
const SHARED: &str = "the shared network";

/// Every arm, and a button for one more.
#[component]
pub fn ArmList(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let n_arms = Memo::new(move |_| session.lab(|studio| studio.spec().arms.len()));
    let opened = RwSignal::new(None::<ArmId>);
    let add = move |_| {
        let last = ArmId::at(n_arms.get_untracked());
        drop(change(session, last, ArmChange::Add(String::new())));
        opened.set(Some(last));
    };
    let arms = move || (0..n_arms.get()).map(ArmId::at);
    let is_full = move || n_arms.get() >= MOST_ARMS;
    let line = move |arm| view! { <ArmLine session arm opened/> };
    view! {
        <ol class="arm-list">
            {move || arms().map(line).collect_view()}
        </ol>
        <button type="button" disabled=is_full on:click=add>
            "Add an arm"
        </button>
        <p class="note">{move || memory(session)}</p>
    }
}

/// Changes an arm, and says what is wanted where a setting can't be read.
fn change(session: Session, arm: ArmId, change: ArmChange) -> Option<String> {
    let changed = session.now(|studio| change.of(studio.spec(), arm));
    match changed {
        Ok(ChangedArms { arms, came_from }) => {
            session.perform(Verb::Arms { arms, came_from });
            None
        }
        Err(sentence) => Some(sentence),
    }
}

/// What the arms will take, in words.
fn memory(session: Session) -> String {
    session.runs(|_| ());
    session.sources(|studio| studio.memory_sentence().unwrap_or_default())
}

/// Reads an arm; nothing of one that was just taken away.
fn of<T: Default>(session: Session, arm: ArmId, read: impl FnOnce(&ArmSpec) -> T) -> T {
    session.lab(|studio| studio.spec().arm(arm).map(read).unwrap_or_default())
}

/// An arm in a line, and its settings when it is opened.
#[component]
fn ArmLine(session: Session, arm: ArmId, opened: RwSignal<Option<ArmId>>) -> impl IntoView {
    let name = Memo::new(move |_| session.lab(|studio| studio.spec().name_of(arm)));
    let is_hidden = Memo::new(move |_| of(session, arm, |arm| arm.is_hidden));
    let is_open = Memo::new(move |_| opened.get() == Some(arm));
    let toggle = move |_| opened.set((!is_open.get_untracked()).then_some(arm));
    view! {
        <li class=arm.class() class:hidden-arm=is_hidden>
            <div class="arm-line">
                <button type="button" class="arm-name" aria-expanded=move || is_open.get().to_string() on:click=toggle>
                    <span class="swatch"></span>{name}
                </button>
                <label class="check" title="Trained and shown">
                    <input
                        type="checkbox"
                        aria-label=move || format!("Show {}", name.get())
                        prop:checked=move || !is_hidden.get()
                        on:change=move |event| {
                            let is_hidden = !event_target_checked(&event);
                            drop(change(session, arm, ArmChange::Hide(is_hidden)));
                        }
                    />
                </label>
            </div>
            <Show when=move || is_open.get()>
                <ArmFields session arm opened/>
            </Show>
        </li>
    }
}

/// All that can be set of an arm.
#[component]
fn ArmFields(session: Session, arm: ArmId, opened: RwSignal<Option<ArmId>>) -> impl IntoView {
    let change = move |with| drop(change(session, arm, with));
    let n_remedies = Memo::new(move |_| of(session, arm, |arm| arm.remedies.len()));
    let is_resampled =
        Memo::new(move |_| of(session, arm, |arm| arm.remedy(Aspect::Rows).is_some()));
    let name = move || of(session, arm, |arm| arm.name.clone());
    let usual = move || of(session, arm, ArmSpec::own_name);
    let button = move |label: &'static str, with: ArmChange, moves: isize| {
        let press = move |_| {
            change(with.clone());
            let place = arm.index().checked_add_signed(moves);
            opened.set(place.map(ArmId::at));
        };
        view! { <button type="button" on:click=press>{label}</button> }
    };
    let remove = move |_| {
        opened.set(None);
        change(ArmChange::Remove);
    };
    // One field more than there are remedies, for the next.
    let places = move || 0..(n_remedies.get() + 1).min(4);
    let remedy = move |place| view! { <Remedy session arm place/> };
    view! {
        <div class="arm-fields">
            <label class="field wide">
                <span>"Name"</span>
                <input
                    type="text"
                    placeholder=usual
                    prop:value=name
                    on:change=move |event| change(ArmChange::Rename(event_target_value(&event)))
                />
            </label>
            {move || places().map(remedy).collect_view()}
            <Show when=move || is_resampled.get()>
                <OrderField session arm/>
            </Show>
            <Model session arm/>
            <Contested session arm/>
            <div class="arm-buttons">
                {button("Up", ArmChange::Up, -1)}
                {button("Down", ArmChange::Down, 1)}
                {button("Duplicate", ArmChange::Duplicate, 1)}
                <button type="button" on:click=remove>"Remove"</button>
            </div>
        </div>
    }
}

/// That two remedies get in each other's way.
#[component]
fn Contested(session: Session, arm: ArmId) -> impl IntoView {
    let sentence = move || {
        let aspect = of(session, arm, ArmSpec::contested)?;
        Some(format!(
            "Two remedies act on {}; keep one of them.",
            aspect.name()
        ))
    };
    let complaint = |sentence: String| view! { <p class="complaint" role="alert">{sentence}</p> };
    view! { {move || sentence().map(complaint)} }
}

#[component]
fn OrderField(session: Session, arm: ArmId) -> impl IntoView {
    const ORDERS: [(Order, &str); 2] = [
        (Order::ResampleThenScale, "resample, then scale"),
        (Order::ScaleThenResample, "scale, then resample"),
    ];
    let value = move || {
        let order = of(session, arm, |arm| arm.order);
        let known = ORDERS.iter().find(|(of, _)| *of == order);
        known.map_or("", |(_, name)| name).to_owned()
    };
    let choose = move |name: String| {
        if let Some((order, _)) = ORDERS.iter().find(|(_, known)| *known == name) {
            drop(change(session, arm, ArmChange::Order(*order)));
        }
    };
    let names = ORDERS.map(|(_, name)| name.to_owned()).to_vec();
    view! { <SelectField label="Order" options=Signal::stored(names) value=Signal::derive(value) on_change=choose/> }
}

/// One of an arm's remedies with its settings; the last place is for one more.
#[component]
fn Remedy(session: Session, arm: ArmId, place: usize) -> impl IntoView {
    let read = move || of(session, arm, |arm| arm.remedies.get(place).cloned());
    let key = Memo::new(move |_| read().map_or("", |remedy| remedy.key()));
    let all = RemedySpec::all();
    let names = std::iter::once(NOTHING).chain(all.iter().map(RemedySpec::name));
    let names: Vec<_> = names.map(str::to_owned).collect();
    let value = move || {
        let name = RemedySpec::of_key(key.get()).map(|remedy| remedy.name());
        name.unwrap_or(NOTHING).to_owned()
    };
    let choose = move |name: String| {
        let remedy = all.iter().find(|remedy| remedy.name() == name);
        let key = remedy.map_or("", RemedySpec::key).to_owned();
        drop(change(session, arm, ArmChange::Remedy { place, key }));
    };
    let label = if place == 0 { "Remedy" } else { "And" };
    let fields = Signal::derive(move || read().map_or_else(Vec::new, |remedy| remedy.fields()));
    let write = Callback::new(move |(key, text): (&'static str, String)| {
        let key = key.to_owned();
        change(session, arm, ArmChange::RemedySetting { place, key, text })
    });
    view! {
        <SelectField label options=Signal::stored(names) value=Signal::derive(value) on_change=choose/>
        <Fields id=Signal::derive(move || key.get()) fields write/>
    }
}

/// What learns in an arm, with its settings where it isn't shared.
#[component]
fn Model(session: Session, arm: ArmId) -> impl IntoView {
    let read = move || of(session, arm, |arm| arm.model.clone());
    let key = Memo::new(move |_| read().map_or("", |model| model.key()));
    let all = ModelSpec::all();
    let names = std::iter::once(SHARED).chain(all.iter().map(ModelSpec::name));
    let names: Vec<_> = names.map(str::to_owned).collect();
    let value = move || {
        let name = ModelSpec::of_key(key.get()).map(|model| model.name());
        name.unwrap_or(SHARED).to_owned()
    };
    let choose = move |name: String| {
        let model = all.iter().find(|model| model.name() == name);
        let key = model.map_or("", ModelSpec::key).to_owned();
        drop(change(session, arm, ArmChange::Model(key)));
    };
    let fields = Signal::derive(move || read().map_or_else(Vec::new, |model| model.fields()));
    let write = Callback::new(move |(key, text): (&'static str, String)| {
        let key = key.to_owned();
        change(session, arm, ArmChange::ModelSetting { key, text })
    });
    view! {
        <SelectField label="Model" options=Signal::stored(names) value=Signal::derive(value) on_change=choose/>
        <Fields id=Signal::derive(move || key.get()) fields write/>
    }
}
