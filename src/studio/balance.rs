//! What remedies make of the training rows.

use super::Studio;
use super::sources::is_of_same_data;
use crate::experiment::RowsPerClass;

impl Studio {
    /// Training rows of the arm that is looked at after resampling, or the sentence that says why they can't be
    /// resampled so. `None` where they stay as they are, and until it is known of exactly the settings that are set.
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
