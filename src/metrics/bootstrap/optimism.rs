//! How much a threshold flatters that is chosen on the rows it is judged on.

use super::Choose;
use super::redraw::{ArmRows, Strata};
use crate::metrics::{Confusion, Ranking};

/// Keeps the draws apart from other streams with the same seed.
const DRAWS: u64 = 0x0b71_0000_0000_0004;

/// For each draw, the value on the drawn rows, on which the threshold is chosen, minus the value on
/// the original rows at that threshold. The mean is to be subtracted from what is reported (Efron
/// 1983, "Estimating the error rate of a prediction rule"). Draws in which either value is
/// undefined are left out.
///
/// # Panics
/// Where the ranking has fewer rows than there are labels.
#[must_use]
pub fn optimism(
    ranking: &Ranking,
    labels: &[bool],
    choose: &Choose<'_>,
    value: &dyn Fn(&Confusion<f64>) -> Option<f64>,
    n_draws: usize,
    seed: u64,
) -> Vec<f64> {
    let mut strata = Strata::new(labels, seed ^ DRAWS);
    let mut rows = ArmRows::new(ranking.clone());
    let redraw = |_| {
        strata.draw();
        let drawn = rows.drawn(&strata);
        let threshold = choose(&drawn)?;
        let apparent = value(&drawn.outcomes_at(threshold))?;
        Some(apparent - value(&ranking.outcomes_at(threshold))?)
    };
    (0..n_draws).filter_map(redraw).collect()
}
