//! Which of a run's epochs are kept, to be looked at again.

use serde::{Deserialize, Serialize};

use super::{ArmId, LabSpec, Scores};

/// Rounds that an arm keeps at most.
pub const MOST_ROUNDS: usize = 128;

/// Bytes that the rounds of all arms take at most.
const MOST_BYTES: usize = 64 << 20;

/// Bytes of a held-out row in a round.
const BYTES_PER_ROW: usize = size_of::<f32>();

/// What a network said of the held-out rows after an epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// Epochs done, from 1.
    pub epoch: usize,
    /// The scores.
    pub scores: Scores,
}

/// Which epochs an arm keeps: every one, or evenly spread ones where there are many, or where there are
/// many held-out rows. The last epoch is always among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundPlan {
    n_epochs: usize,
    n_kept: usize,
}

impl RoundPlan {
    /// The plan of an arm of an experiment with so many held-out rows.
    #[must_use]
    pub fn new(spec: &LabSpec, arm: ArmId, n_held_out: usize) -> Self {
        let n_arms = spec.shown_arms().count();
        let bytes = (n_arms * n_held_out * BYTES_PER_ROW).max(1);
        let n_epochs = spec.model_of(arm).rounds();
        Self {
            n_epochs,
            n_kept: (MOST_BYTES / bytes).clamp(1, MOST_ROUNDS).min(n_epochs),
        }
    }

    /// Whether an epoch, counted from 1, is kept.
    #[must_use]
    pub const fn keeps(self, epoch: usize) -> bool {
        epoch > 0 && self.n_kept_until(epoch) > self.n_kept_until(epoch - 1)
    }

    /// How many rounds are kept of a whole run, and of how many epochs.
    #[must_use]
    pub const fn share(self) -> (usize, usize) {
        (self.n_kept, self.n_epochs)
    }

    const fn n_kept_until(self, epoch: usize) -> u64 {
        if self.n_epochs == 0 {
            return 0;
        }
        epoch as u64 * self.n_kept as u64 / self.n_epochs as u64
    }
}
