//! Experiments to start from.

use serde::{Deserialize, Serialize};

use super::LabSpec;

/// An experiment to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preset {
    /// The published tutorial's numbers.
    Tutorial,
    /// Two thousand rows and a network of eight units: done before the finger is off the button.
    Quick,
    /// One default in two hundred.
    Severe,
}

impl Preset {
    /// Every preset, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Tutorial, Self::Quick, Self::Severe];

    /// Its line in the menu.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tutorial => "Tutorial (as published)",
            Self::Quick => "Small and quick",
            Self::Severe => "Severe: 0.5 %",
        }
    }

    /// The experiment itself.
    #[must_use]
    pub fn spec(self) -> LabSpec {
        let mut spec = LabSpec::default();
        match self {
            Self::Tutorial => {}
            Self::Quick => {
                spec.data.generate.n_samples = 2_000;
                spec.data.generate.weights = Some([0.9, 0.1]);
                spec.model.hidden_layers = vec![8].into();
            }
            Self::Severe => {
                spec.data.generate.n_samples = 20_000;
                spec.data.generate.weights = Some([0.995, 0.005]);
                spec.data.generate.flip_y = 0.0;
            }
        }
        spec
    }
}
