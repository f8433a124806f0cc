//! Rows of each class, counted.

use serde::{Deserialize, Serialize};

/// How many rows of each class there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsPerClass {
    /// Rows that don't default.
    pub good: usize,
    /// Rows that default.
    pub default: usize,
}

impl RowsPerClass {
    /// Counts labels.
    #[must_use]
    pub fn of(labels: &[bool]) -> Self {
        let default = labels.iter().filter(|&&label| label).count();
        Self {
            good: labels.len() - default,
            default,
        }
    }

    /// Counts one row more.
    pub const fn add(&mut self, label: bool) {
        if label {
            self.default += 1;
        } else {
            self.good += 1;
        }
    }

    /// Rows of each class: those that don't default, those that do.
    #[must_use]
    pub const fn counts(self) -> [usize; 2] {
        [self.good, self.default]
    }

    /// Rows of both classes.
    #[must_use]
    pub const fn total(self) -> usize {
        self.good + self.default
    }

    /// Share of defaults in 0..=1; `None` without rows.
    #[must_use]
    pub fn default_rate(self) -> Option<f64> {
        (self.total() > 0).then(|| self.default as f64 / self.total() as f64)
    }
}
