//! SMOTE, and then both classes cleaned.

use ndarray::Axis;
use serde::{Deserialize, Serialize};

use super::remedy::{Aspect, Remedy, Resample};
use super::settings::{kept, neighbors, ratio, seed};
use super::{EditedSpec, RemedyError, SmoteSpec, TrainingSet};
use crate::data::Dataset;
use crate::setting::Setting;

/// SMOTE followed by edited nearest neighbours of both classes, as imbalanced-learn 0.14's `SMOTEENN` does it.
/// Batista, Prati and Monard, "A Study of the Behavior of Several Methods for Balancing Machine Learning Training
/// Data" (2004).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SmoteEnnSpec {
    /// What is added.
    pub smote: SmoteSpec,
    /// What is taken away again.
    pub edited: EditedSpec,
}

impl Remedy for SmoteEnnSpec {
    const KEY: &'static str = "smote-enn";
    const NAME: &'static str = "SMOTE-ENN";
    const ASPECT: Aspect = Aspect::Rows;
    const SETTINGS: &'static [Setting<Self>] = &[
        neighbors!("k", "Neighbours (k)", smote.k_neighbors),
        ratio!(smote.sampling_strategy),
        neighbors!("enn-k", "Neighbours asked", edited.n_neighbors),
        kept!(edited.kind_sel),
        seed!(smote.random_state),
    ];

    fn resampler(&self) -> Option<&dyn Resample> {
        Some(self)
    }
}

impl Resample for SmoteEnnSpec {
    /// Rows that are kept, those that don't default first; real ones may be gone.
    fn resample(&self, real: &Dataset) -> Result<TrainingSet, RemedyError> {
        let grown = self.smote.resample(real)?;
        let features = grown.features();
        let kept = self
            .edited
            .kept(features.to_owned(), grown.labels(), [true, true])?;
        let labels = kept.iter().map(|&row| grown.labels()[row]).collect();
        let lineage = kept.iter().map(|&row| grown.lineage()[row]).collect();
        Ok(TrainingSet::new(
            features.select(Axis(0), &kept),
            labels,
            lineage,
        ))
    }
}
