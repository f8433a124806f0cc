//! One tree that grows on weighted rows, in parts of a few milliseconds.

use std::ops::Range;

use super::columns::Columns;
use super::draws::Draws;
use super::grown::{GrownNode, RowSum};
use super::growth::Growth;
use super::node::Split;
use super::threshold::{Counted, Cut, SAME, best_cut, given_cut, key, place_of, value_of};

/// An impurity that counts as none, as scikit-learn has it.
const PURE: f64 = f64::EPSILON;

/// Values that are looked at in one part of the work.
const PART: usize = 1 << 15;

/// A tree that grows on weighted rows, level by level: at each node the split that lowers the Gini impurity most, as
/// scikit-learn 1.9's `DecisionTreeClassifier` and `ExtraTreeClassifier`. Of equally good ones the one of the column that
/// is tried first is taken, where scikit-learn draws the order of all columns. One after another can grow on the same rows.
#[derive(Clone, Debug)]
pub(in crate::model) struct Grower {
    growth: Growth,
    columns: Columns,
    labels: Vec<bool>,
    /// What each row counts, below 0 for a negative, and what rows of a class count besides.
    signed: Vec<f64>,
    class_weights: [f64; 2],
    /// Every row of this tree, those of a node side by side.
    rows: Vec<u32>,
    /// Nodes in the order in which they were made.
    nodes: Vec<GrownNode>,
    /// Nodes of this level that may be split, the next one last, and those of the level below.
    level: Vec<usize>,
    below: Vec<usize>,
    n_levels: usize,
    draws: Draws,
    trial: Trial,
    /// All rows in the order of each column, as far as they were sorted and are kept.
    orders: Vec<Vec<u32>>,
}

/// The best split of a node so far, and room for what is looked at.
#[derive(Clone, Debug, Default)]
struct Trial {
    /// What each row of the node counts; nothing before it is looked at.
    signed: Vec<f64>,
    /// What both classes count together.
    all: [f64; 2],
    best: Option<(usize, Cut)>,
    keys: Vec<u64>,
    values: Vec<f32>,
    right: Vec<u32>,
}

impl Grower {
    /// Nothing grows yet.
    pub(in crate::model) fn new(columns: Columns, labels: Vec<bool>, growth: Growth) -> Self {
        Self {
            signed: Vec::new(),
            class_weights: [1.0; 2],
            rows: Vec::new(),
            nodes: Vec::new(),
            level: Vec::new(),
            below: Vec::new(),
            n_levels: 0,
            draws: Draws::new(columns.n_columns()),
            trial: Trial::default(),
            orders: vec![Vec::new(); columns.n_columns()],
            growth,
            columns,
            labels,
        }
    }

    /// Begins a tree on some rows, each as often as it is named; `weights`, `(n_samples,)`, is what each row counts, and
    /// rows that count 0 are left out. Rows of a class count `class_weights` times as much. From `seed` come the columns
    /// that are tried and random thresholds.
    pub(in crate::model) fn begin(
        &mut self,
        mut rows: Vec<u32>,
        weights: &[f64],
        class_weights: [f64; 2],
        seed: u64,
    ) {
        self.class_weights = class_weights;
        rows.retain(|&row| weights[row as usize] > 0.0);
        self.rows = rows;
        let signed = |(&label, &weight): (&bool, &f64)| if label { weight } else { -weight };
        self.signed.clear();
        self.signed
            .extend(self.labels.iter().zip(weights).map(signed));
        self.nodes.clear();
        self.below.clear();
        self.n_levels = 0;
        self.draws.begin_tree(seed);
        let mut sum = RowSum::default();
        for &row in &self.rows {
            sum.add(self.signed[row as usize]);
        }
        self.add(0..self.rows.len(), sum.weighted(class_weights));
        self.end_level();
    }

    /// Whether the tree has grown.
    pub(in crate::model) const fn is_over(&self) -> bool {
        self.level.is_empty() || self.n_levels >= self.growth.max_depth
    }

    /// Tries a few columns, or splits nodes. True at the end of a level.
    pub(in crate::model) fn advance(&mut self) -> bool {
        let mut n_seen = 0;
        while n_seen < PART {
            let Some(&node) = self.level.last() else {
                self.n_levels += 1;
                self.end_level();
                return true;
            };
            n_seen += self.nodes[node].rows.len();
            self.look_at(node);
            if let Some(column) = self.draws.column(self.growth.n_tried) {
                self.try_column(node, column);
            } else {
                self.level.pop();
                self.split(node);
                self.draws.begin_node();
                self.trial.signed.clear();
            }
        }
        false
    }

    /// Its nodes, the root first.
    pub(in crate::model) fn nodes(&self) -> &[GrownNode] {
        &self.nodes
    }

    /// The rows that it grows on, in the order in which nodes name them.
    pub(in crate::model) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// All rows, whether it grows on them or not.
    pub(in crate::model) const fn columns(&self) -> &Columns {
        &self.columns
    }

