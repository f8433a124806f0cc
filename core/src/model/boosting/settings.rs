//! The settings of a gradient boosting.

use super::spec::{BoostingSpec, Growth};
use crate::model::{EarlyStopping, Watch};
use crate::setting::{Setting, at, choice, flag, place, real, size, whole};

type Of = Setting<BoostingSpec>;

static TREES: Of = whole(
    "trees",
    "Trees",
    (1, 10_000),
    |s| s.rounds as u64,
    |s, v| s.rounds = size(v),
);
static RATE: Of = real(
    "rate",
    "Learning rate",
    (1e-6, 1.0),
    |s| s.learning_rate,
    |s, v| s.learning_rate = v,
);
static LEAVES: Of = whole(
    "leaves",
    "Leaves of a tree at most",
    (2, 4_096),
    |s| s.max_leaves as u64,
    |s, v| s.max_leaves = size(v),
);
static DEPTH: Of = whole(
    "depth",
    "Deepest level (0: no bound)",
    (0, 4_096),
    |s| s.max_depth.unwrap_or(0) as u64,
    |s, v| s.max_depth = (v > 0).then(|| size(v)),
);
static GROWTH: Of = choice(
    "growth",
    "Split next",
    &[("leaf", "Best leaf"), ("depth", "Level by level")],
    |s| place(&Growth::ALL, &s.growth),
    |s, v| s.growth = at(&Growth::ALL, v),
);
static BINS: Of = whole(
    "bins",
    "Bins of a column at most",
    (2, 255),
    |s| s.max_bins as u64,
    |s, v| s.max_bins = size(v),
);
static LEAF_ROWS: Of = whole(
    "leaf_rows",
    "Least rows of a leaf",
    (1, 1_000_000),
    |s| s.min_rows_of_leaf as u64,
    |s, v| s.min_rows_of_leaf = size(v),
);
static LEAF_WEIGHT: Of = real(
    "leaf_weight",
    "Least Hessian of a leaf",
    (0.0, 1e6),
    |s| s.min_child_weight,
    |s, v| s.min_child_weight = v,
);
static L2: Of = real(
    "l2",
    "L2 penalty of leaves",
    (0.0, 1e6),
    |s| s.l2,
    |s, v| s.l2 = v,
);
static ROW_SHARE: Of = real(
    "row_share",
    "Share of rows a tree",
    (0.01, 1.0),
    |s| s.row_share,
    |s, v| s.row_share = v,
);
static COLUMN_SHARE: Of = real(
    "column_share",
    "Share of columns a tree",
    (0.01, 1.0),
    |s| s.column_share,
    |s, v| s.column_share = v,
);
static EARLY_STOPPING: Of = whole(
    "early_stopping",
    "Stop early after (0: never)",
    (0, 1_000_000),
    |s| s.early_stopping.map_or(0, |early| early.patience as u64),
    |s, v| {
        let (patience, watch) = (size(v), watched(s));
        s.early_stopping = (v > 0).then_some(EarlyStopping { patience, watch });
    },
);
static WATCH: Of = choice(
    "watch",
    "Early stop watches",
    &[("loss", "Validation loss"), ("auc", "Validation AUC")],
    |s| place(&Watch::ALL, &watched(s)),
    |s, v| {
        if let Some(early) = &mut s.early_stopping {
            early.watch = at(&Watch::ALL, v);
        }
    },
);
static SEED: Of = whole(
    "boosting_seed",
    "Boosting seed",
    (0, u32::MAX as u64),
    |s| s.seed,
    |s, v| s.seed = v,
);

static NATIVE: Of = flag(
    "native",
    "Gaps and categories of a file as they are",
    |s| s.is_native,
    |s, v| s.is_native = v,
);

pub(super) static ALL: [&Of; 15] = [
    &TREES,
    &RATE,
    &LEAVES,
    &DEPTH,
    &GROWTH,
    &BINS,
    &LEAF_ROWS,
    &LEAF_WEIGHT,
    &L2,
    &ROW_SHARE,
    &COLUMN_SHARE,
    &EARLY_STOPPING,
    &WATCH,
    &SEED,
    &NATIVE,
];

fn watched(spec: &BoostingSpec) -> Watch {
    spec.early_stopping.map_or(Watch::Loss, |early| early.watch)
}
