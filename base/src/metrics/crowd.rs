//! Rows as dots in bins of scores, each of which stands for one row or for several.

use super::Ranking;

/// The dots of the rows of one class whose scores lie in one bin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stack {
    /// Scores of its dots, rising: of all, or of some evenly taken where there are many.
    pub scores: Vec<f64>,
    /// How many dots it has.
    pub n_dots: usize,
    /// How many rows they stand for.
    pub n_rows: usize,
}

/// The least of 1, 2, 5, 10, 20 and so on with which no stack of up to `tallest` rows has more than `most` dots.
///
/// ```
/// use imbalance_base::metrics::rows_per_dot;
/// assert_eq!([0, 18, 19, 37, 91].map(|tallest| rows_per_dot(tallest, 18)), [1, 1, 2, 5, 10]);
/// ```
#[must_use]
pub fn rows_per_dot(tallest: usize, most: usize) -> usize {
    let decades = std::iter::successors(Some(1_usize), |decade| decade.checked_mul(10));
    let mut steps = decades.flat_map(|decade| [1, 2, 5].map(|step| decade.saturating_mul(step)));
    let fits = |step: &usize| tallest <= step.saturating_mul(most.max(1));
    steps.find(fits).unwrap_or(usize::MAX)
}

impl Ranking {
    /// The rows between neighbouring `edges`, rising scores of which the last belongs to the last bin, as stacks of
    /// good customers and of defaults. Each dot stands for `rows_per_dot` rows, and no rows are without a dot; at
    /// most `most` dots of a stack have their scores. O(bins · most · log n).
    #[must_use]
    pub fn stacks_between(
        &self,
        edges: &[f64],
        rows_per_dot: usize,
        most: usize,
    ) -> Vec<[Stack; 2]> {
        let per_dot = rows_per_dot.max(1);
        let above = self.counts_above(edges);
        let stack = |class: usize, from: usize, to: usize| {
            let n_rows = to.saturating_sub(from);
            let rounded = (n_rows + per_dot / 2) / per_dot;
            let n_dots = rounded.max(usize::from(n_rows > 0));
            let n_shown = n_dots.min(most);
            let row = |dot: usize| to - 1 - (2 * dot + 1) * n_rows / (2 * n_shown);
            Stack {
                scores: (0..n_shown)
                    .filter_map(|dot| self.score_of(class, row(dot)))
                    .collect(),
                n_dots,
                n_rows,
            }
        };
        let bins = above.windows(2);
        bins.map(|pair| [0, 1].map(|class| stack(class, pair[1][class], pair[0][class])))
            .collect()
    }

    /// The score of a row of a class, counted from the highest down.
    fn score_of(&self, class: usize, row: usize) -> Option<f64> {
        let counts = &self.flagged()[1..];
        let place =
            counts.partition_point(|flagged| [flagged.negatives, flagged.positives][class] <= row);
        self.thresholds().get(place).copied()
    }
}
