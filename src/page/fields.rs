//! The native controls that settings are made of, each with its visible label.

use leptos::prelude::*;

use super::session::Session;
use crate::numbers::read_number;
use crate::studio::setting::AnySetting;
use crate::words::plain_number;

/// Significant digits of a number that is dragged.
const DRAGGED_DIGITS: usize = 3;

/// A spin button. What can't be read leaves the setting as it is, and says what is wanted; so does a
/// number out of range.
#[component]
pub fn NumberField(
    /// The page's state.
    session: Session,
    /// What it shows and writes.
    #[prop(into)]
    setting: AnySetting,
    /// Another label than the setting's own.
    #[prop(optional)]
    label: &'static str,
) -> impl IntoView {
    let unreadable = RwSignal::new(None::<String>);
    let label = if label.is_empty() {
        setting.label()
    } else {
        label
    };
    let (min, max) = setting.range();
    let step = if setting.is_whole() { "1" } else { "any" };
    let complaint = move || unreadable.get().or_else(|| session.complaint_at(setting));
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                type="number"
                inputmode="decimal"
                min=min
                max=max
                step=step
                prop:value=move || session.text(setting)
                aria-invalid=move || complaint().is_some().to_string()
                on:input=move |event| unreadable.set(session.set(setting, event_target_value(&event)).err())
            />
            {move || complaint().map(|sentence| view! { <small class="complaint">{sentence}</small> })}
        </label>
    }
}

/// What a slider of a setting covers.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// The least and the largest value, in the unit of the setting.
    pub range: (f64, f64),
    /// Whether equal steps are equal ratios.
    pub is_log: bool,
}

impl Reach {
    fn place(self, value: f64) -> f64 {
        let (low, high) = self.range;
        let value = value.clamp(low, high);
        if self.is_log {
            (value / low).ln() / (high / low).ln()
        } else {
            (value - low) / (high - low)
        }
    }

    fn value(self, place: f64) -> f64 {
        let (low, high) = self.range;
        if self.is_log {
            low * (high / low).powf(place)
        } else {
            low + place * (high - low)
        }
    }
}

/// A number field, and a slider under it by which it is dragged like a knob.
#[component]
pub fn DraggedField(
    /// The page's state.
    session: Session,
    /// What both show and write.
    #[prop(into)]
    setting: AnySetting,
    /// What the slider is called.
    name: &'static str,
    /// What it covers.
    reach: Reach,
) -> impl IntoView {
    let place = move || {
        let value = read_number(&session.text(setting)).unwrap_or(reach.range.0);
        format!("{:.4}", reach.place(value))
    };
    let filled = move || format!("{}%", read_number(&place()).unwrap_or(0.0) * 100.0);
    let drag = move |event| {
        if let Some(place) = read_number(&event_target_value(&event)) {
            let _ = session.set(setting, plain_number(reach.value(place), DRAGGED_DIGITS));
        }
    };
    view! {
        <div class="dragged">
            <NumberField session setting/>
            // The number beside it is the keyboard's way, and one stop is enough.
            <input
                type="range"
                tabindex="-1"
                aria-label=name
                aria-valuetext=move || session.text(setting)
                min="0"
                max="1"
                step="0.005"
                prop:value=place
                style=("--filled", filled)
                on:input=drag
            />
        </div>
    }
}

/// A text with a form of its own, taken when the field is left.
#[component]
pub fn TextField(
    /// The page's state.
    session: Session,
    /// What it shows and writes.
    #[prop(into)]
    setting: AnySetting,
    /// Class of its label.
    #[prop(default = "field")]
    class: &'static str,
) -> impl IntoView {
    let unreadable = RwSignal::new(None::<String>);
    view! {
        <label class=class>
            <span>{setting.label()}</span>
            <input
                type="text"
                prop:value=move || session.text(setting)
                aria-invalid=move || unreadable.get().is_some().to_string()
                on:change=move |event| unreadable.set(session.set(setting, event_target_value(&event)).err())
            />
            {move || unreadable.get().map(|sentence| view! { <small class="complaint">{sentence}</small> })}
        </label>
    }
}

/// The options of a choice: their names in links, and what people call them.
type Options = &'static [(&'static str, &'static str)];

