//! What a column was before it was scaled.

use serde::{Deserialize, Serialize};

/// A column's name, and its unit in the file: `value = scaled · scale + mean`. Mean 0 and scale 1 where models see the
/// file's own values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnUnit {
    /// Its name.
    pub name: String,
    /// What was subtracted.
    pub mean: f64,
    /// What was divided by then, above 0.
    pub scale: f64,
}

impl ColumnUnit {
    /// A value of the file as models see it: reckoned in double precision and rounded once, as rows are, so that equal
    /// values stay equal.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "features are single")]
    pub fn scaled(&self, value: f64) -> f32 {
        ((value - self.mean) / self.scale) as f32
    }

    /// A value that models see, such as the end of a bin, in the file's unit.
    #[must_use]
    pub fn unscaled(&self, value: f64) -> f64 {
        value * self.scale + self.mean
    }
}
