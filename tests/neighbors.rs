//! The search for the nearest rows, against sorting all distances.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use imbalance_lab::balance::Neighbors;
use ndarray::Array2;
use proptest::prelude::*;

/// The `k` rows nearest to `row`, by sorting all of them.
fn brute_force(rows: &Array2<f64>, row: usize, k: usize) -> Vec<usize> {
    let mut others: Vec<(f64, usize)> = (0..rows.nrows())
        .filter(|&other| other != row)
        .map(|other| {
            let pairs = rows.row(row).into_iter().zip(rows.row(other));
            (pairs.map(|(a, b)| (a - b) * (a - b)).sum(), other)
        })
        .collect();
    others.sort_by(|a, b| a.partial_cmp(b).unwrap());
    others.into_iter().take(k).map(|(_, other)| other).collect()
}

#[test]
fn rows_that_are_all_equal_have_each_other_as_neighbours() {
    let neighbors = Neighbors::new(Array2::ones((20, 3)));
    assert_eq!(neighbors.nearest(0, 3), [1, 2, 3]);
    assert_eq!(neighbors.nearest(17, 3), [0, 1, 2]);
    assert_eq!(neighbors.nearest(5, 100).len(), 19);
    assert_eq!(neighbors.nearest_of(&[], 3), Vec::<Vec<usize>>::new());
}

#[test]
fn rows_without_columns_are_all_equal() {
    let neighbors = Neighbors::new(Array2::zeros((12, 0)));
    assert_eq!(neighbors.nearest_of(&[9, 0], 2), [[0, 1], [1, 2]]);
}

#[test]
fn as_many_rows_are_searched_for_at_once_as_take_a_few_milliseconds() {
    for (n_samples, n_features) in [(10, 2), (5_000, 50), (50_000, 50), (20_000, 200)] {
        let neighbors = Neighbors::new(Array2::zeros((n_samples, n_features)));
        let multiply_adds = neighbors.queries_at_once() * n_samples * n_features;
        assert!(multiply_adds <= 1 << 26, "{multiply_adds}");
    }
}

/// Numbers of any size, or close together far from 0, some of them on a coarse grid.
fn values() -> impl Strategy<Value = impl Strategy<Value = f64> + Clone> {
    let powers = (-310..=308_i32, -20..=3_i32);
    (powers, any::<bool>()).prop_map(|((center, spread), is_grid)| {
        let center = 10_f64.powi(center);
        let spread = (center * 10_f64.powi(spread)).min(1e307);
        let share = if is_grid {
            (0..3_i8).prop_map(f64::from).boxed()
        } else {
            (-1.0..1.0).boxed()
        };
        share.prop_map(move |share| (center + spread * share).clamp(f64::MIN, f64::MAX))
    })
}

/// Rows whose columns are of different sizes.
fn rows() -> impl Strategy<Value = Array2<f64>> {
    (1..40_usize, 2..60_usize).prop_flat_map(|(n_features, n_samples)| {
        let columns = prop::collection::vec(values(), n_features);
        let columns = columns.prop_flat_map(move |columns| {
            let column = |values| prop::collection::vec(values, n_samples);
            columns.into_iter().map(column).collect::<Vec<_>>()
        });
        columns.prop_map(move |columns| {
            Array2::from_shape_fn((n_samples, n_features), |(row, column)| {
                columns[column][row]
            })
        })
    })
}

fn search_is_exact(rows: &Array2<f64>, k: usize) -> Result<(), TestCaseError> {
    let neighbors = Neighbors::new(rows.clone());
    let all: Vec<usize> = (0..rows.nrows()).rev().collect();
    for (&row, found) in all.iter().zip(neighbors.nearest_of(&all, k)) {
        prop_assert_eq!(&found, &brute_force(rows, row, k));
        prop_assert_eq!(found, neighbors.nearest(row, k));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_search_finds_what_sorting_all_distances_finds(rows in rows(), k in 1..70_usize) {
        search_is_exact(&rows, k)?;
    }

    #[test]
    fn rows_in_tight_clusters_are_told_apart(
        centers in prop::collection::vec(-1e3..1e3, 3),
        tightness in -16..=0_i32,
        offsets in prop::collection::vec((0..3_usize, prop::collection::vec(-1.0..1.0, 5)), 2..80),
        k in 1..8_usize,
    ) {
        let tightness = 10_f64.powi(tightness);
        let rows = Array2::from_shape_fn((offsets.len(), 5), |(row, column)| {
            let (center, offset) = &offsets[row];
            centers[*center] + tightness * offset[column]
        });
        search_is_exact(&rows, k)?;
    }

    #[test]
    fn rows_that_two_others_dwarf_are_told_apart(
        size in -40..=0_i32,
        offsets in prop::collection::vec(prop::collection::vec(-1.0..1.0, 20), 2..60),
        k in 1..8_usize,
    ) {
        let size = 10_f64.powi(size);
        let rows = Array2::from_shape_fn((offsets.len() + 2, 20), |(row, column)| match row {
            0 => 1.0,
            1 => -1.0,
            _ => size * offsets[row - 2][column],
        });
        search_is_exact(&rows, k)?;
    }
}
