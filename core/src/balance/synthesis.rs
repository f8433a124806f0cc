//! SMOTE at work, a few milliseconds at a time.

use std::mem;

use ndarray::Array2;

use super::remedy::Resample;
use super::resampling::Stage;
use super::search::Search;
use super::{Origin, RemedyError, Resampling, SmoteSpec, Synthetic, TrainingSet};
use crate::data::Dataset;
use crate::random::NumpyRandom;
use crate::sorting::sort_by_key;

/// Rows drawn between two looks up.
const DRAWN_AT_ONCE: usize = 1 << 16;

/// Values copied between two looks up.
const VALUES_AT_ONCE: usize = 1 << 20;

/// About which share of the work the search for neighbours is.
const SEARCHING: f64 = 0.9;

/// The making of synthetic rows as [`smote`](super::smote) does it, in parts, so that whoever drives
/// it can do something else between two of them.
///
/// ```
/// # use imbalance_core::balance::{RemedyError, SmoteSpec, Synthesis, smote};
/// # use imbalance_core::data::{ClassificationSpec, make_classification};
/// # let spec = ClassificationSpec { weights: Some([0.8, 0.2]), ..ClassificationSpec::default() };
/// # let rows = make_classification(&spec).unwrap();
/// let mut synthesis = Synthesis::new(rows.clone(), &SmoteSpec::default())?;
/// while synthesis.advance() {}
/// assert_eq!(synthesis.finish(), smote(&rows, &SmoteSpec::default())?);
/// # Ok::<(), RemedyError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Synthesis {
    training: Dataset,
    /// The label of the rarer class.
    minority: bool,
    /// The rows of that class.
    rows: Vec<usize>,
    k_neighbors: usize,
    n_synthetic: usize,
    random: NumpyRandom,
    /// For each synthetic row `k_neighbors` times its parent, a place in `rows`, plus which of the
    /// parent's neighbours it steps towards.
    drawn: Vec<usize>,
    synthetic: Vec<Synthetic>,
    /// The rows of the minority gathered so far for the search.
    gathered: Vec<f64>,
    /// The synthetic rows, those of a parent side by side, once all parents are drawn.
    order: Vec<usize>,
    /// How many of them know their neighbour.
    n_found: usize,
    /// For the neighbours of all parents.
    search: Option<Search>,
    /// The rows written so far, real ones first.
    written: Vec<f64>,
}

impl Synthesis {
    /// Checks whether rows can be made, and makes none yet.
    ///
    /// # Errors
    /// As [`smote`](super::smote).
    pub fn new(training: Dataset, spec: &SmoteSpec) -> Result<Self, RemedyError> {
        let (minority, n_synthetic) = spec.check(training.class_counts())?;
        let labels = training.labels().iter().enumerate();
        let rows = labels.filter_map(|(row, &label)| (label == minority).then_some(row));
        let rows: Vec<usize> = rows.collect();
        let n_rows = training.n_samples() + n_synthetic;
        Ok(Self {
            minority,
            k_neighbors: spec.k_neighbors,
            n_synthetic,
            random: NumpyRandom::new(spec.random_state),
            drawn: Vec::with_capacity(n_synthetic),
            synthetic: Vec::with_capacity(n_synthetic),
            gathered: Vec::with_capacity(rows.len() * training.n_features()),
            written: Vec::with_capacity(n_rows * training.n_features()),
            order: Vec::new(),
            n_found: 0,
            search: None,
            rows,
            training,
        })
    }

    /// Does the next few milliseconds' part of the work; `false` when none is left.
    pub fn advance(&mut self) -> bool {
        if self.drawn.len() < self.n_synthetic {
            self.draw_neighbors();
        } else if self.synthetic.len() < self.n_synthetic {
            self.draw_steps();
        } else if let Some(search) = &mut self.search {
            match search.next() {
                Some(found) => self.step_towards(found),
                None => return self.write(),
            }
        } else {
            self.gather();
        }
        true
    }

    /// About how much of the work is done, 0..=1.
    pub(super) fn share(&self) -> f64 {
        let n_values = self.n_rows() * self.training.n_features();
        let written = self.written.len() as f64 / n_values.max(1) as f64;
        let searched = self.search.as_ref().map_or(0.0, Search::share);
        SEARCHING * searched + (1.0 - SEARCHING) * written
    }

    /// Does the rest of the work, if any, and hands over the rows.
    pub fn finish(mut self) -> TrainingSet {
        while self.advance() {}
        let mut labels = self.training.labels().to_vec();
        labels.resize(self.n_rows(), self.minority);
        let shape = (self.n_rows(), self.training.n_features());
        let kept = (0..self.training.n_samples()).map(Origin::Kept);
        let between = self.synthetic.into_iter().map(Origin::Between);
        let lineage = kept.chain(between).collect();
        TrainingSet::new(by_shape(shape, self.written), labels, lineage)
    }

    fn draw_neighbors(&mut self) {
        let n_choices = self.rows.len() * self.k_neighbors;
        let left = self.n_synthetic - self.drawn.len();
        let drawn = (0..left.min(DRAWN_AT_ONCE)).map(|_| self.random.randint(n_choices));
        self.drawn.extend(drawn);
    }

