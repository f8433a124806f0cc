//! SMOTE, and then both classes cleaned.

use serde::{Deserialize, Serialize};

use super::edited::Editing;
use super::remedy::{Aspect, Remedy, Resample};
use super::resampling::Stage;
use super::settings::{kept, neighbors, ratio, seed};
use super::{EditedSpec, RemedyError, Resampling, SmoteSpec, Synthesis, TrainingSet};
use crate::data::Dataset;
use crate::data::some_rows;
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
    fn begin(&self, real: Dataset) -> Result<Resampling, RemedyError> {
        let edited = self.edited;
        let synthesis = Synthesis::new(real, &self.smote)?;
        if edited.n_neighbors == 0 {
            return Err(RemedyError::NoNeighbors);
        }
        Ok(Resampling::UnderWay(Box::new(Growing {
            synthesis,
            edited,
        })))
    }
}

/// About which share of the work SMOTE is: it searches among fewer rows.
const GROWING: f64 = 0.1;

/// The first half: SMOTE.
struct Growing {
    synthesis: Synthesis,
    edited: EditedSpec,
}

/// The second half: both classes cleaned.
struct Cleaning {
    grown: TrainingSet,
    editing: Editing,
}

impl Stage for Growing {
    fn advance(mut self: Box<Self>) -> Result<Resampling, RemedyError> {
        if self.synthesis.advance() {
            return Ok(Resampling::UnderWay(self));
        }
        let grown = self.synthesis.finish();
        let (features, labels) = (grown.features().to_owned(), grown.labels().to_vec());
        let editing = Editing::new(self.edited, features, labels, [true, true])?;
        Ok(Resampling::UnderWay(Box::new(Cleaning { grown, editing })))
    }

    fn share(&self) -> f64 {
        GROWING * self.synthesis.share()
    }
}

impl Stage for Cleaning {
    fn advance(mut self: Box<Self>) -> Result<Resampling, RemedyError> {
        if self.editing.advance() {
            return Ok(Resampling::UnderWay(self));
        }
        let (kept, grown) = (self.editing.kept()?, &self.grown);
        let labels = kept.iter().map(|&row| grown.labels()[row]).collect();
        let lineage = kept.iter().map(|&row| grown.lineage()[row]).collect();
        let features = some_rows(&grown.features(), &kept);
        Ok(Resampling::Done(TrainingSet::new(
            features, labels, lineage,
        )))
    }

    fn share(&self) -> f64 {
        GROWING + (1.0 - GROWING) * self.editing.share()
    }
}
