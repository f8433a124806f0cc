//! The native controls that settings are made of, each with its visible label.

use std::fmt::Display;
use std::str::FromStr;

use leptos::prelude::*;

/// A spin button. What can't be read leaves the setting as it is, and says so.
#[component]
pub fn NumberField<T, R, W>(
    /// The accessible name.
    label: &'static str,
    /// Reads the setting.
    value: R,
    /// Writes it.
    on_change: W,
    /// The smallest value.
    #[prop(optional)]
    min: &'static str,
    /// The largest value.
    #[prop(optional)]
    max: &'static str,
    /// Whether only whole numbers can be read.
    #[prop(default = true)]
    is_whole: bool,
) -> impl IntoView
where
    T: FromStr + Display + PartialEq + 'static,
    R: Fn() -> T + Copy + Send + Sync + 'static,
    W: Fn(T) + Send + Sync + 'static,
{
    let shown = Signal::derive(move || value().to_string());
    let write = Callback::new(move |text: String| {
        let read = text.trim().parse::<T>();
        let is_readable = read.is_ok();
        if let Ok(read) = read
            && read != untrack(value)
        {
            on_change(read);
        }
        is_readable
    });
    view! { <NumberInput label shown write min max is_whole/> }
}

/// The same for every type of number, so that it is compiled once.
#[component]
fn NumberInput(
    label: &'static str,
    shown: Signal<String>,
    /// Tells whether the text could be read.
    write: Callback<String, bool>,
    min: &'static str,
    max: &'static str,
    is_whole: bool,
) -> impl IntoView {
    let is_unreadable = RwSignal::new(false);
    let (step, wanted) = if is_whole {
        ("1", "a whole number, please")
    } else {
        ("any", "a number, please")
    };
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                type="number"
                inputmode="decimal"
                min=min
                max=max
                step=step
                prop:value=shown
                aria-invalid=move || is_unreadable.get().to_string()
                on:input=move |event| is_unreadable.set(!write.run(event_target_value(&event)))
            />
            {move || is_unreadable.get().then(|| view! { <small class="complaint">{wanted}</small> })}
        </label>
    }
}

/// A menu of a few values that are told apart by their names.
#[component]
pub fn SelectField<R, W>(
    /// The accessible name.
    label: &'static str,
    /// The lines of the menu.
    #[prop(into)]
    options: Signal<Vec<String>>,
    /// Reads the chosen line.
    value: R,
    /// Writes it.
    on_change: W,
) -> impl IntoView
where
    R: Fn() -> String + Send + Sync + 'static,
    W: Fn(String) + Send + Sync + 'static,
{
    let (value, on_change) = (Signal::derive(value), Callback::new(on_change));
    view! { <Menu label options value on_change/> }
}

/// The same for every menu, so that it is compiled once.
#[component]
fn Menu(
    label: &'static str,
    options: Signal<Vec<String>>,
    value: Signal<String>,
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

/// A row of radio buttons that looks like one control.
#[component]
pub fn Choice<T, R, W>(
    /// The accessible name of the group.
    label: &'static str,
    /// Each value with its name.
    options: Vec<(T, &'static str)>,
    /// Reads the chosen value.
    value: R,
    /// Writes it.
    on_change: W,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
    R: Fn() -> T + Send + Sync + 'static,
    W: Fn(T) + Send + Sync + 'static,
{
    let (values, names): (Vec<T>, Vec<_>) = options.into_iter().unzip();
    let places = values.clone();
    let chosen = Signal::derive(move || {
        let current = value();
        values.iter().position(|value| *value == current)
    });
    let choose = Callback::new(move |place: usize| {
        if let Some(value) = places.get(place) {
            on_change(*value);
        }
    });
    view! { <Radios label names chosen choose/> }
}

/// The same for every type of value, so that it is compiled once.
#[component]
fn Radios(
    label: &'static str,
    names: Vec<&'static str>,
    chosen: Signal<Option<usize>>,
    choose: Callback<usize>,
) -> impl IntoView {
    let group = label.to_lowercase().replace(' ', "-");
    let radio = move |(place, name): (usize, &'static str)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=group.clone()
                    prop:checked=move || chosen.get() == Some(place)
                    on:change=move |_| choose.run(place)
                />
                {name}
            </label>
        }
    };
    view! {
        <div class="choice" role="radiogroup" aria-label=label>
            {names.into_iter().enumerate().map(radio).collect_view()}
        </div>
    }
}

/// A check box.
#[component]
pub fn CheckField<R, W>(
    /// The accessible name.
    #[prop(into)]
    label: String,
    /// Reads the setting.
    value: R,
    /// Writes it.
    on_change: W,
) -> impl IntoView
where
    R: Fn() -> bool + Send + Sync + 'static,
    W: Fn(bool) + 'static,
{
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=value
                on:change=move |event| on_change(event_target_checked(&event))
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
