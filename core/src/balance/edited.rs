//! Rows left out that their neighbours would be taken for another class by.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::remedy::{Aspect, Remedy, Resample};
use super::resampling::Stage;
use super::search::Search;
use super::settings::{kept, neighbors};
use super::{RemedyError, Resampling, TrainingSet};
use crate::data::Dataset;
use crate::setting::Setting;

/// When a row is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kept {
    /// If all of its neighbours are of its class.
    #[default]
    All,
    /// If most of them are; a tie counts as the class of those that don't default.
    Mode,
}

impl Kept {
    /// Each kind, in the order of menus.
    pub const KINDS: [Self; 2] = [Self::All, Self::Mode];
}

/// Edited nearest neighbours, as imbalanced-learn 0.14's `EditedNearestNeighbours` does it. Wilson, "Asymptotic
/// Properties of Nearest Neighbor Rules Using Edited Data" (1972).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditedSpec {
    /// Neighbours that are asked, 1 or more.
    pub n_neighbors: usize,
    /// When a row is kept.
    pub kind_sel: Kept,
}

impl Default for EditedSpec {
    fn default() -> Self {
        Self {
            n_neighbors: 3,
            kind_sel: Kept::All,
        }
    }
}

impl Remedy for EditedSpec {
    const KEY: &'static str = "enn";
    const NAME: &'static str = "edited neighbours";
    const ASPECT: Aspect = Aspect::Rows;
    const SETTINGS: &'static [Setting<Self>] = &[
        neighbors!("k", "Neighbours (k)", n_neighbors),
        kept!(kind_sel),
    ];

    fn resampler(&self) -> Option<&dyn Resample> {
        Some(self)
    }
}

impl Resample for EditedSpec {
    /// Every row of the rarer class, and those of the other that are kept: first those that don't default.
    fn begin(&self, real: Dataset) -> Result<Resampling, RemedyError> {
        let [n_negatives, n_positives] = real.class_counts();
        if n_negatives == 0 || n_positives == 0 {
            return Err(RemedyError::OneClass {
                n_negatives,
                n_positives,
            });
        }
        let minority = n_positives <= n_negatives;
        let is_cleaned = [minority, !minority];
        let (features, labels) = (real.features().to_owned(), real.labels().to_vec());
        let editing = Editing::new(*self, features, labels, is_cleaned)?;
        Ok(Resampling::UnderWay(Box::new(Edited { real, editing })))
    }
}

/// Real rows of which some are left out.
struct Edited {
    real: Dataset,
    editing: Editing,
}

impl Stage for Edited {
    fn advance(mut self: Box<Self>) -> Result<Resampling, RemedyError> {
        if self.editing.advance() {
            return Ok(Resampling::UnderWay(self));
        }
        let kept = self.editing.kept()?;
        Ok(Resampling::Done(TrainingSet::subset(&self.real, &kept)))
    }

    fn share(&self) -> f64 {
        self.editing.share()
    }
}

/// Rows whose neighbours are asked.
pub(super) struct Editing {
    spec: EditedSpec,
    labels: Vec<bool>,
    search: Search,
    /// Whether a row is kept, as far as its neighbours were asked.
    stays: Vec<bool>,
}

impl Editing {
    /// Of all rows; only classes of which `is_cleaned` holds (`false`, then `true`) lose any.
    ///
    /// # Errors
    /// [`RemedyError::NoNeighbors`] where nobody is to be asked.
    pub(super) fn new(
        spec: EditedSpec,
        features: Array2<f64>,
        labels: Vec<bool>,
        is_cleaned: [bool; 2],
    ) -> Result<Self, RemedyError> {
        if spec.n_neighbors == 0 {
            return Err(RemedyError::NoNeighbors);
        }
        let asked = (0..labels.len()).filter(|&row| is_cleaned[usize::from(labels[row])]);
        Ok(Self {
            search: Search::new(features, asked.collect(), spec.n_neighbors),
            stays: vec![true; labels.len()],
            labels,
            spec,
        })
    }

    /// Asks the neighbours of the next few rows; `false` when all were asked.
    pub(super) fn advance(&mut self) -> bool {
        let Some(found) = self.search.next() else {
            return false;
        };
        for (row, nearest) in found {
            let class = self.labels[row];
            let same = nearest.iter().filter(|&&near| self.labels[near] == class);
            self.stays[row] = self.spec.stays(same.count(), nearest.len(), class);
        }
        true
    }

    /// How much of it is done, 0..=1.
    pub(super) fn share(&self) -> f64 {
        self.search.share()
    }

    /// The places of the rows that stay, those of `false` first.
    ///
    /// # Errors
    /// [`RemedyError::NothingLeft`] where a class has none.
    pub(super) fn kept(&self) -> Result<Vec<usize>, RemedyError> {
        let mut kept = Vec::with_capacity(self.labels.len());
        for class in [false, true] {
            let n_before = kept.len();
            let rows = 0..self.labels.len();
            kept.extend(rows.filter(|&row| self.labels[row] == class && self.stays[row]));
            if kept.len() == n_before {
                return Err(RemedyError::NothingLeft { class });
            }
        }
        Ok(kept)
    }
}

impl EditedSpec {
    const fn stays(&self, n_same: usize, n: usize, class: bool) -> bool {
        match self.kind_sel {
            Kept::All => n_same == n,
            // scipy's mode is the smallest of equally frequent values.
            Kept::Mode => 2 * n_same > n || 2 * n_same == n && !class,
        }
    }
}