    /// True for a positive, `(n_samples,)`.
    pub(in crate::model) fn labels(&self) -> &[bool] {
        &self.labels
    }

    /// Adds a node to the level below.
    fn add(&mut self, rows: Range<usize>, sum: RowSum) {
        let share = sum.share();
        let impurity = 2.0 * share * (1.0 - share);
        let is_leaf = rows.len() < self.growth.min_samples_split
            || rows.len() / 2 < self.growth.min_samples_leaf
            || impurity <= PURE;
        if !is_leaf {
            self.below.push(self.nodes.len());
        }
        self.nodes.push(GrownNode {
            split: None,
            rows,
            sum,
        });
    }

    /// Turns to the level below.
    fn end_level(&mut self) {
        self.level.clear();
        std::mem::swap(&mut self.level, &mut self.below);
        self.level.reverse();
    }

    /// Gathers what the rows of a node count, once.
    fn look_at(&mut self, node: usize) {
        if self.trial.signed.is_empty() {
            let rows = self.rows[self.nodes[node].rows.clone()].iter();
            let signed = rows.map(|&row| self.signed[row as usize]);
            self.trial.signed.extend(signed);
            let mut sum = RowSum::default();
            for &signed in &self.trial.signed {
                sum.add(signed);
            }
            self.trial.all = sum.weights;
        }
    }

    fn try_column(&mut self, node: usize, column: usize) {
        let cut = if self.growth.is_random {
            self.random_cut(node, column)
        } else {
            self.sort_rows(node, column);
            self.best_cut()
        };
        let Some(cut) = cut else { return };
        if self.trial.best.is_none_or(|(_, best)| cut.gain > best.gain) {
            self.trial.best = Some((column, cut));
        }
    }

    /// Puts keys of the rows of a node in the order of a column.
    fn sort_rows(&mut self, node: usize, column: usize) {
        let values = self.columns.column(column);
        let rows = &self.rows[self.nodes[node].rows.clone()];
        let keys = &mut self.trial.keys;
        keys.clear();
        // Before the root is split, all rows stand in their own order.
        let is_kept = self.growth.keeps_orders && node == 0 && rows.len() == values.len();
        let order = &mut self.orders[column];
        if is_kept && !order.is_empty() {
            keys.extend(order.iter().map(|&row| key(values[row as usize], row)));
            return;
        }
        let keyed = rows.iter().zip(0..);
        keys.extend(keyed.map(|(&row, place)| key(values[row as usize], place)));
        keys.sort_unstable();
        if is_kept {
            order.extend(keys.iter().copied().map(place_of));
        }
    }

    fn best_cut(&mut self) -> Option<Cut> {
        let keys = &self.trial.keys;
        let (first, last) = keys.first().zip(keys.last())?;
        if value_of(*last) <= value_of(*first) + SAME {
            return None;
        }
        self.draws.vary();
        best_cut(keys, &self.counted(), self.growth.min_samples_leaf)
    }

    fn random_cut(&mut self, node: usize, column: usize) -> Option<Cut> {
        let column = self.columns.column(column);
        let rows = self.rows[self.nodes[node].rows.clone()].iter();
        let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
        let values = &mut self.trial.values;
        values.clear();
        values.extend(rows.map(|&row| {
            let value = column[row as usize];
            (low, high) = (low.min(value), high.max(value));
            value
        }));
        if high <= low + SAME {
            return None;
        }
        self.draws.vary();
        let threshold = self.draws.threshold(low, high);
        let (values, least) = (&self.trial.values, self.growth.min_samples_leaf);
        given_cut(threshold, values, &self.counted(), least)
    }

    fn counted(&self) -> Counted<'_> {
        Counted {
            signed: &self.trial.signed,
            all: self.trial.all,
            class_weights: self.class_weights,
        }
    }

    /// Splits a node as is best; one without a split stays a leaf.
    fn split(&mut self, node: usize) {
        let Some((feature, Cut { threshold, .. })) = self.trial.best.take() else {
            return;
        };
        let column = self.columns.column(feature);
        let Range { start, end } = self.nodes[node].rows;
        let rows = &mut self.rows[start..end];
        let right = &mut self.trial.right;
        right.clear();
        let mut sums = [RowSum::default(); 2];
        let mut n_left = 0;
        for (place, &signed) in self.trial.signed.iter().enumerate() {
            let row = rows[place];
            let is_left = f64::from(column[row as usize]) <= threshold;
            sums[usize::from(!is_left)].add(signed);
            if is_left {
                rows[n_left] = row;
                n_left += 1;
            } else {
                right.push(row);
            }
        }
        rows[n_left..].copy_from_slice(right);
        let left = self.nodes.len();
        self.nodes[node].split = Some(Split {
            feature,
            threshold,
            left,
            right: left + 1,
        });
        let [of_left, of_right] = sums.map(|sum| sum.weighted(self.class_weights));
        self.add(start..start + n_left, of_left);
        self.add(start + n_left..end, of_right);
    }
}
