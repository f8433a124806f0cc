//! What each draw said of an arm.

use crate::metrics::{Confusion, Metric, Ranking};

/// How many rates, evenly spread from 0 to 1, the bands of curves are made of.
const GRID: usize = 101;

/// Values by quantity, then by draw; NaN where undefined.
#[derive(Clone, Debug, Default)]
pub(super) struct Draws {
    pub(super) metrics: Vec<Vec<f64>>,
    pub(super) roc: Vec<Vec<f64>>,
    pub(super) precision_recall: Vec<Vec<f64>>,
    pub(super) calibration: Vec<Vec<f64>>,
}

impl Draws {
    /// No draws yet. Each draw will tell the default rate in `n_bins` bins of scores.
    pub(super) fn none(n_bins: usize) -> Self {
        Self {
            metrics: vec![Vec::new(); Metric::ALL.len()],
            roc: vec![Vec::new(); GRID],
            precision_recall: vec![Vec::new(); GRID],
            calibration: vec![Vec::new(); n_bins],
        }
    }

    /// What hangs on the threshold, from the drawn rows' cells.
    pub(super) fn cut(&mut self, cells: &Confusion<f64>, ranking: &Ranking) {
        let columns = self.metrics.iter_mut().zip(Metric::ALL);
        for (values, metric) in columns.filter(|(_, metric)| !metric.ignores_threshold()) {
            values.push(metric.value(ranking, cells).unwrap_or(f64::NAN));
        }
    }

    /// Forgets what hangs on the threshold.
    pub(super) fn forget_cuts(&mut self) {
        let columns = self.metrics.iter_mut().zip(Metric::ALL);
        let cut = columns.filter(|(_, metric)| !metric.ignores_threshold());
        cut.for_each(|(column, _)| column.clear());
    }

    /// What doesn't hang on it.
    pub(super) fn rank(&mut self, drawn: &Ranking, edges: &[f64]) {
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
pub(super) fn grid() -> impl Iterator<Item = f64> {
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
