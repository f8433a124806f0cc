//! Training rows that are there more than once.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::columns::{chosen, columns_setting};
use super::{Cells, Fitted, Frame, FrameColumn, PrepareError, Step, TrainingRows};
use crate::data::counted::counted;
use crate::setting::Setting;
use crate::sorting::sort_rows;

/// Leaves training rows out that have the same key as an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepeatedSpec {
    /// The columns that make up the key; none for all.
    pub columns: Vec<String>,
}

struct Repeated {
    key: String,
    left_out: Vec<usize>,
    /// Rows that aren't of the training, and have the key of one that is.
    n_elsewhere: usize,
}

/// What stands in a row of the key's columns.
fn key(columns: &[&FrameColumn], row: usize) -> Vec<u64> {
    let cell = |column: &&FrameColumn| match &*column.cells {
        // A missing cell is the same as another one.
        Cells::Numbers(values) => match values.get(row) {
            Some(value) if !value.is_nan() => (value + 0.0).to_bits(),
            _ => f64::NAN.to_bits(),
        },
        Cells::Texts { codes, .. } => codes.get(row).map_or(u64::MAX, |&code| code.into()),
    };
    columns.iter().map(cell).collect()
}

impl Step for RepeatedSpec {
    const KEY: &'static str = "repeated";
    const NAME: &'static str = "Leave repeated training rows out";
    const SETTINGS: &'static [Setting<Self>] = &[columns_setting!("all")];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let columns = chosen(frame, &self.columns, |_| true)?;
        let mut rows = training.rows.to_vec();
        sort_rows(&mut rows);
        let mut known = HashSet::new();
        // Rows that differ in their outcome alone aren't the same.
        let has_outcome = self.columns.is_empty();
        let is_default = |row: usize| has_outcome && training.labels.get(row) == Some(&true);
        let key_of = |row: usize| (key(&columns, row), is_default(row));
        let is_again = |&row: &usize| !known.insert(key_of(row));
        let left_out: Vec<usize> = rows.iter().copied().filter(is_again).collect();
        let mut is_training = vec![false; frame.n_rows()];
        for &row in &rows {
            is_training[row] = true;
        }
        let elsewhere = (0..frame.n_rows()).filter(|&row| !is_training[row]);
        let n_elsewhere = elsewhere
            .filter(|&row| known.contains(&key_of(row)))
            .count();
        let key = match self.columns.as_slice() {
            [] => "all columns and the outcome".to_owned(),
            names => names.join(", "),
        };
        Ok(Box::new(Repeated {
            key,
            left_out,
            n_elsewhere,
        }))
    }
}

impl Fitted for Repeated {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        Ok(frame)
    }

    fn left_out(&self) -> &[usize] {
        &self.left_out
    }

    fn learnt(&self) -> Vec<String> {
        let key = &self.key;
        let gone = counted(self.left_out.len(), "training row");
        let mut told = vec![format!(
            "{gone} left out: an earlier one has the same in {key}."
        )];
        if self.n_elsewhere > 0 {
            let n = counted(self.n_elsewhere, "row");
            told.push(format!(
                "{n} that nothing here learns from have the same in {key} as one that is: where they are judged on, they count as if they were new. A split by group keeps them together."
            ));
        }
        told
    }
}
