//! The names under which menus offer what a network can be made of.

use super::{Activation, Initialization, OptimizerSpec};

impl Activation {
    /// Its line in a menu.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Relu => "ReLU",
            Self::LeakyRelu => "Leaky ReLU",
            Self::Tanh => "tanh",
            Self::Sigmoid => "Sigmoid",
            Self::Elu => "ELU",
            Self::Selu => "SELU",
        }
    }
}

impl Initialization {
    /// Its line in a menu.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::GlorotUniform => "Glorot uniform",
            Self::HeUniform => "He uniform",
        }
    }
}

impl OptimizerSpec {
    /// Every optimizer with its usual settings, in the order in which a menu shows them.
    #[must_use]
    pub fn all() -> [Self; 2] {
        [
            Self::default(),
            Self::Sgd {
                learning_rate: 1e-2,
                momentum: 0.9,
            },
        ]
    }

    /// Its line in a menu.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Adam { .. } => "Adam",
            Self::Sgd { .. } => "SGD with momentum",
        }
    }
}
