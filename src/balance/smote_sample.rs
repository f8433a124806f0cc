//! A few of the rows that SMOTE would make, to be looked at.

use ndarray::{ArrayView2, Axis};

use super::{Neighbors, SmoteError, SmoteSpec, Synthetic};
use crate::random::NumpyRandom;

/// Numbers of the rarer class that are searched for neighbours at most; of a larger class an even
/// sample is.
const MOST_SEARCHED: usize = 400_000;

/// Training rows, where they lie in their source.
#[derive(Clone, Copy, Debug)]
pub struct TrainingRows<'a> {
    /// The numbers of the source, `(n_source, n_features)`.
    pub features: ArrayView2<'a, f64>,
    /// The label of each of its rows.
    pub labels: &'a [bool],
    /// Which of its rows are trained on.
    pub rows: &'a [usize],
}

/// At most `most` of the rows that [`smote`](super::smote()) makes of these training rows, evenly taken and
/// each as it makes it: parents are places among `rows`. Where the rarer class is very large, neighbours
/// are looked for in an even sample of it, and the rows only look like those.
///
/// # Errors
/// As [`smote`](super::smote()).
pub fn smote_sample(
    training: &TrainingRows<'_>,
    spec: &SmoteSpec,
    most: usize,
) -> Result<Vec<Synthetic>, SmoteError> {
    let TrainingRows {
        features,
        labels,
        rows,
    } = *training;
    let n_positives = rows.iter().filter(|&&row| labels[row]).count();
    let (rarer, n_synthetic) = spec.check([rows.len() - n_positives, n_positives])?;
    let places: Vec<usize> = (0..rows.len())
        .filter(|&place| labels[rows[place]] == rarer)
        .collect();
    let most_rows = (MOST_SEARCHED / features.ncols().max(1)).max(spec.k_neighbors + 1);
    let step = places.len().div_ceil(most_rows).max(1);
    let places: Vec<usize> = places.into_iter().step_by(step).collect();

    let k = spec.k_neighbors.min(places.len().saturating_sub(1)).max(1);
    let mut random = NumpyRandom::new(spec.random_state);
    let drawn: Vec<usize> = (0..n_synthetic)
        .map(|_| random.randint(places.len() * k))
        .collect();
    let steps: Vec<f64> = drawn.iter().map(|_| random.random_sample()).collect();
    let sources: Vec<usize> = places.iter().map(|&place| rows[place]).collect();
    let neighbors = Neighbors::new(features.select(Axis(0), &sources).view());
    let every = n_synthetic.div_ceil(most.max(1)).max(1);
    let made = drawn.into_iter().zip(steps).step_by(every);
    Ok(made
        .map(|(drawn, step)| {
            let nearest = neighbors.nearest(drawn / k, k);
            Synthetic {
                parent: places[drawn / k],
                neighbor: places[nearest[drawn % k]],
                step,
            }
        })
        .collect())
}
