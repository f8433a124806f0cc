//! The four counts of a cut, and the rates made of them.

use std::ops::Add;

use serde::{Deserialize, Serialize};

use super::ClassWeights;

/// How many rows of each class fall on each side of a threshold. Positive means default, and
/// "flagged" means predicted to default.
///
/// Every rate is in `0..=1` unless it says otherwise, and `None` where its denominator is zero
/// (scikit-learn's `zero_division=nan`). Counts are whole rows, or `f64` where rows are weighted, as
/// by [`Confusion::at_prevalence`].
///
/// ```
/// use imbalance_base::metrics::Confusion;
///
/// let confusion = Confusion {
///     true_positives: 3,
///     false_positives: 0,
///     true_negatives: 2,
///     false_negatives: 1,
/// };
/// assert_eq!(confusion.precision(), Some(1.0));
/// assert_eq!(confusion.recall(), Some(0.75));
/// assert_eq!(confusion.at_prevalence(0.5).map(|c| c.prevalence()), Some(Some(0.5)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Confusion<T = usize> {
    /// Defaults that are flagged: caught.
    pub true_positives: T,
    /// Good customers that are flagged: turned away.
    pub false_positives: T,
    /// Good customers that are not flagged.
    pub true_negatives: T,
    /// Defaults that are not flagged: missed.
    pub false_negatives: T,
}

/// What rows are counted in: whole rows, or weights.
pub trait Count: Copy + Add<Output = Self> {
    /// The count as a real number.
    fn real(self) -> f64;
}

impl Count for usize {
    fn real(self) -> f64 {
        self as f64
    }
}

impl Count for f64 {
    fn real(self) -> f64 {
        self
    }
}

impl Confusion {
    /// The same decisions where the share of defaults is `prevalence` instead: both classes are
    /// weighted so that the number of rows, recall and specificity stay as they are.
    ///
    /// `None` unless `0 < prevalence < 1` and there are rows of both classes.
    #[must_use]
    pub fn at_prevalence(&self, prevalence: f64) -> Option<Confusion<f64>> {
        let weights = ClassWeights::at(prevalence, self.n_positives(), self.n_negatives())?;
        Some(self.weighted(weights))
    }

    /// The same decisions, each row counted with the weight of its class.
    #[must_use]
    pub fn weighted(&self, weights: ClassWeights) -> Confusion<f64> {
        Confusion {
            true_positives: weights.default * self.true_positives as f64,
            false_positives: weights.good * self.false_positives as f64,
            true_negatives: weights.good * self.true_negatives as f64,
            false_negatives: weights.default * self.false_negatives as f64,
        }
    }
}

impl<T: Count> Confusion<T> {
    /// The same counts as real numbers.
    #[must_use]
    pub fn real(&self) -> Confusion<f64> {
        Confusion {
            true_positives: self.true_positives.real(),
            false_positives: self.false_positives.real(),
            true_negatives: self.true_negatives.real(),
            false_negatives: self.false_negatives.real(),
        }
    }

    /// All rows.
    #[must_use]
    pub fn n_samples(&self) -> T {
        self.n_positives() + self.n_negatives()
    }

    /// The defaults, caught or missed: TP + FN.
    #[must_use]
    pub fn n_positives(&self) -> T {
        self.true_positives + self.false_negatives
    }

    /// The good customers, accepted or turned away: TN + FP.
    #[must_use]
    pub fn n_negatives(&self) -> T {
        self.true_negatives + self.false_positives
    }

    /// The rows predicted to default: TP + FP.
    #[must_use]
    pub fn n_flagged(&self) -> T {
        self.true_positives + self.false_positives
    }

