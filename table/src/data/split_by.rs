//! Rows divided by when they are, or by whose they are.

use std::collections::HashMap;

use super::split::{Part, Split, SplitError, SplitSpec, checked_shares, round_up};
use crate::random::NumpyRandom;
use crate::sorting::{sort_by, sort_rows};

/// Divides rows by time: the newest are to be tested on, or those `from` a time on, those before them to validate on. Rows of one time stay on one
/// side, so that parts may be larger than asked for; rows without a time are trained on.
///
/// # Errors
/// [`SplitError::TestShare`], [`SplitError::ValidationShare`] and [`SplitError::EmptyPart`], as
/// [`train_test_split`](super::train_test_split).
pub fn split_by_time(
    times: &[f64],
    from: Option<f64>,
    spec: &SplitSpec,
) -> Result<Split, SplitError> {
    checked_shares(spec)?;
    let n_samples = times.len();
    let mut order: Vec<usize> = (0..n_samples).collect();
    // A row without a time is older than all.
    let key = |row: usize| {
        times
            .get(row)
            .copied()
            .filter(|time| !time.is_nan())
            .unwrap_or(f64::NEG_INFINITY)
    };
    sort_by(&mut order, |&a, &b| key(a).total_cmp(&key(b)));
    // The first place whose time is that of the row so many from the end.
    let begin = |n_newest: usize| {
        let time = order
            .get(n_samples.saturating_sub(n_newest))
            .map(|&row| key(row));
        time.map_or(n_samples, |time| {
            order.partition_point(|&row| key(row) < time)
        })
    };
    let n_validation = round_up(spec.validation_share * n_samples as f64);
    let (test_from, n_test) = match from {
        Some(from) => {
            let test_from = order.partition_point(|&row| key(row) < from);
            (test_from, n_samples - test_from)
        }
        None => {
            let n_test = round_up(spec.test_share * n_samples as f64);
            (begin(n_test), n_test)
        }
    };
    let validation_from = if n_validation == 0 {
        test_from
    } else {
        begin(n_test + n_validation).min(test_from)
    };
    let test = order.split_off(test_from);
    let validation = order.split_off(validation_from);
    for (part, is_empty) in [
        (Part::Training, order.is_empty()),
        (Part::Validation, n_validation > 0 && validation.is_empty()),
        (Part::Test, test.is_empty()),
    ] {
        if is_empty {
            return Err(SplitError::EmptyPart { part, n_samples });
        }
    }
    Ok(Split {
        train: order,
        validation,
        test,
    })
}

/// Divides rows by groups, each of which is on one side: scikit-learn 1.9's `GroupShuffleSplit(1, test_size=test_share,
/// random_state=…)`, and then the same among the remaining rows with `test_size = validation_share / (1 − test_share)`.
/// Groups go by numbers, which are their places among the distinct ones, sorted.
///
/// # Errors
/// As [`split_by_time`].
pub fn split_by_group(groups: &[usize], spec: &SplitSpec) -> Result<Split, SplitError> {
    let validation_share = checked_shares(spec)?;
    let rows: Vec<usize> = (0..groups.len()).collect();
    let (mut train, test) = once(
        &rows,
        groups,
        spec.test_share,
        Part::Test,
        spec.random_state,
    )?;
    let mut validation = Vec::new();
    if validation_share > 0.0 {
        (train, validation) = once(
            &train,
            groups,
            validation_share,
            Part::Validation,
            spec.random_state,
        )?;
    }
    Ok(Split {
        train,
        validation,
        test,
    })
}

/// The rows that are kept and those that are held out, each in their order.
pub(super) fn once(
    rows: &[usize],
    groups: &[usize],
    share: f64,
    part: Part,
    seed: u32,
) -> Result<(Vec<usize>, Vec<usize>), SplitError> {
    let mut distinct: Vec<usize> = rows.iter().map(|&row| groups[row]).collect();
    sort_rows(&mut distinct);
    distinct.dedup();
    let n_held_out = round_up(share * distinct.len() as f64);
    let n_samples = rows.len();
    for (part, n) in [
        (part, n_held_out),
        (Part::Training, distinct.len().saturating_sub(n_held_out)),
    ] {
        if n == 0 {
            return Err(SplitError::EmptyPart { part, n_samples });
        }
    }
    let drawn = NumpyRandom::new(seed).permutation(distinct.len());
    let is_held_out: HashMap<usize, bool> = drawn
        .into_iter()
        .enumerate()
        .map(|(nth, place)| (distinct[place], nth < n_held_out))
        .collect();
    let is_of = |row: &usize| is_held_out.get(&groups[*row]).copied().unwrap_or_default();
    let (held_out, kept) = rows.iter().copied().partition(is_of);
    Ok((kept, held_out))
}

/// The place of each value among the distinct ones, sorted.
pub fn group_numbers<T: Clone>(
    values: &[T],
    order: impl Fn(&T, &T) -> std::cmp::Ordering,
) -> Vec<usize> {
    let mut distinct = values.to_vec();
    sort_by(&mut distinct, &order);
    distinct.dedup_by(|a, b| order(a, b).is_eq());
    let place = |value: &T| distinct.partition_point(|of| order(of, value).is_lt());
    values.iter().map(place).collect()
}
