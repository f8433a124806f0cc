//! A logistic regression being fitted, an iteration at a time.

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};
use ndarray::Array2;

use super::coefficient::Coefficient;
use super::linear::Logistic;
use super::spec::{LogisticSpec, Penalty};
use crate::likelihood::Likelihood;
use crate::model::{Classifier, FitError, Fitting, Learnt, Step};
use crate::network::dot::{add_times, dot};
use crate::network::gram::Gram;
use crate::network::training_rows::check_both_classes;

/// Products that one part of a pass over the rows adds up.
const PART: usize = 1 << 21;

/// Rows for each coefficient of which the Hessian is known well enough for a step.
const ENOUGH: usize = 128;

/// What is left of the gradient after a step where the Hessian is known well enough, at most.
const GOOD: f64 = 0.5;

/// A step that makes the loss larger is halved so often at most.
const MOST_HALVINGS: usize = 40;

/// Loss, gradient and Hessian at a point, as far as the rows are added up.
#[derive(Clone, Debug)]
struct Sums {
    n_added: usize,
    loss: f64,
    gradient: DVector<f64>,
    hessian: Gram,
}

/// A logistic regression being fitted: Newton's method, a pass over the rows an iteration. With the penalty L2 the Hessian
/// is taken from a part of the rows, of which there are more once a step is no good one; loss and gradient are always of
/// all rows, so that it ends at the same optimum (Byrd, Chin, Neveitt and Nocedal, "On the Use of Stochastic Hessian
/// Information in Optimization Methods for Machine Learning", 2011). With the penalty L1 the quadratic model of the loss is minimised coordinate by coordinate (Friedman, Hastie and Tibshirani, "Regularization
/// Paths for Generalized Linear Models via Coordinate Descent", 2010).
#[derive(Clone, Debug)]
pub struct LogisticFit {
    spec: LogisticSpec,
    features: Array2<f32>,
    labels: Vec<bool>,
    /// What the loss is divided by.
    total_weight: f64,
    /// The point at hand, the intercept last.
    at: DVector<f64>,
    objective: f64,
    /// The step that is tried, and how often it was halved.
    step: DVector<f64>,
    n_halved: usize,
    sums: Sums,
    /// The Hessian of the loss at the point at hand, of each `every`th row.
    hessian: DMatrix<f64>,
    every: usize,
    /// The largest part of the gradient at the point at hand.
    steepest: f64,
    n_iterations: usize,
    is_over: bool,
    has_no_best: bool,
    model: Logistic,
}

impl LogisticFit {
    /// Nothing is learnt yet: the coefficients are 0. `features` is `(n_samples, n_features)`.
    ///
    /// # Errors
    /// [`FitError`] where settings or rows don't hold.
    pub fn new(
        features: Array2<f32>,
        labels: Vec<bool>,
        spec: LogisticSpec,
    ) -> Result<Self, FitError> {
        spec.check()?;
        check_both_classes(&features, &labels)?;
        let features = if features.is_standard_layout() {
            features
        } else {
            features.as_standard_layout().into_owned()
        };
        let n = features.ncols() + 1;
        let every = match spec.penalty {
            Penalty::L2 => (labels.len() / (ENOUGH * n)).max(1),
            // Standard errors, and whether there is a best, are about all rows.
            Penalty::None | Penalty::L1 => 1,
        };
        let weight = |&label: &bool| spec.class_weights[usize::from(label)];
        Ok(Self {
            total_weight: labels.iter().map(weight).sum(),
            at: DVector::zeros(n),
            objective: f64::INFINITY,
            step: DVector::zeros(n),
            n_halved: 0,
            sums: Sums::nothing(n),
            hessian: DMatrix::zeros(n, n),
            every,
            steepest: f64::INFINITY,
            n_iterations: 0,
            is_over: false,
            has_no_best: false,
            model: Logistic::nothing(features.ncols()),
            spec,
            features,
            labels,
        })
    }

    /// Adds up some rows, or ends a pass over all of them. True at the end of an iteration.
    ///
    /// # Errors
    /// [`FitError::NoBest`] where no coefficients are best, from then on at every call.
    pub fn advance(&mut self) -> Result<bool, FitError> {
        if self.has_no_best {
            return Err(FitError::NoBest);
        }
        if self.is_over {
            return Ok(true);
        }
        if self.sums.n_added < self.labels.len() {
            self.add_some();
            return Ok(false);
        }
        let end = self.end_of_pass();
        self.has_no_best = end.is_err();
        end
    }

    /// Runs to the end.
    ///
    /// # Errors
    /// As [`advance`](Self::advance).
    pub fn finish(mut self) -> Result<Self, FitError> {
        while !self.is_over {
            self.advance()?;
        }
        Ok(self)
    }

