//! Step 3: what is done about the imbalance.

use leptos::prelude::*;

use crate::experiment::{Arms, Order};
use crate::page::fields::{Choice, More, NumberField};
use crate::page::session::Session;
use crate::words::{count, significant};

/// What happens to the training rows, in one line.
pub fn summary(session: Session) -> String {
    session.preview().with(
        |preview| match preview.as_ref().and_then(|p| p.resampled.as_ref()) {
            Some(Ok(rows)) => format!("training rows only: {} after", count(rows.total())),
            _ => "training rows only".into(),
        },
    )
}

/// The step's controls.
#[component]
pub fn BalanceSettings(session: Session) -> impl IntoView {
    let refusal = move || {
        session
            .preview()
            .with(|preview| preview.as_ref()?.resampled.clone()?.err())
    };
    view! {
        <Choice
            label="SMOTE"
            options=vec![(Arms::Off, "Off"), (Arms::On, "On"), (Arms::Compare, "Compare both")]
            value=move || session.spec().with(|spec| spec.balance.arms)
            on_change=move |arms| session.edit(|spec| spec.balance.arms = arms)
        />
        <div class="fields">
            <NumberField
                label="Neighbours (k)"
                min="1"
                value=move || session.spec().with(|spec| spec.balance.smote.k_neighbors)
                on_change=move |k| session.edit(|spec| spec.balance.smote.k_neighbors = k)
            />
            <NumberField
                label="Minority to majority"
                min="0"
                max="1"
                is_whole=false
                value=move || {
                    let ratio = session.spec().with(|spec| spec.balance.smote.sampling_strategy);
                    significant(ratio, 12).parse::<f64>().unwrap_or(ratio)
                }
                on_change=move |ratio| session.edit(|spec| spec.balance.smote.sampling_strategy = ratio)
            />
        </div>
        {move || refusal().map(|sentence| view! { <p class="complaint" role="alert">{sentence}</p> })}
        <More>
            <Choice
                label="Order"
                options=vec![
                    (Order::SmoteThenScale, "SMOTE, then scale"),
                    (Order::ScaleThenSmote, "Scale, then SMOTE"),
                ]
                value=move || session.spec().with(|spec| spec.balance.order)
                on_change=move |order| session.edit(|spec| spec.balance.order = order)
            />
            <div class="fields">
                <NumberField
                    label="SMOTE seed"
                    min="0"
                    value=move || session.spec().with(|spec| spec.balance.smote.random_state)
                    on_change=move |seed| session.edit(|spec| spec.balance.smote.random_state = seed)
                />
            </div>
        </More>
    }
}
