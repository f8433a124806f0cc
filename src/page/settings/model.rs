//! Step 4: the network and how it is fitted.

use leptos::prelude::*;

use crate::model::{Activation, Initialization, MlpSpec, OptimizerSpec};
use crate::page::fields::{More, NumberField, SelectField};
use crate::page::session::Session;

/// The network in one line.
pub fn summary(session: Session) -> String {
    session.spec().with(|spec| {
        let layers = spec
            .model
            .hidden_layers
            .iter()
            .map(usize::to_string)
            .collect::<Vec<_>>();
        format!("MLP {}, {}", layers.join("-"), spec.model.optimizer.name())
    })
}

/// The step's controls.
#[component]
pub fn ModelSettings(session: Session) -> impl IntoView {
    let model = move |read: fn(&MlpSpec) -> String| session.spec().with(|spec| read(&spec.model));
    view! {
        <HiddenLayers session/>
        <div class="fields">
            <NumberField
                label="Epochs"
                min="1"
                value=move || session.spec().with(|spec| spec.model.epochs)
                on_change=move |epochs| session.edit(|spec| spec.model.epochs = epochs)
            />
            <NumberField
                label="Batch size"
                min="1"
                value=move || session.spec().with(|spec| spec.model.batch_size)
                on_change=move |rows| session.edit(|spec| spec.model.batch_size = rows)
            />
            <NumberField
                label="Learning rate"
                min="0"
                is_whole=false
                value=move || session.spec().with(|spec| spec.model.optimizer.learning_rate())
                on_change=move |rate| session.edit(|spec| spec.model.optimizer.set_learning_rate(rate))
            />
            <SelectField
                label="Activation"
                options=names(Activation::ALL.map(Activation::name))
                value=move || model(|model| model.activation.name().into())
                on_change=move |name| session.edit(|spec| {
                    let named = Activation::ALL.into_iter().find(|activation| activation.name() == name);
                    spec.model.activation = named.unwrap_or_default();
                })
            />
        </div>
        <More>
            <div class="fields">
                <SelectField
                    label="Optimizer"
                    options=names(OptimizerSpec::all().map(|optimizer| optimizer.name()))
                    value=move || model(|model| model.optimizer.name().into())
                    on_change=move |name| session.edit(|spec| {
                        let rate = spec.model.optimizer.learning_rate();
                        let named = OptimizerSpec::all().into_iter().find(|optimizer| optimizer.name() == name);
                        spec.model.optimizer = named.unwrap_or_default();
                        spec.model.optimizer.set_learning_rate(rate);
                    })
                />
                <SelectField
                    label="Initial weights"
                    options=names(Initialization::ALL.map(Initialization::name))
                    value=move || model(|model| model.initialization.name().into())
                    on_change=move |name| session.edit(|spec| {
                        let named = Initialization::ALL.into_iter().find(|initial| initial.name() == name);
                        spec.model.initialization = named.unwrap_or_default();
                    })
                />
                <NumberField
                    label="L2 penalty"
                    min="0"
                    is_whole=false
                    value=move || session.spec().with(|spec| spec.model.l2)
                    on_change=move |l2| session.edit(|spec| spec.model.l2 = l2)
                />
                <NumberField
                    label="Network seed"
                    min="0"
                    value=move || session.spec().with(|spec| spec.model.seed)
                    on_change=move |seed| session.edit(|spec| spec.model.seed = seed)
                />
            </div>
        </More>
    }
}

fn names<const N: usize>(names: [&'static str; N]) -> Signal<Vec<String>> {
    Signal::stored(names.into_iter().map(String::from).collect())
}

/// A list of units, as in "32, 16".
#[component]
fn HiddenLayers(session: Session) -> impl IntoView {
    let is_unreadable = RwSignal::new(false);
    let shown = move || {
        session.spec().with(|spec| {
            spec.model
                .hidden_layers
                .iter()
                .map(usize::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        })
    };
    let read = move |event| {
        let text = event_target_value(&event);
        let layers = text
            .split([',', ' ', '-'])
            .filter(|units| !units.is_empty())
            .map(str::parse);
        let layers = layers.collect::<Result<Vec<usize>, _>>();
        is_unreadable.set(layers.is_err());
        if let Ok(layers) = layers {
            session.edit(|spec| spec.model.hidden_layers = layers);
        }
    };
    view! {
        <label class="field wide">
            <span>"Hidden layers"</span>
            <input
                type="text"
                prop:value=shown
                aria-invalid=move || is_unreadable.get().to_string()
                on:change=read
            />
        </label>
        <Show when=move || is_unreadable.get()>
            <small class="complaint">"Units of each layer, as in 32, 16; empty for none."</small>
        </Show>
    }
}