    /// Whether no iteration would change anything any more, or all that are asked for are done.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.is_over
    }

    /// Iterations done.
    #[must_use]
    pub const fn n_iterations(&self) -> usize {
        self.n_iterations
    }

    /// What is learnt so far.
    #[must_use]
    pub const fn model(&self) -> &Logistic {
        &self.model
    }

    /// Mean over the rows, each counted with its weight, of the cross-entropy in nats, without the penalty.
    #[must_use]
    pub fn loss(&self) -> f64 {
        (self.objective - self.penalty(&self.at)) / self.total_weight
    }

    /// Each coefficient with its standard error, the intercept last.
    #[must_use]
    pub fn coefficients(&self) -> Vec<Coefficient> {
        let is_plain = self.spec.penalty == Penalty::None && self.is_over;
        let cholesky = is_plain.then(|| Cholesky::new(self.hessian.clone()));
        let inverse = cholesky.flatten().map(|cholesky| cholesky.inverse());
        let error = |place: usize| Some(libm::sqrt(*inverse.as_ref()?.get((place, place))?));
        let coefficient = |(place, &value): (usize, &f64)| Coefficient {
            value,
            error: error(place),
        };
        self.at.iter().enumerate().map(coefficient).collect()
    }

    /// 1 / C: what the penalty counts, and 0 where there is none.
    fn strength(&self) -> f64 {
        match self.spec.penalty {
            Penalty::None => 0.0,
            Penalty::L2 | Penalty::L1 => 1.0 / self.spec.c,
        }
    }

    fn penalty(&self, at: &DVector<f64>) -> f64 {
        let coefficients = at.iter().take(at.len() - 1);
        let sum: f64 = match self.spec.penalty {
            Penalty::None => 0.0,
            Penalty::L2 => coefficients.map(|w| 0.5 * w * w).sum(),
            Penalty::L1 => coefficients.map(|w| w.abs()).sum(),
        };
        self.strength() * sum
    }

    fn tried(&self) -> DVector<f64> {
        &self.at + &self.step
    }

    /// Adds rows to the sums at the point that is tried.
    fn add_some(&mut self) {
        let at = self.tried();
        let n = at.len();
        let values = self.features.as_slice().unwrap_or_default();
        let sums = &mut self.sums;
        let mut n_products = 0;
        while n_products < PART && sums.n_added < self.labels.len() {
            let place = sums.n_added;
            sums.n_added += 1;
            let row = &values[place * (n - 1)..][..n - 1];
            let class = usize::from(self.labels[place]);
            let mut counted = [0.0; 2];
            counted[class] = self.spec.class_weights[class];
            let z = dot(row, at.as_slice());
            let Likelihood { loss, slope, bend } = Likelihood::of(z, counted);
            sums.loss += loss;
            add_times(slope, row, sums.gradient.as_mut_slice());
            n_products += 2 * n;
            if place.is_multiple_of(self.every) {
                sums.hessian.add(row, bend * self.every as f64);
                n_products += n * n / 2;
            }
        }
    }

    /// Takes the step that was tried or halves it, and decides on the next.
    fn end_of_pass(&mut self) -> Result<bool, FitError> {
        let n = self.at.len();
        let sums = std::mem::replace(&mut self.sums, Sums::nothing(n));
        let at = self.tried();
        let objective = sums.loss + self.penalty(&at);
        // What rounding of a sum over so many rows may add is no rise.
        let slack = f64::EPSILON * self.labels.len() as f64 * objective.abs();
        let is_no_rise = objective <= self.objective + slack;
        if !is_no_rise {
            self.look_at_more();
            self.n_halved += 1;
            if self.n_halved > MOST_HALVINGS {
                self.is_over = true;
                return Ok(true);
            }
            self.step *= 0.5;
            return Ok(false);
        }
        // The first pass looks at the slope where all coefficients are 0.
        let is_step = self.objective.is_finite();
        self.n_iterations += usize::from(is_step);
        self.model.set(&at);
        self.at = at;
        self.objective = objective;
        self.n_halved = 0;
        let (mut hessian, gradient) = (sums.hessian, sums.gradient);
        self.hessian = hessian.sums();
        let steepest = self.steepest(&gradient);
        if steepest > GOOD * self.steepest {
            self.look_at_more();
        }
        self.steepest = steepest;
        let is_close = steepest <= self.spec.tol * self.total_weight;
        if is_close || self.n_iterations >= self.spec.max_iter {
            self.is_over = true;
            return self.is_best().then_some(true).ok_or(FitError::NoBest);
        }
        self.step = match self.spec.penalty {
            Penalty::L1 => self.towards_best_of_l1(&gradient),
            Penalty::None | Penalty::L2 => match self.newton(&gradient) {
                Some(step) => step,
                None if self.every > 1 => {
                    self.every = 1;
                    DVector::zeros(n)
                }
                None => return Err(FitError::NoBest),
            },
        };
        Ok(is_step)
    }

    /// Takes the Hessian from more rows from the next pass on.
    fn look_at_more(&mut self) {
        self.every = (self.every / 4).max(1);
    }

    /// Whether the classes aren't told apart wholly, in which case coefficients would grow for ever.
    fn is_best(&self) -> bool {
        self.spec.penalty != Penalty::None
            || self.loss() > 1e-6
                && Cholesky::new(self.hessian.clone())
                    .is_some_and(|cholesky| is_sound(&cholesky, OF_SINGLES))
    }

    /// The largest part of the gradient of the objective; where a coefficient is 0 under L1, of what goes beyond the
    /// penalty.
    fn steepest(&self, gradient: &DVector<f64>) -> f64 {
        let (last, strength) = (self.at.len() - 1, self.strength());
        let part = |(place, slope): (usize, &f64)| {
            let w = self.at[place];
            match self.spec.penalty {
                _ if place == last => slope.abs(),
                Penalty::None => slope.abs(),
                Penalty::L2 => (slope + strength * w).abs(),
                Penalty::L1 if w == 0.0 => (slope.abs() - strength).max(0.0),
                Penalty::L1 => (slope + strength * w.signum()).abs(),
            }
        };
        gradient.iter().enumerate().map(part).fold(0.0, f64::max)
    }

    fn newton(&self, gradient: &DVector<f64>) -> Option<DVector<f64>> {
        let (mut hessian, mut slope) = (self.hessian.clone(), gradient.clone());
        let strength = self.strength();
        for place in 0..self.at.len() - 1 {
            hessian[(place, place)] += strength;
            slope[place] += strength * self.at[place];
        }
        // A penalty makes sound what isn't, however small it is.
        let least = match self.spec.penalty {
            Penalty::None => OF_SINGLES,
            Penalty::L1 | Penalty::L2 => OF_DOUBLES,
        };
        let cholesky = Cholesky::new(hessian).filter(|cholesky| is_sound(cholesky, least))?;
        Some(-cholesky.solve(&slope))
    }

    /// The step to the best point of the quadratic model and the penalty L1.
    fn towards_best_of_l1(&self, gradient: &DVector<f64>) -> DVector<f64> {
        const MOST_ROUNDS: usize = 10_000;
        const CLOSE: f64 = 1e-14;
        let (n, strength) = (self.at.len(), self.strength());
        let mut step = DVector::<f64>::zeros(n);
        // The gradient of the model at the step so far.
        let mut slope = gradient.clone();
        for _ in 0..MOST_ROUNDS {
            let mut largest: f64 = 0.0;
            for place in 0..n {
                let bend = self.hessian[(place, place)];
                if bend <= 0.0 {
                    continue;
                }
                let w = self.at[place] + step[place];
                let best = w - slope[place] / bend;
                let best = if place == n - 1 {
                    best
                } else {
                    best.signum() * (best.abs() - strength / bend).max(0.0)
                };
                let moved = best - w;
                if moved != 0.0 {
                    step[place] += moved;
                    slope.axpy(moved, &self.hessian.column(place), 1.0);
                    largest = largest.max(moved * moved * bend);
                }
            }
            if largest <= CLOSE * CLOSE * self.total_weight {
                break;
            }
        }
        step
    }
}

