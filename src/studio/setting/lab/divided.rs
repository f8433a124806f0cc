//! Which rows are held out, and how columns are scaled.

use super::written::{Lab, SEED, put, seed};
use crate::data::{Scaling, SplitBy};
use crate::setting::{at, choice, flag, place, real, text, whole};

const SPLITS: [SplitBy; 3] = [SplitBy::Chance, SplitBy::Time, SplitBy::Group];
const SCALINGS: [Scaling; 4] = [
    Scaling::ZScore,
    Scaling::Range,
    Scaling::Quartiles,
    Scaling::Nothing,
];

/// Share of the rows to test on.
pub static TEST_SHARE: Lab = real(
    "test",
    "Test share (%)",
    (0.0, 100.0),
    |s| s.split.test_share * 100.0,
    |s, v| s.split.test_share = v / 100.0,
);
/// Share of the rows to choose a threshold on.
pub static VALIDATION_SHARE: Lab = real(
    "validation",
    "Validation share (%)",
    (0.0, 100.0),
    |s| s.split.validation_share * 100.0,
    |s, v| s.split.validation_share = v / 100.0,
);
/// Whether each part keeps the default rate.
pub static STRATIFIED: Lab = flag(
    "stratified",
    "Stratified: the same default rate in every part",
    |s| s.split.stratified,
    |s, v| s.split.stratified = v,
);
/// How columns are scaled.
pub static SCALING: Lab = choice(
    "scaling",
    "Columns scaled by",
    &[
        ("z", "mean and deviation"),
        ("range", "range, 0 to 1"),
        ("quartiles", "median and quartiles"),
        ("none", "nothing"),
    ],
    |s| place(&SCALINGS, &s.scaling),
    |s, v| s.scaling = at(&SCALINGS, v),
);
/// Seed of the split.
pub static SPLIT_SEED: Lab = whole(
    "split_seed",
    "Split seed",
    SEED,
    |s| s.split.random_state.into(),
    |s, v| s.split.random_state = seed(v),
);

/// By what rows of a file are divided.
pub static SPLIT_BY: Lab = choice(
    "split_by",
    "Split",
    &[
        ("chance", "at random"),
        ("time", "by time, the newest held out"),
        ("group", "by group, each on one side"),
    ],
    |s| place(&SPLITS, &s.split.by),
    |s, v| s.split.by = at(&SPLITS, v),
);
/// The column by which they are divided.
pub static SPLIT_COLUMN: Lab = text(
    "split_column",
    "Split by column",
    "The name of a column, please.",
    |s| s.split.column.clone(),
    |s, v| put(&mut s.split.column, v),
);

/// From when on rows are tested on.
pub static SPLIT_FROM: Lab = text(
    "split_from",
    "Tested on from (a date, last year, or empty)",
    "A date or a number, please.",
    |s| s.split.from.clone(),
    |s, v| put(&mut s.split.from, v),
);

/// How rows are divided.
pub(super) static DIVIDED: [&Lab; 8] = [
    &TEST_SHARE,
    &VALIDATION_SHARE,
    &STRATIFIED,
    &SPLIT_SEED,
    &SPLIT_BY,
    &SPLIT_COLUMN,
    &SPLIT_FROM,
    &SCALING,
];
