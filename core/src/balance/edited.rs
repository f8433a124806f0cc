//! Rows left out that their neighbours would be taken for another class by.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::remedy::{Aspect, Remedy, Resample};
use super::settings::{kept, neighbors};
use super::{Neighbors, RemedyError, TrainingSet};
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
    fn resample(&self, real: &Dataset) -> Result<TrainingSet, RemedyError> {
        let [n_negatives, n_positives] = real.class_counts();
        if n_negatives == 0 || n_positives == 0 {
            return Err(RemedyError::OneClass {
                n_negatives,
                n_positives,
            });
        }
        let minority = n_positives <= n_negatives;
        let is_cleaned = [minority, !minority];
        let kept = self.kept(real.features().to_owned(), real.labels(), is_cleaned)?;
        Ok(TrainingSet::subset(real, &kept))
    }
}

impl EditedSpec {
    /// The places of the rows that stay, those of `false` first; only classes of which `is_cleaned` holds (`false`,
    /// then `true`) lose any.
    pub(super) fn kept(
        &self,
        features: Array2<f64>,
        labels: &[bool],
        is_cleaned: [bool; 2],
    ) -> Result<Vec<usize>, RemedyError> {
        if self.n_neighbors == 0 {
            return Err(RemedyError::NoNeighbors);
        }
        let neighbors = Neighbors::new(features);
        let mut kept = Vec::with_capacity(labels.len());
        for class in [false, true] {
            let rows = (0..labels.len()).filter(|&row| labels[row] == class);
            let rows: Vec<_> = rows.collect();
            let n_before = kept.len();
            if is_cleaned[usize::from(class)] {
                for some in rows.chunks(neighbors.queries_at_once()) {
                    let nearest = neighbors.nearest_of(some, self.n_neighbors);
                    let agree = some.iter().zip(nearest);
                    kept.extend(agree.filter_map(|(&row, nearest)| {
                        let n_same = nearest
                            .iter()
                            .filter(|&&near| labels[near] == class)
                            .count();
                        self.stays(n_same, nearest.len(), class).then_some(row)
                    }));
                }
            } else {
                kept.extend(&rows);
            }
            if kept.len() == n_before {
                return Err(RemedyError::NothingLeft { class });
            }
        }
        Ok(kept)
    }

    const fn stays(&self, n_same: usize, n: usize, class: bool) -> bool {
        match self.kind_sel {
            Kept::All => n_same == n,
            // scipy's mode is the smallest of equally frequent values.
            Kept::Mode => 2 * n_same > n || 2 * n_same == n && !class,
        }
    }
}
