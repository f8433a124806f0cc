//! Columns that belong together.

use imbalance_lab::explain::joined_groups;
use ndarray::Array2;

fn singles(n_columns: usize) -> Vec<Vec<usize>> {
    (0..n_columns).map(|column| vec![column]).collect()
}

#[test]
fn columns_that_correlate_are_joined_through_others_too_and_keep_their_places() {
    let noise = super::rows(400, 5, 3);
    // 2 goes with 0 and, turned round, 4 with 2; 4 goes with 0 less than is asked for.
    let rows = Array2::from_shape_fn((400, 5), |(row, column)| match column {
        2 => noise[[row, 0]] + 0.6 * noise[[row, 2]],
        4 => -(noise[[row, 0]] + 0.6 * noise[[row, 2]]) + 0.7 * noise[[row, 4]],
        _ => noise[[row, column]],
    });
    let joined = joined_groups(&rows, &singles(5), 0.8);
    assert_eq!(joined, [vec![0, 2, 4], vec![1], vec![3]]);
    assert_eq!(joined_groups(&rows, &singles(5), 1.1), singles(5));
    let given = [vec![1, 3], vec![4], vec![0], vec![2]];
    let joined = joined_groups(&rows, &given, 0.8);
    assert_eq!(joined, [vec![1, 3], vec![4, 0, 2]]);
}

#[test]
fn a_column_that_does_not_vary_goes_with_none() {
    let rows = Array2::from_shape_fn(
        (9, 3),
        |(row, column)| if column == 1 { 7.0 } else { row as f32 },
    );
    assert_eq!(
        joined_groups(&rows, &singles(3), 0.5),
        [vec![0, 2], vec![1]]
    );
    let none = Array2::zeros((0, 2));
    assert_eq!(joined_groups(&none, &singles(2), 0.5), singles(2));
}
