//! How classes are balanced, and what learns.

use super::super::arms::{arms, arms_text};
use super::written::{Lab, SEED, seed};
use crate::balance::SmoteSpec;
use crate::experiment::{Arms, LabSpec, Order};
use crate::model::settings as network;
use crate::setting::{Kind, Setting, at, choice, place, real, size, text, whole};

const ORDERS: [Order; 2] = [Order::ResampleThenScale, Order::ScaleThenResample];

/// The list of arms, where it isn't one that a press of [`SMOTE`] sets.
pub static ARMS: Lab = text(
    "arms",
    "Arms",
    "A list of arms as a link holds it, please.",
    |s| {
        if s.preset().is_some() {
            String::new()
        } else {
            arms_text(&s.arms)
        }
    },
    |s, v| {
        if v.is_empty() {
            // What a link without a list means.
            s.arms = LabSpec::default().arms;
            return true;
        }
        arms(v).map(|arms| s.arms = arms).is_some()
    },
);
/// Which arms are trained.
pub static SMOTE: Lab = choice(
    "smote",
    "SMOTE",
    &[("off", "Off"), ("on", "On"), ("both", "Compare both")],
    |s| {
        s.preset()
            .map_or(Arms::ALL.len(), |arms| place(&Arms::ALL, &arms))
    },
    |s, v| {
        if let Some(arms) = Arms::ALL.get(v) {
            s.arms = arms.list(s.smote().copied().unwrap_or_default(), s.order());
        }
    },
);
/// SMOTE's neighbours.
pub static NEIGHBORS: Lab = whole(
    "k",
    "Neighbours (k)",
    (1, 1_000),
    |s| smote(s).k_neighbors as u64,
    |s, v| set_smote(s, |smote| smote.k_neighbors = size(v)),
);
/// Rows of the minority over rows of the majority.
pub static RATIO: Lab = real(
    "ratio",
    "Minority to majority",
    (0.0, 1.0),
    |s| smote(s).sampling_strategy,
    |s, v| set_smote(s, |smote| smote.sampling_strategy = v),
);
/// What comes first.
pub static ORDER: Lab = choice(
    "order",
    "Order",
    &[
        ("smote", "SMOTE, then scale"),
        ("scale", "Scale, then SMOTE"),
    ],
    |s| place(&ORDERS, &s.order()),
    |s, v| s.set_order(at(&ORDERS, v)),
);
/// SMOTE's seed.
pub static SMOTE_SEED: Lab = whole(
    "smote_seed",
    "SMOTE seed",
    SEED,
    |s| smote(s).random_state.into(),
    |s, v| set_smote(s, |smote| smote.random_state = seed(v)),
);

fn smote(spec: &LabSpec) -> SmoteSpec {
    spec.smote().copied().unwrap_or_default()
}

/// Changes SMOTE where an arm has it.
fn set_smote(spec: &mut LabSpec, change: impl FnOnce(&mut SmoteSpec)) {
    if let Some(smote) = spec.smote_mut() {
        change(smote);
    }
}

/// A setting of the network that arms share.
macro_rules! shared_network {
    ($($name:ident)*) => {
        $(
            /// The setting of this name of the network that arms share.
            pub static $name: Lab = Setting {
                key: network::$name.key,
                label: network::$name.label,
                kind: match network::$name.kind {
                    Kind::Whole { range, .. } => Kind::Whole {
                        read: |s| match network::$name.kind {
                            Kind::Whole { read, .. } => read(&s.model),
                            _ => 0,
                        },
                        write: |s, v| {
                            if let Kind::Whole { write, .. } = network::$name.kind {
                                write(&mut s.model, v);
                            }
                        },
                        range,
                    },
                    Kind::Real { range, .. } => Kind::Real {
                        read: |s| match network::$name.kind {
                            Kind::Real { read, .. } => read(&s.model),
                            _ => 0.0,
                        },
                        write: |s, v| {
                            if let Kind::Real { write, .. } = network::$name.kind {
                                write(&mut s.model, v);
                            }
                        },
                        range,
                    },
                    Kind::Flag { .. } => Kind::Flag {
                        read: |s| match network::$name.kind {
                            Kind::Flag { read, .. } => read(&s.model),
                            _ => false,
                        },
                        write: |s, v| {
                            if let Kind::Flag { write, .. } = network::$name.kind {
                                write(&mut s.model, v);
                            }
                        },
                    },
                    Kind::Choice { options, .. } => Kind::Choice {
                        options,
                        read: |s| match network::$name.kind {
                            Kind::Choice { read, .. } => read(&s.model),
                            _ => 0,
                        },
                        write: |s, v| {
                            if let Kind::Choice { write, .. } = network::$name.kind {
                                write(&mut s.model, v);
                            }
                        },
                    },
                    Kind::Text { wanted, .. } => Kind::Text {
                        read: |s| match network::$name.kind {
                            Kind::Text { read, .. } => read(&s.model),
                            _ => String::new(),
                        },
                        write: |s, v| match network::$name.kind {
                            Kind::Text { write, .. } => write(&mut s.model, v),
                            _ => false,
                        },
                        wanted,
                    },
                },
            };
        )*
    };
}

shared_network! {
    HIDDEN EPOCHS BATCH ACTIVATION OPTIMIZER LEARNING_RATE INITIALIZATION L2 NETWORK_SEED
    BETA_1 BETA_2 EPSILON MOMENTUM L1 DROPOUT BATCH_NORM PRIOR_BIAS PLATEAU EARLY_STOPPING WATCH
}

/// How classes are balanced, and what learns.
pub(super) static TRAINED: [&Lab; 26] = [
    &ARMS,
    &SMOTE,
    &NEIGHBORS,
    &RATIO,
    &ORDER,
    &SMOTE_SEED,
    &HIDDEN,
    &EPOCHS,
    &BATCH,
    &ACTIVATION,
    &OPTIMIZER,
    &LEARNING_RATE,
    &INITIALIZATION,
    &L2,
    &NETWORK_SEED,
    &BETA_1,
    &BETA_2,
    &EPSILON,
    &MOMENTUM,
    &L1,
    &DROPOUT,
    &BATCH_NORM,
    &PRIOR_BIAS,
    &PLATEAU,
    &EARLY_STOPPING,
    &WATCH,
];
