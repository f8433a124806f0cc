//! Coalitions of columns, and what their worths say of each column.

use nalgebra::{Cholesky, DMatrix, DVector};
use rand::RngExt;
use rand::rngs::Xoshiro256PlusPlus;

/// Columns up to which every coalition is asked about.
pub(super) const MOST_EXACT: usize = 11;

/// Parts of the drawn pairs of which each is left out once for the standard errors.
const N_GROUPS: usize = 16;

/// Coalitions of some columns: who is in each.
#[derive(Clone, Debug)]
pub(super) struct Coalitions {
    n_columns: usize,
    /// `(n_coalitions, n_columns)`. Where not all are there: the empty and the full one, then pairs of one and the
    /// columns that are not in it; first those of a single column.
    members: Vec<bool>,
    is_all: bool,
}

/// What each column adds, and the standard error of that.
#[derive(Clone, Debug)]
pub(super) struct Estimate {
    pub(super) values: Vec<f64>,
    pub(super) errors: Option<Vec<f64>>,
}

impl Coalitions {
    /// Every coalition of a few columns. A column is in those whose number has its bit.
    pub(super) fn all(n_columns: usize) -> Self {
        let numbers = 0..1_usize << n_columns;
        let members = |number: usize| (0..n_columns).map(move |column| number >> column & 1 == 1);
        Self {
            n_columns,
            members: numbers.flat_map(members).collect(),
            is_all: true,
        }
    }

    /// So many pairs drawn of at least four columns, beside those of single columns.
    pub(super) fn drawn(n_columns: usize, n_pairs: usize, random: &mut Xoshiro256PlusPlus) -> Self {
        let mut coalitions = Self {
            n_columns,
            members: [vec![false; n_columns], vec![true; n_columns]].concat(),
            is_all: false,
        };
        let mut order: Vec<usize> = (0..n_columns).collect();
        for &column in &order {
            coalitions.add_pair(&[column]);
        }
        for _ in 0..n_pairs {
            let size = drawn_size(n_columns, random);
            for place in 0..size {
                let last = u32::try_from(n_columns - 1).unwrap_or(u32::MAX);
                let from = u32::try_from(place).unwrap_or(u32::MAX);
                order.swap(place, random.random_range(from..=last) as usize);
            }
            coalitions.add_pair(&order[..size]);
        }
        coalitions
    }

