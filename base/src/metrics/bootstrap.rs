//! How much of a number is chance: rows drawn again and again.

mod draws;
mod intervals;
mod optimism;
mod redraw;

use serde::{Deserialize, Serialize};

use super::Ranking;
use draws::Draws;
use redraw::{ArmRows, Strata};

pub use intervals::{ArmIntervals, Difference, Intervals, quantile};
pub use optimism::{Optimism, Value};

/// Keeps the draws apart from other streams with the same seed.
const DRAWS: u64 = 0xd4a3_0000_0000_0003;

/// How often rows are drawn again, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BootstrapSpec {
    /// Draws.
    pub n_draws: usize,
    /// Seed of the stream.
    pub seed: u64,
}

impl Default for BootstrapSpec {
    fn default() -> Self {
        Self {
            n_draws: 1_000,
            seed: 42,
        }
    }
}

/// An arm whose intervals are asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct DoubtedArm {
    /// Its rows. All arms have the same ones, in the same order.
    pub ranking: Ranking,
    /// Where it is cut.
    pub threshold: f64,
}

/// Chooses a threshold on drawn rows.
pub type Choose<'a> = dyn Fn(&Ranking) -> Option<f64> + 'a;

/// A stratified bootstrap of several arms at once (Efron and Tibshirani 1993, "An introduction to the
/// bootstrap"): in each draw as many defaults and as many good customers are drawn with replacement as
/// there are, the same rows for every arm, so that differences are paired. Seeded, portable.
pub struct Bootstrap {
    arms: Vec<DrawnArm>,
    strata: Strata,
    edges: Vec<f64>,
    n_draws: usize,
    n_done: usize,
    /// Draws of which all is known that doesn't hang on a threshold.
    n_ranked: usize,
    chosen: Vec<f64>,
}

/// An arm with what each draw said of it.
struct DrawnArm {
    rows: ArmRows,
    threshold: f64,
    draws: Draws,
}

impl Bootstrap {
    /// Nothing is drawn yet. `labels` are those of every arm's rows; `edges` are borders of score bins,
    /// rising, in which the default rate is looked at.
    ///
    /// # Panics
    /// Where an arm has fewer rows than there are labels.
    #[must_use]
    pub fn new(
        labels: &[bool],
        arms: Vec<DoubtedArm>,
        edges: Vec<f64>,
        spec: BootstrapSpec,
    ) -> Self {
        let n_bins = edges.len().saturating_sub(1);
        let arm = |arm: DoubtedArm| DrawnArm {
            rows: ArmRows::new(arm.ranking),
            threshold: arm.threshold,
            draws: Draws::none(n_bins),
        };
        Self {
            arms: arms.into_iter().map(arm).collect(),
            strata: Strata::new(labels, spec.seed ^ DRAWS),
            edges,
            n_draws: spec.n_draws,
            n_done: 0,
            n_ranked: 0,
            chosen: Vec::new(),
        }
    }

    /// Draws once more, and chooses a threshold on the drawn rows of the arm in place `chooser`. False
    /// when all draws are done.
    pub fn draw(&mut self, choose: Option<&Choose<'_>>, chooser: usize) -> bool {
        if self.n_done == self.n_draws {
            return false;
        }
        let is_ranked = self.n_done < self.n_ranked;
        let is_chosen = self.n_done < self.chosen.len();
        self.n_done += 1;
        self.n_ranked = self.n_ranked.max(self.n_done);
        self.strata.draw();
        for (place, arm) in self.arms.iter_mut().enumerate() {
            let choose = choose.filter(|_| place == chooser && !is_chosen);
            arm.draws.cut(
                &arm.rows.cells(&self.strata, arm.threshold),
                arm.rows.ranking(),
            );
            if is_ranked && choose.is_none() {
                continue;
            }
            let drawn = arm.rows.drawn(&self.strata);
            if !is_ranked {
                arm.draws.rank(&drawn, &self.edges);
            }
            if let Some(choose) = choose {
                self.chosen.push(choose(&drawn).unwrap_or(f64::NAN));
            }
        }
        true
    }

    /// The same draws for other thresholds, arm by arm: what doesn't hang on them is kept, what does is
    /// counted anew by [`draw`](Self::draw). With `is_chosen_anew` so are the thresholds that are chosen
    /// on the drawn rows.
    pub fn recut(&mut self, thresholds: &[f64], is_chosen_anew: bool) {
        for (arm, &threshold) in self.arms.iter_mut().zip(thresholds) {
            arm.threshold = threshold;
            arm.draws.forget_cuts();
        }
        if is_chosen_anew {
            self.chosen.clear();
        }
        self.strata.rewind();
        self.n_done = 0;
    }

    /// What the draws so far say.
    #[must_use]
    pub fn intervals(&self) -> Intervals {
        let draws: Vec<_> = self.arms.iter().map(|arm| &arm.draws).collect();
        Intervals::of(&draws, &self.chosen, self.n_done)
    }
}
