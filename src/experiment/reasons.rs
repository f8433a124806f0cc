//! What each column adds to an applicant's score.

use ndarray::{Array2, ArrayView1};
use serde::{Deserialize, Serialize};

use super::Trained;
use crate::explain::explainer;
use crate::model::{Says, Structure};

/// Seed of the coalitions that are drawn.
const SEED: u64 = 42;

/// What each column of the file adds to an applicant's score (Shapley values): `base + Σ value` is the score.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reasons {
    /// The score before anything is known of the applicant, in the unit of `says`.
    pub base: f64,
    /// The columns, in the order of the file.
    pub columns: Vec<Reason>,
    /// What the score is.
    pub says: Says,
    /// Whether values are exact, and not estimated from coalitions that were drawn.
    pub is_exact: bool,
}

/// What a column adds to a score.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The column of the file.
    pub column: String,
    /// What it adds, over all columns that were made from it.
    pub value: f64,
    /// The standard error of that; 0 where it is exact.
    pub error: f64,
}

impl Trained {
    /// What each column of the file adds to the score of a scaled row, `(n_features,)`: of trees by the training rows at
    /// their nodes, of other models by comparing with training rows; `None` where that isn't possible.
    pub(super) fn reasons(&self, row: &ArrayView1<'_, f32>) -> Option<Reasons> {
        let none = Array2::default((0, 0));
        let background = match self.model.structure() {
            Structure::Trees { .. } => &none,
            Structure::Linear { .. } | Structure::Unknown => &self.background,
        };
        let mut explainer = explainer(&self.model, background, SEED).ok()?;
        let explanation = explainer.explain(row).ok()?;
        let mut columns: Vec<Reason> = Vec::new();
        for (place, value) in explanation.values.iter().enumerate() {
            let origin = self.origin(place);
            let errors = explanation.errors.as_ref();
            let error = errors.and_then(|errors| errors.get(place)).unwrap_or(&0.0);
            match columns.iter_mut().find(|known| known.column == origin) {
                Some(known) => {
                    known.value += value;
                    known.error += error;
                }
                None => columns.push(Reason {
                    column: origin.to_owned(),
                    value: *value,
                    error: *error,
                }),
            }
        }
        Some(Reasons {
            base: explanation.base,
            columns,
            says: explanation.says,
            is_exact: explanation.errors.is_none(),
        })
    }
}
