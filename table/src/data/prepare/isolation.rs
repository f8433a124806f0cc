//! Rows that lie apart from the others, by how soon random cuts part them from these: the isolation forest of Liu, Ting
//! and Zhou (2008).

use serde::{Deserialize, Serialize};

use super::columns::{are_numbers, chosen, columns_setting, known_numbers, quantile};
use super::{Cells, Fitted, Frame, FrameColumn, PrepareError, Step, TrainingRows};
use crate::data::counted::counted;
use crate::random::NumpyRandom;
use crate::setting::{Setting, at, choice, place, real, size, whole};
use crate::sorting::sort_numbers;
use crate::words::metric;

/// Euler and Mascheroni's constant.
const EULER: f64 = 0.577_215_664_901_532_9;
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

/// A node of a tree.
#[derive(Clone, Debug)]
enum Node {
    /// Rows of up to `at` in a column go to the node behind, others to the one at `above`.
    Cut {
        column: usize,
        at: f64,
        above: usize,
    },
    /// How deep it lies, with what rows that weren't parted would add.
    End(f64),
}

/// Trees that have been grown.
struct Forest {
    /// The columns, and what stands in for a missing number: the median.
    columns: Vec<(String, f64)>,
    trees: Vec<Vec<Node>>,
    /// The depth that is usual among so many rows.
    usual: f64,
}

struct Isolated {
    forest: Forest,
    act: Apart,
    /// A row lies apart where its score is above.
    limit: f64,
    left_out: Vec<usize>,
    n_apart: usize,
}

/// The mean depth at which a search ends in a binary tree of so many rows.
fn usual_depth(n_rows: usize) -> f64 {
    let n = n_rows as f64;
    match n_rows {
        0 | 1 => 0.0,
        2 => 1.0,
        _ => 2.0 * ((n - 1.0).ln() + EULER) - 2.0 * (n - 1.0) / n,
    }
}

impl Forest {
    fn grow(
        columns: &[&FrameColumn],
        rows: &[usize],
        spec: &IsolationSpec,
        seed: u32,
    ) -> (Self, Vec<f64>) {
        let middle = |column: &&FrameColumn| {
            let Cells::Numbers(values) = &*column.cells else {
                return (column.name.clone(), 0.0);
            };
            let mut known = known_numbers(values, rows);
            sort_numbers(&mut known);
            let median = quantile(&known, 0.5);
            (
                column.name.clone(),
                if median.is_nan() { 0.0 } else { median },
            )
        };
        let middles: Vec<(String, f64)> = columns.iter().map(middle).collect();
        let mut random = NumpyRandom::new(seed);
        let n_of_tree = spec.n_rows.clamp(2, rows.len().max(2));
        let matrix: Vec<Vec<f64>> = rows
            .iter()
            .map(|&row| numbers(columns, &middles, row))
            .collect();
        // As deep as a tree of so many rows is that is in balance: what lies deeper lies among others.
        let deepest = n_of_tree.next_power_of_two().trailing_zeros();
        let trees = (0..spec.n_trees).map(|_| {
            let drawn = random.choice(rows.len(), n_of_tree);
            let mut tree = Vec::new();
            grow(&mut tree, &matrix, drawn, (0, deepest), &mut random);
            tree
        });
        let forest = Self {
            trees: trees.collect(),
            columns: middles,
            usual: usual_depth(n_of_tree),
        };
        let scores = matrix.iter().map(|row| forest.score(row)).collect();
        (forest, scores)
    }

    /// How much a row lies apart, 0..=1: above a half where it is parted sooner than is usual.
    fn score(&self, row: &[f64]) -> f64 {
        let depths = self.trees.iter().map(|tree| depth(tree, row));
        let mean = depths.sum::<f64>() / self.trees.len().max(1) as f64;
        if self.usual > 0.0 {
            (-mean / self.usual).exp2()
        } else {
            0.5
        }
    }
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
    Ok(Forest::grow(&columns, rows, spec, seed).1)
}

/// What a row has in some columns.
fn numbers(columns: &[&FrameColumn], middles: &[(String, f64)], row: usize) -> Vec<f64> {
    let cells = columns.iter().zip(middles).map(|(column, (_, middle))| {
        let number = column.cells.number(row);
        if number.is_nan() { *middle } else { number }
    });
    cells.collect()
}

fn grow(
    tree: &mut Vec<Node>,
    matrix: &[Vec<f64>],
    rows: Vec<usize>,
    (depth, deepest): (u32, u32),
    random: &mut NumpyRandom,
) {
    let cut = (depth < deepest)
        .then(|| cut(matrix, &rows, random))
        .flatten();
    let Some((column, at)) = cut else {
        tree.push(Node::End(f64::from(depth) + usual_depth(rows.len())));
        return;
    };
    let (below, above): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|&row| matrix[row][column] <= at);
    let place = tree.len();
    tree.push(Node::End(0.0));
    grow(tree, matrix, below, (depth + 1, deepest), random);
    let behind = tree.len();
    tree[place] = Node::Cut {
        column,
        at,
        above: behind,
    };
    grow(tree, matrix, above, (depth + 1, deepest), random);
}

/// A column in which the rows differ, drawn at random, and a number between their ends; `None` where all are alike.
fn cut(matrix: &[Vec<f64>], rows: &[usize], random: &mut NumpyRandom) -> Option<(usize, f64)> {
    let n_columns = matrix.first()?.len();
    let ends = |column: usize| {
        let values = rows.iter().map(|&row| matrix[row][column]);
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        })
    };
    random
        .permutation(n_columns)
        .into_iter()
        .find_map(|column| {
            let (low, high) = ends(column);
            // Between two neighbours among the numbers there is none, and the lower parts them.
            (low < high).then(|| {
                (
                    column,
                    random.uniform(low, high).clamp(low, high.next_down()),
                )
            })
        })
}

fn depth(tree: &[Node], row: &[f64]) -> f64 {
    let mut place = 0;
    loop {
        match tree.get(place) {
            Some(Node::Cut { column, at, above }) => {
                place = if row[*column] <= *at {
                    place + 1
                } else {
                    *above
                };
            }
            Some(Node::End(depth)) => return *depth,
            None => return 0.0,
        }
    }
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
        let (forest, scores) = Forest::grow(&columns, rows, self, training.seed);
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
