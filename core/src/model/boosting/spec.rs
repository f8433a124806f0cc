//! What is asked of a gradient boosting.

use std::ops::Bound::{Excluded, Included};

use serde::{Deserialize, Serialize};

use crate::model::{EarlyStopping, ModelSpecError};
use crate::network::check::{check_range, check_weights};

/// Which leaf of a tree is split next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Growth {
    /// The one whose split gains most, as LightGBM and XGBoost's `lossguide`.
    #[default]
    LeafWise,
    /// The first of the upmost level, as XGBoost's `depthwise`.
    DepthWise,
}

impl Growth {
    /// Every way to grow, in the order of menus.
    pub const ALL: [Self; 2] = [Self::LeafWise, Self::DepthWise];
}

/// Gradient boosting: trees that add up to log-odds, from those of the training labels on. A leaf of rows whose loss has the
/// gradient `G` and the second derivative `H` adds `−learning_rate · G / (H + l2)`, and a split gains
/// `G₁² / (H₁ + l2) + G₂² / (H₂ + l2) − G² / (H + l2)`.
///
/// The default is LightGBM 4.7's. Unlike there rows of leaves are counted, not guessed from their second derivatives, and a
/// column is tried at every node, also below one where no split of it gains anything.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BoostingSpec {
    /// Trees at most, 1 to 10,000.
    pub rounds: usize,
    /// How much of what a tree finds is added, above 0 to 1.
    pub learning_rate: f64,
    /// Leaves of a tree at most, 2 to 4,096.
    pub max_leaves: usize,
    /// The most splits above a leaf; `None` for as many as the leaves allow.
    pub max_depth: Option<usize>,
    /// Which leaf is split next.
    pub growth: Growth,
    /// Bins of a column at most, 2 to 255, besides that of missing values.
    pub max_bins: usize,
    /// The least rows of a leaf, 1 or more.
    pub min_rows_of_leaf: usize,
    /// The least sum of second derivatives of a leaf, 0 to 1e6. Of a row it is its weight times `p · (1 − p)`, with `p` its
    /// probability before the tree. Sums below 1e-10 are too small whatever stands here.
    pub min_child_weight: f64,
    /// λ, which pulls the values of leaves towards 0: 0 to 1e6. It is XGBoost's `lambda`, whose default is 1.
    pub l2: f64,
    /// The share of the rows that each tree learns from, above 0 to 1, drawn without replacement.
    pub row_share: f64,
    /// The share of the columns that each tree asks about, above 0 to 1, drawn without replacement.
    pub column_share: f64,
    /// Whether and when the run ends early; needs validation rows.
    pub early_stopping: Option<EarlyStopping>,
    /// What a row of the negatives and what one of the positives counts, above 0 to 1e6.
    pub class_weights: [f64; 2],
    /// Seed of the rows and columns that are drawn.
    pub seed: u64,
    /// Whether columns of a file come as they stand there: with gaps, and texts as categories. Where rows are resampled they
    /// come as the steps made them.
    pub is_native: bool,
}

impl Default for BoostingSpec {
    fn default() -> Self {
        Self {
            rounds: 100,
            learning_rate: 0.1,
            max_leaves: 31,
            max_depth: None,
            growth: Growth::LeafWise,
            max_bins: 255,
            min_rows_of_leaf: 20,
            min_child_weight: 1e-3,
            l2: 0.0,
            row_share: 1.0,
            column_share: 1.0,
            early_stopping: None,
            class_weights: [1.0; 2],
            seed: 42,
            is_native: true,
        }
    }
}

impl BoostingSpec {
    /// Says whether trees can be boosted so.
    ///
    /// # Errors
    /// What is wrong with its settings.
    pub fn check(&self) -> Result<(), ModelSpecError> {
        let most = |most: f64| (Included(1.0), Included(most));
        let positive = (Excluded(0.0), Included(1.0));
        let share = "above 0 and at most 1";
        let rounds = self.rounds as f64;
        check_range("the number of trees", rounds, most(1e4), "from 1 to 10,000")?;
        check_range("the learning rate", self.learning_rate, positive, share)?;
        let leaves = self.max_leaves as f64;
        check_range(
            "the most leaves of a tree",
            leaves,
            2.0..=4096.0,
            "from 2 to 4,096",
        )?;
        let depth = self.max_depth.unwrap_or(1) as f64;
        check_range("the deepest level", depth, most(4096.0), "from 1 to 4,096")?;
        let bins = self.max_bins as f64;
        check_range(
            "the most bins of a column",
            bins,
            2.0..=255.0,
            "from 2 to 255",
        )?;
        let rows = self.min_rows_of_leaf as f64;
        check_range("the least rows of a leaf", rows, 1.0.., "at least 1")?;
        let large = "from 0 to 1,000,000";
        let least = self.min_child_weight;
        check_range("the least weight of a leaf", least, 0.0..=1e6, large)?;
        check_range("the L2 penalty", self.l2, 0.0..=1e6, large)?;
        check_range("the share of rows", self.row_share, positive, share)?;
        check_range("the share of columns", self.column_share, positive, share)?;
        let patience = self.early_stopping.map_or(1, |early| early.patience) as f64;
        let name = "the patience of early stopping";
        check_range(name, patience, most(1e6), "from 1 to 1,000,000")?;
        check_weights(self.class_weights)
    }
}
