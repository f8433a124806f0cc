//! Rows drawn again where every score counts.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use super::super::bootstrap::quantile;
use super::super::{Confusion, Metric, Ranking};

/// How often rows are drawn again.
const DRAWS: usize = 200;

/// Seed of the draws: the same rows give the same interval.
const SEED: u64 = 42;

/// Rows at most: of more, drawing takes longer than anybody waits, and says little.
const MOST_ROWS: usize = 20_000;

/// The middle 95 % of a metric over redraws of as many rows of each class as there are, with replacement; `None` where it is
/// undefined, and of more than 20,000 rows.
pub(super) fn interval(metric: Metric, ranking: &Ranking) -> Option<(f64, f64)> {
    let nothing = Confusion::<f64>::default();
    metric.value(ranking, &nothing)?;
    if ranking.n_samples() > MOST_ROWS {
        return None;
    }
    // The place of its score among the distinct ones, for each row of a class.
    let mut places = [Vec::new(), Vec::new()];
    for (place, (_, _, counts)) in ranking.ties().enumerate() {
        for (places, count) in places.iter_mut().zip(counts) {
            places.extend(std::iter::repeat_n(place, count));
        }
    }
    let mut random = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut counts = vec![[0; 2]; ranking.thresholds().len()];
    let mut draw = || {
        counts.fill([0; 2]);
        for (class, places) in places.iter().enumerate() {
            for _ in 0..places.len() {
                counts[places[random.random_range(0..places.len())]][class] += 1;
            }
        }
        metric.value(&ranking.recounted(&counts), &nothing)
    };
    let mut values: Vec<f64> = (0..DRAWS).filter_map(|_| draw()).collect();
    values.sort_by(f64::total_cmp);
    Some((quantile(&values, 0.025)?, quantile(&values, 0.975)?))
}
