//! What is caught for what is flagged.

use super::Ranking;

/// A cut, as a share of the applicants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GainPoint {
    /// The share of applicants flagged, each counted with its weight, in `0..=1`.
    pub share_flagged: f64,
    /// The share of defaults among them: the gain, in `0..=1`.
    pub recall: f64,
    /// Precision over prevalence: how many times as many defaults as among all. `None` where nobody is
    /// flagged.
    pub lift: Option<f64>,
    /// The share of good customers among them, in `0..=1`.
    pub false_positive_rate: f64,
}

/// A tenth of the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decile {
    /// Its rows, each counted with its weight; a tie that a border cuts is shared out.
    pub rows: f64,
    /// Its defaults.
    pub defaults: f64,
    /// Defaults over rows.
    pub default_rate: f64,
    /// Its default rate over that of all.
    pub lift: f64,
    /// The share of all defaults in it and in the tenths above.
    pub cumulative_recall: f64,
    /// The share of all good customers in it and in the tenths above.
    pub cumulative_false_positive_rate: f64,
    /// The difference of the two.
    pub ks: f64,
    /// The highest score in it.
    pub highest_score: f64,
    /// The lowest score in it.
    pub lowest_score: f64,
}

/// How many tenths there are.
const TENTHS: usize = 10;

impl Ranking {
    /// Gain and lift of every cut, from nobody flagged to everybody: one point more than there are
    /// distinct scores.
    #[must_use]
    pub fn gains(&self) -> Vec<GainPoint> {
        let prevalence = self.prevalence();
        let point = |point: super::RocPoint| {
            let flagged = prevalence * point.tpr + (1.0 - prevalence) * point.fpr;
            GainPoint {
                share_flagged: flagged,
                recall: point.tpr,
                lift: (flagged > 0.0).then(|| point.tpr / flagged),
                false_positive_rate: point.fpr,
            }
        };
        self.roc().map(point).collect()
    }

    /// Ten groups of a tenth of the weighted rows each, the riskiest first. Rows of one score that a
    /// border cuts are shared out in proportion, since no order among them is any better than
    /// another.
    #[must_use]
    pub fn deciles(&self) -> Vec<Decile> {
        let gains = self.gains();
        let (n, prevalence) = (self.n_samples() as f64, self.prevalence());
        let border = |tenth: usize| tenth as f64 / TENTHS as f64;
        let decile = |tenth: usize| {
            let (from, to) = (
                at_share(&gains, border(tenth)),
                at_share(&gains, border(tenth + 1)),
            );
            let rows = n / TENTHS as f64;
            let defaults = (to.recall - from.recall) * prevalence * n;
            Decile {
                rows,
                defaults,
                default_rate: defaults / rows,
                lift: defaults / rows / prevalence,
                cumulative_recall: to.recall,
                cumulative_false_positive_rate: to.false_positive_rate,
                ks: to.recall - to.false_positive_rate,
                highest_score: self.thresholds()[from.next],
                lowest_score: self.thresholds()[to.last],
            }
        };
        (0..TENTHS).map(decile).collect()
    }

    /// The detection error trade-off: false-positive rate and miss rate, 1 − recall, of every cut.
    #[must_use]
    pub fn det(&self) -> Vec<(f64, f64)> {
        self.roc()
            .map(|point| (point.fpr, 1.0 - point.tpr))
            .collect()
    }
}

/// A place on the gains, perhaps within a tie.
struct Place {
    recall: f64,
    false_positive_rate: f64,
    /// The threshold that the next row below has.
    next: usize,
    /// The threshold that the last row above has.
    last: usize,
}

fn at_share(gains: &[GainPoint], share: f64) -> Place {
    // Rounding must not leave a border just beyond the rows that it stands for.
    const CLOSE: f64 = 1e-12;
    let last = gains.len() - 2;
    let above = gains.partition_point(|point| point.share_flagged <= share + CLOSE) - 1;
    let from = gains[above];
    let Some(to) = gains.get(above + 1) else {
        return Place {
            recall: 1.0,
            false_positive_rate: 1.0,
            next: last,
            last,
        };
    };
    let part = (share - from.share_flagged) / (to.share_flagged - from.share_flagged);
    let part = if part < CLOSE { 0.0 } else { part };
    let between = |from: f64, to: f64| from + part * (to - from);
    Place {
        recall: between(from.recall, to.recall),
        false_positive_rate: between(from.false_positive_rate, to.false_positive_rate),
        next: above,
        last: if part > 0.0 {
            above
        } else {
            above.saturating_sub(1)
        },
    }
}