/// A menu of a setting that is a choice.
#[component]
pub fn ChoiceMenu(
    /// The page's state.
    session: Session,
    /// What it shows and writes.
    #[prop(into)]
    setting: AnySetting,
) -> impl IntoView {
    let options: Options = setting.options();
    let names = options.iter().map(|(_, name)| (*name).to_owned()).collect();
    let name = move || {
        let key = session.text(setting);
        let option = options.iter().find(|(of, _)| *of == key);
        option.map_or_else(String::new, |(_, name)| (*name).to_owned())
    };
    let choose = move |name: String| {
        if let Some((key, _)) = options.iter().find(|(_, known)| *known == name) {
            let _ = session.set(setting, key);
        }
    };
    view! { <SelectField label=setting.label() options=Signal::stored(names) value=name on_change=choose/> }
}

/// Radio buttons of a setting that is a choice; they look like one control.
#[component]
pub fn Choice(
    /// The page's state.
    session: Session,
    /// What it shows and writes.
    #[prop(into)]
    setting: AnySetting,
    /// Whether another press of the chosen one goes back to the first.
    #[prop(optional)]
    goes_back: bool,
) -> impl IntoView {
    let options: Options = setting.options();
    let chosen = Signal::derive(move || session.text(setting));
    let first = options.first().map_or("", |(key, _)| key);
    let radio = move |(key, name): &'static (&'static str, &'static str)| {
        // A click comes before the change that it makes, if it makes one.
        let press = move |_| {
            if goes_back && untrack(|| chosen.get()) == *key {
                let _ = session.set(setting, first);
            }
        };
        view! {
            <label>
                <input
                    type="radio"
                    name=setting.key()
                    prop:checked=move || chosen.get() == *key
                    on:click=press
                    on:change=move |_| drop(session.set(setting, key))
                />
                {*name}
            </label>
        }
    };
    view! {
        <div class="choice" role="radiogroup" aria-label=setting.label()>
            {options.iter().map(radio).collect_view()}
        </div>
    }
}

/// A check box of a setting that is yes or no.
#[component]
pub fn FlagField(
    /// The page's state.
    session: Session,
    /// What it shows and writes.
    #[prop(into)]
    setting: AnySetting,
) -> impl IntoView {
    let write = move |is_set| drop(session.set(setting, if is_set { "yes" } else { "no" }));
    view! {
        <CheckField
            label=setting.label().to_owned()
            value=Signal::derive(move || session.text(setting) == "yes")
            on_change=Callback::new(write)
        />
    }
}

/// A switch of a setting that is yes or no.
#[component]
pub fn SwitchField(
    /// The page's state.
    session: Session,
    /// What it shows and writes.
    #[prop(into)]
    setting: AnySetting,
) -> impl IntoView {
    let write = move |event| {
        let is_on = event_target_checked(&event);
        let _ = session.set(setting, if is_on { "yes" } else { "no" });
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                role="switch"
                prop:checked=move || session.text(setting) == "yes"
                on:change=write
            />
            <span>{setting.label()}</span>
        </label>
    }
}

/// A menu of a few values that are told apart by their names.
#[component]
pub fn SelectField(
    /// The accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The lines of the menu.
    #[prop(into)]
    options: Signal<Vec<String>>,
    /// Reads the chosen line.
    #[prop(into)]
    value: Signal<String>,
    /// Writes it.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let line = move |option: String| {
        let (of, name) = (option.clone(), option.clone());
        view! {
            <option value=of prop:selected=move || value.get() == option>
                {name}
            </option>
        }
    };
    view! {
        <label class="field">
            <span>{label}</span>
            <select on:change=move |event| on_change.run(event_target_value(&event))>
                {move || options.get().into_iter().map(line).collect_view()}
            </select>
        </label>
    }
}

/// The one of some names that is chosen, or the first where it isn't there; empty of none.
pub fn one_of(names: Memo<Vec<String>>, chosen: RwSignal<String>) -> Memo<String> {
    Memo::new(move |_| {
        names.with(|names| {
            let found = chosen.with(|chosen| names.iter().find(|name| *name == chosen));
            found.or(names.first()).cloned().unwrap_or_default()
        })
    })
}

/// A check box.
#[component]
pub fn CheckField(
    /// The accessible name.
    label: String,
    /// Reads the setting.
    value: Signal<bool>,
    /// Writes it.
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=value
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
}

/// Settings that few people change, behind a disclosure.
#[component]
pub fn More(
    /// What is behind it.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="more">
            <summary>"More"</summary>
            {children()}
        </details>
    }
}
