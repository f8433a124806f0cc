//! A few of the rows that SMOTE would make, to be looked at.

use ndarray::ArrayView2;

use super::search::Search;
use super::{RemedyError, SmoteSpec, Synthetic};
use crate::data::Scaler;
use crate::data::some_rows;
use crate::random::NumpyRandom;
use crate::sorting::sort_rows;

/// Numbers (rows × columns) of the rarer class among which neighbours are looked for, at most.
const MOST_SEARCHED: usize = 1 << 20;

/// Training rows, where they lie in their source.
#[derive(Clone, Copy, Debug)]
pub struct TrainingRows<'a> {
    /// The numbers of the source, `(n_source, n_features)`.
    pub features: ArrayView2<'a, f64>,
    /// The label of each of its rows.
    pub labels: &'a [bool],
    /// Which of its rows are trained on.
    pub rows: &'a [usize],
    /// How they are scaled before neighbours are looked for, if they are.
    pub scaler: Option<&'a Scaler>,
}

/// At most `most` of the rows that [`smote`](super::smote()) makes of these training rows, every n-th
/// of them and each as it makes it: parents are places among `rows`.
///
/// Work and memory are bounded: neighbours are looked for once for each parent that is shown, among
/// at most 2²⁰ numbers (rows × columns, but always more than `k_neighbors` rows). Where the rarer
/// class has more, only every n-th row of it is a parent or a neighbour; such rows are made in the
/// same way, but aren't those that [`smote`](super::smote()) makes.
///
/// # Errors
/// As [`smote`](super::smote()).
pub fn smote_sample(
    training: &TrainingRows<'_>,
    spec: &SmoteSpec,
    most: usize,
) -> Result<Vec<Synthetic>, RemedyError> {
    let (rows, labels) = (training.rows, training.labels);
    let n_positives = rows.iter().filter(|&&row| labels[row]).count();
    let (rarer, n_synthetic) = spec.check([rows.len() - n_positives, n_positives])?;
    let k = spec.k_neighbors;
    let places = training.searched(rarer, k);

    let mut random = NumpyRandom::new(spec.random_state);
    let n_pairs = places.len() * k;
    let pairs: Vec<usize> = (0..n_synthetic).map(|_| random.randint(n_pairs)).collect();
    let steps: Vec<f64> = pairs.iter().map(|_| random.random_sample()).collect();
    let every = n_synthetic.div_ceil(most.max(1)).max(1);
    let drawn = || pairs.iter().zip(&steps).step_by(every);

    let nearest = training.nearest(&places, drawn().map(|(pair, _)| pair / k), k);
    let made = drawn().map(|(pair, &step)| Synthetic {
        parent: places[pair / k],
        neighbor: places[nearest[pair / k][pair % k]],
        step,
    });
    Ok(made.collect())
}

impl TrainingRows<'_> {
    /// The places of as many rows of the rarer class as may be searched, evenly taken.
    fn searched(&self, rarer: bool, k: usize) -> Vec<usize> {
        let is_rarer = |&place: &usize| self.labels[self.rows[place]] == rarer;
        let places: Vec<usize> = (0..self.rows.len()).filter(is_rarer).collect();
        let n_searched = MOST_SEARCHED / self.features.ncols().max(1);
        let step = places.len().div_ceil(n_searched.max(1));
        // Thinned more, fewer than k + 1 rows might be left.
        let step = step.min(places.len() / (k + 1)).max(1);
        places.into_iter().step_by(step).collect()
    }

    /// The `k` nearest of the rows at these places to each of some of them; nothing for the others.
    fn nearest(
        &self,
        places: &[usize],
        parents: impl Iterator<Item = usize>,
        k: usize,
    ) -> Vec<Vec<usize>> {
        let sources: Vec<usize> = places.iter().map(|&place| self.rows[place]).collect();
        let mut numbers = some_rows(&self.features, &sources);
        if let Some(scaler) = self.scaler {
            scaler.transform_in_place(&mut numbers);
        }
        let mut parents: Vec<usize> = parents.collect();
        sort_rows(&mut parents);
        parents.dedup();
        let mut nearest = vec![Vec::new(); places.len()];
        for (parent, neighbors) in Search::new(numbers, parents, k).flatten() {
            nearest[parent] = neighbors;
        }
        nearest
    }
}
