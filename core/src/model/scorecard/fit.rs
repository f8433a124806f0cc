//! Learning a scorecard, a column at a time.

use ndarray::Array2;

use super::{PointScale, Scorecard, ScorecardSpec, WoeBins};
use crate::model::{
    Classifier, FitError, Fitting, Learnt, Logistic, LogisticFit, LogisticSpec, Penalty, Step,
};
use crate::network::training_rows::check_both_classes;

/// The regression on weights of evidence. It ends when no part of the gradient of the mean loss is larger than whole
/// points need.
pub(super) const REGRESSION: LogisticSpec = LogisticSpec {
    penalty: Penalty::L2,
    c: 1.0,
    max_iter: 100,
    tol: 1e-6,
    class_weights: [1.0; 2],
};

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
}

impl ScorecardFit {
    /// Nothing is learnt yet: the card has no column. `features` is `(n_samples, n_features)`.
    ///
    /// # Errors
    /// [`FitError`] where settings or rows don't hold.
    pub fn new(
        features: Array2<f32>,
        labels: Vec<bool>,
        spec: ScorecardSpec,
    ) -> Result<Self, FitError> {
        spec.check()?;
        let counts = check_both_classes(&features, &labels)?;
        let [negative, positive] =
            [0, 1].map(|class| spec.class_weights[class] * counts[class] as f64);
        let odds = positive / negative;
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
        })
    }

    /// Cuts one column into bins, begins the regression, or does a part of it. True at the end of an iteration of the
    /// regression.
    ///
    /// # Errors
    /// [`FitError`] where the regression fails.
    fn advance(&mut self) -> Result<bool, FitError> {
        if let Some(regression) = &mut self.regression {
            let is_round = regression.advance()?;
            if is_round {
                self.card = Scorecard::new(&self.columns, regression.model(), self.card.scale);
            }
            return Ok(is_round);
        }
        if self.columns.len() < self.features.ncols() {
            self.cut();
            return Ok(false);
        }
        let columns = chosen(&self.columns, self.spec.n_columns);
        let weights = self.evidence(&columns);
        let spec = LogisticSpec {
            class_weights: self.spec.class_weights,
            ..REGRESSION
        };
        self.regression = Some(LogisticFit::new(weights, self.labels.clone(), spec)?);
        self.columns = columns;
        Ok(false)
    }

    /// Runs to the end.
    ///
    /// # Errors
    /// As a step.
    pub fn finish(mut self) -> Result<Scorecard, FitError> {
        while !self.is_over() {
            self.advance()?;
        }
        Ok(self.card)
    }

    /// The card as it stands: the same points for everybody until the first round has ended.
    #[must_use]
    pub const fn card(&self) -> &Scorecard {
        &self.card
    }

    /// Cuts the next column into bins.
    fn cut(&mut self) {
        let column = self.columns.len();
        let values = self.features.column(column);
        let bins = WoeBins::learn(&values, &self.labels, self.spec.max_bins);
        self.columns.push((column, bins));
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

impl Fitting for ScorecardFit {
    fn step(&mut self) -> Result<Step, FitError> {
        let is_round = self.advance()?;
        let training_loss = self.regression.as_ref().map_or(f64::NAN, LogisticFit::loss);
        Ok(if is_round {
            Step::Epoch { training_loss }
        } else {
            Step::Part
        })
    }

    fn rounds(&self) -> usize {
        REGRESSION.max_iter
    }

    fn is_over(&self) -> bool {
        self.regression.as_ref().is_some_and(LogisticFit::is_over)
    }

    fn model(&self) -> &dyn Classifier {
        &self.card
    }

    fn into_model(self: Box<Self>) -> Box<dyn Classifier> {
        Box::new(self.card)
    }

    fn n_parameters(&self) -> usize {
        self.card.n_parameters()
    }

    fn learnt(&self) -> Option<Learnt> {
        Some(Learnt::Card(self.card.clone()))
    }
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
