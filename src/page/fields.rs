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
    #[prop(optional, into)]
    min: String,
    /// The largest value.
    #[prop(optional, into)]
    max: String,
    /// What the arrows add.
    #[prop(default = "1")]
    step: &'static str,
) -> impl IntoView
where
    T: FromStr + Display + PartialEq + Send + Sync + 'static,
    R: Fn() -> T + Copy + Send + Sync + 'static,
    W: Fn(T) + 'static,
{
    let is_unreadable = RwSignal::new(false);
    let on_input = move |event| {
        let read = event_target_value(&event).trim().parse::<T>();
        is_unreadable.set(read.is_err());
        if let Ok(read) = read
            && read != untrack(value)
        {
            on_change(read);
        }
    };
    let wanted = if step == "1" {
        "a whole number, please"
    } else {
        "a number, please"
    };
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                type="number"
                inputmode="decimal"
                min=min
                max=max
                step=if step == "1" { "1" } else { "any" }
                prop:value=move || value().to_string()
                aria-invalid=move || is_unreadable.get().to_string()
                on:input=on_input
            />
            <Show when=move || is_unreadable.get()>
                <small class="complaint">{wanted}</small>
            </Show>
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
    R: Fn() -> String + Copy + Send + Sync + 'static,
    W: Fn(String) + 'static,
{
    view! {
        <label class="field">
            <span>{label}</span>
            <select on:change=move |event| on_change(event_target_value(&event))>
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|option| {
                            let name = option.clone();
                            let of = option.clone();
                            view! {
                                <option value=of prop:selected=move || value() == option>
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()
                }}
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
    R: Fn() -> T + Copy + Send + Sync + 'static,
    W: Fn(T) + Copy + 'static,
{
    let group = label.to_lowercase().replace(' ', "-");
    let radio = move |(option, name): (T, &'static str)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=group.clone()
                    prop:checked=move || value() == option
                    on:change=move |_| on_change(option)
                />
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <div class="choice" role="radiogroup" aria-label=label>
            {options.into_iter().map(radio).collect_view()}
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
