//! As many digits as tell neighbouring scores apart.

use super::{ArmView, Studio};
use crate::metrics::threshold_text;
use crate::numbers::read_number;
use crate::words::plain_number;

/// Significant digits of a threshold in a field, at least.
const LEAST_DIGITS: usize = 6;

/// So many significant digits tell every number from its neighbours.
const ALL_DIGITS: usize = 17;

impl Studio {
    /// The first arm's threshold as a field shows it: read back, it gives the same matrix in every arm.
    #[must_use]
    pub fn threshold_text(&self) -> String {
        self.told_apart(self.study.threshold)
    }

    /// A threshold with as few digits as give the same matrices, and with all of them while there are no
    /// scores, since any digit may matter to those that come.
    #[must_use]
    pub fn told_apart(&self, threshold: f64) -> String {
        let rankings: Vec<_> = self.views().arms.iter().map(ArmView::test).collect();
        if rankings.is_empty() {
            return plain_number(threshold, ALL_DIGITS);
        }
        let text = threshold_text(threshold, &rankings, LEAST_DIGITS);
        read_number(&text).map_or(text, |read| plain_number(read, ALL_DIGITS))
    }
}
