//! Experiments to start from.

use serde::{Deserialize, Serialize};

use super::published::{self, Published};
use super::{ArmSpec, LabSpec};

/// An experiment to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preset {
    /// The published tutorial's numbers.
    Tutorial,
    /// Two thousand rows and a network of eight units: done before the finger is off the button.
    Quick,
    /// One default in two hundred.
    Severe,
    /// The models of the Home Credit app, on whatever data are at hand.
    HomeCredit,
    /// The models of the behavioural rating study, likewise.
    Behavioural,
    /// The remedies of the loan network, likewise.
    LoanNetwork,
}

impl Preset {
    /// Every preset, in the order of the menu.
    pub const ALL: [Self; 6] = [
        Self::Tutorial,
        Self::Quick,
        Self::Severe,
        Self::HomeCredit,
        Self::Behavioural,
        Self::LoanNetwork,
    ];

    /// Its line in the menu.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tutorial => "Tutorial (as published)",
            Self::Quick => "Small and quick",
            Self::Severe => "Severe: 0.5 %",
            Self::HomeCredit => "Models of the Home Credit app",
            Self::Behavioural => "Models of the behavioural study",
            Self::LoanNetwork => "Remedies of the loan network",
        }
    }

    /// What its source published; `None` where there is nothing to set beside what comes out here.
    #[must_use]
    pub const fn published(self) -> Option<&'static Published> {
        match self {
            Self::Tutorial | Self::Quick | Self::Severe => None,
            Self::HomeCredit => Some(&published::HOME_CREDIT_SAYS),
            Self::Behavioural => Some(&published::BEHAVIOURAL_SAYS),
            Self::LoanNetwork => Some(&published::LOAN_NETWORK_SAYS),
        }
    }

    /// The experiment itself, on the data that the page starts with.
    #[must_use]
    pub fn spec(self) -> LabSpec {
        self.of(&LabSpec::default())
    }

    /// The experiment that it makes of another: files that are at hand stay, and where it is about models, all data and what
    /// is done to them.
    #[must_use]
    pub fn of(self, before: &LabSpec) -> LabSpec {
        let mut spec = LabSpec::default();
        let generate = &mut spec.data.generate;
        match self {
            Self::Tutorial => {}
            Self::Quick => {
                generate.n_samples = 2_000;
                generate.weights = Some([0.9, 0.1]);
                spec.model.hidden_layers = vec![8].into();
            }
            Self::Severe => {
                generate.n_samples = 20_000;
                generate.weights = Some([0.995, 0.005]);
                generate.flip_y = 0.0;
            }
            Self::HomeCredit => return on_data_of(before, published::home_credit(), (0.2, 0.2)),
            Self::Behavioural => return on_data_of(before, published::behavioural(), (0.2, 0.2)),
            Self::LoanNetwork => return on_data_of(before, published::loan_network(), (0.2, 0.1)),
        }
        spec.data.upload = before.data.upload.clone();
        spec.data.scores = before.data.scores.clone();
        spec
    }
}

/// These arms on the same data, split by chance into so large shares of validation and test rows, stratified; a split by
/// time or by group stays.
fn on_data_of(before: &LabSpec, arms: Vec<ArmSpec>, shares: (f64, f64)) -> LabSpec {
    let mut spec = before.clone();
    (spec.split.validation_share, spec.split.test_share) = shares;
    spec.split.stratified = true;
    spec.arms = arms;
    spec
}
