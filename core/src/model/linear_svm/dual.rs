//! The dual problem, one row after the other.

use rand::RngExt;
use rand::rngs::Xoshiro256PlusPlus;

use super::costed_rows::CostedRows;
use super::spec::{LinearSvmSpec, SvmLoss};
use crate::network::dot::{add_times, dot};
use crate::network::stream::{Purpose, stream};

/// Products that one part of a pass over the rows adds up.
const PART: usize = 1 << 21;

/// Dual coordinate descent: `½ |w|² + Σ (d α² / 2 − α)` is made small with `w = Σ y α x`, `0 ≤ α ≤ u`. For the hinge `d`
/// is 0 and `u` the row's cost; for the squared hinge `d` is half of one over the cost, and nothing bounds α. Rows that
/// will most likely stay at a bound are left out until the others are done. Hsieh, Chang, Lin, Keerthi and Sundararajan,
/// "A Dual Coordinate Descent Method for Large-scale Linear SVM" (2008).
#[derive(Clone, Debug)]
pub(super) struct Dual {
    /// `w`, the intercept last.
    at: Vec<f64>,
    /// α of each row.
    alphas: Vec<f64>,
    /// The second derivative by each α; 0 where it isn't computed yet.
    bends: Vec<f64>,
    /// All rows: in the first places those that aren't left out, of which the first are those of this pass so far.
    order: Vec<u32>,
    n_active: usize,
    n_visited: usize,
    /// Slopes beyond which a row at a bound is left out.
    bounds: Slopes,
    /// The largest and the least projected slope of this pass.
    seen: Slopes,
    loss: SvmLoss,
    tol: f64,
    random: Xoshiro256PlusPlus,
    is_over: bool,
}

#[derive(Clone, Copy, Debug)]
struct Slopes {
    most: f64,
    least: f64,
}

/// Beyond no slope.
const WIDEST: Slopes = Slopes {
    most: f64::INFINITY,
    least: f64::NEG_INFINITY,
};

/// Of no rows.
const NONE: Slopes = Slopes {
    most: f64::NEG_INFINITY,
    least: f64::INFINITY,
};

impl Dual {
    /// All α are 0. There are `n_rows` rows.
    pub(super) fn new(n_rows: u32, width: usize, spec: &LinearSvmSpec) -> Self {
        let n = n_rows as usize;
        Self {
            at: vec![0.0; width],
            alphas: vec![0.0; n],
            bends: vec![0.0; n],
            order: (0..n_rows).collect(),
            n_active: n,
            n_visited: 0,
            bounds: WIDEST,
            seen: NONE,
            loss: spec.loss,
            tol: spec.tol,
            random: stream(u64::from(spec.random_state), Purpose::RowOrder),
            is_over: false,
        }
    }

    pub(super) fn at(&self) -> &[f64] {
        &self.at
    }

    pub(super) fn alphas(&self) -> &[f64] {
        &self.alphas
    }

    pub(super) const fn is_over(&self) -> bool {
        self.is_over
    }

    /// Visits some rows. True at the end of a pass.
    pub(super) fn advance(&mut self, rows: &CostedRows) -> bool {
        for _ in 0..(PART / self.at.len()).max(1) {
            if self.n_visited == self.n_active {
                self.end_pass();
                return true;
            }
            self.visit(rows);
        }
        false
    }

    /// Draws one of the rows that are left of this pass and makes its α best, or leaves it out.
    fn visit(&mut self, rows: &CostedRows) {
        let place = self.n_visited;
        let n_left = u32::try_from(self.n_active - place).unwrap_or(u32::MAX);
        let drawn = self.random.random_range(0..n_left) as usize;
        self.order.swap(place, place + drawn);
        let row = self.order[place] as usize;
        let (x, sign, cost) = (rows.row(row), rows.sign(row), rows.cost(row));
        let (bent, highest) = match self.loss {
            SvmLoss::SquaredHinge => (0.5 / cost, f64::INFINITY),
            SvmLoss::Hinge => (0.0, cost),
        };
        let alpha = self.alphas[row];
        let slope = sign * dot(x, &self.at) - 1.0 + bent * alpha;
        let (is_low, is_high) = (alpha <= 0.0, alpha >= highest);
        if is_low && slope > self.bounds.most || is_high && slope < self.bounds.least {
            self.n_active -= 1;
            self.order.swap(place, self.n_active);
            return;
        }
        self.n_visited += 1;
        let projected = match slope {
            slope if is_low => slope.min(0.0),
            slope if is_high => slope.max(0.0),
            slope => slope,
        };
        self.seen.most = self.seen.most.max(projected);
        self.seen.least = self.seen.least.min(projected);
        if projected == 0.0 {
            return;
        }
        if self.bends[row] == 0.0 {
            let squares = x.iter().map(|value| f64::from(*value) * f64::from(*value));
            self.bends[row] = squares.sum::<f64>() + 1.0 + bent;
        }
        let better = (alpha - slope / self.bends[row]).max(0.0).min(highest);
        self.alphas[row] = better;
        add_times(sign * (better - alpha), x, &mut self.at);
    }

    /// Decides whether another pass is needed, and which rows it may leave out.
    fn end_pass(&mut self) {
        let Slopes { most, least } = std::mem::replace(&mut self.seen, NONE);
        self.n_visited = 0;
        // Slopes that are all on one side are far from none, however near to one another.
        if most.max(0.0) - least.min(0.0) > self.tol {
            self.bounds = Slopes {
                most: if most > 0.0 { most } else { WIDEST.most },
                least: if least < 0.0 { least } else { WIDEST.least },
            };
            return;
        }
        // Those that were left out have to say so too.
        self.is_over = self.n_active == self.order.len();
        self.n_active = self.order.len();
        self.bounds = WIDEST;
    }
}
