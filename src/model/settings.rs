//! The settings of a network.

use super::{Activation, Initialization, MlpSpec, OptimizerSpec};
use crate::setting::{Setting, at, choice, place, real, size, text, whole};

type Of = Setting<MlpSpec>;

/// Units of the hidden layers.
pub static HIDDEN: Of = text(
    "hidden",
    "Hidden layers",
    "Units of each layer, as in 32, 16; empty for none.",
    |s| {
        let layers = s.hidden_layers.iter().map(usize::to_string);
        layers.collect::<Vec<_>>().join(", ")
    },
    |s, v| {
        let units = v.split([',', ' ', '-']).filter(|units| !units.is_empty());
        let layers = units.map(str::parse).collect::<Result<Vec<usize>, _>>();
        layers.map(|layers| s.hidden_layers = layers).is_ok()
    },
);
/// Passes over the training rows.
pub static EPOCHS: Of = whole(
    "epochs",
    "Epochs",
    (1, 1_000_000),
    |s| s.epochs as u64,
    |s, v| s.epochs = size(v),
);
/// Rows a mini-batch.
pub static BATCH: Of = whole(
    "batch",
    "Batch size",
    (1, 1_000_000),
    |s| s.batch_size as u64,
    |s, v| s.batch_size = size(v),
);
/// The activation of the hidden layers.
pub static ACTIVATION: Of = choice(
    "activation",
    "Activation",
    &[
        ("relu", "ReLU"),
        ("leaky_relu", "Leaky ReLU"),
        ("tanh", "tanh"),
        ("sigmoid", "Sigmoid"),
        ("elu", "ELU"),
        ("selu", "SELU"),
    ],
    |s| place(&Activation::ALL, &s.activation),
    |s, v| s.activation = at(&Activation::ALL, v),
);
/// How a gradient becomes a change; the learning rate stays.
pub static OPTIMIZER: Of = choice(
    "optimizer",
    "Optimizer",
    &[("adam", "Adam"), ("sgd", "SGD with momentum")],
    |s| usize::from(is_sgd(s)),
    |s, v| {
        if usize::from(is_sgd(s)) != v {
            let rate = s.optimizer.learning_rate();
            s.optimizer = at(&OptimizerSpec::all(), v);
            s.optimizer.set_learning_rate(rate);
        }
    },
);
/// The step size.
pub static LEARNING_RATE: Of = real(
    "rate",
    "Learning rate",
    (0.0, 1e6),
    |s| s.optimizer.learning_rate(),
    |s, v| s.optimizer.set_learning_rate(v),
);
/// How initial weights are drawn.
pub static INITIALIZATION: Of = choice(
    "initial",
    "Initial weights",
    &[("glorot", "Glorot uniform"), ("he", "He uniform")],
    |s| place(&Initialization::ALL, &s.initialization),
    |s, v| s.initialization = at(&Initialization::ALL, v),
);
/// The penalty on weights.
pub static L2: Of = real("l2", "L2 penalty", (0.0, 1e6), |s| s.l2, |s, v| s.l2 = v);
/// Seed of initial weights and of the order of batches.
pub static NETWORK_SEED: Of = whole(
    "network_seed",
    "Network seed",
    (0, u64::MAX),
    |s| s.seed,
    |s, v| s.seed = v,
);

const fn is_sgd(spec: &MlpSpec) -> bool {
    matches!(spec.optimizer, OptimizerSpec::Sgd { .. })
}

macro_rules! optimizer_setting {
    ($name:ident, $key:literal, $label:literal, $variant:ident, $field:ident, $range:expr) => {
        #[doc = $label]
        pub static $name: Of = real(
            $key,
            $label,
            $range,
            |s| match s.optimizer {
                OptimizerSpec::$variant { $field, .. } => $field,
                _ => 0.0,
            },
            |s, v| {
                if let OptimizerSpec::$variant { $field, .. } = &mut s.optimizer {
                    *$field = v
                }
            },
        );
    };
}

optimizer_setting!(BETA_1, "beta_1", "Adam's beta 1", Adam, beta_1, (0.0, 1.0));
optimizer_setting!(BETA_2, "beta_2", "Adam's beta 2", Adam, beta_2, (0.0, 1.0));
optimizer_setting!(
    EPSILON,
    "epsilon",
    "Adam's epsilon",
    Adam,
    epsilon,
    (0.0, 1.0)
);
optimizer_setting!(MOMENTUM, "momentum", "Momentum", Sgd, momentum, (0.0, 1.0));

/// All of them, in an order in which one doesn't undo another.
pub static ALL: [&Of; 13] = [
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
];
