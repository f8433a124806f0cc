//! How much of a number is chance: rows drawn again and again.

mod intervals;
mod optimism;
mod redraw;

use serde::{Deserialize, Serialize};

use super::{Confusion, Metric, Ranking};
use redraw::{ArmRows, Strata};

pub use intervals::{ArmIntervals, Difference, Intervals, quantile};
pub use optimism::optimism;

/// Makes the stream of draws another than those of other purposes with the same seed.
const DRAWS: u64 = 0xd4a3_0000_0000_0003;
/// Rates at which the bands of curves are looked at: from 0 to 1.
const GRID: usize = 101;

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

/// An arm whose numbers are doubted.
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
    arms: Vec<Arm>,
    strata: Strata,
    edges: Vec<f64>,
    n_draws: usize,
    n_done: usize,
    /// Draws of which all is known that doesn't hang on a threshold.
    n_ranked: usize,
    chosen: Vec<f64>,
}

/// An arm with what each draw said of it.
struct Arm {
    rows: ArmRows,
    threshold: f64,
    draws: Draws,
}

/// Values by quantity, then by draw; NaN where undefined.
#[derive(Clone, Debug, Default)]
struct Draws {
    metrics: Vec<Vec<f64>>,
    roc: Vec<Vec<f64>>,
    precision_recall: Vec<Vec<f64>>,
    calibration: Vec<Vec<f64>>,
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
        let arm = |arm: DoubtedArm| Arm {
            rows: ArmRows::new(arm.ranking),
            threshold: arm.threshold,
            draws: Draws {
                metrics: vec![Vec::new(); Metric::ALL.len()],
                roc: vec![Vec::new(); GRID],
                precision_recall: vec![Vec::new(); GRID],
                calibration: vec![Vec::new(); n_bins],
            },
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
            let columns = arm.draws.metrics.iter_mut().zip(Metric::ALL);
            let cut = columns.filter(|(_, metric)| !metric.ignores_threshold());
            cut.for_each(|(column, _)| column.clear());
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
        Intervals::of(self)
    }
}

impl Draws {
    /// What hangs on the threshold, from the drawn rows' cells.
    fn cut(&mut self, cells: &Confusion<f64>, ranking: &Ranking) {
        let columns = self.metrics.iter_mut().zip(Metric::ALL);
        for (values, metric) in columns.filter(|(_, metric)| !metric.ignores_threshold()) {
            values.push(metric.value(ranking, cells).unwrap_or(f64::NAN));
        }
    }

    /// What doesn't.
    fn rank(&mut self, drawn: &Ranking, edges: &[f64]) {
        let columns = self.metrics.iter_mut().zip(Metric::ALL);
        for (values, metric) in columns.filter(|(_, metric)| metric.ignores_threshold()) {
            let nothing = Confusion::<f64>::default();
            values.push(metric.value(drawn, &nothing).unwrap_or(f64::NAN));
        }
        push_each(&mut self.roc, recall_at_rates(drawn));
        push_each(&mut self.precision_recall, precision_at_recalls(drawn));
        let weights = drawn.weights();
        let rates = drawn
            .counts_between(edges)
            .into_iter()
            .map(|[good, default]| {
                let defaults = weights.default * default as f64;
                defaults / (defaults + weights.good * good as f64)
            });
        push_each(&mut self.calibration, rates);
    }
}

fn push_each(columns: &mut [Vec<f64>], values: impl IntoIterator<Item = f64>) {
    for (column, value) in columns.iter_mut().zip(values) {
        column.push(value);
    }
}

/// The places of the grid.
fn grid() -> impl Iterator<Item = f64> {
    (0..GRID).map(|place| place as f64 / (GRID - 1) as f64)
}

/// The true-positive rate at each false-positive rate of the grid, on straight lines between the
/// points of the ROC curve, the highest where it rises upright (vertical averaging: Fawcett 2006, "An
/// introduction to ROC analysis").
fn recall_at_rates(ranking: &Ranking) -> impl Iterator<Item = f64> {
    let points: Vec<_> = ranking.roc().map(|point| (point.fpr, point.tpr)).collect();
    let mut next = 0;
    grid().map(move |rate| {
        while next < points.len() && points[next].0 <= rate {
            next += 1;
        }
        // The curve begins at 0, so there always is a point at or before the rate.
        let (x0, y0) = points[next - 1];
        match points.get(next) {
            None => y0,
            Some(&(x1, y1)) => y0 + (y1 - y0) * (rate - x0) / (x1 - x0),
        }
    })
}

/// Precision at each recall of the grid, in the steps that average precision sums: the first of them
/// ends at the first cut that catches a default.
fn precision_at_recalls(ranking: &Ranking) -> impl Iterator<Item = f64> {
    let points: Vec<_> = ranking.precision_recall().collect();
    let mut next = 0;
    grid().map(move |recall| {
        while next + 1 < points.len()
            && (points[next].recall < recall || points[next].recall <= 0.0)
        {
            next += 1;
        }
        points[next].precision
    })
}
