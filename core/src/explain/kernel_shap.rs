//! What each column adds to a score of a model of which only scores are known.

use std::rc::Rc;

use ndarray::{Array2, ArrayRef1, ArrayRef2};

use super::asking::{rows_at_once, scores};
use super::coalitions::{Coalitions, MOST_EXACT};
use super::{ExplainError, Explainer, Explanation};
use crate::model::Classifier;
use crate::model::stream::{Purpose, stream};

/// Shapley values of any model's score (Lundberg and Lee 2017). A coalition of columns is worth the mean score of
/// background rows that take these columns from the row that is explained.
///
/// Columns that are the same in the row and in the whole background add nothing and aren't asked about. Of up to 11
/// others every coalition is asked about, and values are exact, as those of shap 0.51's `KernelExplainer` and
/// `ExactExplainer`. Of more, pairs of complementary coalitions are drawn as Shapley's kernel weighs them, those of single
/// columns are all there, and values are the least squares with standard errors by the jackknife over 16 groups of pairs
/// (Covert and Lee, "Improving `KernelSHAP`", 2021, on pairs). Where no more than two columns act together they are exact
/// all the same. They add up to the score in any case.
pub struct KernelShap {
    model: Rc<dyn Classifier>,
    background: Array2<f32>,
    n_pairs: usize,
    seed: u64,
    work: Option<Work>,
}

/// A row that is being explained.
struct Work {
    row: Vec<f32>,
    /// The columns that are asked about.
    columns: Vec<usize>,
    coalitions: Coalitions,
    /// Mixed rows that are scored.
    n_scored: usize,
    /// Sums of scores, then means, `(n_coalitions,)`.
    worths: Vec<f64>,
    solutions: Vec<Vec<f64>>,
}

impl KernelShap {
    /// Rows of the background at most.
    pub const MOST_ROWS: usize = 100;
    /// Pairs of coalitions that are drawn unless others are asked for, as in shap.
    pub const PAIRS: usize = 1024;
    /// Pairs at most.
    pub const MOST_PAIRS: usize = 1 << 16;

    /// Compares with background rows, `(n_samples, n_features)`. Where there are more than 11 columns, coalitions are drawn
    /// from the stream of `seed`, the same for every row.
    ///
    /// # Errors
    /// [`ExplainError`] where there are none, or too many.
    pub fn new(
        model: Rc<dyn Classifier>,
        background: &ArrayRef2<f32>,
        seed: u64,
    ) -> Result<Self, ExplainError> {
        let n_rows = background.nrows();
        if n_rows == 0 {
            return Err(ExplainError::NoBackground);
        }
        if n_rows > Self::MOST_ROWS {
            return Err(ExplainError::LargeBackground {
                n_rows,
                most: Self::MOST_ROWS,
            });
        }
        Ok(Self {
            model,
            background: background.as_standard_layout().into_owned(),
            n_pairs: Self::PAIRS,
            seed,
            work: None,
        })
    }

    /// Draws other pairs than [`PAIRS`](Self::PAIRS): at least 32, and at most [`MOST_PAIRS`](Self::MOST_PAIRS).
    #[must_use]
    pub fn with_pairs(mut self, n_pairs: usize) -> Self {
        self.n_pairs = n_pairs.clamp(32, Self::MOST_PAIRS);
        self
    }

    /// Columns in which a row differs from any of the background.
    fn varying(&self, row: &[f32]) -> Vec<usize> {
        let differs = |&column: &usize| {
            let others = self.background.column(column);
            others.iter().any(|other| *other != row[column])
        };
        (0..row.len()).filter(differs).collect()
    }

    /// Scores some rows that are mixed of the row and the background.
    fn score_some(&self, work: &mut Work) {
        let n_others = self.background.nrows();
        let from = work.n_scored;
        let to = (from + rows_at_once(&*self.model)).min(work.coalitions.len() * n_others);
        let mut mixed = Vec::with_capacity((to - from) * work.row.len());
        for place in from..to {
            let start = mixed.len();
            mixed.extend(self.background.row(place % n_others));
            let members = work.coalitions.members(place / n_others);
            for (&column, _) in work
                .columns
                .iter()
                .zip(members)
                .filter(|(_, is_in)| **is_in)
            {
                mixed[start + column] = work.row[column];
            }
        }
        for (place, score) in scores(&*self.model, work.row.len(), mixed)
            .iter()
            .enumerate()
        {
            work.worths[(from + place) / n_others] += f64::from(*score) / n_others as f64;
        }
        work.n_scored = to;
    }

    fn explanation(&self, work: &Work) -> Explanation {
        let estimate = work.coalitions.estimate(&work.solutions);
        let spread = |of_columns: &[f64]| {
            let mut all = vec![0.0; work.row.len()];
            for (&column, value) in work.columns.iter().zip(of_columns) {
                all[column] = *value;
            }
            all
        };
        Explanation {
            base: work.worths.first().copied().unwrap_or(0.0),
            values: spread(&estimate.values),
            errors: estimate.errors.as_deref().map(spread),
            says: self.model.says(),
        }
    }
}

impl Explainer for KernelShap {
    fn begin(&mut self, row: &ArrayRef1<f32>) -> Result<(), ExplainError> {
        ExplainError::check_columns(row.len(), self.background.ncols())?;
        let row = row.to_vec();
        let columns = self.varying(&row);
        let n_columns = columns.len();
        let coalitions = if n_columns <= MOST_EXACT {
            Coalitions::all(n_columns)
        } else {
            let random = &mut stream(self.seed, Purpose::Coalitions);
            Coalitions::drawn(n_columns, self.n_pairs, random)
        };
        self.work = Some(Work {
            worths: vec![0.0; coalitions.len()],
            row,
            columns,
            coalitions,
            n_scored: 0,
            solutions: Vec::new(),
        });
        Ok(())
    }

    fn advance(&mut self) -> Option<Explanation> {
        let mut work = self.work.take()?;
        if work.n_scored < work.coalitions.len() * self.background.nrows() {
            self.score_some(&mut work);
        } else if work.solutions.len() < work.coalitions.n_solutions() {
            let nth = work.solutions.len();
            work.solutions
                .push(work.coalitions.solution(nth, &work.worths));
        } else {
            return Some(self.explanation(&work));
        }
        self.work = Some(work);
        None
    }
}
