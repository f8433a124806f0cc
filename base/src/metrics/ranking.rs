//! Scored rows, sorted once.

use std::sync::Arc;

use super::counts::{Counts, Flagged};
use super::measures::Measures;
use super::sorted_row::SortedRow;
use super::{ClassWeights, Confusion, RankingError};

/// Held-out rows sorted by score, with the cumulative counts that every curve, area and
/// confusion matrix is read off.
///
/// Scores may be any finite numbers. Rows of equal score (−0 equals 0) share one threshold and
/// are one point of every curve. There is at least one row of each class.
///
/// The same order can be read on another scale ([`Ranking::rescaled`]) and for another share of
/// defaults ([`Ranking::deployed_at`]); both keep what depends on the order alone. What takes a pass
/// over the rows is computed at its first use and then kept, for clones too.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// Row indices by score descending.
    order: Arc<[usize]>,
    counts: Counts,
    measures: Measures,
}

impl Ranking {
    /// Sorts rows by score; `scores` and `labels` have shape `(n_samples,)`, a label `true` is a
    /// default. O(n log n).
    ///
    /// # Errors
    /// [`RankingError::LengthsDiffer`] if there are more scores than labels or fewer,
    /// [`RankingError::NoRows`] if there are none, [`RankingError::NotANumber`] and
    /// [`RankingError::Infinite`] at the first score that is not finite, and
    /// [`RankingError::OneClass`] if all labels are the same.
    pub fn new(scores: &[f64], labels: &[bool]) -> Result<Self, RankingError> {
        check(scores, labels)?;
        let rows = SortedRow::all(scores);
        Ok(Self {
            order: rows.iter().map(|row| row.row).collect(),
            counts: Counts::of(&rows, labels),
            measures: Measures::default(),
        })
    }

    /// Puts together again what [`order`](Self::order), [`thresholds`](Self::thresholds) and
    /// [`confusions`](Self::confusions) gave away; `flagged` are `[good, default]` rows at each threshold. O(n).
    ///
    /// `None` unless the thresholds are finite and fall, each flags more rows than the one above it, the last flags every row,
    /// and there are rows of both classes.
    #[must_use]
    pub fn assembled(order: &[usize], thresholds: &[f64], flagged: &[[usize; 2]]) -> Option<Self> {
        let last = flagged.last()?;
        let is_whole = last[0] > 0 && last[1] > 0 && last[0] + last[1] == order.len();
        let are_finite = thresholds.iter().all(|threshold| threshold.is_finite());
        let is_falling = are_finite && thresholds.windows(2).all(|pair| pair[0] > pair[1]);
        let is_growing = flagged.windows(2).all(|pair| {
            let [[good, default], [more_good, more_default]] = [pair[0], pair[1]];
            good <= more_good
                && default <= more_default
                && good + default < more_good + more_default
        });
        let is_ranking = is_whole && is_falling && is_growing && thresholds.len() == flagged.len();
        is_ranking.then(|| Self {
            order: order.into(),
            counts: Counts::from_flagged(thresholds, flagged),
            measures: Measures::default(),
        })
    }

    /// The same order with every score replaced by `map(score)`, as by a calibration. O(n).
    ///
    /// `map` must not fall as the score rises; where it does, a row gets the lowest value of the
    /// scores above it. ROC curve, AUC and average precision stay as they are, whatever ties the
    /// map makes; a threshold flags all rows whose mapped score reaches it. `None` if `map` gives a
    /// value that isn't finite.
    #[must_use]
    pub fn rescaled(&self, map: impl Fn(f64) -> f64) -> Option<Self> {
        let mut lowest = f64::INFINITY;
        let mut mapped = |&score: &f64| {
            let value = map(score);
            lowest = lowest.min(value);
            value.is_finite().then_some(lowest)
        };
        let thresholds = self.thresholds().iter().map(&mut mapped);
        let thresholds: Arc<[f64]> = thresholds.collect::<Option<_>>()?;
        Some(self.recounting(self.counts.with_thresholds(thresholds)))
    }