    /// The cells of these rows and others.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            true_positives: self.true_positives + other.true_positives,
            false_positives: self.false_positives + other.false_positives,
            true_negatives: self.true_negatives + other.true_negatives,
            false_negatives: self.false_negatives + other.false_negatives,
        }
    }

    /// The same rows with the two classes' roles exchanged, so that `flipped().precision()` is
    /// the precision of the class "good".
    #[must_use]
    pub fn flipped(&self) -> Self {
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
        ratio(self.true_positives.real(), self.n_flagged().real())
    }

    /// Of the defaults, how many are flagged: TP / (TP + FN). Also sensitivity, or tpr.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        ratio(self.true_positives.real(), self.n_positives().real())
    }

    /// Of the good customers, how many are not flagged: TN / (TN + FP).
    #[must_use]
    pub fn specificity(&self) -> Option<f64> {
        ratio(self.true_negatives.real(), self.n_negatives().real())
    }

    /// Of the good customers, how many are flagged: FP / (TN + FP). Also fpr.
    #[must_use]
    pub fn false_positive_rate(&self) -> Option<f64> {
        ratio(self.false_positives.real(), self.n_negatives().real())
    }

    /// Of those not flagged, how many are good customers: TN / (TN + FN).
    #[must_use]
    pub fn negative_predictive_value(&self) -> Option<f64> {
        ratio(self.true_negatives.real(), self.n_unflagged())
    }

    /// Of all rows, how many are classified correctly: (TP + TN) / n.
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        let right = self.true_positives + self.true_negatives;
        ratio(right.real(), self.n_samples().real())
    }

    /// Of all rows, how many default: (TP + FN) / n.
    #[must_use]
    pub fn prevalence(&self) -> Option<f64> {
        ratio(self.n_positives().real(), self.n_samples().real())
    }

    /// Of all rows, how many are flagged: (TP + FP) / n.
    #[must_use]
    pub fn share_flagged(&self) -> Option<f64> {
        ratio(self.n_flagged().real(), self.n_samples().real())
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
        let caught = self.true_positives.real();
        let turned_away = alpha * self.false_positives.real();
        let missed = (1.0 - alpha) * self.false_negatives.real();
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

    /// Youden's J, also informedness: recall + specificity − 1 = tpr − fpr, in `-1..=1`, computed
    /// as (TP·TN − FP·FN) / (P·N) so that equal values compare equal.
    #[must_use]
    pub fn youden_j(&self) -> Option<f64> {
        let pairs = self.n_positives().real() * self.n_negatives().real();
        ratio(self.determinant(), pairs)
    }

    /// Precision + negative predictive value − 1, in `-1..=1`: how much the decision tells of the
    /// outcome, as [`youden_j`](Self::youden_j) says how much the outcome tells of the decision. Computed
    /// as (TP·TN − FP·FN) / ((TP + FP)(TN + FN)).
    #[must_use]
    pub fn markedness(&self) -> Option<f64> {
        let pairs = self.n_flagged().real() * self.n_unflagged();
        ratio(self.determinant(), pairs)
    }

    /// The odds of being flagged for a default over those for a good customer: TP·TN / (FP·FN), at
    /// least 0; 1 is chance. `None` where no good customer is flagged or no default missed.
    #[must_use]
    pub fn diagnostic_odds_ratio(&self) -> Option<f64> {
        let right = self.true_positives.real() * self.true_negatives.real();
        let wrong = self.false_positives.real() * self.false_negatives.real();
        ratio(right, wrong)
    }

    /// Matthews' correlation coefficient, in `-1..=1`:
    /// (TP·TN − FP·FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN)).
    ///
    /// `None` where a row or column of the matrix is empty; scikit-learn says 0 there.
    #[must_use]
    pub fn matthews_correlation(&self) -> Option<f64> {
        let actual = self.n_positives().real() * self.n_negatives().real();
        let predicted = self.n_flagged().real() * self.n_unflagged();
        ratio(self.determinant(), (actual * predicted).sqrt())
    }

    /// Cohen's kappa, in `-1..=1`: the agreement of prediction and truth beyond what their
    /// margins give by chance, 2 (TP·TN − FP·FN) / (P·(TN + FN) + N·(TP + FP)).
    ///
    /// `None` where prediction and truth are both of one and the same class.
    #[must_use]
    pub fn cohens_kappa(&self) -> Option<f64> {
        let by_chance = self.n_positives().real() * self.n_unflagged()
            + self.n_negatives().real() * self.n_flagged().real();
        ratio(2.0 * self.determinant(), by_chance)
    }

    fn n_unflagged(&self) -> f64 {
        (self.true_negatives + self.false_negatives).real()
    }

    fn determinant(&self) -> f64 {
        self.true_positives.real() * self.true_negatives.real()
            - self.false_positives.real() * self.false_negatives.real()
    }
}

/// `part / whole`, or `None` where the whole is zero.
fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}
