//! Rows that lie apart from the others, as an isolation forest tells.

use serde::{Deserialize, Serialize};

use super::columns::{are_numbers, chosen, columns_setting, quantile};
use super::isolation_forest::{Forest, numbers};
use super::{Cells, Fitted, Frame, FrameColumn, PrepareError, Step, TrainingRows};
use crate::data::counted::counted;
use crate::setting::{Setting, at, choice, place, real, size, whole};
use crate::sorting::sort_numbers;
use crate::words::metric;

/// What the column of flags is called.
const FLAG: &str = "lies apart";

/// What is done with a row that lies apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Apart {
    /// It stays, and a column says so.
    #[default]
    Flag,
    /// Where it is of the training, it is left out.
    LeaveOut,
}

const ACTS: [Apart; 2] = [Apart::Flag, Apart::LeaveOut];

/// Does something about rows that lie apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IsolationSpec {
    /// Columns of numbers; none for all of them.
    pub columns: Vec<String>,
    /// Trees.
    pub n_trees: usize,
    /// Training rows that a tree is grown on at most.
    pub n_rows: usize,
    /// The share of the training rows that lie apart, 0..=0.5.
    pub share: f64,
    /// What is done.
    pub act: Apart,
}

impl Default for IsolationSpec {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            n_trees: 100,
            n_rows: 256,
            share: 0.02,
            act: Apart::default(),
        }
    }
}

impl IsolationSpec {
    const fn size(&self) -> (usize, usize) {
        (self.n_trees, self.n_rows)
    }
}

struct Isolated {
    forest: Forest,
    act: Apart,
    /// A row lies apart where its score is above.
    limit: f64,
    left_out: Vec<usize>,
    n_apart: usize,
}

/// How much each of some rows lies apart from all of them, 0..=1.
///
/// # Errors
/// [`PrepareError::NoColumn`] where there is no such column.
pub fn isolation_scores(
    frame: &Frame,
    rows: &[usize],
    spec: &IsolationSpec,
    seed: u32,
) -> Result<Vec<f64>, PrepareError> {
    let columns = chosen(frame, &spec.columns, are_numbers)?;
    Ok(Forest::grow(&columns, rows, spec.size(), seed).1)
}

impl Step for IsolationSpec {
    const KEY: &'static str = "isolation";
    const NAME: &'static str = "Rows that lie apart";
    const SETTINGS: &'static [Setting<Self>] = &[
        columns_setting!("all of numbers"),
        real(
            "share",
            "Training rows apart (%)",
            (0.0, 50.0),
            |s| s.share * 100.0,
            |s, v| s.share = v / 100.0,
        ),
        choice(
            "act",
            "What is done",
            &[("flag", "flag"), ("leave", "leave out of training")],
            |s| place(&ACTS, &s.act),
            |s, v| s.act = at(&ACTS, v),
        ),
        whole(
            "trees",
            "Trees",
            (1, 1_000),
            |s| s.n_trees as u64,
            |s, v| s.n_trees = size(v),
        ),
        whole(
            "rows",
            "Rows of a tree",
            (2, 10_000),
            |s| s.n_rows as u64,
            |s, v| s.n_rows = size(v),
        ),
    ];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let columns = chosen(frame, &self.columns, are_numbers)?;
        let rows = training.rows;
        let (forest, scores) = Forest::grow(&columns, rows, self.size(), training.seed);
        let mut sorted = scores.clone();
        sort_numbers(&mut sorted);
        let limit = quantile(&sorted, 1.0 - self.share);
        let is_apart = |(_, score): &(&usize, &f64)| **score > limit;
        let apart: Vec<usize> = rows
            .iter()
            .zip(&scores)
            .filter(is_apart)
            .map(|(&row, _)| row)
            .collect();
        Ok(Box::new(Isolated {
            forest,
            act: self.act,
            limit,
            n_apart: apart.len(),
            left_out: if self.act == Apart::LeaveOut {
                apart
            } else {
                Vec::new()
            },
        }))
    }
}

impl Fitted for Isolated {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        if self.act == Apart::LeaveOut {
            return Ok(frame);
        }
        let column = |(name, _): &(String, f64)| {
            let column = frame.column(name);
            column.ok_or_else(|| PrepareError::NoColumn(name.clone()))
        };
        let columns = self.forest.columns.iter().map(column);
        let columns: Vec<&FrameColumn> = columns.collect::<Result<_, _>>()?;
        let flag = |row: usize| {
            let numbers = numbers(&columns, &self.forest.columns, row);
            f64::from(u8::from(self.forest.score(&numbers) > self.limit))
        };
        let flags = (0..frame.n_rows()).map(flag).collect();
        let mut columns = frame.columns().to_vec();
        columns.push(FrameColumn::new(FLAG, Cells::Numbers(flags)));
        Frame::new(columns)
    }

    fn left_out(&self) -> &[usize] {
        &self.left_out
    }

    fn learnt(&self) -> Vec<String> {
        let (n, limit) = (
            counted(self.n_apart, "training row"),
            metric(Some(self.limit)),
        );
        let done = match self.act {
            Apart::Flag => "flagged",
            Apart::LeaveOut => "left out",
        };
        vec![format!(
            "{n} {done}, by {} trees: they lie apart by a score above {limit}.",
            self.forest.trees.len()
        )]
    }
}
