//! An isolation forest: how much rows lie apart, by how soon random cuts part them from others (Liu, Ting and Zhou 2008).

use super::columns::{known_numbers, quantile};
use super::{Cells, FrameColumn};
use crate::random::NumpyRandom;
use crate::sorting::sort_numbers;

/// Euler and Mascheroni's constant.
const EULER: f64 = 0.577_215_664_901_532_9;
/// A node of a tree.
#[derive(Clone, Debug)]
pub(super) enum Node {
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
pub(super) struct Forest {
    /// The columns, and what stands in for a missing number: the median.
    pub(super) columns: Vec<(String, f64)>,
    pub(super) trees: Vec<Vec<Node>>,
    /// The depth that is usual among so many rows.
    usual: f64,
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
    /// So many trees, each grown on at most so many of the rows, and how much each of the rows lies apart.
    pub(super) fn grow(
        columns: &[&FrameColumn],
        rows: &[usize],
        (n_trees, most_rows): (usize, usize),
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
        let n_of_tree = most_rows.clamp(2, rows.len().max(2));
        let matrix: Vec<Vec<f64>> = rows
            .iter()
            .map(|&row| numbers(columns, &middles, row))
            .collect();
        // As deep as a tree of so many rows is that is in balance: what lies deeper lies among others.
        let deepest = n_of_tree.next_power_of_two().trailing_zeros();
        let trees = (0..n_trees).map(|_| {
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
    pub(super) fn score(&self, row: &[f64]) -> f64 {
        let depths = self.trees.iter().map(|tree| depth(tree, row));
        let mean = depths.sum::<f64>() / self.trees.len().max(1) as f64;
        if self.usual > 0.0 {
            (-mean / self.usual).exp2()
        } else {
            0.5
        }
    }
}

/// What a row has in some columns.
pub(super) fn numbers(columns: &[&FrameColumn], middles: &[(String, f64)], row: usize) -> Vec<f64> {
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
