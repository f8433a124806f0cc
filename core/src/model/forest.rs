//! Forests: trees that differ by chance, and whose mean is the score.

mod fit;
mod sample;
mod spec;
mod votes;

pub use fit::ForestFit;
pub use spec::{Balance, ColumnsTried, ExtraTreesSpec, ForestSpec, Kind, TreesSpec};

use super::{
    EarlyStopping, Examples, FitError, Fitting, LossSpec, Model, ModelSpecError, TreeSpec, Watch,
};
use crate::setting::{Setting, Span, at, choice, flag, place, real, size, whole};

impl<K: Kind> TreesSpec<K> {
    const TREES: Setting<Self> = whole(
        "trees",
        "Trees",
        (1, Self::MOST_TREES as u64),
        |s| s.n_trees as u64,
        |s, v| s.n_trees = size(v),
    );
    const DEPTH: Setting<Self> = whole(
        "depth",
        "Deepest level (0: no bound)",
        (0, TreeSpec::MOST_LEVELS as u64),
        |s| s.max_depth.unwrap_or(0) as u64,
        |s, v| s.max_depth = (v > 0).then(|| size(v)),
    );
    const SPLIT: Setting<Self> = whole(
        "split_rows",
        "Least rows of a split",
        (2, 1_000_000),
        |s| s.min_samples_split as u64,
        |s, v| s.min_samples_split = size(v),
    );
    const LEAF: Setting<Self> = whole(
        "leaf_rows",
        "Least rows of a leaf",
        (1, 1_000_000),
        |s| s.min_samples_leaf as u64,
        |s, v| s.min_samples_leaf = size(v),
    );
    const COLUMNS: Setting<Self> = choice(
        "columns",
        "Columns a split tries",
        &[
            ("sqrt", "Square root"),
            ("log2", "Binary logarithm"),
            ("all", "All"),
            ("share", "A share"),
        ],
        |s| place(&ColumnsTried::ALL, &s.columns),
        |s, v| s.columns = at(&ColumnsTried::ALL, v),
    );
    const SHARE: Setting<Self> = real(
        "column_share",
        "Share of columns, where a share is tried",
        (0.01, 1.0),
        |s| s.column_share,
        |s, v| s.column_share = v,
    );
    const BOOTSTRAP: Setting<Self> = flag(
        "bootstrap",
        "Each tree draws its rows with replacement",
        |s| s.bootstrap,
        |s, v| s.bootstrap = v,
    );
    const BALANCE: Setting<Self> = choice(
        "balance",
        "Balance of each tree's rows",
        &[
            ("none", "None"),
            ("subsample", "Balanced weights"),
            ("forest", "As many of each class (balanced forest)"),
        ],
        |s| place(&Balance::ALL, &s.balance),
        |s, v| s.balance = at(&Balance::ALL, v),
    );
    const SEED: Setting<Self> = whole(
        "forest_seed",
        "Forest seed",
        (0, u32::MAX as u64),
        |s| s.seed.into(),
        |s, v| s.seed = u32::try_from(v).unwrap_or(u32::MAX),
    );
    const EARLY_STOPPING: Setting<Self> = whole(
        "early_stopping",
        "Stop early after, by validation AUC (0: never)",
        (0, 1_000_000),
        |s| s.early_stopping.map_or(0, |early| early.patience as u64),
        |s, v| {
            let (patience, watch) = (size(v), Watch::Auc);
            s.early_stopping = (v > 0).then_some(EarlyStopping { patience, watch });
        },
    );
    const ALL: &'static [&'static Setting<Self>] = &[
        &Self::TREES,
        &Self::DEPTH,
        &Self::SPLIT,
        &Self::LEAF,
        &Self::COLUMNS,
        &Self::SHARE,
        &Self::BOOTSTRAP,
        &Self::BALANCE,
        &Self::EARLY_STOPPING,
        &Self::SEED,
    ];

    fn work(&self, n_rows: f64, n_features: usize) -> f64 {
        /// Of a value that is sorted and looked at, and of one that is only looked at.
        const OF_VALUE: [f64; 2] = [100.0, 50.0];
        /// Levels that a tree without a bound usually has.
        const USUAL: usize = 20;
        let n_values = n_rows * self.n_tried(n_features) as f64;
        let levels = self.tree().levels().min(USUAL) as f64;
        OF_VALUE[usize::from(K::IS_RANDOM)] * n_values * levels * self.n_trees as f64
    }

    fn begun(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        let Examples {
            features, labels, ..
        } = examples;
        let spec = self.weighted(loss);
        Ok(Box::new(ForestFit::new(features, labels, &spec)?))
    }
}

/// Where both kinds of forest are searched.
const SPANS: [(&str, Span); 3] = [
    ("leaf_rows", Span::Log(1.0, 100.0)),
    ("depth", Span::Even(3.0, 24.0)),
    ("columns", Span::Options),
];

impl Model for ForestSpec {
    const KEY: &'static str = "forest";
    const NAME: &'static str = "random forest";

    fn settings() -> &'static [&'static Setting<Self>] {
        Self::ALL
    }

    fn listener(&self) -> Option<&'static str> {
        self.early_stopping.map(|_| "early stopping")
    }

    fn spans() -> &'static [(&'static str, Span)] {
        &SPANS
    }

    fn check(&self, _: usize) -> Result<(), ModelSpecError> {
        Self::check(self)
    }

    fn rounds(&self) -> usize {
        self.n_trees
    }

    /// How many questions it asks is known when it has grown.
    fn n_parameters(&self, _: usize) -> usize {
        0
    }

    /// Rows once more, column by column, and the order of each column.
    fn bytes(&self, n_rows: f64, n_features: usize) -> f64 {
        8.0 * n_rows * n_features as f64
    }

    fn operations(&self, n_rows: f64, n_features: usize) -> f64 {
        self.work(n_rows, n_features)
    }

    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        self.begun(examples, loss)
    }
}

impl Model for ExtraTreesSpec {
    const KEY: &'static str = "extra-trees";
    const NAME: &'static str = "extra trees";

    fn settings() -> &'static [&'static Setting<Self>] {
        Self::ALL
    }

    fn listener(&self) -> Option<&'static str> {
        self.early_stopping.map(|_| "early stopping")
    }

    fn spans() -> &'static [(&'static str, Span)] {
        &SPANS
    }

    fn check(&self, _: usize) -> Result<(), ModelSpecError> {
        Self::check(self)
    }

    fn rounds(&self) -> usize {
        self.n_trees
    }

    /// How many questions it asks is known when it has grown.
    fn n_parameters(&self, _: usize) -> usize {
        0
    }

    /// Rows once more, column by column, and the order of each column.
    fn bytes(&self, n_rows: f64, n_features: usize) -> f64 {
        8.0 * n_rows * n_features as f64
    }

    fn operations(&self, n_rows: f64, n_features: usize) -> f64 {
        self.work(n_rows, n_features)
    }

    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        self.begun(examples, loss)
    }
}
