//! Step 4: the network and how it is fitted.

use leptos::prelude::*;

use crate::page::fields::{ChoiceMenu, FlagField, More, NumberField, TextField};
use crate::page::session::Session;
use crate::studio::Studio;
use crate::studio::setting::lab;

/// The network in one line.
pub fn summary(studio: &Studio) -> String {
    let model = &studio.spec().model;
    let layers = model.hidden_layers.joined("-");
    format!("MLP {layers}, {}", model.optimizer.name())
}

/// The step's controls.
#[component]
pub fn ModelSettings(session: Session) -> impl IntoView {
    view! {
        <TextField session setting=&lab::HIDDEN class="field wide"/>
        <div class="fields">
            <NumberField session setting=&lab::EPOCHS/>
            <NumberField session setting=&lab::BATCH/>
            <NumberField session setting=&lab::LEARNING_RATE/>
            <ChoiceMenu session setting=&lab::ACTIVATION/>
        </div>
        <More>
            <div class="fields">
                <ChoiceMenu session setting=&lab::OPTIMIZER/>
                <ChoiceMenu session setting=&lab::INITIALIZATION/>
                <TextField session setting=&lab::L1/>
                <TextField session setting=&lab::L2/>
                <TextField session setting=&lab::DROPOUT/>
                <NumberField session setting=&lab::PLATEAU/>
                <NumberField session setting=&lab::EARLY_STOPPING/>
                <ChoiceMenu session setting=&lab::WATCH/>
                <NumberField session setting=&lab::NETWORK_SEED/>
            </div>
            <FlagField session setting=&lab::BATCH_NORM/>
            <FlagField session setting=&lab::PRIOR_BIAS/>
        </More>
    }
}
