//! Tenths of the rows, riskiest first.

use super::Ranking;
use super::counts::Flagged;

/// A tenth of the ranked rows: what it holds, and what it holds together with the tenths above it.
///
/// Counts are of rows with their weights and need not be whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decile {
    /// The rows in it, a tenth of all.
    pub rows: f64,
    /// The defaults among them.
    pub defaults: f64,
    /// Defaults / rows, in `0..=1`.
    pub default_rate: f64,
    /// Default rate / prevalence, at least 0; above 1 the decile is riskier than all rows.
    pub lift: f64,
    /// The share of all defaults in this decile and those above, in `0..=1`.
    pub cumulative_recall: f64,
    /// The share of all good customers in this decile and those above, in `0..=1`.
    pub cumulative_false_positive_rate: f64,
    /// Cumulative recall − cumulative false-positive rate, in `-1..=1`. The highest of the ten is
    /// at most the Kolmogorov-Smirnov statistic, which looks at every score.
    pub ks: f64,
    /// The highest score of a row that is in it, at least in part.
    pub highest_score: f64,
    /// The lowest score of a row that is in it, at least in part.
    pub lowest_score: f64,
}

/// Two counts are the same if they differ by no more than this share of all rows: more than the
/// rounding of sums of weights, far less than a row.
const ROUNDING: f64 = 1e-12;

impl Ranking {
    /// Ten groups of a tenth of the rows each, highest scores first. O(log n).
    ///
    /// A tie that straddles a border is shared out between the deciles in proportion, defaults and
    /// good customers alike: the counts expected if its rows were shuffled, not those of an arbitrary
    /// order. So are single rows where their number can't be divided by ten. At the borders the
    /// cumulative columns lie on the straight lines between the points of [`Ranking::gains`].
    ///
    /// Rows count with their [`weights`](Self::weights), and so does a tenth of them.
    #[must_use]
    pub fn deciles(&self) -> Vec<Decile> {
        (0..10).map(|tenth| self.decile(tenth)).collect()
    }

    fn decile(&self, tenth: u8) -> Decile {
        let all = self.held(self.flagged().len() - 1);
        let (above, to) = (self.held_by(tenth), self.held_by(tenth + 1));
        let (rows, defaults) = (to.rows() - above.rows(), to.defaults - above.defaults);
        let cumulative_recall = to.defaults / all.defaults;
        let cumulative_false_positive_rate = to.good / all.good;
        Decile {
            rows,
            defaults,
            default_rate: defaults / rows,
            lift: (defaults / rows) / (all.defaults / all.rows()),
            cumulative_recall,
            cumulative_false_positive_rate,
            ks: cumulative_recall - cumulative_false_positive_rate,
            highest_score: self.thresholds()[self.place_beyond(self.border(tenth)) - 1],
            lowest_score: self.thresholds()[self.place_reaching(self.border(tenth + 1)) - 1],
        }
    }

    /// The rows in the first so many tenths, that of a straddling tie in proportion.
    fn held_by(&self, tenths: u8) -> Held {
        let border = self.border(tenths);
        let place = self.place_reaching(border);
        let to = self.held(place);
        if place == 0 || to.rows() <= border + self.rounding() {
            return to;
        }
        let from = self.held(place - 1);
        let share = (border - from.rows()) / (to.rows() - from.rows());
        Held {
            defaults: from.defaults + share * (to.defaults - from.defaults),
            good: from.good + share * (to.good - from.good),
        }
    }

    fn border(&self, tenths: u8) -> f64 {
        self.held(self.flagged().len() - 1).rows() * f64::from(tenths) / 10.0
    }

    fn rounding(&self) -> f64 {
        ROUNDING * self.border(10)
    }

    /// The first place in the cumulative counts that holds `rows`.
    fn place_reaching(&self, rows: f64) -> usize {
        let short = rows - self.rounding();
        let places = self.flagged();
        places.partition_point(|&flagged| self.weigh(flagged).rows() < short)
    }

    /// The first place in the cumulative counts that holds more than `rows`.
    fn place_beyond(&self, rows: f64) -> usize {
        let enough = rows + self.rounding();
        let places = self.flagged();
        places.partition_point(|&flagged| self.weigh(flagged).rows() <= enough)
    }

    fn held(&self, place: usize) -> Held {
        self.weigh(self.flagged()[place])
    }

    fn weigh(&self, flagged: Flagged) -> Held {
        let weights = self.weights();
        Held {
            defaults: weights.default * flagged.positives as f64,
            good: weights.good * flagged.negatives as f64,
        }
    }
}

/// Rows of each class, counted with their weights.
#[derive(Clone, Copy)]
struct Held {
    defaults: f64,
    good: f64,
}

impl Held {
    fn rows(self) -> f64 {
        self.defaults + self.good
    }
}
