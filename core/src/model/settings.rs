//! The settings of a network.

use super::{
    Activation, EarlyStopping, HiddenLayers, Initialization, MlpSpec, OptimizerSpec, PerLayer,
    Plateau, Watch,
};
use crate::setting::{Setting, at, choice, flag, place, real, size, text, whole};

type Of = Setting<MlpSpec>;

/// Units of the hidden layers.
pub static HIDDEN: Of = text(
    "hidden",
    "Hidden layers",
    "Units of each layer, as in 32, 16; of a residual block with an r, as in r16; empty for none.",
    |s| s.hidden_layers.text(),
    |s, v| {
        let read = HiddenLayers::read(v);
        read.map(|layers| s.hidden_layers = layers).is_some()
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
macro_rules! layer_setting {
    ($name:ident, $key:literal, $label:literal, $field:ident, $wanted:literal) => {
        #[doc = concat!($label, ": one for all layers, or one for each.")]
        pub static $name: Of = text(
            $key,
            $label,
            $wanted,
            |s| s.$field.text(),
            |s, v| {
                let read = PerLayer::read(v);
                read.map(|read| s.$field = read).is_some()
            },
        );
    };
}

layer_setting!(
    L1,
    "l1",
    "L1 penalty",
    l1,
    "A number of 0 or more, or one for each layer, the output layer last, as in 0.001, 0, 0."
);
layer_setting!(
    L2,
    "l2",
    "L2 penalty",
    l2,
    "A number of 0 or more, or one for each layer, the output layer last, as in 0.001, 0, 0."
);
layer_setting!(
    DROPOUT,
    "dropout",
    "Dropout rate",
    dropout,
    "A rate from 0 to 0.95, or one for each hidden layer, as in 0.2, 0.5."
);
/// Whether hidden layers are normalised.
pub static BATCH_NORM: Of = flag(
    "batch_norm",
    "Batch normalisation",
    |s| s.batch_normalisation,
    |s, v| s.batch_normalisation = v,
);
/// Whether the output starts at the log-odds.
pub static PRIOR_BIAS: Of = flag(
    "prior_bias",
    "Output bias at log-odds",
    |s| s.output_bias,
    |s, v| s.output_bias = v,
);
/// Epochs without a better validation loss after which the learning rate is halved; 0 for never.
pub static PLATEAU: Of = whole(
    "plateau",
    "Halve rate after (0: never)",
    (0, 1_000_000),
    |s| s.plateau.map_or(0, |plateau| plateau.patience as u64),
    |s, v| s.plateau = (v > 0).then(|| Plateau { patience: size(v) }),
);
/// Epochs without a better value after which the run ends, and the best network is kept; 0 for never.
pub static EARLY_STOPPING: Of = whole(
    "early_stopping",
    "Stop early after (0: never)",
    (0, 1_000_000),
    |s| s.early_stopping.map_or(0, |early| early.patience as u64),
    |s, v| {
        let watch = s.early_stopping.map_or(Watch::Loss, |early| early.watch);
        let patience = size(v);
        s.early_stopping = (v > 0).then_some(EarlyStopping { patience, watch });
    },
);
/// What early stopping watches.
pub static WATCH: Of = choice(
    "watch",
    "Early stop watches",
    &[("loss", "Validation loss"), ("auc", "Validation AUC")],
    |s| {
        let watch = s.early_stopping.map_or(Watch::Loss, |early| early.watch);
        place(&Watch::ALL, &watch)
    },
    |s, v| {
        if let Some(early) = &mut s.early_stopping {
            early.watch = at(&Watch::ALL, v);
        }
    },
);
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
pub static ALL: [&Of; 20] = [
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
