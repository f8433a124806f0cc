//! What each column adds to a score of trees.

use std::borrow::Cow;

use ndarray::{Array2, ArrayRef1, ArrayRef2};

use super::quadrature::Quadrature;
use super::{ExplainError, Explainer, Explanation};
use crate::model::{Says, ScoringNode, ScoringTree};

/// Nodes times points of the quadrature that one part of the work goes through.
const PART: usize = 1 << 16;

/// Shapley values of a sum of trees (Lundberg, Erion and Lee, "Consistent Individualized Feature Attribution for Tree
/// Ensembles", 2018; Lundberg and others, "From local explanations to global understanding with explainable AI for
/// trees", 2020). Rows that lack a column go both ways, weighted by covers; or the column is taken from each of some
/// background rows.
///
/// Beyond the leaf of a path, a coalition of columns is worth the product of what each column on it lets through: `with`
/// where it is known, `without` where it isn't. The Shapley value of one is `with − without` times the integral from 0 to
/// 1 of the product of the others' `without · (1 − t) + with · t`, a polynomial: a quadrature gives it exactly, all of its
/// terms are positive, and leaves below a node can be added up before they are shared out. It takes time linear in nodes,
/// and the same for both kinds. The values are those of shap 0.51's `TreeExplainer`.
#[derive(Clone, Debug)]
pub struct TreeShap<'a> {
    base: f64,
    scale: f64,
    trees: Cow<'a, [ScoringTree]>,
    says: Says,
    /// Columns that trees ask about, up to the last.
    n_asked: usize,
    background: Option<Array2<f32>>,
    paths: Paths,
    /// The row that is explained.
    row: Option<Vec<f32>>,
    /// Trees that are done, for all background rows before and for this one.
    n_done: usize,
    expected: f64,
}

impl<'a> TreeShap<'a> {
    /// Explains by how many training rows went which way: `tree_path_dependent` in shap.
    #[must_use]
    pub fn of_covers(
        (base, scale): (f64, f64),
        trees: impl Into<Cow<'a, [ScoringTree]>>,
        says: Says,
    ) -> Self {
        let trees = trees.into();
        let questions = trees.iter().flat_map(ScoringTree::nodes);
        let questions = questions.filter_map(|node| node.question.as_ref());
        let n_asked = questions.map(|question| question.feature as usize + 1);
        let n_asked = n_asked.max().unwrap_or(0);
        let deepest = trees.iter().map(levels).max().unwrap_or(0);
        Self {
            base,
            scale,
            says,
            n_asked,
            background: None,
            paths: Paths::new(deepest, deepest.min(n_asked)),
            trees,
            row: None,
            n_done: 0,
            expected: 0.0,
        }
    }

    /// Explains by comparing with background rows, `(n_samples, n_features)`: `interventional` in shap.
    ///
    /// # Errors
    /// [`ExplainError`] where there are none, or where they have fewer columns than trees ask about.
    pub fn of_rows(
        sum: (f64, f64),
        trees: impl Into<Cow<'a, [ScoringTree]>>,
        says: Says,
        background: &ArrayRef2<f32>,
    ) -> Result<Self, ExplainError> {
        let of_covers = Self::of_covers(sum, trees, says);
        if background.nrows() == 0 {
            return Err(ExplainError::NoBackground);
        }
        let n_features = background.ncols();
        ExplainError::check_columns(n_features, n_features.max(of_covers.n_asked))?;
        Ok(Self {
            background: Some(background.as_standard_layout().into_owned()),
            ..of_covers
        })
    }

    /// How often each tree is gone through.
    fn n_comparisons(&self) -> usize {
        self.background.as_ref().map_or(1, Array2::nrows)
    }

    /// Goes through one tree, for one row of the background.
    fn go_through(&mut self, row: &[f32]) {
        let n_trees = self.trees.len().max(1);
        let (nth, tree) = (self.n_done / n_trees, self.n_done % n_trees);
        self.n_done += 1;
        let Some(tree) = self.trees.get(tree) else {
            return;
        };
        let other = self.background.as_ref();
        let other = other.and_then(|rows| rows.row(nth).to_slice());
        self.expected += match other {
            Some(other) => tree.value(other),
            None => expectation(tree.nodes()),
        };
        let nodes = tree.nodes();
        self.paths.add(&Comparison { nodes, row, other });
    }

    fn explanation(&mut self) -> Explanation {
        let share = self.scale / self.n_comparisons() as f64;
        let values = self.paths.values.iter();
        Explanation {
            base: self.base + share * self.expected,
            values: values.map(|value| share * value).collect(),
            errors: None,
            says: self.says,
        }
    }
}

impl Explainer for TreeShap<'_> {
    fn begin(&mut self, row: &ArrayRef1<f32>) -> Result<(), ExplainError> {
        let n_needed = match &self.background {
            Some(background) => background.ncols(),
            None => row.len().max(self.n_asked),
        };
        ExplainError::check_columns(row.len(), n_needed)?;
        self.paths.begin(row.len());
        self.row = Some(row.to_vec());
        self.n_done = 0;
        self.expected = 0.0;
        Ok(())
    }

    fn advance(&mut self) -> Option<Explanation> {
        let row = self.row.take()?;
        let n_all = self.n_comparisons() * self.trees.len();
        self.paths.n_visited = 0;
        while self.n_done < n_all {
            if self.paths.n_visited * self.paths.rule.points.len() >= PART {
                self.row = Some(row);
                return None;
            }
            self.go_through(&row);
        }
        Some(self.explanation())
    }
}

/// A tree, the row that is explained, and the one that it is compared with; covers where there is none.
struct Comparison<'a> {
    nodes: &'a [ScoringNode],
    row: &'a [f32],
    other: Option<&'a [f32]>,
}

