//! Dividing rows into training, validation and test rows.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::counted::counted;
use crate::random::NumpyRandom;

/// By what rows are divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SplitBy {
    /// At random.
    #[default]
    Chance,
    /// By a column of dates or numbers: the newest rows are held out.
    Time,
    /// By a column that says whose rows they are: all rows of one stay together.
    Group,
}

/// Which fold is tested on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fold {
    /// Folds in all, 2 or more.
    pub n_folds: u32,
    /// The one to test on, counted from 0.
    pub nth: u32,
}

/// How rows are divided into training, validation and test rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SplitSpec {
    /// Share of all rows to test on, in (0, 1).
    pub test_share: f64,
    /// Share of all rows to validate on, in [0, 1); 0 = no validation rows.
    pub validation_share: f64,
    /// Each part keeps the share of defaults of the whole, as near as whole rows allow.
    pub stratified: bool,
    /// Seed of both splits.
    pub random_state: u32,
    /// By what they are divided; rows that aren't of a file, and uploaded scores, by chance in any case.
    pub by: SplitBy,
    /// The column that they are divided by, where they are.
    pub column: String,
    /// By time: the date or number from which on rows are tested on, in place of a share, or `last year`; empty for none.
    pub from: String,
    /// The fold that is tested on, in place of a share.
    pub fold: Option<Fold>,
    /// A fold of the training rows that stands for the test rows, which nobody looks at then: as settings are searched for.
    pub within: Option<Fold>,
}

impl Default for SplitSpec {
    /// The tutorial's: 20 % to test on, no validation rows, not stratified, seed 42.
    fn default() -> Self {
        Self {
            test_share: 0.2,
            validation_share: 0.0,
            stratified: false,
            random_state: 42,
            by: SplitBy::Chance,
            column: String::new(),
            from: String::new(),
            fold: None,
            within: None,
        }
    }
}

/// The row indices of each part, in drawn order. Each row is in exactly one part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// Rows to fit on.
    pub train: Vec<usize>,
    /// Rows to choose a threshold on; may be empty.
    pub validation: Vec<usize>,
    /// Rows to report on, once.
    pub test: Vec<usize>,
}

/// A part of a [`Split`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Rows to fit on.
    Training,
    /// Rows to choose a threshold on.
    Validation,
    /// Rows to report on.
    Test,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Training => "training",
            Self::Validation => "validation",
            Self::Test => "test",
        })
    }
}

/// Why rows can't be divided as asked.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum SplitError {
    /// The test share lies outside (0, 1).
    #[error("The test share is {share}; it must be more than 0 and less than 1.")]
    TestShare {
        /// The share asked for.
        share: f64,
    },
    /// The validation share is negative, or it and the test share leave nothing to train on.
    #[error(
        "The validation share is {share}; it must be 0 or more, and with the test share of \
         {test_share} stay below 1."
    )]
    ValidationShare {
        /// The share asked for.
        share: f64,
        /// The share of the test rows.
        test_share: f64,
    },
    /// There is no such column to divide by.
    #[error("There is no column {0} to split by; choose one of the file's.")]
    NoColumn(String),
    /// A column to divide by time holds neither dates nor numbers.
    #[error("Column {0} holds neither dates nor numbers; choose another one to split by time.")]
    NoTimes(String),
    /// There are fewer rows, or fewer of what stays together, than folds.
    #[error("{n_folds} folds need as many rows or groups; there are {n_samples}.")]
    Folds {
        /// Folds asked for.
        n_folds: usize,
        /// What is to be divided.
        n_samples: usize,
    },
    /// Rows that are split by time have no folds.
    #[error(
        "Rows that are split by time have no folds: the newest would tell of older ones. Repeat over seeds, or split otherwise."
    )]
    TimeFolds,
    /// What rows are to be tested on from is no time of the column.
    #[error(
        "“{text}” is no date or number of {column} to test from; write it as the file does, or “last year”."
    )]
    NoSuchTime {
        /// What was written.
        text: String,
        /// The column.
        column: String,
    },
    /// A part would hold no row.
    #[error("Of {} none is left to be a {part} row.", counted(*n_samples, "row"))]
    EmptyPart {
        /// The part.
        part: Part,
        /// Rows to divide.
        n_samples: usize,
    },
    /// A stratified part would be too small to hold both classes.
    #[error("{n_samples} {part} row can't hold both classes; a stratified split needs 2 or more.")]
    SmallPart {
        /// The part.
        part: Part,
        /// Rows that it would hold.
        n_samples: usize,
    },
    /// A class has too few rows to be in both parts of a stratified split.
    #[error(
        "A stratified split needs at least 2 rows of each class in what it divides, \
         which holds {n_negatives} that didn't default and {n_positives} that did."
    )]
    RareClass {
        /// Rows that didn't default.
        n_negatives: usize,
        /// Rows that did.
        n_positives: usize,
    },
}

