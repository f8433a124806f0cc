//! Rows laid out column by column, as trees look at them.

use ndarray::ArrayRef2;

use crate::model::ScoringTree;

/// Rows laid out column by column.
#[derive(Clone, Debug)]
pub(in crate::model) struct Columns {
    values: Vec<f32>,
    n_rows: usize,
    n_columns: usize,
}

impl Columns {
    /// Those of `features`, `(n_samples, n_features)`.
    pub(in crate::model) fn of(features: &ArrayRef2<f32>) -> Self {
        let mut values = Vec::with_capacity(features.len());
        for column in features.columns() {
            values.extend(column);
        }
        Self {
            values,
            n_rows: features.nrows(),
            n_columns: features.ncols(),
        }
    }

    /// How many columns there are.
    pub(in crate::model) const fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// The values of a column, `(n_samples,)`.
    pub(in crate::model) fn column(&self, column: usize) -> &[f32] {
        &self.values[column * self.n_rows..][..self.n_rows]
    }

    /// What a tree that grew on these columns says of a row.
    pub(in crate::model) fn said_by(&self, tree: &ScoringTree, row: usize) -> f64 {
        let nodes = tree.nodes();
        let Some(mut node) = nodes.first() else {
            return 0.0;
        };
        while let Some(question) = &node.question {
            let value = self.values[question.feature as usize * self.n_rows + row];
            let is_right = value > question.threshold;
            node = &nodes[question.left as usize + usize::from(is_right)];
        }
        node.value
    }
}
