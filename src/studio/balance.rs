//! The arms that are trained, and what SMOTE makes of their rows.

use super::Studio;
use super::sources::is_of_same_data;
use crate::experiment::{Arm, RowsPerClass};

impl Studio {
    /// Whether an arm is one of the current run, or of the settings before there is one.
    #[must_use]
    pub fn trains(&self, arm: Arm) -> bool {
        if self.runs.is_empty() {
            return self.spec().balance.arms.each().contains(&arm);
        }
        self.runs.arm(arm).is_some()
    }

    /// Training rows after SMOTE, or the sentence that says why SMOTE isn't possible on them. `None`
    /// where SMOTE is off, and until it is known of exactly the settings that are set.
    #[must_use]
    pub fn resampled(&self) -> Option<Result<RowsPerClass, &str>> {
        let known = self.sources.previewed.as_ref()?;
        if !is_of_same_data(&known.spec, self.spec()) {
            return None;
        }
        let resampled = known.preview.resampled.as_ref()?;
        Some(resampled.as_ref().copied().map_err(String::as_str))
    }
}
