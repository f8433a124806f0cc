//! The score of one row, without a pass over all of them.

use super::ArmView;
use crate::experiment::Origin;

impl ArmView {
    /// The score that the arm gave a test row, whatever scale it is read on; `None` where there is no
    /// such row. O(1), while [`Ranking::scores`](crate::metrics::Ranking::scores) is O(n).
    #[must_use]
    pub fn raw_score(&self, row: usize) -> Option<f64> {
        match &self.reading.judged.origin {
            Origin::Run(result) => {
                let score = result.scores.test.get(row)?;
                Some(result.scores.shown(*score))
            }
            Origin::Upload(upload, column) => upload.test.scores.get(*column)?.get(row).copied(),
        }
    }
}
