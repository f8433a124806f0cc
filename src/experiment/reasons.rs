//! What each column adds to an applicant's score.

use std::borrow::Cow;

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
    /// The rows that others are compared with when scores are explained; none for trees, which go by the training rows at
    /// their nodes.
    pub(super) fn compared_with(&self) -> Cow<'_, Array2<f32>> {
        match self.model.structure() {
            Structure::Trees { .. } => Cow::Owned(Array2::default((0, 0))),
            Structure::Linear { .. } | Structure::Unknown => Cow::Borrowed(&self.background),
        }
    }

    /// What each column of the file adds to the score of a scaled row, `(n_features,)`: of trees by the training rows at
    /// their nodes, of other models by comparing with training rows; `None` where that isn't possible.
    pub(super) fn reasons(&self, row: &ArrayView1<'_, f32>) -> Option<Reasons> {
        let background = self.compared_with();
        let mut explainer = explainer(&self.model, &background, SEED).ok()?;
        let explanation = explainer.explain(row).ok()?;
        let (names, places) = self.origins();
        let of_file = explanation.grouped(&places, names.len());
        let errors = of_file.errors.unwrap_or_else(|| vec![0.0; names.len()]);
        let values = of_file.values.into_iter().zip(errors);
        let columns = names.into_iter().zip(values);
        let columns = columns.map(|(column, (value, error))| Reason {
            column,
            value,
            error,
        });
        Some(Reasons {
            base: explanation.base,
            columns: columns.collect(),
            says: explanation.says,
            is_exact: explanation.errors.is_none(),
        })
    }
}
