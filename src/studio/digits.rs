//! As many digits as tell neighbouring scores apart.

use super::Studio;
use crate::words::plain_number;

/// Significant digits that a number has at least, and those that any number can be told by.
const DIGITS: (usize, usize) = (6, 17);

impl Studio {
    /// The first arm's threshold as a field shows it: read back, it gives the same matrix in every arm.
    #[must_use]
    pub fn threshold_text(&self) -> String {
        self.told_apart(self.study.threshold)
    }

    /// A threshold with as few digits as give the same matrices.
    #[must_use]
    pub fn told_apart(&self, threshold: f64) -> String {
        let is_same = |text: &String| {
            text.parse().is_ok_and(|read: f64| {
                let mut arms = self.views().arms.iter().map(|view| view.test());
                arms.all(|ranking| ranking.confusion_at(read) == ranking.confusion_at(threshold))
            })
        };
        let mut texts = (DIGITS.0..=DIGITS.1).map(|digits| plain_number(threshold, digits));
        texts.find(is_same).unwrap_or_else(|| threshold.to_string())
    }
}
