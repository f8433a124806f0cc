//! How a model does within groups of the rows.

mod cells;
mod ranked;

use std::cell::RefCell;

use super::{Confusion, Match, Metric, Ranking, matching_threshold, wilson_interval};

/// From where to where a metric may be, where that can be told.
type Interval = Option<(f64, f64)>;

/// The held-out rows of a group, ranked among themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupRows {
    ranked: Ranked,
    /// Intervals that take a redraw of every row, once they were asked for.
    drawn: RefCell<Vec<(Metric, Interval)>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Ranked {
    /// There are rows of both classes.
    Both(Box<Ranking>),
    /// The scores of rows of one class, ascending.
    One { scores: Vec<f64>, is_default: bool },
}

impl GroupRows {
    /// Ranks the rows of a group; `scores` and `labels` have shape `(n_rows,)`. `None` without rows, where there are more
    /// scores than labels or fewer, and where a score isn't finite.
    #[must_use]
    pub fn new(scores: &[f64], labels: &[bool]) -> Option<Self> {
        let is_default = *labels.first()?;
        let are_of_one_class = labels.iter().all(|label| *label == is_default);
        let is_possible =
            scores.len() == labels.len() && scores.iter().all(|score| score.is_finite());
        let ranked = if are_of_one_class && is_possible {
            let mut scores = scores.to_vec();
            scores.sort_by(f64::total_cmp);
            Ranked::One { scores, is_default }
        } else {
            Ranked::Both(Box::new(Ranking::new(scores, labels).ok()?))
        };
        Some(Self {
            ranked,
            drawn: RefCell::default(),
        })
    }

    /// The four cells when a row is flagged if and only if `score >= threshold`. O(log n).
    #[must_use]
    pub fn confusion_at(&self, threshold: f64) -> Confusion {
        match &self.ranked {
            Ranked::Both(ranking) => ranking.confusion_at(threshold),
            Ranked::One { scores, is_default } => {
                let passed = scores.partition_point(|score| *score < threshold);
                let flagged = scores.len() - passed;
                if *is_default {
                    Confusion {
                        true_positives: flagged,
                        false_negatives: passed,
                        ..Confusion::default()
                    }
                } else {
                    Confusion {
                        false_positives: flagged,
                        true_negatives: passed,
                        ..Confusion::default()
                    }
                }
            }
        }
    }

    /// A metric at a threshold; `None` where it is undefined, as every metric of a ranking is where all rows are of one
    /// class.
    #[must_use]
    pub fn value(&self, metric: Metric, threshold: f64) -> Option<f64> {
        let confusion = self.confusion_at(threshold);
        match &self.ranked {
            Ranked::Both(ranking) => metric.value(ranking, &confusion),
            Ranked::One { .. } => metric.value_at(&confusion),
        }
    }

    /// The 95 % interval of a metric at a threshold: of ROC AUC and Gini DeLong's ([`Ranking::delong`]), of metrics of the
    /// four cells as [`cells_interval`] has it, of others the middle 95 % of what 200 redraws of the rows of each class give,
    /// which is drawn once. `None` where the metric is undefined, and of others where there are more than 20,000 rows.
    #[must_use]
    pub fn interval(&self, metric: Metric, threshold: f64) -> Option<(f64, f64)> {
        match (metric, &self.ranked) {
            (Metric::RocAuc, Ranked::Both(ranking)) => ranking.delong().map(|auc| auc.interval),
            (Metric::Gini, Ranked::Both(ranking)) => {
                let (low, high) = ranking.delong()?.interval;
                Some((2.0 * low - 1.0, 2.0 * high - 1.0))
            }
            (_, Ranked::Both(ranking)) if metric.ignores_threshold() => {
                let known = |(of, _): &&(Metric, _)| *of == metric;
                let before = self.drawn.borrow().iter().find(known).map(|(_, of)| *of);
                before.unwrap_or_else(|| {
                    let drawn = ranked::interval(metric, ranking);
                    self.drawn.borrow_mut().push((metric, drawn));
                    drawn
                })
            }
            _ => cells_interval(metric, &self.confusion_at(threshold)),
        }
    }

    /// The threshold of this group that does what `at` does for `all`, by `rule`; `at` where all of its rows are of one
    /// class, as no rate can be matched then.
    #[must_use]
    pub fn matching_threshold(&self, all: &Ranking, at: f64, rule: Match) -> f64 {
        match &self.ranked {
            Ranked::Both(ranking) => matching_threshold(all, at, ranking, rule),
            Ranked::One { .. } => at,
        }
    }
}

/// The 95 % interval of a metric that the four cells make: of shares [`wilson_interval`], of others the middle 95 % of what
/// 400 redraws of as many rows give. `None` where it is undefined, and for what ignores the threshold.
#[must_use]
pub fn cells_interval(metric: Metric, cells: &Confusion) -> Option<(f64, f64)> {
    match share(metric, cells) {
        Some((part, whole)) => wilson_interval(part as f64, whole as f64),
        None => cells::interval(metric, cells),
    }
}

/// The rows that a share counts, and those that it is a share of.
fn share(metric: Metric, cells: &Confusion) -> Option<(usize, usize)> {
    match metric {
        Metric::Precision => Some((cells.true_positives, cells.n_flagged())),
        Metric::Recall => Some((cells.true_positives, cells.n_positives())),
        Metric::Specificity => Some((cells.true_negatives, cells.n_negatives())),
        Metric::Accuracy => {
            let right = cells.true_positives + cells.true_negatives;
            Some((right, cells.n_samples()))
        }
        Metric::ShareFlagged => Some((cells.n_flagged(), cells.n_samples())),
        _ => None,
    }
}