/// What the questions about a column let through on a path: where the column is known, and where it isn't.
#[derive(Clone, Copy, Debug)]
struct Passing {
    with: f64,
    without: f64,
}

impl Passing {
    const ALL: Self = Self {
        with: 1.0,
        without: 1.0,
    };

    fn is_nothing(self) -> bool {
        self.with == 0.0 && self.without == 0.0
    }

    fn at(self, t: f64) -> f64 {
        self.without * (1.0 - t) + self.with * t
    }

    /// What knowing the column gains, for one that `at(t)` is a factor of.
    fn gain(self, t: f64) -> f64 {
        (self.with - self.without) / self.at(t)
    }
}

/// Paths through a tree, and what columns add on them.
#[derive(Clone, Debug)]
struct Paths {
    rule: Quadrature,
    /// At each level, for each point of the rule: the product of what columns above let through, and the sum over the
    /// leaves below of value times product.
    products: Vec<f64>,
    sums: Vec<f64>,
    /// What each column lets through down to the node at hand, `(n_features,)`.
    passing: Vec<Passing>,
    /// What each column adds, `(n_features,)`.
    values: Vec<f64>,
    n_visited: usize,
}

impl Paths {
    /// For trees of so many levels below the root, and so many columns on a path at most.
    fn new(n_levels: usize, n_columns: usize) -> Self {
        let rule = Quadrature::new(n_columns.div_ceil(2));
        let n = rule.points.len();
        Self {
            products: vec![1.0; n * (n_levels + 1)],
            sums: vec![0.0; n * (n_levels + 1)],
            rule,
            passing: Vec::new(),
            values: Vec::new(),
            n_visited: 0,
        }
    }

    fn begin(&mut self, n_features: usize) {
        self.passing = vec![Passing::ALL; n_features];
        self.values = vec![0.0; n_features];
    }

    fn add(&mut self, compared: &Comparison) {
        self.visit(compared, 0, 0);
    }

    /// Adds what columns add at a node and below, and leaves the sum over its leaves at its level.
    fn visit(&mut self, compared: &Comparison, place: usize, level: usize) {
        self.n_visited += 1;
        let n = self.rule.points.len();
        let here = level * n..(level + 1) * n;
        let Some(node) = compared.nodes.get(place) else {
            return;
        };
        let Some(question) = &node.question else {
            for (sum, product) in self.sums[here.clone()].iter_mut().zip(&self.products[here]) {
                *sum = node.value * product;
            }
            return;
        };
        self.sums[here].fill(0.0);
        let (column, left) = (question.feature as usize, question.left as usize);
        let own = question.next(compared.row);
        let other = compared.other.map(|row| question.next(row));
        for child in [left, left + 1] {
            let share = match other {
                Some(other) => f64::from(u8::from(other == child)),
                None => share(compared.nodes, left, child),
            };
            let before = self.passing[column];
            let after = Passing {
                with: if own == child { before.with } else { 0.0 },
                without: before.without * share,
            };
            if after.is_nothing() || child <= place {
                continue;
            }
            self.go_down(level, before, after);
            self.passing[column] = after;
            self.visit(compared, child, level + 1);
            self.passing[column] = before;
            self.values[column] += self.come_up(level, before, after);
        }
    }

    /// The products of the level below, after one more question about a column.
    fn go_down(&mut self, level: usize, before: Passing, after: Passing) {
        let n = self.rule.points.len();
        let (above, below) = self.products[level * n..].split_at_mut(n);
        for (((t, _), above), below) in self.rule.points.iter().zip(above).zip(below) {
            *below = *above / before.at(*t) * after.at(*t);
        }
    }

    /// Adds the sums of the level below to this one; what the column adds by the question between them. Along a path
    /// everything but the last question about a column cancels.
    fn come_up(&mut self, level: usize, before: Passing, after: Passing) -> f64 {
        let n = self.rule.points.len();
        let (above, below) = self.sums[level * n..].split_at_mut(n);
        let mut added = 0.0;
        for (((t, weight), above), below) in self.rule.points.iter().zip(above).zip(below) {
            *above += *below;
            added += weight * *below * (after.gain(*t) - before.gain(*t));
        }
        added
    }
}

/// The share of training rows that went to a child, of those that came to either.
fn share(nodes: &[ScoringNode], left: usize, child: usize) -> f64 {
    let cover = |place: usize| nodes.get(place).map_or(0.0, |node| node.cover);
    let both = cover(left) + cover(left + 1);
    if both > 0.0 { cover(child) / both } else { 0.5 }
}

/// The value that a tree gives to training rows on average.
fn expectation(nodes: &[ScoringNode]) -> f64 {
    let mut shares = vec![0.0; nodes.len()];
    if let Some(root) = shares.first_mut() {
        *root = 1.0;
    }
    let mut sum = 0.0;
    for (place, node) in nodes.iter().enumerate() {
        let Some(question) = &node.question else {
            sum += shares[place] * node.value;
            continue;
        };
        let left = question.left as usize;
        for child in [left, left + 1] {
            let part = shares[place] * share(nodes, left, child);
            if let Some(share) = shares.get_mut(child) {
                *share = part;
            }
        }
    }
    sum
}

/// Levels below the root.
fn levels(tree: &ScoringTree) -> usize {
    let nodes = tree.nodes();
    let mut levels = vec![0; nodes.len()];
    let mut deepest = 0;
    for (place, node) in nodes.iter().enumerate() {
        let level: usize = levels[place];
        deepest = deepest.max(level);
        let Some(question) = &node.question else {
            continue;
        };
        for child in [question.left as usize, question.left as usize + 1] {
            if let Some(below) = levels.get_mut(child) {
                *below = level + 1;
            }
        }
    }
    deepest
}
