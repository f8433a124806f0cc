//! Which cells are missing together.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Frame, TrainingRows};
use crate::sorting::sort_by;

/// Columns that are told apart, those that lack most cells.
const COLUMNS: usize = 30;
/// Patterns that are told, the most frequent.
const PATTERNS: usize = 15;

/// Which cells of training rows are missing together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingPatterns {
    /// The columns in which some are missing, those that lack most first.
    pub columns: Vec<String>,
    /// The most frequent patterns.
    pub patterns: Vec<MissingPattern>,
    /// How many other patterns there are, and their rows.
    pub others: (usize, usize),
}

/// Cells that are missing together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingPattern {
    /// Whether the cell is missing in each of the columns.
    pub is_missing: Vec<bool>,
    /// Rows that lack just these, which didn't default and which did.
    pub counts: [usize; 2],
}

impl Frame {
    /// Which cells are missing together in the training rows.
    #[must_use]
    pub fn missing_patterns(&self, training: &TrainingRows<'_>) -> MissingPatterns {
        let rows = training.rows;
        let mut lacking: Vec<(usize, usize)> = Vec::new();
        for (place, column) in self.columns().iter().enumerate() {
            let is_missing = |row: &&usize| column.cells.is_missing(**row);
            let n_missing = rows.iter().filter(is_missing).count();
            if n_missing > 0 {
                lacking.push((place, n_missing));
            }
        }
        sort_by(&mut lacking, |a, b| b.1.cmp(&a.1));
        lacking.truncate(COLUMNS);
        let columns: Vec<_> = lacking
            .iter()
            .map(|&(place, _)| &self.columns()[place])
            .collect();
        let mut known: HashMap<Vec<bool>, [usize; 2]> = HashMap::new();
        for &row in rows {
            let pattern = columns.iter().map(|column| column.cells.is_missing(row));
            let is_default = training.labels.get(row) == Some(&true);
            known.entry(pattern.collect()).or_default()[usize::from(is_default)] += 1;
        }
        let mut patterns: Vec<_> = known
            .into_iter()
            .map(|(is_missing, counts)| MissingPattern { is_missing, counts })
            .collect();
        let n_rows = |of: &MissingPattern| of.counts[0] + of.counts[1];
        sort_by(&mut patterns, |a, b| {
            n_rows(b)
                .cmp(&n_rows(a))
                .then_with(|| a.is_missing.cmp(&b.is_missing))
        });
        let rest = patterns.split_off(patterns.len().min(PATTERNS));
        MissingPatterns {
            columns: columns.iter().map(|column| column.name.clone()).collect(),
            others: (rest.len(), rest.iter().map(n_rows).sum()),
            patterns,
        }
    }
}
