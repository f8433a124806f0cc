//! The four counts of a cut, and the rates made of them.

use serde::{Deserialize, Serialize};

/// How many rows of each class fall on each side of a threshold. Positive means default, and
/// "flagged" means predicted to default.
///
/// Every rate is in `0..=1` unless it says otherwise, and `None` where its denominator is zero
/// (scikit-learn's `zero_division=nan`).
///
/// ```
/// use imbalance_lab::metrics::Confusion;
///
/// let confusion = Confusion {
///     true_positives: 3,
///     false_positives: 0,
///     true_negatives: 2,
///     false_negatives: 1,
/// };
/// assert_eq!(confusion.precision(), Some(1.0));
/// assert_eq!(confusion.recall(), Some(0.75));
/// assert_eq!(Confusion::default().recall(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Confusion {
    /// Defaults that are flagged: caught.
    pub true_positives: usize,
    /// Good customers that are flagged: turned away.
    pub false_positives: usize,
    /// Good customers that are not flagged.
    pub true_negatives: usize,
    /// Defaults that are not flagged: missed.
    pub false_negatives: usize,
}

impl Confusion {
    /// All rows.
    #[must_use]
    pub const fn n_samples(&self) -> usize {
        self.n_positives() + self.n_negatives()
    }

    /// The defaults, caught or missed: TP + FN.
    #[must_use]
    pub const fn n_positives(&self) -> usize {
        self.true_positives + self.false_negatives
    }

    /// The good customers, accepted or turned away: TN + FP.
    #[must_use]
    pub const fn n_negatives(&self) -> usize {
        self.true_negatives + self.false_positives
    }

    /// The rows predicted to default: TP + FP.
    #[must_use]
    pub const fn n_flagged(&self) -> usize {
        self.true_positives + self.false_positives
    }

    /// The same rows with the two classes' roles exchanged, so that `flipped().precision()` is
    /// the precision of the class "good".
    #[must_use]
    pub const fn flipped(&self) -> Self {
        Self {
            true_positives: self.true_negatives,
            false_positives: self.false_negatives,
            true_negatives: self.true_positives,
            false_negatives: self.false_positives,
        }
    }

    /// Of the flagged, how many default: TP / (TP + FP).
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        ratio(self.true_positives as f64, self.n_flagged() as f64)
    }

    /// Of the defaults, how many are flagged: TP / (TP + FN). Also sensitivity, or tpr.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        ratio(self.true_positives as f64, self.n_positives() as f64)
    }

    /// Of the good customers, how many are not flagged: TN / (TN + FP).
    #[must_use]
    pub fn specificity(&self) -> Option<f64> {
        ratio(self.true_negatives as f64, self.n_negatives() as f64)
    }

    /// Of the good customers, how many are flagged: FP / (TN + FP). Also fpr.
    #[must_use]
    pub fn false_positive_rate(&self) -> Option<f64> {
        ratio(self.false_positives as f64, self.n_negatives() as f64)
    }

    /// Of all rows, how many are predicted as they turned out: (TP + TN) / n.
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        let right = self.true_positives + self.true_negatives;
        ratio(right as f64, self.n_samples() as f64)
    }

    /// Of all rows, how many default: (TP + FN) / n.
    #[must_use]
    pub fn prevalence(&self) -> Option<f64> {
        ratio(self.n_positives() as f64, self.n_samples() as f64)
    }

    /// Of all rows, how many are flagged: (TP + FP) / n.
    #[must_use]
    pub fn share_flagged(&self) -> Option<f64> {
        ratio(self.n_flagged() as f64, self.n_samples() as f64)
    }

    /// The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        self.f_beta(1.0)
    }

    /// F-beta, in which recall counts `beta` times as much as precision:
    /// TP / (TP + α FP + (1 − α) FN) with α = 1 / (1 + β²), van Rijsbergen's form.
    ///
    /// `beta` 0 is precision and infinity is recall. Zero, not `None`, when nothing is flagged
    /// and a default is missed, as in scikit-learn.
    #[must_use]
    pub fn f_beta(&self, beta: f64) -> Option<f64> {
        let alpha = 1.0 / (1.0 + beta * beta);
        let caught = self.true_positives as f64;
        let turned_away = alpha * self.false_positives as f64;
        let missed = (1.0 - alpha) * self.false_negatives as f64;
        ratio(caught, caught + turned_away + missed)
    }

    /// The mean of recall and specificity. `None` where either is, while scikit-learn then
    /// returns the other one alone.
    #[must_use]
    pub fn balanced_accuracy(&self) -> Option<f64> {
        Some(f64::midpoint(self.recall()?, self.specificity()?))
    }

    /// The geometric mean of recall and specificity, as imbalanced-learn's
    /// `geometric_mean_score`.
    #[must_use]
    pub fn g_mean(&self) -> Option<f64> {
        Some((self.recall()? * self.specificity()?).sqrt())
    }

    /// Youden's J = recall + specificity − 1 = tpr − fpr, in `-1..=1`, computed as
    /// (TP·TN − FP·FN) / (P·N) so that equal values compare equal.
    #[must_use]
    pub fn youden_j(&self) -> Option<f64> {
        let pairs = self.n_positives() as f64 * self.n_negatives() as f64;
        ratio(self.determinant(), pairs)
    }

    /// Matthews' correlation coefficient, in `-1..=1`:
    /// (TP·TN − FP·FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN)).
    ///
    /// `None` where a row or column of the matrix is empty; scikit-learn says 0 there.
    #[must_use]
    pub fn matthews_correlation(&self) -> Option<f64> {
        let actual = self.n_positives() as f64 * self.n_negatives() as f64;
        let predicted = self.n_flagged() as f64 * (self.n_samples() - self.n_flagged()) as f64;
        ratio(self.determinant(), (actual * predicted).sqrt())
    }

    /// Cohen's kappa, in `-1..=1`: the agreement of prediction and truth beyond what their
    /// margins give by chance, 2 (TP·TN − FP·FN) / (P·(TN + FN) + N·(TP + FP)).
    ///
    /// `None` where prediction and truth are both of one and the same class.
    #[must_use]
    pub fn cohens_kappa(&self) -> Option<f64> {
        let unflagged = self.n_samples() - self.n_flagged();
        let by_chance = self.n_positives() as f64 * unflagged as f64
            + self.n_negatives() as f64 * self.n_flagged() as f64;
        ratio(2.0 * self.determinant(), by_chance)
    }

    fn determinant(&self) -> f64 {
        self.true_positives as f64 * self.true_negatives as f64
            - self.false_positives as f64 * self.false_negatives as f64
    }
}

/// `part / whole`, or `None` where the whole is zero.
fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}
