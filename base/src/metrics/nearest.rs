//! From a place beside a curve back to a threshold.

use super::Ranking;

impl Ranking {
    /// The distinct score whose point of the ROC curve lies nearest to `(fpr, tpr)`.
    #[must_use]
    pub fn nearest_on_roc(&self, fpr: f64, tpr: f64) -> Option<f64> {
        let points = self
            .roc()
            .skip(1)
            .map(|point| (point.threshold, point.fpr, point.tpr));
        nearest(points, (fpr, tpr))
    }

    /// The distinct score whose point of the precision-recall curve lies nearest to
    /// `(recall, precision)`.
    #[must_use]
    pub fn nearest_on_precision_recall(&self, recall: f64, precision: f64) -> Option<f64> {
        let points = self
            .precision_recall()
            .map(|point| (point.threshold, point.recall, point.precision));
        nearest(points, (recall, precision))
    }
}

fn nearest(points: impl Iterator<Item = (f64, f64, f64)>, (x, y): (f64, f64)) -> Option<f64> {
    let distance = |(_, px, py): &(f64, f64, f64)| (px - x).powi(2) + (py - y).powi(2);
    points
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .map(|(threshold, ..)| threshold)
}
