//! What each column adds to the scores of many rows.

use std::rc::Rc;

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{Trained, packed};
use crate::explain::{Explainer, Explanation, KernelShap, explainer, kernel};
use crate::model::{Classifier, Says, Structure};
use crate::sorting::sort_by;

/// Test rows that are explained at most where that is exact, and where a model is asked about mixed rows.
const MOST_EXACT: usize = 300;
const MOST_ASKED: usize = 40;

/// Calls of a model, each a few milliseconds long, that a row may take.
const CALLS: usize = 30;

/// Seed of the coalitions that are drawn.
const SEED: u64 = 42;

/// What each column of the file adds to the scores of some test rows (Shapley values).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShapleyValues {
    /// The columns, in the order of the file.
    pub columns: Vec<String>,
    /// What each adds, row after row, `(n_rows, n_columns)`.
    #[serde(with = "packed::singles")]
    pub values: Vec<f32>,
    /// Where the cell of each stands among those of its column, in 0..=1 from the lowest; NaN where several columns of
    /// numbers were made of a column. `(n_rows, n_columns)`.
    #[serde(with = "packed::singles")]
    pub places: Vec<f32>,
    /// The places of the rows among the test rows.
    #[serde(with = "packed::places")]
    pub rows: Vec<usize>,
    /// What scores are.
    pub says: Says,
    /// The mean standard error of a value; `None` where values are exact.
    pub error: Option<f64>,
}

/// Rows that are being explained.
pub struct Adding {
    model: Rc<dyn Classifier>,
    background: Array2<f32>,
    features: Rc<Array2<f32>>,
    /// Explains rows where the model's structure doesn't say enough, and whether it has begun one.
    kernel: Option<(KernelShap, bool)>,
    /// The column of the file of each column of the model, by its place among `found.columns`.
    origins: Vec<usize>,
    n_done: usize,
    /// Sum and number of standard errors.
    errors: (f64, usize),
    found: ShapleyValues,
}

impl Trained {
    /// Begins to explain the scores of test rows.
    ///
    /// # Errors
    /// A sentence where that isn't possible.
    pub(super) fn adding(&self) -> Result<Adding, String> {
        let is_exact = !matches!(self.model.structure(), Structure::Unknown);
        let most = if is_exact { MOST_EXACT } else { MOST_ASKED };
        let (features, _, places) = self.some_test_rows(most)?;
        let background = self.compared_with().into_owned();
        let asked = (!is_exact).then(|| kernel(&self.model, &background, CALLS, SEED));
        let asked = asked.transpose().map_err(|error| error.to_string())?;
        let (columns, origins) = self.origins();
        let mut found = ShapleyValues {
            columns,
            says: self.model.says(),
            rows: places,
            ..ShapleyValues::default()
        };
        found.places = places_of(&features, &origins, found.columns.len());
        Ok(Adding {
            model: Rc::clone(&self.model),
            background,
            features,
            kernel: asked.map(|kernel| (kernel, false)),
            origins,
            n_done: 0,
            errors: (0.0, 0),
            found,
        })
    }
}

impl Adding {
    /// Does a part of the work; what was found with the last.
    ///
    /// # Errors
    /// A sentence where a row can't be explained.
    pub(super) fn advance(&mut self) -> Option<Result<ShapleyValues, String>> {
        if self.n_done == self.features.nrows() {
            let (sum, n) = self.errors;
            self.found.error = (n > 0).then(|| sum / n as f64);
            return Some(Ok(std::mem::take(&mut self.found)));
        }
        match self.row() {
            Ok(None) => None,
            Ok(Some(explanation)) => {
                self.take(&explanation);
                None
            }
            Err(sentence) => Some(Err(sentence)),
        }
    }

    /// Explains a row, or a part of it.
    fn row(&mut self) -> Result<Option<Explanation>, String> {
        let row = self.features.row(self.n_done);
        match &mut self.kernel {
            Some((kernel, has_begun)) => {
                if !*has_begun {
                    kernel.begin(&row).map_err(|error| error.to_string())?;
                    *has_begun = true;
                }
                let explanation = kernel.advance();
                *has_begun = explanation.is_none();
                Ok(explanation)
            }
            None => explainer(&self.model, &self.background, SEED)
                .and_then(|mut explainer| explainer.explain(&row))
                .map(Some)
                .map_err(|error| error.to_string()),
        }
    }

    fn take(&mut self, explanation: &Explanation) {
        let n_columns = self.found.columns.len();
        let grouped = explanation.grouped(&self.origins, n_columns);
        let values = grouped.values.iter();
        self.found.values.extend(values.map(|value| single(*value)));
        for error in grouped.errors.iter().flatten() {
            self.errors.0 += error;
            self.errors.1 += 1;
        }
        self.n_done += 1;
    }
}

/// Where each cell stands among those of its column.
fn places_of(features: &Array2<f32>, origins: &[usize], n_columns: usize) -> Vec<f32> {
    let n_rows = features.nrows();
    let mut places = vec![f32::NAN; n_rows * n_columns];
    for origin in 0..n_columns {
        let mut made = (0..origins.len()).filter(|column| origins[*column] == origin);
        let (Some(column), None) = (made.next(), made.next()) else {
            continue;
        };
        let column = features.column(column);
        let mut sorted = column.to_vec();
        sort_by(&mut sorted, f32::total_cmp);
        for (row, value) in column.iter().enumerate() {
            // Cells that are alike stand in the middle of their room.
            let below = sorted.partition_point(|other| other.total_cmp(value).is_lt());
            let up_to = sorted.partition_point(|other| other.total_cmp(value).is_le());
            let place = (below + up_to) as f64 / (2 * n_rows) as f64;
            places[row * n_columns + origin] = single(place);
        }
    }
    places
}

impl ShapleyValues {
    /// The mean size of what each column adds.
    #[must_use]
    pub fn sizes(&self) -> Vec<f64> {
        let n_columns = self.columns.len();
        let n_rows = self.rows.len().max(1);
        let mut sizes = vec![0.0; n_columns];
        for row in self.values.chunks(n_columns.max(1)) {
            for (size, value) in sizes.iter_mut().zip(row) {
                *size += f64::from(value.abs());
            }
        }
        sizes.iter().map(|size| size / n_rows as f64).collect()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "scores are single")]
const fn single(value: f64) -> f32 {
    value as f32
}
