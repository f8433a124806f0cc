//! Why a model can't be as it is asked for.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::MlpSpec;

/// Why a model can't be as it is asked for.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelSpecError {
    /// There is nothing to learn from.
    #[error("the data have no feature; a network needs at least 1")]
    NoFeatures,
    /// More hidden layers than [`MlpSpec::MAX_LAYERS`].
    #[error(
        "{n_layers} hidden layers are too many; use at most {}",
        MlpSpec::MAX_LAYERS
    )]
    TooManyLayers {
        /// Hidden layers asked for.
        n_layers: usize,
    },
    /// A layer is empty or wider than [`MlpSpec::MAX_UNITS`].
    #[error(
        "hidden layer {layer} has {n_units} units; use 1 to {}",
        MlpSpec::MAX_UNITS
    )]
    Units {
        /// Which hidden layer, counted from 1.
        layer: usize,
        /// Units asked for.
        n_units: usize,
    },
    /// More parameters than [`MlpSpec::MAX_PARAMETERS`].
    #[error(
        "the network has {n_parameters} parameters; make its layers smaller until there are at most {}",
        MlpSpec::MAX_PARAMETERS
    )]
    TooManyParameters {
        /// Weights and biases asked for.
        n_parameters: usize,
    },
    /// A count that has to be at least one is zero.
    #[error("{name} is 0; it needs to be at least 1")]
    Zero {
        /// The setting in words, as a sentence uses it.
        name: String,
    },
    /// A setting has numbers for some layers, and not one for each.
    #[error("{name} has {n_numbers} numbers; give one for all layers, or {n_layers}, one for each")]
    NotOnePerLayer {
        /// The setting in words, as a sentence uses it.
        name: String,
        /// Numbers given.
        n_numbers: usize,
        /// Layers that it is about.
        n_layers: usize,
    },
    /// Something listens to validation rows, and there are none.
    #[error("{name} needs validation rows: raise the validation share above 0, or turn it off")]
    NoValidation {
        /// The setting in words, as a sentence uses it.
        name: String,
    },
    /// A number is outside of the range in which training makes sense.
    #[error("{name} is {value}; it needs to be {range}")]
    OutOfRange {
        /// The setting in words, as a sentence uses it.
        name: String,
        /// The value, as text because NaN and infinities have no JSON number.
        value: String,
        /// The range in words.
        range: String,
    },
}
