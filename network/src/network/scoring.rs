//! Rows scored by a network.

use std::ops::Range;

use ndarray::{ArrayRef2, Axis, s};

use super::work::{PART, ROWS_AT_ONCE};
use super::{Mlp, Workspace};

impl Mlp {
    /// The logit of each row of `features`, `(n_samples, n_features)`.
    ///
    /// # Panics
    /// Where the number of columns is not [`n_features`](Self::n_features).
    pub fn logits(&self, features: &ArrayRef2<f32>) -> Vec<f32> {
        let mut logits = Vec::with_capacity(features.nrows());
        self.score_rows(features, 0..features.nrows(), &mut logits);
        logits
    }

    /// Appends the logits of some rows of `features`; rows past the end are left out.
    ///
    /// For those who have to do something else between two slices of a long table. A logit does
    /// not depend on which rows it is asked for with.
    ///
    /// # Panics
    /// Where the number of columns is not [`n_features`](Self::n_features).
    pub fn score_rows(&self, features: &ArrayRef2<f32>, rows: Range<usize>, logits: &mut Vec<f32>) {
        assert_eq!(features.ncols(), self.n_features(), "columns");
        let end = rows.end.min(features.nrows());
        let rows = features.slice(s![rows.start.min(end)..end, ..]);
        let folded = self.folded();
        let network = folded.as_ref().unwrap_or(self);
        let mut workspace = Workspace::new(network, ROWS_AT_ONCE.min(rows.nrows()));
        for chunk in rows.axis_chunks_iter(Axis(0), ROWS_AT_ONCE) {
            let features = chunk.as_standard_layout();
            let features = features.as_slice().unwrap_or_default();
            workspace.score(network, chunk.nrows(), features);
            logits.extend(workspace.logits());
        }
    }

    /// So many rows that scoring them takes a few milliseconds, or where the network is too large
    /// for that, a few times as long.
    pub fn rows_at_once(&self) -> usize {
        let rows = PART / (self.n_parameters() as u64).max(1);
        usize::try_from(rows).unwrap_or(usize::MAX).clamp(16, 4096)
    }
}
