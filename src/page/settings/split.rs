//! Step 2: which rows are held out.

use leptos::prelude::*;

use crate::page::fields::{CheckField, More, NumberField};
use crate::page::session::Session;
use crate::words::significant;

/// The shares in one line.
pub fn summary(session: Session) -> String {
    let split = session.spec().with(|spec| spec.split);
    if session.has_scores_source() {
        let validation = split.validation_share * 100.0;
        return format!("{} % to choose on", significant(validation, 4));
    }
    let [test, validation] = [split.test_share, split.validation_share].map(|share| share * 100.0);
    let shares = [100.0 - test - validation, validation, test].map(|share| significant(share, 4));
    let how = if split.stratified {
        "stratified"
    } else {
        "random"
    };
    format!("{} {how}", shares.join(" / "))
}

/// The step's controls.
#[component]
pub fn SplitSettings(session: Session) -> impl IntoView {
    let percent = |share: f64| {
        let percent = share * 100.0;
        significant(percent, 12).parse::<f64>().unwrap_or(percent)
    };
    view! {
        <div class="fields">
            <Show when=move || !session.has_scores_source()>
                <NumberField
                    label="Test share (%)"
                    min="1"
                    max="99"
                    is_whole=false
                    value=move || percent(session.spec().with(|spec| spec.split.test_share))
                    on_change=move |share: f64| session.edit(|spec| spec.split.test_share = share / 100.0)
                />
            </Show>
            <NumberField
                label="Validation share (%)"
                min="0"
                max="98"
                is_whole=false
                value=move || percent(session.spec().with(|spec| spec.split.validation_share))
                on_change=move |share: f64| session.edit(|spec| spec.split.validation_share = share / 100.0)
            />
        </div>
        <More>
            <CheckField
                label="Stratified: the same default rate in every part"
                value=move || session.spec().with(|spec| spec.split.stratified)
                on_change=move |is_set| session.edit(|spec| spec.split.stratified = is_set)
            />
            <div class="fields">
                <NumberField
                    label="Split seed"
                    min="0"
                    value=move || session.spec().with(|spec| spec.split.random_state)
                    on_change=move |seed| session.edit(|spec| spec.split.random_state = seed)
                />
            </div>
        </More>
    }
}
