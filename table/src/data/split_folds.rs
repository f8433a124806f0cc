//! Rows divided in folds, of which one is tested on.

use super::split::{Fold, Part, Split, SplitError, SplitSpec, split_once};
use super::split_by::once;
use crate::folds::stratified_folds;
use crate::random::NumpyRandom;
use crate::sorting::sort_rows;

/// Divides rows in folds and tests on one of them: the test rows of scikit-learn 1.9's `KFold(n_folds, shuffle=True,
/// random_state=…)`, stratified those of `StratifiedKFold`, and with `groups` those of `GroupKFold`, each with the same
/// arguments. Training and test rows rise. Validation rows are split from the others as
/// [`train_test_split`](super::train_test_split) does, so that they are a `validation_share` of all rows.
///
/// # Errors
/// [`SplitError::Folds`] where there are fewer rows or groups than folds, and what splitting off validation rows finds
/// wrong.
pub fn split_by_fold(
    labels: &[bool],
    groups: Option<&[usize]>,
    fold: Fold,
    spec: &SplitSpec,
) -> Result<Split, SplitError> {
    let n_folds = usize::try_from(fold.n_folds.max(2)).unwrap_or(2);
    let tested = usize::try_from(fold.nth).unwrap_or(usize::MAX);
    let folds = match groups {
        Some(groups) => {
            let n_groups = groups.iter().max().map_or(0, |most| most + 1);
            let of_group = dealt(n_groups, n_folds, spec.random_state)?;
            groups.iter().map(|&group| of_group[group]).collect()
        }
        None if spec.stratified => {
            check(labels.len(), n_folds)?;
            stratified_folds(labels, n_folds, Some(spec.random_state))
        }
        None => dealt(labels.len(), n_folds, spec.random_state)?,
    };
    let rows = folds.iter().enumerate();
    let (test, rest): (Vec<_>, Vec<_>) = rows.partition(|(_, of)| **of == tested);
    let row = |(row, _): (usize, &usize)| row;
    let test: Vec<usize> = test.into_iter().map(row).collect();
    let rest: Vec<usize> = rest.into_iter().map(row).collect();
    let share = spec.validation_share / (1.0 - 1.0 / n_folds as f64);
    if share <= 0.0 {
        let validation = Vec::new();
        return Ok(Split {
            train: rest,
            validation,
            test,
        });
    }
    if share >= 1.0 {
        return Err(SplitError::ValidationShare {
            share: spec.validation_share,
            test_share: 1.0 / n_folds as f64,
        });
    }
    let (train, validation) = match groups {
        Some(groups) => once(&rest, groups, share, Part::Validation, spec.random_state)?,
        None => {
            let kept: Vec<bool> = rest.iter().map(|&row| labels[row]).collect();
            let (kept, held_out) = split_once(&kept, share, Part::Validation, spec)?;
            let of_all = |places: Vec<usize>| places.into_iter().map(|place| rest[place]).collect();
            (of_all(kept), of_all(held_out))
        }
    };
    Ok(Split {
        train,
        validation,
        test,
    })
}

/// A split in which a fold of the training rows stands for the test rows, which are left out; validation rows stay. Folds
/// are those of [`split_by_fold`] on the training rows alone.
///
/// # Errors
/// [`SplitError::Folds`] where there are fewer training rows or groups than folds.
pub fn split_within(
    split: Split,
    labels: &[bool],
    groups: Option<&[usize]>,
    fold: Fold,
    spec: &SplitSpec,
) -> Result<Split, SplitError> {
    let Split {
        train, validation, ..
    } = split;
    let of_train: Vec<bool> = train.iter().map(|&row| labels[row]).collect();
    // Groups are counted anew, so that those of other rows are no folds.
    let groups = groups.map(|groups| {
        let mut known: Vec<usize> = train.iter().map(|&row| groups[row]).collect();
        sort_rows(&mut known);
        known.dedup();
        let place = |group: usize| known.partition_point(|of| *of < group);
        train
            .iter()
            .map(|&row| place(groups[row]))
            .collect::<Vec<_>>()
    });
    let spec = SplitSpec {
        validation_share: 0.0,
        ..spec.clone()
    };
    let inner = split_by_fold(&of_train, groups.as_deref(), fold, &spec)?;
    let of_all = |places: Vec<usize>| places.into_iter().map(|place| train[place]).collect();
    Ok(Split {
        train: of_all(inner.train),
        validation,
        test: of_all(inner.test),
    })
}

fn check(n_samples: usize, n_folds: usize) -> Result<(), SplitError> {
    if n_samples < n_folds {
        return Err(SplitError::Folds { n_folds, n_samples });
    }
    Ok(())
}

/// The fold of each of so many things, which are dealt out in drawn order: the first folds have one more.
fn dealt(n: usize, n_folds: usize, seed: u32) -> Result<Vec<usize>, SplitError> {
    check(n, n_folds)?;
    let drawn = NumpyRandom::new(seed).permutation(n);
    let mut folds = vec![0; n];
    let mut next = drawn.into_iter();
    for fold in 0..n_folds {
        let size = n / n_folds + usize::from(fold < n % n_folds);
        for place in next.by_ref().take(size) {
            folds[place] = fold;
        }
    }
    Ok(folds)
}
