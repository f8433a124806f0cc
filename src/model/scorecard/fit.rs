//! Learning a scorecard, a column at a time.

use ndarray::{Array2, ArrayRef2};

use super::{PointScale, Scorecard, ScorecardError, ScorecardSpec, WoeBins};
use crate::model::{Logistic, LogisticFit, LogisticSpec};

/// The regression ends when no part of the gradient of the mean loss is larger: whole points need no more, and with very
/// many rows rounding hides what is finer.
const CLOSE: f64 = 1e-6;

/// A scorecard being learnt: each column is cut into bins, those with the largest information value are chosen, and a
/// logistic regression on their weights of evidence (single precision, penalty L2 and C = 1, so that there always is a
/// best one) says what they count. A column of a single bin says nothing and is never chosen.
#[derive(Clone, Debug)]
pub struct ScorecardFit {
    spec: ScorecardSpec,
    features: Array2<f32>,
    labels: Vec<bool>,
    /// The bins of the columns so far, and in the end those of the chosen ones.
    columns: Vec<(usize, WoeBins)>,
    regression: Option<LogisticFit>,
    card: Scorecard,
    /// Why it can't go on.
    error: Option<ScorecardError>,
}

impl ScorecardFit {
    /// Nothing is learnt yet: the card has no column. `features` is `(n_samples, n_features)`. Rules of the spec aren't
    /// looked at.
    ///
    /// # Errors
    /// [`ScorecardError`] where settings, or the number of labels of either class, don't hold.
    pub fn new(
        features: Array2<f32>,
        labels: Vec<bool>,
        spec: &ScorecardSpec,
    ) -> Result<Self, ScorecardError> {
        let spec = ScorecardSpec {
            rules: String::new(),
            ..spec.clone()
        };
        spec.check()?;
        let odds = odds(features.nrows(), &labels, spec.class_weights)?;
        let nothing = Logistic {
            intercept: libm::log(odds),
            coefficients: Vec::new(),
        };
        Ok(Self {
            card: Scorecard::new(&[], &nothing, PointScale::new(&spec)),
            spec,
            features,
            labels,
            columns: Vec::new(),
            regression: None,
            error: None,
        })
    }

    /// Cuts one column into bins, begins the regression, or does a part of it. True at the end of a round: a column, or
    /// the regression.
    ///
    /// # Errors
    /// [`ScorecardError`] where a column holds a number that isn't finite, or the regression fails; again at every later
    /// call.
    pub fn advance(&mut self) -> Result<bool, ScorecardError> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        let part = self.part();
        self.error = part.as_ref().err().cloned();
        part
    }

    fn part(&mut self) -> Result<bool, ScorecardError> {
        if let Some(regression) = &mut self.regression {
            regression.advance()?;
            if regression.is_over() {
                self.card = Scorecard::new(&self.columns, &regression.model(), self.card.scale);
            }
            return Ok(self.is_over());
        }
        if self.columns.len() < self.features.ncols() {
            self.cut()?;
            return Ok(true);
        }
        let columns = chosen(&self.columns, self.spec.n_columns);
        let weights = self.evidence(&columns);
        let spec = LogisticSpec {
            tol: CLOSE,
            class_weights: self.spec.class_weights,
            ..LogisticSpec::default()
        };
        self.regression = Some(LogisticFit::new(weights, self.labels.clone(), spec)?);
        self.columns = columns;
        Ok(false)
    }

    /// Runs to the end.
    ///
    /// # Errors
    /// As [`advance`](Self::advance).
    pub fn finish(mut self) -> Result<Scorecard, ScorecardError> {
        while !self.is_over() {
            self.advance()?;
        }
        Ok(self.card)
    }

    /// Rounds in all: the columns, and the regression.
    #[must_use]
    pub fn rounds(&self) -> usize {
        self.features.ncols() + 1
    }

    /// Whether all is learnt.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.regression.as_ref().is_some_and(LogisticFit::is_over)
    }

    /// The card as it stands: the same points for everybody until the last round has ended.
    #[must_use]
    pub const fn card(&self) -> &Scorecard {
        &self.card
    }

    /// Cuts the next column into bins.
    fn cut(&mut self) -> Result<(), ScorecardError> {
        let column = self.columns.len();
        let values = self.features.column(column);
        if let Some(row) = values.iter().position(|value| !value.is_finite()) {
            return Err(ScorecardError::NotFinite { row, column });
        }
        let bins = WoeBins::learn(&values, &self.labels, self.spec.max_bins);
        self.columns.push((column, bins));
        Ok(())
    }

    /// The weights of evidence of all rows in some columns, `(n_samples, columns.len())`.
    fn evidence(&self, columns: &[(usize, WoeBins)]) -> Array2<f32> {
        let mut evidence = Array2::zeros((self.labels.len(), columns.len()));
        for ((column, bins), mut to) in columns.iter().zip(evidence.columns_mut()) {
            let weights: Vec<f32> = bins.bins.iter().map(|bin| narrow(bin.woe)).collect();
            for (to, value) in to.iter_mut().zip(self.features.column(*column)) {
                *to = weights[bins.place(*value)];
            }
        }
        evidence
    }
}

impl Scorecard {
    /// Learns a card from `features`, `(n_samples, n_features)`, and their labels, at once. Rules of the spec aren't
    /// looked at.
    ///
    /// # Errors
    /// [`ScorecardError`] where settings or rows don't hold.
    pub fn learn(
        features: &ArrayRef2<f32>,
        labels: &[bool],
        spec: &ScorecardSpec,
    ) -> Result<Self, ScorecardError> {
        ScorecardFit::new(features.to_owned(), labels.to_vec(), spec)?.finish()
    }
}

/// Positives over negatives, each row counted with its weight.
fn odds(
    n_rows: usize,
    labels: &[bool],
    [negative, positive]: [f64; 2],
) -> Result<f64, ScorecardError> {
    let n_labels = labels.len();
    if n_rows != n_labels {
        return Err(ScorecardError::LabelCount { n_rows, n_labels });
    }
    let n_positives = labels.iter().filter(|label| **label).count();
    let n_negatives = n_rows - n_positives;
    if n_positives == 0 || n_negatives == 0 {
        return Err(ScorecardError::OneClass {
            n_negatives,
            n_positives,
        });
    }
    Ok(positive * n_positives as f64 / (negative * n_negatives as f64))
}

/// The columns of at least two bins with the largest information values, largest first, the first of equals.
fn chosen(columns: &[(usize, WoeBins)], n_columns: usize) -> Vec<(usize, WoeBins)> {
    let mut left: Vec<_> = columns
        .iter()
        .filter(|(_, bins)| bins.bins.len() > 1)
        .collect();
    let mut chosen = Vec::new();
    while chosen.len() < n_columns && !left.is_empty() {
        let value = |place: usize| left[place].1.information_value;
        let best = (1..left.len()).fold(0, |best, place| {
            if value(place) > value(best) {
                place
            } else {
                best
            }
        });
        chosen.push(left.remove(best).clone());
    }
    chosen
}

#[expect(clippy::cast_possible_truncation, reason = "features are single")]
const fn narrow(woe: f64) -> f32 {
    woe as f32
}
