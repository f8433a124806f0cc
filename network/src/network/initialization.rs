//! The weights that a network starts from.

use serde::{Deserialize, Serialize};

/// How initial weights are drawn; biases start at zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Initialization {
    /// Uniform within `±sqrt(6 / (n_inputs + n_outputs))`: Glorot and Bengio 2010, equation 16;
    /// Keras' default.
    #[default]
    GlorotUniform,
    /// Uniform within `±sqrt(6 / n_inputs)`, made for relu: He et al. 2015, equation 10.
    HeUniform,
}

impl Initialization {
    /// Every initialization, in the order in which a menu shows them.
    pub const ALL: [Self; 2] = [Self::GlorotUniform, Self::HeUniform];

    /// The largest weight that can be drawn for a layer.
    pub fn limit(self, n_inputs: usize, n_outputs: usize) -> f32 {
        let fan = match self {
            Self::GlorotUniform => n_inputs + n_outputs,
            Self::HeUniform => n_inputs,
        };
        (6.0 / fan as f32).sqrt()
    }
}
