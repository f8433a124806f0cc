//! The primal problem by Newton's method, a pass over the rows an iteration.

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use super::costed_rows::CostedRows;
use crate::network::dot::{add_times, dot};
use crate::network::gram::Gram;

/// Products that one part of a pass over the rows adds up.
const PART: usize = 1 << 21;

/// A step that makes the objective larger is halved so often at most.
const MOST_HALVINGS: usize = 40;

/// Newton's method for `½ |w|² + Σ cost · max(0, 1 − m)²`. Between its kinks the objective is a parabola, whose Hessian
/// `1 + Σ 2 cost · x · xᵀ` runs over the rows with a margin below 1: from one iteration to the next only rows that have
/// come or gone are added or taken away. Keerthi and DeCoste, "A Modified Finite Newton Method for Fast Solution of Large
/// Scale Linear SVMs" (2005).
#[derive(Clone, Debug)]
pub(super) struct Primal {
    /// `w`, the intercept last.
    at: DVector<f64>,
    objective: f64,
    /// The step that is tried, and how often it was halved.
    step: DVector<f64>,
    n_halved: usize,
    /// Sums over the first rows at the point that is tried.
    tried: DVector<f64>,
    loss: f64,
    gradient: DVector<f64>,
    n_added: usize,
    /// The sum over the rows that are counted.
    gram: Gram,
    is_counted: Vec<bool>,
    /// The length of the gradient at which it ends, once that at the start is known.
    close: Option<f64>,
    tol: f64,
    is_over: bool,
}

impl Primal {
    /// At a point of zeros; there are `n_rows` rows.
    pub(super) fn new(n_rows: usize, width: usize, tol: f64) -> Self {
        let zeros = DVector::zeros(width);
        Self {
            at: zeros.clone(),
            objective: f64::INFINITY,
            step: zeros.clone(),
            n_halved: 0,
            tried: zeros.clone(),
            loss: 0.0,
            gradient: zeros,
            n_added: 0,
            gram: Gram::nothing(width - 1),
            is_counted: vec![false; n_rows],
            close: None,
            tol,
            is_over: false,
        }
    }

    pub(super) fn at(&self) -> &[f64] {
        self.at.as_slice()
    }

    pub(super) const fn is_over(&self) -> bool {
        self.is_over
    }

    /// Adds up some rows, or ends a pass. True at the end of an iteration.
    pub(super) fn advance(&mut self, rows: &CostedRows) -> bool {
        let width = self.at.len();
        let mut n_products = 0;
        while n_products < PART {
            if self.n_added == rows.n_rows() {
                return self.end_pass(rows);
            }
            let has_changed = self.add(rows);
            n_products += 2 * width + if has_changed { width * width / 2 } else { 0 };
        }
        false
    }

    /// Adds the next row; says whether it has come into the Hessian or gone.
    fn add(&mut self, rows: &CostedRows) -> bool {
        let row = self.n_added;
        self.n_added += 1;
        let (x, sign, cost) = (rows.row(row), rows.sign(row), rows.cost(row));
        let missing = 1.0 - sign * dot(x, self.tried.as_slice());
        let counts = missing > 0.0;
        if counts {
            self.loss += cost * missing * missing;
            let times = -2.0 * cost * missing * sign;
            add_times(times, x, self.gradient.as_mut_slice());
        }
        let has_changed = counts != self.is_counted[row];
        if has_changed {
            self.is_counted[row] = counts;
            let weight = 2.0 * cost;
            self.gram.add(x, if counts { weight } else { -weight });
        }
        has_changed
    }

    /// Takes the step that was tried or halves it, and decides on the next.
    fn end_pass(&mut self, rows: &CostedRows) -> bool {
        let objective = self.loss + 0.5 * self.tried.norm_squared();
        let gradient = &self.gradient + &self.tried;
        // What rounding of a sum over so many rows may add is no rise.
        let slack = f64::EPSILON * rows.n_rows() as f64 * objective.abs();
        let is_no_rise = objective <= self.objective + slack;
        let is_step = self.objective.is_finite();
        if is_no_rise {
            self.at.copy_from(&self.tried);
            self.objective = objective;
            self.n_halved = 0;
            self.take_aim(&gradient, rows);
        } else {
            self.n_halved += 1;
            self.is_over = self.n_halved > MOST_HALVINGS;
            self.step *= 0.5;
        }
        self.tried = &self.at + &self.step;
        self.loss = 0.0;
        self.gradient.fill(0.0);
        self.n_added = 0;
        // The first pass looks at the slope where all coefficients are 0.
        is_no_rise && is_step || self.is_over
    }

    /// Finds the next step, or that none is needed.
    fn take_aim(&mut self, gradient: &DVector<f64>, rows: &CostedRows) {
        let length = gradient.norm();
        let (tol, share) = (self.tol, rows.rarer_share());
        let close = *self.close.get_or_insert(tol * share * length);
        let mut hessian = self.gram.sums();
        for place in 0..hessian.nrows() {
            hessian[(place, place)] += 1.0;
        }
        self.step = newton(&hessian, gradient).unwrap_or_else(|| DVector::zeros(self.at.len()));
        let gain = -0.5 * gradient.dot(&self.step);
        // A gain below the last digit of the objective is none.
        self.is_over = length <= close || gain <= f64::EPSILON * self.objective;
    }
}

/// The step to the lowest point of the parabola.
fn newton(hessian: &DMatrix<f64>, gradient: &DVector<f64>) -> Option<DVector<f64>> {
    /// Of numbers so large that a 1 is lost beside them: what makes such a Hessian sound again.
    const RIDGE: f64 = 1e-8;
    let ridge = RIDGE * hessian.diagonal().max();
    let sounder = || -> Option<Cholesky<f64, Dyn>> {
        let n = hessian.nrows();
        Cholesky::new(hessian + DMatrix::identity(n, n) * ridge)
    };
    let cholesky = Cholesky::new(hessian.clone()).or_else(sounder)?;
    Some(-cholesky.solve(gradient))
}
