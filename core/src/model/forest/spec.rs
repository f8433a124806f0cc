//! What is asked of a forest.

use std::marker::PhantomData;
use std::ops::Bound::{Excluded, Included};

use serde::{Deserialize, Serialize};

use crate::model::{EarlyStopping, LossSpec, ModelSpecError, TreeSpec};
use crate::network::check::{check_range, check_weights};

/// How a forest grows. The default is that of scikit-learn 1.9's `RandomForestClassifier`, and of `ExtraTreesClassifier`
/// for extra trees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, bound = "K: Kind")]
pub struct TreesSpec<K> {
    /// How many trees, 1 to 10,000.
    pub n_trees: usize,
    /// The most splits above a leaf; `None` for as many as it takes, [`TreeSpec::MOST_LEVELS`] at most.
    pub max_depth: Option<usize>,
    /// The least rows of a node that is split, 2 or more.
    pub min_samples_split: usize,
    /// The least rows of a leaf, 1 or more.
    pub min_samples_leaf: usize,
    /// Columns that are tried at a node.
    pub columns: ColumnsTried,
    /// The share of columns where a share is asked for, above 0 to 1.
    pub column_share: f64,
    /// Whether each tree draws as many rows as there are, with replacement.
    pub bootstrap: bool,
    /// What each tree does about the imbalance of its rows.
    pub balance: Balance,
    /// What a row of the negatives and what one of the positives counts, above 0 to 1e6.
    pub class_weights: [f64; 2],
    /// Where rows, columns and thresholds are drawn from; the rows are those of Python's `random_state`.
    pub seed: u32,
    /// Whether and when the run ends early; needs validation rows.
    pub early_stopping: Option<EarlyStopping>,
    /// Which kind of forest it is.
    #[serde(skip)]
    pub kind: PhantomData<K>,
}

/// A kind of forest.
pub trait Kind: Copy + PartialEq + 'static {
    /// Whether thresholds are drawn, and not looked for.
    const IS_RANDOM: bool;
}

/// The kind whose thresholds are the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Best;

/// The kind whose thresholds are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn;

impl Kind for Best {
    const IS_RANDOM: bool = false;
}

impl Kind for Drawn {
    const IS_RANDOM: bool = true;
}

/// A random forest: trees on rows drawn with replacement, each node with columns drawn anew. Breiman, "Random Forests"
/// (2001).
pub type ForestSpec = TreesSpec<Best>;

/// Extremely randomised trees: the threshold of each column is drawn too. Geurts, Ernst and Wehenkel, "Extremely
/// Randomized Trees" (2006).
pub type ExtraTreesSpec = TreesSpec<Drawn>;

/// How many columns are tried at a node, 1 at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnsTried {
    /// The square root of their number, rounded down.
    #[default]
    Sqrt,
    /// The binary logarithm of their number, rounded down.
    Log2,
    /// All of them.
    All,
    /// A share of them, rounded down.
    Share,
}

impl ColumnsTried {
    /// All of them, in the order in which a menu shows them.
    pub const ALL: [Self; 4] = [Self::Sqrt, Self::Log2, Self::All, Self::Share];
}

/// What a tree of a forest does about the imbalance of its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Balance {
    /// Nothing.
    #[default]
    None,
    /// Both classes of the tree's own rows count alike, as scikit-learn's "balanced_subsample".
    Subsample,
    /// As many rows of each class are drawn, with replacement, as the rarer one has, instead of a bootstrap sample: a
    /// balanced random forest. Chen, Liaw and Breiman, "Using Random Forest to Learn Imbalanced Data" (2004), as
    /// imbalanced-learn 0.14's `BalancedRandomForestClassifier` does by default.
    Forest,
}

impl Balance {
    /// All of them, in the order in which a menu shows them.
    pub const ALL: [Self; 3] = [Self::None, Self::Subsample, Self::Forest];
}

impl<K: Kind> Default for TreesSpec<K> {
    fn default() -> Self {
        Self {
            n_trees: 100,
            max_depth: None,
            min_samples_split: 2,
            min_samples_leaf: 1,
            columns: ColumnsTried::Sqrt,
            column_share: 0.5,
            bootstrap: !K::IS_RANDOM,
            balance: Balance::None,
            class_weights: [1.0; 2],
            seed: 42,
            early_stopping: None,
            kind: PhantomData,
        }
    }
}

impl<K: Kind> TreesSpec<K> {
    /// The most trees.
    pub const MOST_TREES: usize = 10_000;

    /// Says whether a forest can grow so.
    ///
    /// # Errors
    /// What is wrong with its settings.
    pub fn check(&self) -> Result<(), ModelSpecError> {
        let (trees, most) = (self.n_trees as f64, Self::MOST_TREES as f64);
        check_range("the number of trees", trees, 1.0..=most, "from 1 to 10,000")?;
        let share = (Excluded(0.0), Included(1.0));
        let words = "above 0 and at most 1";
        check_range("the share of columns", self.column_share, share, words)?;
        self.tree().check()?;
        check_weights(self.class_weights)
    }

    /// How each tree grows.
    pub(super) const fn tree(&self) -> TreeSpec {
        TreeSpec {
            max_depth: self.max_depth,
            min_samples_split: self.min_samples_split,
            min_samples_leaf: self.min_samples_leaf,
            class_weights: self.class_weights,
        }
    }

    /// Columns of so many that are tried at a node.
    pub(super) fn n_tried(&self, n_columns: usize) -> usize {
        let n = match self.columns {
            ColumnsTried::Sqrt => n_columns.isqrt(),
            ColumnsTried::Log2 => n_columns.checked_ilog2().unwrap_or(0) as usize,
            ColumnsTried::All => n_columns,
            ColumnsTried::Share => rounded_down(self.column_share * n_columns as f64),
        };
        n.max(1)
    }

    /// The same with other class weights.
    pub(super) fn weighted(&self, loss: &LossSpec) -> Self {
        Self {
            class_weights: loss.weights(),
            ..*self
        }
    }

    /// The same as a spec of a random forest, which grows otherwise.
    pub(super) const fn as_forest(&self) -> ForestSpec {
        TreesSpec {
            n_trees: self.n_trees,
            max_depth: self.max_depth,
            min_samples_split: self.min_samples_split,
            min_samples_leaf: self.min_samples_leaf,
            columns: self.columns,
            column_share: self.column_share,
            bootstrap: self.bootstrap,
            balance: self.balance,
            class_weights: self.class_weights,
            seed: self.seed,
            early_stopping: self.early_stopping,
            kind: PhantomData,
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "it is to be rounded down")]
const fn rounded_down(number: f64) -> usize {
    number as usize
}
