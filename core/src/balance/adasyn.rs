//! Synthetic rows where they are hard to tell.

use ndarray::{Array2, Axis};
use serde::{Deserialize, Serialize};

use super::ratio::Counts;
use super::remedy::{Aspect, Remedy, Resample};
use super::settings::{neighbors, ratio, seed};
use super::{Neighbors, Origin, RemedyError, Synthetic, TrainingSet};
use crate::data::Dataset;
use crate::random::NumpyRandom;
use crate::setting::Setting;

/// ADASYN, as imbalanced-learn 0.14 does it. He, Bai, Garcia and Li, "ADASYN: Adaptive Synthetic Sampling Approach
/// for Imbalanced Learning" (2008).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AdasynSpec {
    /// Nearest neighbours, 1 or more: of both classes to see how hard a row is to tell, of its own to step towards.
    pub n_neighbors: usize,
    /// About the rows of the minority over those of the majority afterwards, in (0, 1].
    pub sampling_strategy: f64,
    /// Seed.
    pub random_state: u32,
}

impl Default for AdasynSpec {
    fn default() -> Self {
        Self {
            n_neighbors: 5,
            sampling_strategy: 1.0,
            random_state: 42,
        }
    }
}

impl Remedy for AdasynSpec {
    const KEY: &'static str = "adasyn";
    const NAME: &'static str = "ADASYN";
    const ASPECT: Aspect = Aspect::Rows;
    const SETTINGS: &'static [Setting<Self>] = &[
        neighbors!("k", "Neighbours (k)", n_neighbors),
        ratio!(sampling_strategy),
        seed!(random_state),
    ];

    fn resampler(&self) -> Option<&dyn Resample> {
        Some(self)
    }
}

impl Resample for AdasynSpec {
    /// The real rows, and after them synthetic ones, each row of the minority having as many as the share of the
    /// other class among its neighbours says. Rounding may make a few more or less than the ratio asks for.
    fn resample(&self, real: &Dataset) -> Result<TrainingSet, RemedyError> {
        let k = self.n_neighbors;
        if k == 0 {
            return Err(RemedyError::NoNeighbors);
        }
        let counts = Counts::new(real.class_counts(), self.sampling_strategy)?;
        let n_wanted = counts.to_add(self.sampling_strategy)?;
        counts.check_neighbors(k)?;
        let minority = counts.minority;
        let rows = real.rows_of(minority);
        let parents = self.parents(real, &rows, (minority, n_wanted))?;
        let own = Neighbors::new(real.features().select(Axis(0), &rows));
        let nearest = nearest_of_all(&own, &(0..rows.len()).collect::<Vec<_>>(), k);
        let mut random = NumpyRandom::new(self.random_state);
        let chosen = random.choice_with_replacement(k, parents.len());
        let between = parents
            .iter()
            .zip(chosen)
            .map(|(&parent, choice)| Synthetic {
                parent: rows[parent],
                neighbor: rows[nearest[parent][choice]],
                step: random.random_sample(),
            });
        let between: Vec<_> = between.collect();
        Ok(with_rows_between(real, minority, &between))
    }
}

impl AdasynSpec {
    /// Places among `rows`, each as often as it is a parent.
    fn parents(
        &self,
        real: &Dataset,
        rows: &[usize],
        (minority, n_wanted): (bool, usize),
    ) -> Result<Vec<usize>, RemedyError> {
        let all = Neighbors::new(real.features().to_owned());
        let labels = real.labels();
        let n_others = |nearest: &Vec<usize>| {
            let others = nearest.iter().filter(|&&row| labels[row] != minority);
            others.count()
        };
        let nearest = nearest_of_all(&all, rows, self.n_neighbors);
        let hardness: Vec<_> = nearest.iter().map(n_others).collect();
        let total: usize = hardness.iter().sum();
        let n_of = |hardness: &usize| {
            let exact = *hardness as f64 * n_wanted as f64 / total as f64;
            whole_part(exact.round_ties_even())
        };
        let parents = hardness.iter().map(n_of).enumerate();
        let parents: Vec<_> = parents
            .flat_map(|(place, n)| std::iter::repeat_n(place, n))
            .collect();
        if parents.is_empty() {
            return Err(RemedyError::NoneIsHard {
                minority,
                n_neighbors: self.n_neighbors,
            });
        }
        Ok(parents)
    }
}

/// The nearest of each of some rows, as many at once as take a few milliseconds.
fn nearest_of_all(neighbors: &Neighbors, rows: &[usize], k: usize) -> Vec<Vec<usize>> {
    let parts = rows.chunks(neighbors.queries_at_once());
    parts
        .flat_map(|part| neighbors.nearest_of(part, k))
        .collect()
}

/// The real rows, and after them rows between some of them.
fn with_rows_between(real: &Dataset, class: bool, between: &[Synthetic]) -> TrainingSet {
    let features = real.features();
    let values = between.iter().flat_map(|made| made.values(&features));
    let shape = (between.len(), real.n_features());
    let made = Array2::from_shape_vec(shape, values.collect()).unwrap_or_default();
    let origins = between.iter().copied().map(Origin::Between);
    TrainingSet::grown(real, class, &made, origins)
}

/// A count that was rounded; 0 where it is no number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates at 0"
)]
const fn whole_part(count: f64) -> usize {
    count as usize
}