/// Divides the rows of `labels` into training, validation and test rows.
///
/// The test rows are scikit-learn 1.9's `train_test_split(rows, test_size=test_share,
/// random_state=…, stratify=labels or None)`, index by index. Validation rows, if any, are split
/// from the remaining rows by the same function with `test_size = validation_share /
/// (1 − test_share)` and the same seed. Part sizes are rounded up for test and validation rows.
///
/// # Errors
/// [`SplitError::TestShare`] and [`SplitError::ValidationShare`] where a share is out of range,
/// [`SplitError::EmptyPart`] where a part would hold no row; if stratified
/// [`SplitError::RareClass`] where a class has fewer than 2 rows (scikit-learn lets a class be
/// absent altogether) and [`SplitError::SmallPart`] where a part has fewer than 2.
pub fn train_test_split(labels: &[bool], spec: &SplitSpec) -> Result<Split, SplitError> {
    let validation_share = checked_shares(spec)?;
    let (mut train, test) = split_once(labels, spec.test_share, Part::Test, spec)?;
    let mut validation = Vec::new();
    if validation_share > 0.0 {
        let kept: Vec<bool> = train.iter().map(|&row| labels[row]).collect();
        let (rest, held_out) = split_once(&kept, validation_share, Part::Validation, spec)?;
        validation = held_out.iter().map(|&position| train[position]).collect();
        train = rest.iter().map(|&position| train[position]).collect();
    }
    Ok(Split {
        train,
        validation,
        test,
    })
}

/// The share of validation rows among those that aren't tested on.
pub(super) fn checked_shares(spec: &SplitSpec) -> Result<f64, SplitError> {
    let (share, test_share) = (spec.validation_share, spec.test_share);
    if !(test_share > 0.0 && test_share < 1.0) {
        return Err(SplitError::TestShare { share: test_share });
    }
    let validation_share = share / (1.0 - test_share);
    if !(0.0..1.0).contains(&validation_share) {
        return Err(SplitError::ValidationShare { share, test_share });
    }
    Ok(validation_share)
}

/// Indices of `labels`: those kept and those held out.
pub(super) fn split_once(
    labels: &[bool],
    share: f64,
    part: Part,
    spec: &SplitSpec,
) -> Result<(Vec<usize>, Vec<usize>), SplitError> {
    let n_samples = labels.len();
    let n_held_out = round_up(share * n_samples as f64);
    let n_kept = n_samples.saturating_sub(n_held_out);
    for (part, n) in [(part, n_held_out), (Part::Training, n_kept)] {
        if n == 0 {
            return Err(SplitError::EmptyPart { part, n_samples });
        }
        if n == 1 && spec.stratified {
            return Err(SplitError::SmallPart { part, n_samples: n });
        }
    }
    let mut random = NumpyRandom::new(spec.random_state);
    if spec.stratified {
        return split_by_class(labels, n_held_out, &mut random);
    }
    let mut held_out = random.permutation(n_samples);
    let kept = held_out.split_off(n_held_out);
    Ok((kept, held_out))
}

/// As scikit-learn's `StratifiedShuffleSplit`.
fn split_by_class(
    labels: &[bool],
    n_held_out: usize,
    random: &mut NumpyRandom,
) -> Result<(Vec<usize>, Vec<usize>), SplitError> {
    let classes = [false, true].map(|class| -> Vec<usize> {
        (0..labels.len())
            .filter(|&row| labels[row] == class)
            .collect()
    });
    let counts = classes.each_ref().map(Vec::len);
    if counts.iter().any(|&count| count < 2) {
        return Err(SplitError::RareClass {
            n_negatives: counts[0],
            n_positives: counts[1],
        });
    }
    let n_kept = approximate_mode(counts, labels.len() - n_held_out, random);
    let remaining = [counts[0] - n_kept[0], counts[1] - n_kept[1]];
    let n_taken = approximate_mode(remaining, n_held_out, random);

    let (mut kept, mut held_out) = (Vec::new(), Vec::new());
    for (rows, (n_kept, n_taken)) in classes.iter().zip(n_kept.into_iter().zip(n_taken)) {
        let order = random.permutation(rows.len());
        let drawn = |range: std::ops::Range<usize>| order[range].iter().map(|&i| rows[i]);
        kept.extend(drawn(0..n_kept));
        held_out.extend(drawn(n_kept..n_kept + n_taken));
    }
    random.shuffle(&mut kept);
    random.shuffle(&mut held_out);
    Ok((kept, held_out))
}

/// How many of `n_draws` rows fall to each class: nearly the mode of the multivariate hypergeometric
/// distribution, ties broken at random (scikit-learn's `_approximate_mode`).
fn approximate_mode(counts: [usize; 2], n_draws: usize, random: &mut NumpyRandom) -> [usize; 2] {
    let total = (counts[0] + counts[1]) as f64;
    let expected = counts.map(|count| count as f64 / total * n_draws as f64);
    let remainder = expected.map(|share| share - share.floor());
    let mut drawn = expected.map(round_down);
    let n_missing = n_draws.saturating_sub(drawn[0] + drawn[1]);
    let order = if n_missing > 0 && remainder[0] == remainder[1] {
        random.choice(2, n_missing)
    } else if remainder[0] >= remainder[1] {
        vec![0, 1]
    } else {
        vec![1, 0]
    };
    for class in order.into_iter().take(n_missing) {
        drawn[class] += 1;
    }
    drawn
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of rows"
)]
fn round_down(count: f64) -> usize {
    count.floor() as usize
}

pub(super) fn round_up(count: f64) -> usize {
    round_down(count.ceil())
}
