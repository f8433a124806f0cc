//! What is asked of the generator.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most values that a data set may have: half a gibibyte of doubles.
const MAX_VALUES: usize = 1 << 26;

/// The parameters of [`make_classification`](super::make_classification), as scikit-learn names
/// them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClassificationSpec {
    /// Rows.
    pub n_samples: usize,
    /// Columns.
    pub n_features: usize,
    /// Columns in which the clusters differ.
    pub n_informative: usize,
    /// Columns that are random linear combinations of the informative ones.
    pub n_redundant: usize,
    /// Columns that copy an informative or redundant one.
    pub n_repeated: usize,
    /// Gaussian clusters of each class.
    pub n_clusters_per_class: usize,
    /// Share of rows of each class before labels are flipped, `[good, default]`; `None` = equal.
    /// Where the shares sum to less than 1, the rest is dealt to the clusters in turn.
    pub weights: Option<[f64; 2]>,
    /// Share of rows whose label is drawn anew by the toss of a coin, in [0, 1].
    pub flip_y: f64,
    /// Half the side of the hypercube; larger is easier.
    pub class_sep: f64,
    /// Clusters sit on the corners of a hypercube, else of a random polytope.
    pub hypercube: bool,
    /// Added to each column; `None` = drawn for each column from ±`class_sep`.
    pub shift: Option<f64>,
    /// Multiplies each column after the shift; `None` = drawn for each column from 1 to 101.
    pub scale: Option<f64>,
    /// Rows and columns are put in random order.
    pub shuffle: bool,
    /// Seed.
    pub random_state: u32,
}

impl Default for ClassificationSpec {
    /// scikit-learn's defaults, with seed 42.
    fn default() -> Self {
        Self {
            n_samples: 100,
            n_features: 20,
            n_informative: 2,
            n_redundant: 2,
            n_repeated: 0,
            n_clusters_per_class: 2,
            weights: None,
            flip_y: 0.01,
            class_sep: 1.0,
            hypercube: true,
            shift: Some(0.0),
            scale: Some(1.0),
            shuffle: true,
            random_state: 42,
        }
    }
}

/// Why no rows can be made from a [`ClassificationSpec`].
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum ClassificationError {
    /// No rows asked for.
    #[error("0 rows can't be made; at least 1 is needed.")]
    NoSamples,
    /// No informative column.
    #[error("There are 0 informative columns; at least 1 is needed.")]
    NoInformative,
    /// No cluster.
    #[error("There are 0 clusters per class; at least 1 is needed.")]
    NoClusters,
    /// More columns have a part to play than there are columns.
    #[error(
        "{n_informative} informative, {n_redundant} redundant and {n_repeated} repeated columns \
         don't fit into {n_features}."
    )]
    TooFewFeatures {
        /// Columns.
        n_features: usize,
        /// Informative columns.
        n_informative: usize,
        /// Redundant columns.
        n_redundant: usize,
        /// Repeated columns.
        n_repeated: usize,
    },
    /// More clusters than the hypercube has corners.
    #[error(
        "2 classes of {n_clusters_per_class} clusters need a corner each; the hypercube of \
         {n_informative} informative columns has {n_corners}."
    )]
    TooManyClusters {
        /// Clusters of each class.
        n_clusters_per_class: usize,
        /// Dimensions of the hypercube.
        n_informative: usize,
        /// Corners of the hypercube.
        n_corners: u64,
    },
    /// A class weight is negative or not a number, or the weights sum to more than 1.
    #[error("The class weights are {} and {}; they must be 0 or more and sum to at most 1.", weights[0], weights[1])]
    Weights {
        /// The weights asked for.
        weights: [f64; 2],
    },
    /// The share of flipped labels lies outside [0, 1].
    #[error("The share of flipped labels is {flip_y}; it must lie between 0 and 1.")]
    FlipY {
        /// The share asked for.
        flip_y: f64,
    },
    /// The class separation is zero, negative or not finite.
    #[error("The class separation is {class_sep}; it must be more than 0.")]
    ClassSep {
        /// The separation asked for.
        class_sep: f64,
    },
    /// The shift is not finite.
    #[error("The shift is {shift}; it must be a finite number.")]
    Shift {
        /// The shift asked for.
        shift: f64,
    },
    /// The scale is zero, negative or not finite.
    #[error("The scale is {scale}; it must be more than 0.")]
    Scale {
        /// The scale asked for.
        scale: f64,
    },
    /// More values than a page's memory holds.
    #[error(
        "{n_samples} rows of {n_features} columns ({n_informative} informative, {n_clusters_per_class} \
         clusters per class) are too many; {MAX_VALUES} values are the most."
    )]
    TooLarge {
        /// Rows.
        n_samples: usize,
        /// Columns.
        n_features: usize,
        /// Informative columns.
        n_informative: usize,
        /// Clusters of each class.
        n_clusters_per_class: usize,
    },
    /// Values grew beyond what a double holds.
    #[error("The values overflow; choose a smaller class separation, shift or scale.")]
    Overflow,
}

