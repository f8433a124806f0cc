//! What the classes are called.

use leptos::prelude::*;

use crate::page::fields::SelectField;
use crate::page::session::Session;
use crate::studio::setting::{AnySetting, study};
use crate::words::ClassNames;

/// Names that people use, and fields for others.
#[component]
pub fn ClassNameFields(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    const AS_DATA: &str = "As the data say";
    const OWN: &str = "Own names";
    let usual = ClassNames::all_usual();
    let pairs = usual.clone().map(|names| names.pair());
    let options: Vec<_> = std::iter::once(AS_DATA.to_owned())
        .chain(pairs.clone())
        .chain([OWN.to_owned()])
        .collect();
    let value = Signal::derive(move || {
        let is_own = session.study(|studio| {
            let study = studio.study();
            !(study.positive.is_empty() && study.negative.is_empty())
        });
        let pair = session.views(|studio| studio.classes().pair());
        match is_own {
            false => AS_DATA.to_owned(),
            true if pairs.contains(&pair) => pair,
            true => OWN.to_owned(),
        }
    });
    let choose = Callback::new(move |chosen: String| {
        let names = usual.iter().find(|names| names.pair() == chosen);
        let (positive, negative) = match names {
            Some(names) => (names.positive.clone(), names.negative.clone()),
            None if chosen == OWN => return,
            None => (String::new(), String::new()),
        };
        let _ = session.set(&study::POSITIVE, positive);
        let _ = session.set(&study::NEGATIVE, negative);
    });
    view! {
        <SelectField label="Classes" options=Signal::stored(options) value on_change=choose/>
        <div class="fields">
            <ClassName session setting=&study::POSITIVE read=|names| &names.positive/>
            <ClassName session setting=&study::NEGATIVE read=|names| &names.negative/>
        </div>
    }
}

/// What one of them is called; empty is as the data say.
#[component]
fn ClassName(
    session: Session,
    #[prop(into)] setting: AnySetting,
    read: fn(&ClassNames) -> &String,
) -> impl IntoView {
    let unreadable = RwSignal::new(None::<String>);
    view! {
        <label class="field">
            <span>{setting.label()}</span>
            <input
                type="text"
                prop:value=move || session.views(|studio| read(studio.classes()).clone())
                on:change=move |event| unreadable.set(session.set(setting, event_target_value(&event)).err())
            />
            {move || unreadable.get().map(|sentence| view! { <small class="complaint">{sentence}</small> })}
        </label>
    }
}
