//! How many rows a ratio of the classes asks for.

use super::RemedyError;

/// How far a product may lie below a whole number and count as it: 100 × 0.29 is 28.999… in binary.
const SLACK: f64 = 1e-9;

/// The rows of both classes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    /// The label of the rarer class; of two equally rare ones `true`.
    pub minority: bool,
    /// Its rows.
    pub n_minority: usize,
    /// Rows of the other class.
    pub n_majority: usize,
}

impl Counts {
    /// Those that don't default, those that do.
    ///
    /// # Errors
    /// [`RemedyError::Ratio`] for a ratio outside (0, 1], [`RemedyError::OneClass`] without rows of a class.
    pub fn new([n_negatives, n_positives]: [usize; 2], ratio: f64) -> Result<Self, RemedyError> {
        if !(ratio > 0.0 && ratio <= 1.0) {
            return Err(RemedyError::Ratio { ratio });
        }
        if n_negatives == 0 || n_positives == 0 {
            return Err(RemedyError::OneClass {
                n_negatives,
                n_positives,
            });
        }
        Ok(Self {
            minority: n_positives <= n_negatives,
            n_minority: n_positives.min(n_negatives),
            n_majority: n_positives.max(n_negatives),
        })
    }

    /// Rows of the rarer class to add for it to be `ratio` of the other: `⌊ratio · n_majority⌋ − n_minority`.
    ///
    /// # Errors
    /// [`RemedyError::NothingToAdd`] where that is none.
    pub fn to_add(self, ratio: f64) -> Result<usize, RemedyError> {
        let Self {
            minority,
            n_minority,
            n_majority,
        } = self;
        let wanted = whole(ratio * n_majority as f64);
        let to_add = wanted.saturating_sub(n_minority);
        if to_add == 0 {
            return Err(RemedyError::NothingToAdd {
                minority,
                n_minority,
                n_majority,
                ratio,
            });
        }
        Ok(to_add)
    }

    /// Whether each row of the rarer class has so many others of its class.
    ///
    /// # Errors
    /// [`RemedyError::TooFewMinority`] where it hasn't.
    pub const fn check_neighbors(self, k_neighbors: usize) -> Result<(), RemedyError> {
        if self.n_minority > k_neighbors {
            return Ok(());
        }
        Err(RemedyError::TooFewMinority {
            minority: self.minority,
            n_minority: self.n_minority,
            k_neighbors,
        })
    }

    /// Rows of the more frequent class to keep for the rarer one to be `ratio` of them: `⌊n_minority / ratio⌋`.
    ///
    /// # Errors
    /// [`RemedyError::NothingToTake`] where that is all of them or more.
    pub fn to_keep(self, ratio: f64) -> Result<usize, RemedyError> {
        let Self {
            minority,
            n_minority,
            n_majority,
        } = self;
        let to_keep = whole(n_minority as f64 / ratio);
        if to_keep >= n_majority {
            return Err(RemedyError::NothingToTake {
                minority,
                n_minority,
                n_majority,
                ratio,
            });
        }
        Ok(to_keep)
    }
}

/// The whole part of a count that was computed, which may lie a rounding error below it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates at 0"
)]
fn whole(count: f64) -> usize {
    let nearest = count.round();
    if (nearest - count).abs() <= SLACK * nearest.abs() {
        nearest as usize
    } else {
        count as usize
    }
}