    /// The same scores where the share of defaults is `prevalence`: every default and every good
    /// customer gets the weight that makes it so ([`ClassWeights::at`]). The ROC curve stays; average
    /// precision, Brier score and log loss are those of the weighted rows. O(1).
    ///
    /// `None` unless `0 < prevalence < 1`.
    #[must_use]
    pub fn deployed_at(&self, prevalence: f64) -> Option<Self> {
        let weights = ClassWeights::at(prevalence, self.n_positives(), self.n_negatives())?;
        Some(self.recounting(self.counts.with_weights(weights)))
    }

    /// The same order with other scores or weights.
    fn recounting(&self, counts: Counts) -> Self {
        Self {
            order: Arc::clone(&self.order),
            counts,
            measures: self.measures.of_same_order(),
        }
    }

    /// The ranking with other counts, `[good, default]`, at each of the distinct scores; scores
    /// that nobody has are left out. The counts have to add up to as many rows of each class as
    /// there are here. Which row has which score is then unknown, so nothing may be read off
    /// [`order`](Self::order).
    pub(super) fn recounted(&self, counts: &[[usize; 2]]) -> Self {
        Self {
            order: Arc::clone(&self.order),
            counts: self.counts.recounted(counts),
            measures: Measures::default(),
        }
    }

    /// How much a row of each class counts; 1 unless it is [`deployed_at`](Self::deployed_at)
    /// another share of defaults.
    #[must_use]
    pub const fn weights(&self) -> ClassWeights {
        self.counts.weights()
    }

    /// How many rows were ranked.
    #[must_use]
    pub fn n_samples(&self) -> usize {
        self.order.len()
    }

    /// How many of them are defaults, at least 1.
    #[must_use]
    pub fn n_positives(&self) -> usize {
        self.counts.all().positives
    }

    /// How many of them are good customers, at least 1.
    #[must_use]
    pub fn n_negatives(&self) -> usize {
        self.counts.all().negatives
    }

    /// The share of defaults among the rows, each counted with its weight; strictly between 0 and 1.
    #[must_use]
    pub fn prevalence(&self) -> f64 {
        let weights = self.weights();
        let positives = weights.default * self.n_positives() as f64;
        positives / (positives + weights.good * self.n_negatives() as f64)
    }

    /// Row indices by score descending, ties in the order of the rows, shape `(n_samples,)`. The
    /// rows flagged at a threshold are the first [`Confusion::n_flagged`] of them.
    #[must_use]
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The distinct scores, descending. Each is the highest threshold that flags its rows. A
    /// rescaled ranking keeps one entry for each distinct score before, so that neighbours may be
    /// equal.
    #[must_use]
    pub fn thresholds(&self) -> &[f64] {
        self.counts.thresholds()
    }

    /// The four cells when a row is flagged if and only if `score >= threshold`. O(log n).
    #[must_use]
    pub fn confusion_at(&self, threshold: f64) -> Confusion {
        self.counts.confusion(self.flagged_at(threshold))
    }

    /// The same four cells, each row counted with the weight of its class. O(log n).
    #[must_use]
    pub fn outcomes_at(&self, threshold: f64) -> Confusion<f64> {
        self.confusion_at(threshold).weighted(self.weights())
    }

    /// The share of rows with `score >= threshold`, in `0..=1`, unweighted. O(log n).
    #[must_use]
    pub fn share_flagged_at(&self, threshold: f64) -> f64 {
        self.share(self.flagged_at(threshold))
    }

    /// The highest distinct score that flags at least this share of the rows, the inverse of
    /// [`Ranking::share_flagged_at`] up to ties. O(log n).
    ///
    /// `None` unless `0 < share <= 1`: no score flags more than all rows, and to flag none the
    /// threshold has to lie above every score.
    #[must_use]
    pub fn threshold_at_share(&self, share: f64) -> Option<f64> {
        if share.is_nan() || share <= 0.0 {
            return None;
        }
        let short = self.flagged()[1..].partition_point(|&flagged| self.share(flagged) < share);
        self.thresholds().get(short).copied()
    }

    /// The lowest distinct score above `threshold`, or `None` if none is. O(log n).
    #[must_use]
    pub fn next_above(&self, threshold: f64) -> Option<f64> {
        let above = self
            .thresholds()
            .partition_point(|&score| score > threshold);
        self.thresholds()[..above].last().copied()
    }