    /// Adds a coalition, and the one of the other columns.
    fn add_pair(&mut self, columns: &[usize]) {
        for is_in in [true, false] {
            let from = self.members.len();
            self.members.resize(from + self.n_columns, !is_in);
            for &column in columns {
                self.members[from + column] = is_in;
            }
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        if self.is_all {
            1 << self.n_columns
        } else {
            self.members.len() / self.n_columns.max(1)
        }
    }

    /// Who is in one of them.
    pub(super) fn members(&self, place: usize) -> &[bool] {
        let from = place * self.n_columns;
        self.members
            .get(from..from + self.n_columns)
            .unwrap_or_default()
    }

    /// Parts that the solution takes.
    pub(super) fn n_solutions(&self) -> usize {
        if self.is_all { 1 } else { 1 + N_GROUPS }
    }

    /// One of the parts of the solution by what each coalition is worth: the first by all of them, the others without one
    /// group of pairs.
    pub(super) fn solution(&self, nth: usize, worths: &[f64]) -> Vec<f64> {
        if self.is_all {
            self.by_definition(worths)
        } else {
            self.by_least_squares(worths, nth.checked_sub(1))
        }
    }

    /// Values by the solution of all, and errors by those without a group each (the jackknife).
    pub(super) fn estimate(&self, solutions: &[Vec<f64>]) -> Estimate {
        let (all, without) = solutions
            .split_first()
            .map_or((&[][..], &[][..]), |(all, without)| (&all[..], without));
        let n = without.len() as f64;
        let error = |column: usize| {
            let values = without.iter().filter_map(|values| values.get(column));
            let mean = values.clone().sum::<f64>() / n;
            let squares = values.map(|value| (value - mean) * (value - mean));
            libm::sqrt(squares.sum::<f64>() * (n - 1.0) / n)
        };
        Estimate {
            values: all.to_vec(),
            errors: (!self.is_all).then(|| (0..all.len()).map(error).collect()),
        }
    }

    /// Shapley's values: what a column adds to each coalition without it, weighted by size.
    fn by_definition(&self, worths: &[f64]) -> Vec<f64> {
        let n = self.n_columns;
        // 1 / (n · the number of coalitions of a size that are without one column).
        let mut weights = vec![1.0 / n.max(1) as f64; n];
        for size in 1..n {
            weights[size] = weights[size - 1] * size as f64 / (n - size) as f64;
        }
        let value = |column: usize| {
            let mut sum = 0.0;
            for (number, worth) in worths.iter().enumerate() {
                if number >> column & 1 == 0 {
                    let more = worths.get(number | 1 << column).unwrap_or(worth);
                    sum += weights[number.count_ones() as usize] * (more - worth);
                }
            }
            sum
        };
        (0..n).map(value).collect()
    }

    /// The weighted least squares of Lundberg and Lee under the condition that values add up to what all columns are
    /// worth together; without one group of the drawn pairs.
    fn by_least_squares(&self, worths: &[f64], left_out: Option<usize>) -> Vec<f64> {
        let n = self.n_columns;
        let [empty, full, pairs @ ..] = worths else {
            return vec![0.0; n];
        };
        let n_drawn = (pairs.len() / 2).saturating_sub(n);
        let is_used = |pair: usize| pair < n || left_out != Some((pair - n) % N_GROUPS);
        let n_used = (n..n + n_drawn).filter(|&pair| is_used(pair)).count();
        let share = share_of_singles(n);
        let of_single = share / n as f64;
        let of_drawn = (1.0 - share) / n_used.max(1) as f64;
        let mut products = DMatrix::<f64>::zeros(n, n);
        let mut targets = DVector::<f64>::zeros(n);
        for (place, worth) in pairs.iter().enumerate() {
            let pair = place / 2;
            if !is_used(pair) {
                continue;
            }
            let weight = if pair < n { of_single } else { of_drawn };
            let members = self.members(place + 2).iter().enumerate();
            let members: Vec<usize> = members
                .filter_map(|(column, is_in)| is_in.then_some(column))
                .collect();
            for (nth, &column) in members.iter().enumerate() {
                targets[column] += weight * (worth - empty);
                for &other in &members[..=nth] {
                    products[(column, other)] += weight;
                }
            }
        }
        solved(products, &targets, full - empty)
    }
}

/// The solution of `products · values = targets`, moved so that values add up to `total`. Of `products` only the lower
/// triangle is read.
fn solved(products: DMatrix<f64>, targets: &DVector<f64>, total: f64) -> Vec<f64> {
    let n = targets.len();
    // Pairs of single columns make it definite.
    let Some(cholesky) = Cholesky::new(products) else {
        return vec![total / n as f64; n];
    };
    let free = cholesky.solve(targets);
    let ones = cholesky.solve(&DVector::from_element(n, 1.0));
    let excess = (free.sum() - total) / ones.sum();
    free.iter()
        .zip(ones.iter())
        .map(|(value, one)| value - excess * one)
        .collect()
}

/// What Lundberg and Lee's kernel weighs all coalitions of one size, up to a factor.
fn weight_of_size(size: usize, n_columns: usize) -> f64 {
    1.0 / (size as f64 * (n_columns - size) as f64)
}

/// The share of the kernel that single columns and coalitions of all but one have.
fn share_of_singles(n_columns: usize) -> f64 {
    let weights = (1..n_columns).map(|size| weight_of_size(size, n_columns));
    2.0 * weight_of_size(1, n_columns) / weights.sum::<f64>()
}

/// A size from 2 to all but two, as the kernel weighs it.
fn drawn_size(n_columns: usize, random: &mut Xoshiro256PlusPlus) -> usize {
    let sizes = 2..n_columns - 1;
    let weights = sizes.clone().map(|size| weight_of_size(size, n_columns));
    let mut left = random.random_range(0.0..weights.sum::<f64>());
    for size in sizes {
        left -= weight_of_size(size, n_columns);
        if left < 0.0 {
            return size;
        }
    }
    2
}
