//! Synthetic rows where they are hard to tell.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::ratio::Counts;
use super::remedy::{Aspect, Remedy, Resample};
use super::resampling::Stage;
use super::search::Search;
use super::settings::{neighbors, ratio, seed};
use super::{Origin, RemedyError, Resampling, Synthetic, TrainingSet};
use crate::data::Dataset;
use crate::data::some_rows;
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
    fn begin(&self, real: Dataset) -> Result<Resampling, RemedyError> {
        let k = self.n_neighbors;
        if k == 0 {
            return Err(RemedyError::NoNeighbors);
        }
        let counts = Counts::new(real.class_counts(), self.sampling_strategy)?;
        let n_wanted = counts.to_add(self.sampling_strategy)?;
        counts.check_neighbors(k)?;
        let rows = real.rows_of(counts.minority);
        let search = Search::new(real.features().to_owned(), rows.clone(), k);
        Ok(Resampling::UnderWay(Box::new(Asking {
            spec: *self,
            minority: counts.minority,
            n_wanted,
            hardness: Vec::with_capacity(rows.len()),
            rows,
            real,
            search,
        })))
    }
}

/// The first half: how hard the rows of the minority are to tell.
struct Asking {
    spec: AdasynSpec,
    real: Dataset,
    minority: bool,
    n_wanted: usize,
    /// Those of the minority.
    rows: Vec<usize>,
    /// Neighbours of the other class, for each of them as far as it was searched for.
    hardness: Vec<usize>,
    search: Search,
}

/// The second half: towards which of its own each of them steps.
struct Stepping {
    spec: AdasynSpec,
    real: Dataset,
    minority: bool,
    rows: Vec<usize>,
    /// Places among `rows`, each as often as it is a parent.
    parents: Vec<usize>,
    /// The nearest of its own, by places among `rows`, for each of them as far as it was searched for.
    nearest: Vec<Vec<usize>>,
    search: Search,
    /// The share of the work that was done before.
    done: f64,
}

impl Stage for Asking {
    fn advance(mut self: Box<Self>) -> Result<Resampling, RemedyError> {
        let Some(found) = self.search.next() else {
            return Ok(Resampling::UnderWay(Box::new(self.step()?)));
        };
        for (_, nearest) in found {
            let labels = self.real.labels();
            let others = nearest.iter().filter(|&&row| labels[row] != self.minority);
            self.hardness.push(others.count());
        }
        Ok(Resampling::UnderWay(self))
    }

    fn share(&self) -> f64 {
        self.whole() * self.search.share()
    }
}

impl Asking {
    /// Which share of the work it is: the search among all rows, beside that among those of the minority.
    fn whole(&self) -> f64 {
        let n_rows = self.real.n_samples();
        n_rows as f64 / (n_rows + self.rows.len()) as f64
    }

    fn step(self) -> Result<Stepping, RemedyError> {
        let own = some_rows(&self.real.features(), &self.rows);
        let asked = (0..self.rows.len()).collect();
        Ok(Stepping {
            parents: self.parents()?,
            done: self.whole(),
            nearest: Vec::with_capacity(self.rows.len()),
            search: Search::new(own, asked, self.spec.n_neighbors),
            spec: self.spec,
            real: self.real,
            minority: self.minority,
            rows: self.rows,
        })
    }

    /// Places among the rows of the minority, each as often as it is a parent.
    fn parents(&self) -> Result<Vec<usize>, RemedyError> {
        let total: usize = self.hardness.iter().sum();
        let n_of = |hardness: &usize| {
            let exact = *hardness as f64 * self.n_wanted as f64 / total as f64;
            whole_part(exact.round_ties_even())
        };
        let parents = self.hardness.iter().map(n_of).enumerate();
        let parents: Vec<_> = parents
            .flat_map(|(place, n)| std::iter::repeat_n(place, n))
            .collect();
        if parents.is_empty() {
            return Err(RemedyError::NoneIsHard {
                minority: self.minority,
                n_neighbors: self.spec.n_neighbors,
            });
        }
        Ok(parents)
    }
}

impl Stage for Stepping {
    fn advance(mut self: Box<Self>) -> Result<Resampling, RemedyError> {
        let Some(found) = self.search.next() else {
            let made = with_rows_between(&self.real, self.minority, &self.between());
            return Ok(Resampling::Done(made));
        };
        let nearest = found.into_iter().map(|(_, nearest)| nearest);
        self.nearest.extend(nearest);
        Ok(Resampling::UnderWay(self))
    }

    fn share(&self) -> f64 {
        self.done + (1.0 - self.done) * self.search.share()
    }
}

impl Stepping {
    /// A row for each parent, between it and one of its nearest.
    fn between(&self) -> Vec<Synthetic> {
        let mut random = NumpyRandom::new(self.spec.random_state);
        let chosen = random.choice_with_replacement(self.spec.n_neighbors, self.parents.len());
        let drawn = self.parents.iter().zip(chosen);
        let between = drawn.map(|(&parent, choice)| Synthetic {
            parent: self.rows[parent],
            neighbor: self.rows[self.nearest[parent][choice]],
            step: random.random_sample(),
        });
        between.collect()
    }
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
