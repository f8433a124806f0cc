//! How much a threshold flatters that is chosen on the rows it is judged on.

use super::Choose;
use super::redraw::{ArmRows, Strata};
use crate::metrics::{Confusion, Ranking};

/// What a threshold is chosen for, of weighted cells.
pub type Value<'a> = dyn Fn(&Confusion<f64>) -> Option<f64> + 'a;

/// Keeps the draws apart from other streams with the same seed.
const DRAWS: u64 = 0x0b71_0000_0000_0004;

/// Redraws that show by how much a threshold flatters that is chosen on the rows it is judged on: the value on
/// the drawn rows, on which the threshold is chosen, minus the value on the original rows at that threshold. The
/// mean is to be subtracted from what is reported (Efron 1983, "Estimating the error rate of a prediction rule").
pub struct Optimism {
    ranking: Ranking,
    strata: Strata,
    rows: ArmRows,
    n_left: usize,
}

impl Optimism {
    /// Nothing is drawn yet; `labels` are those of the ranking's rows.
    ///
    /// # Panics
    /// Where the ranking has fewer rows than there are labels.
    #[must_use]
    pub fn new(ranking: Ranking, labels: &[bool], n_draws: usize, seed: u64) -> Self {
        Self {
            strata: Strata::new(labels, seed ^ DRAWS),
            rows: ArmRows::new(ranking.clone()),
            ranking,
            n_left: n_draws,
        }
    }

    /// Draws once more: `None` when all draws are done, `Some(None)` for a draw in which either value is
    /// undefined.
    pub fn draw(&mut self, choose: &Choose<'_>, value: &Value<'_>) -> Option<Option<f64>> {
        self.n_left = self.n_left.checked_sub(1)?;
        self.strata.draw();
        let drawn = self.rows.drawn(&self.strata);
        let flattery = || {
            let threshold = choose(&drawn)?;
            let apparent = value(&drawn.outcomes_at(threshold))?;
            Some(apparent - value(&self.ranking.outcomes_at(threshold))?)
        };
        Some(flattery())
    }
}
