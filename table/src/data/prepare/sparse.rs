//! Columns that lack many cells.

use serde::{Deserialize, Serialize};

use super::fitted::treated;
use super::{Fitted, Frame, PrepareError, Step, TrainingRows};
use crate::setting::{Setting, real};
use crate::words::percent;

/// Leaves columns out that lack more than a share of their training cells.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SparseSpec {
    /// The share, 0..=1.
    pub most_missing: f64,
}

impl Default for SparseSpec {
    fn default() -> Self {
        Self { most_missing: 0.5 }
    }
}

struct Sparse {
    /// Columns and the share that they lack.
    columns: Vec<(String, f64)>,
}

impl Step for SparseSpec {
    const KEY: &'static str = "sparse";
    const NAME: &'static str = "Leave columns out that lack cells";
    const SETTINGS: &'static [Setting<Self>] = &[real(
        "most",
        "Missing at most (%)",
        (0.0, 100.0),
        |s| s.most_missing * 100.0,
        |s, v| s.most_missing = v / 100.0,
    )];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let columns = frame.columns().iter().filter_map(|column| {
            let rows = training.rows.iter();
            let n_missing = rows.filter(|&&row| column.cells.is_missing(row)).count();
            let share = n_missing as f64 / training.rows.len().max(1) as f64;
            (share > self.most_missing).then(|| (column.name.clone(), share))
        });
        Ok(Box::new(Sparse {
            columns: columns.collect(),
        }))
    }
}

impl Fitted for Sparse {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|(name, _)| (name, ()));
        treated(frame, columns, |_, ()| Ok(Vec::new()))
    }

    fn learnt(&self) -> Vec<String> {
        let told = self.columns.iter().map(|(name, share)| {
            let share = percent(Some(*share));
            format!("{name} is left out: {share} of its training cells are missing.")
        });
        told.collect()
    }
}