impl ClassificationSpec {
    /// Clusters of both classes.
    pub(super) fn n_clusters(&self) -> usize {
        2 * self.n_clusters_per_class
    }

    /// Rows of each cluster; even clusters belong to the class of those that don't default.
    pub(super) fn cluster_sizes(&self) -> Vec<usize> {
        let weights = self.weights.unwrap_or([0.5, 0.5]);
        let n_samples = self.n_samples as f64;
        let sizes = weights.map(|w| whole(n_samples * w / self.n_clusters_per_class as f64));
        let dealt = self.n_clusters_per_class * (sizes[0] + sizes[1]);
        let left = self.n_samples.saturating_sub(dealt);
        let (rounds, extra) = (left / self.n_clusters(), left % self.n_clusters());
        (0..self.n_clusters())
            .map(|cluster| sizes[cluster % 2] + rounds + usize::from(cluster < extra))
            .collect()
    }

    /// Says whether the parameters agree with one another.
    ///
    /// # Errors
    /// A [`ClassificationError`] for each way in which they don't.
    pub fn check(&self) -> Result<(), ClassificationError> {
        self.check_counts()?;
        self.check_numbers()?;
        self.check_size()
    }

    fn check_counts(&self) -> Result<(), ClassificationError> {
        if self.n_samples == 0 {
            return Err(ClassificationError::NoSamples);
        }
        if self.n_informative == 0 {
            return Err(ClassificationError::NoInformative);
        }
        if self.n_clusters_per_class == 0 {
            return Err(ClassificationError::NoClusters);
        }
        let Self {
            n_features,
            n_informative,
            n_redundant,
            n_repeated,
            ..
        } = *self;
        let n_meaningful = n_informative
            .saturating_add(n_redundant)
            .saturating_add(n_repeated);
        if n_meaningful > n_features {
            return Err(ClassificationError::TooFewFeatures {
                n_features,
                n_informative,
                n_redundant,
                n_repeated,
            });
        }
        let n_corners = 1_u64.checked_shl(u32::try_from(n_informative).unwrap_or(u32::MAX));
        let n_clusters_per_class = self.n_clusters_per_class;
        match n_corners {
            Some(n_corners) if n_corners / 2 < n_clusters_per_class as u64 => {
                Err(ClassificationError::TooManyClusters {
                    n_clusters_per_class,
                    n_informative,
                    n_corners,
                })
            }
            _ => Ok(()),
        }
    }

    fn check_numbers(&self) -> Result<(), ClassificationError> {
        let Self {
            flip_y, class_sep, ..
        } = *self;
        if let Some(weights) = self.weights {
            let total: f64 = weights.iter().sum();
            let are_shares = weights.iter().all(|&weight| weight >= 0.0) && total <= 1.0 + 1e-9;
            if !are_shares {
                return Err(ClassificationError::Weights { weights });
            }
        }
        if !(0.0..=1.0).contains(&flip_y) {
            return Err(ClassificationError::FlipY { flip_y });
        }
        if !is_positive(class_sep) {
            return Err(ClassificationError::ClassSep { class_sep });
        }
        if let Some(shift) = self.shift.filter(|shift| !shift.is_finite()) {
            return Err(ClassificationError::Shift { shift });
        }
        if let Some(scale) = self.scale.filter(|&scale| !is_positive(scale)) {
            return Err(ClassificationError::Scale { scale });
        }
        Ok(())
    }

    /// Bounds the values, the mixing matrices and the time that drawing them takes.
    fn check_size(&self) -> Result<(), ClassificationError> {
        let Self {
            n_samples,
            n_features,
            n_informative,
            n_clusters_per_class,
            ..
        } = *self;
        let mixing = n_informative
            .saturating_mul(n_informative)
            .saturating_mul(n_clusters_per_class)
            .saturating_mul(2)
            .max(n_informative.saturating_mul(self.n_redundant));
        if n_samples.saturating_mul(n_features).max(mixing) > MAX_VALUES {
            return Err(ClassificationError::TooLarge {
                n_samples,
                n_features,
                n_informative,
                n_clusters_per_class,
            });
        }
        Ok(())
    }
}

fn is_positive(value: f64) -> bool {
    value.is_finite() && value > 0.0
}

/// The whole part of a count.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count, 0 or more"
)]
pub(super) fn whole(count: f64) -> usize {
    count as usize
}