    /// The highest distinct score below `threshold`, or `None` if none is. O(log n).
    #[must_use]
    pub fn next_below(&self, threshold: f64) -> Option<f64> {
        if threshold.is_nan() {
            return None;
        }
        let not_below = self
            .thresholds()
            .partition_point(|&score| score >= threshold);
        self.thresholds().get(not_below).copied()
    }

    /// The four cells at each distinct score, highest first.
    pub fn confusions(&self) -> impl ExactSizeIterator<Item = (f64, Confusion)> {
        let flagged = self.flagged()[1..].iter();
        let cells = flagged.map(|&flagged| self.counts.confusion(flagged));
        self.thresholds().iter().copied().zip(cells)
    }

    /// Every cut that a threshold can make between distinct scores, highest first, with the weighted
    /// cells: as [`confusions`](Self::confusions), but of scores that a scale made equal only the last.
    pub fn cuts(&self) -> impl Iterator<Item = (f64, Confusion<f64>)> {
        self.placed_cuts()
            .map(|(_, threshold, cells)| (threshold, cells))
    }

    /// The [cuts](Self::cuts), each with its place among the [thresholds](Self::thresholds).
    pub(super) fn placed_cuts(&self) -> impl Iterator<Item = (usize, f64, Confusion<f64>)> {
        let next = self.thresholds().iter().skip(1).map(Some).chain([None]);
        let cuts = self.confusions().zip(next).enumerate();
        cuts.filter(|(_, ((threshold, _), next))| *next != Some(threshold))
            .map(|(place, ((threshold, cells), _))| {
                (place, threshold, cells.weighted(self.weights()))
            })
    }

    /// The least number above every score: the threshold that flags nobody.
    #[must_use]
    pub fn above_all(&self) -> f64 {
        let highest = self.thresholds().first();
        highest.map_or(f64::INFINITY, |highest| highest.next_up())
    }

    /// The scores in the order of the rows, on the scale of [`thresholds`](Self::thresholds).
    #[must_use]
    pub fn scores(&self) -> Vec<f64> {
        let mut scores = vec![0.0; self.n_samples()];
        for (score, rows, _) in self.ties() {
            for &row in rows {
                scores[row] = score;
            }
        }
        scores
    }

    /// Whether every score is in `0..=1`, so that it can be read as a probability. O(1).
    #[must_use]
    pub fn are_probabilities(&self) -> bool {
        let thresholds = self.thresholds();
        let mut ends = thresholds.first().into_iter().chain(thresholds.last());
        ends.all(|score| (0.0..=1.0).contains(score))
    }

    /// Each distinct score, highest first, with the rows that have it and how many of them are good
    /// and default.
    pub(super) fn ties(&self) -> impl Iterator<Item = (f64, &[usize], [usize; 2])> {
        let steps = self.flagged().windows(2);
        self.thresholds().iter().zip(steps).map(|(&score, step)| {
            let (before, after) = (step[0], step[1]);
            let here = after.minus(before);
            let rows = &self.order[before.total()..after.total()];
            (score, rows, [here.negatives, here.positives])
        })
    }

    pub(super) const fn measures(&self) -> &Measures {
        &self.measures
    }

    pub(super) fn flagged(&self) -> &[Flagged] {
        self.counts.flagged()
    }

    pub(super) fn flagged_at(&self, threshold: f64) -> Flagged {
        self.counts.flagged_at(threshold)
    }

    pub(super) fn flagged_above(&self, threshold: f64) -> Flagged {
        self.counts.flagged_above(threshold)
    }

    fn share(&self, flagged: Flagged) -> f64 {
        flagged.total() as f64 / self.n_samples() as f64
    }
}

fn check(scores: &[f64], labels: &[bool]) -> Result<(), RankingError> {
    let (n_scores, n_labels) = (scores.len(), labels.len());
    if n_scores != n_labels {
        return Err(RankingError::LengthsDiffer { n_scores, n_labels });
    }
    if let Some(row) = scores.iter().position(|score| !score.is_finite()) {
        return Err(match scores[row].is_nan() {
            true => RankingError::NotANumber { row },
            false => RankingError::Infinite { row },
        });
    }
    let &label = labels.first().ok_or(RankingError::NoRows)?;
    match labels.contains(&!label) {
        true => Ok(()),
        false => Err(RankingError::OneClass {
            n_samples: n_labels,
            label,
        }),
    }
}
