//! Step 2: which rows are held out.

use leptos::prelude::*;

use crate::page::fields::{FlagField, More, NumberField};
use crate::page::session::Session;
use crate::studio::Studio;
use crate::studio::setting::lab;
use crate::words::significant;

/// The shares in one line.
pub fn summary(studio: &Studio) -> String {
    let split = &studio.spec().split;
    let [test, validation] = [split.test_share, split.validation_share].map(|share| share * 100.0);
    if studio.has_scores_source() {
        if validation == 0.0 {
            return "No validation rows".into();
        }
        return format!("{} % to choose on", significant(validation, 4));
    }
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
    let is_trained = Memo::new(move |_| session.lab(|studio| !studio.has_scores_source()));
    view! {
        <div class="fields">
            <Show when=move || is_trained.get()>
                <NumberField session setting=&lab::TEST_SHARE/>
            </Show>
            <NumberField session setting=&lab::VALIDATION_SHARE/>
        </div>
        <More>
            <FlagField session setting=&lab::STRATIFIED/>
            <div class="fields">
                <NumberField session setting=&lab::SPLIT_SEED/>
            </div>
        </More>
    }
}
