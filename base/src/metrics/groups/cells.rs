//! Rows drawn again where only the four cells count.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use super::super::bootstrap::quantile;
use super::super::{Confusion, Metric};

/// How often rows are drawn again.
const DRAWS: usize = 400;

/// Seed of the draws: the same cells give the same interval.
const SEED: u64 = 42;

/// Where a cell varies by more rows than this, squared, a normal draw stands for the binomial one.
const MANY: f64 = 100.0;

/// The middle 95 % of a metric over redraws of as many rows as there are, with replacement; `None` where it is undefined in
/// more than one redraw of twenty.
pub(super) fn interval(metric: Metric, cells: &Confusion) -> Option<(f64, f64)> {
    metric.value_at(cells)?;
    let mut random = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let redrawn = (0..DRAWS).filter_map(|_| metric.value_at(&redraw(cells, &mut random)));
    let mut values: Vec<f64> = redrawn.collect();
    values.sort_by(f64::total_cmp);
    (values.len() * 20 >= DRAWS * 19)
        .then(|| Some((quantile(&values, 0.025)?, quantile(&values, 0.975)?)))
        .flatten()
}

/// One cell after the other: each takes its share of the rows that the cells before it have left.
fn redraw(cells: &Confusion, random: &mut Xoshiro256PlusPlus) -> Confusion {
    let mut left = cells.n_samples();
    let mut weight = left;
    let mut take = |cell: usize| {
        let drawn = if cell == weight {
            left
        } else {
            binomial(left, cell as f64 / weight as f64, random)
        };
        left -= drawn;
        weight -= cell;
        drawn
    };
    Confusion {
        true_positives: take(cells.true_positives),
        false_positives: take(cells.false_positives),
        false_negatives: take(cells.false_negatives),
        true_negatives: take(cells.true_negatives),
    }
}

/// How many of `n` come up, each with probability `share`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded, and between 0 and n"
)]
fn binomial(n: usize, share: f64, random: &mut Xoshiro256PlusPlus) -> usize {
    let (mean, variance) = (n as f64 * share, n as f64 * share * (1.0 - share));
    if variance > MANY {
        // Box and Muller's.
        let (u, v): (f64, f64) = (1.0 - random.random::<f64>(), random.random());
        let normal = libm::sqrt(-2.0 * libm::log(u)) * libm::cos(std::f64::consts::TAU * v);
        return (mean + normal * libm::sqrt(variance))
            .round()
            .clamp(0.0, n as f64) as usize;
    }
    // Gaps between those that come up are geometric; the rarer outcome is counted.
    let is_rare = share <= 0.5;
    let rare = if is_rare { share } else { 1.0 - share };
    let mut found = 0;
    if rare > 0.0 {
        let scale = 1.0 / libm::log1p(-rare);
        let mut place = 0.0;
        loop {
            let u = 1.0 - random.random::<f64>();
            place += (libm::log(u) * scale).floor() + 1.0;
            if place > n as f64 {
                break;
            }
            found += 1;
        }
    }
    if is_rare { found } else { n - found }
}