/// What is left of a column beside the others may be so small a part of it before it is taken for rounding: of rows in
/// single precision, and of sums in double.
const OF_SINGLES: f64 = 1e-6;
const OF_DOUBLES: f64 = 1e-10;

/// Whether more than rounding is left of each column beside the others.
fn is_sound(cholesky: &Cholesky<f64, Dyn>, least_share: f64) -> bool {
    let diagonal = cholesky.l_dirty().diagonal();
    let (least, most) = (diagonal.min(), diagonal.max());
    least > least_share * most
}

impl Sums {
    fn nothing(n: usize) -> Self {
        Self {
            n_added: 0,
            loss: 0.0,
            gradient: DVector::zeros(n),
            hessian: Gram::nothing(n - 1),
        }
    }
}

impl Fitting for LogisticFit {
    fn step(&mut self) -> Result<Step, FitError> {
        let is_round = self.advance()?;
        let training_loss = self.loss();
        Ok(if is_round {
            Step::Epoch { training_loss }
        } else {
            Step::Part
        })
    }

    fn rounds(&self) -> usize {
        self.spec.max_iter
    }

    fn is_over(&self) -> bool {
        self.is_over
    }

    fn model(&self) -> &dyn Classifier {
        &self.model
    }

    fn into_model(self: Box<Self>) -> Box<dyn Classifier> {
        Box::new(self.model)
    }

    fn n_parameters(&self) -> usize {
        self.at.len()
    }

    fn learnt(&self) -> Option<Learnt> {
        Some(Learnt::Coefficients(self.coefficients()))
    }
}
