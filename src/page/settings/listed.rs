//! Fields for the settings of one of several kinds of things.

use leptos::prelude::*;

use crate::page::fields::SelectField;
use crate::setting::{Field, Form};

/// The settings of a remedy, a model or a step, whichever it is.
#[component]
pub fn Fields(
    /// Which it is: another one has other fields.
    id: Signal<&'static str>,
    /// Its settings as they stand.
    fields: Signal<Vec<Field>>,
    /// Writes a setting, and says what is wanted where it can't be read.
    write: Callback<(&'static str, String), Option<String>>,
) -> impl IntoView {
    let n_fields = Memo::new(move |_| (id.get(), fields.with(Vec::len)));
    let field = move |place: usize| {
        let now = fields.with_untracked(|fields| fields.get(place).cloned());
        now.map(|field| view! { <OneField field place fields write/> })
    };
    view! {
        <div class="fields">
            {move || (0..n_fields.get().1).map(field).collect_view()}
        </div>
    }
}

#[component]
fn OneField(
    field: Field,
    place: usize,
    fields: Signal<Vec<Field>>,
    write: Callback<(&'static str, String), Option<String>>,
) -> impl IntoView {
    let Field {
        key, label, form, ..
    } = field;
    let (options, (min, max)) = (form.options(), form.range());
    let is_whole = matches!(form, Form::Whole(_));
    let is_text = matches!(form, Form::Text(_));
    let text = move || {
        fields.with(|fields| {
            fields
                .get(place)
                .map(|field| field.text.clone())
                .unwrap_or_default()
        })
    };
    if !options.is_empty() {
        let name = move || {
            let text = text();
            let option = options.iter().find(|(of, _)| *of == text);
            option.map_or_else(String::new, |(_, name)| (*name).to_owned())
        };
        let choose = move |name: String| {
            if let Some((option, _)) = options.iter().find(|(_, known)| *known == name) {
                write.run((key, (*option).to_owned()));
            }
        };
        let names = options.iter().map(|(_, name)| (*name).to_owned()).collect();
        return view! {
            <SelectField label options=Signal::stored(names) value=Signal::derive(name) on_change=choose/>
        }
        .into_any();
    }
    let unreadable = RwSignal::new(None::<String>);
    let complaint = move || {
        let out_of_range = || fields.with(|fields| fields.get(place)?.complaint.clone());
        unreadable.get().or_else(out_of_range)
    };
    let kind = if is_text { "text" } else { "number" };
    let step = if is_whole { "1" } else { "any" };
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                type=kind
                min=min
                max=max
                step=step
                prop:value=text
                aria-invalid=move || complaint().is_some().to_string()
                on:change=move |event| unreadable.set(write.run((key, event_target_value(&event))))
            />
            {move || complaint().map(|sentence| view! { <small class="complaint">{sentence}</small> })}
        </label>
    }
    .into_any()
}