    /// Draws how far rows step, after all neighbours, as imbalanced-learn does.
    fn draw_steps(&mut self) {
        let left = self.n_synthetic - self.synthetic.len();
        let drawn = (0..left.min(DRAWN_AT_ONCE)).map(|_| Synthetic {
            parent: 0,
            neighbor: 0,
            step: self.random.random_sample(),
        });
        self.synthetic.extend(drawn);
    }

    /// Copies the next rows of the minority; begins the search when all are there.
    fn gather(&mut self) {
        let n_gathered = self.n_rows_in(&self.gathered, self.rows.len());
        let left = &self.rows[n_gathered..];
        let at_once = self.rows_at_once();
        let features = self.training.features();
        for &row in left.iter().take(at_once) {
            self.gathered.extend(features.row(row));
        }
        if left.len() <= at_once {
            self.begin_search();
        }
    }

    fn begin_search(&mut self) {
        let (drawn, k) = (&self.drawn, self.k_neighbors);
        self.order = (0..self.n_synthetic).collect();
        sort_by_key(&mut self.order, |&row| drawn[row]);
        let mut parents: Vec<_> = self.order.iter().map(|&row| drawn[row] / k).collect();
        parents.dedup();
        let shape = (self.rows.len(), self.training.n_features());
        let gathered = by_shape(shape, mem::take(&mut self.gathered));
        self.search = Some(Search::new(gathered, parents, k));
    }

    /// Has the synthetic rows of some parents know their neighbours.
    fn step_towards(&mut self, found: Vec<(usize, Vec<usize>)>) {
        for (parent, nearest) in found {
            let (drawn, k) = (&self.drawn, self.k_neighbors);
            let siblings = self.order.iter().skip(self.n_found);
            for &row in siblings.take_while(|&&row| drawn[row] / k == parent) {
                self.synthetic[row].parent = self.rows[parent];
                self.synthetic[row].neighbor = self.rows[nearest[drawn[row] % k]];
                self.n_found += 1;
            }
        }
    }

    /// Writes the next rows; `false` when all are written.
    fn write(&mut self) -> bool {
        let begin = self.n_rows_in(&self.written, self.n_rows());
        let end = self.n_rows().min(begin + self.rows_at_once());
        let real = self.training.features();
        for row in begin..end {
            match row.checked_sub(self.training.n_samples()) {
                None => self.written.extend(real.row(row)),
                Some(index) => self.written.extend(self.synthetic[index].values(&real)),
            }
        }
        end < self.n_rows()
    }

    /// Real and synthetic rows.
    fn n_rows(&self) -> usize {
        self.training.n_samples() + self.n_synthetic
    }

    /// How many rows some values are; `all` where rows have none.
    fn n_rows_in(&self, values: &[f64], all: usize) -> usize {
        let n_rows = values.len().checked_div(self.training.n_features());
        n_rows.unwrap_or(all)
    }

    /// How many rows are copied in a few milliseconds.
    fn rows_at_once(&self) -> usize {
        VALUES_AT_ONCE.div_ceil(self.training.n_features().max(1))
    }
}

/// A matrix of values that are as many as the shape has.
fn by_shape(shape: (usize, usize), values: Vec<f64>) -> Array2<f64> {
    Array2::from_shape_vec(shape, values).unwrap_or_default()
}

/// `training` and as many synthetic rows of its rarer class as `spec` asks for.
///
/// Each synthetic row lies on the segment from a minority row to one of its `k_neighbors` nearest
/// minority rows: `x + step · (neighbor − x)`, `step` uniform in [0, 1). Chawla et al., "SMOTE:
/// Synthetic Minority Over-sampling Technique", JAIR 16 (2002). There are
/// `⌊ratio · n_majority⌋ − n_minority` of them, the same as imbalanced-learn 0.14's
/// `SMOTE(k_neighbors, sampling_strategy=ratio, random_state)` makes, in the same order.
///
/// Deliberate differences: a ratio of which the product is a whole number counts as that number,
/// where imbalanced-learn takes one row less if the binary product lies just below it; a row is
/// excluded from its own neighbours by index, where imbalanced-learn drops the first neighbour
/// found, which among duplicates need not be the row itself; equal distances are ordered by index.
///
/// # Errors
/// [`RemedyError::NoNeighbors`], [`RemedyError::Ratio`] where the spec is out of range,
/// [`RemedyError::OneClass`] where a class is absent, [`RemedyError::NothingToAdd`] where the ratio is
/// there already, [`RemedyError::TooFewMinority`] for fewer than `k_neighbors + 1` minority rows.
pub fn smote(training: &Dataset, spec: &SmoteSpec) -> Result<TrainingSet, RemedyError> {
    Ok(Synthesis::new(training.clone(), spec)?.finish())
}

impl Resample for SmoteSpec {
    fn begin(&self, real: Dataset) -> Result<Resampling, RemedyError> {
        let synthesis = Synthesis::new(real, self)?;
        Ok(Resampling::UnderWay(Box::new(synthesis)))
    }

    fn counts(&self, before: [usize; 2]) -> Option<Result<[usize; 2], RemedyError>> {
        Some(self.after(before))
    }
}

impl Stage for Synthesis {
    fn advance(mut self: Box<Self>) -> Result<Resampling, RemedyError> {
        if Self::advance(&mut self) {
            return Ok(Resampling::UnderWay(self));
        }
        Ok(Resampling::Done(self.finish()))
    }

    fn share(&self) -> f64 {
        Self::share(self)
    }
}
