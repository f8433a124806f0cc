//! Columns that belong together.

use ndarray::ArrayRef2;

/// Joins groups of columns of which any two correlate by at least `least` in size (Pearson). `features` is
/// `(n_samples, n_features)`; of a column that doesn't vary no correlation is defined. A joined group stands where the
/// first of its groups stood.
#[must_use]
pub fn joined_groups(
    features: &ArrayRef2<f32>,
    groups: &[Vec<usize>],
    least: f64,
) -> Vec<Vec<usize>> {
    let columns: Vec<Vec<f64>> = (0..features.ncols())
        .map(|column| standard(features, column))
        .collect();
    let go_together = |a: &[usize], b: &[usize]| {
        a.iter()
            .any(|&a| b.iter().any(|&b| product(&columns, a, b).abs() >= least))
    };
    let mut joined: Vec<Vec<usize>> = Vec::new();
    for group in groups {
        let mut rest = Vec::with_capacity(joined.len() + 1);
        let mut into: Option<usize> = None;
        for known in joined {
            match into {
                _ if !go_together(&known, group) => rest.push(known),
                None => {
                    into = Some(rest.len());
                    rest.push(known);
                }
                Some(place) => rest[place].extend(known),
            }
        }
        match into {
            Some(place) => rest[place].extend(group),
            None => rest.push(group.clone()),
        }
        joined = rest;
    }
    joined
}

/// A column less its mean, of length 1; zeros where it doesn't vary.
fn standard(features: &ArrayRef2<f32>, column: usize) -> Vec<f64> {
    let mut values: Vec<f64> = features
        .column(column)
        .iter()
        .map(|&value| f64::from(value))
        .collect();
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    values.iter_mut().for_each(|value| *value -= mean);
    let length = libm::sqrt(values.iter().map(|value| value * value).sum());
    let by = if length > 0.0 { 1.0 / length } else { 0.0 };
    values.iter_mut().for_each(|value| *value *= by);
    values
}

fn product(columns: &[Vec<f64>], a: usize, b: usize) -> f64 {
    let pairs = columns[a].iter().zip(&columns[b]);
    pairs.map(|(a, b)| a * b).sum()
}
