//! What a training run makes of what validation rows say after an epoch.

use super::{Fit, Plateau, Watched};

impl Fit {
    /// Takes in what the validation rows say of [`network`](Self::network) after an epoch: a plateau
    /// halves the learning rate, and early stopping remembers the best network and may end the run.
    pub fn heed(&mut self, watched: &Watched) {
        let is_last = self.is_finished();
        let (epoch, network) = (self.epochs_finished(), &mut self.finished);
        if self.attention.heed(watched, epoch, is_last, network) {
            self.optimizer.slow_down(Plateau::FACTOR);
        }
    }

    /// Claims that early stopping has ended the run.
    pub fn has_stopped(&self) -> bool {
        self.attention.is_over()
    }

    /// The epoch, from 1, that validation rows speak best of so far; `None` without early stopping.
    pub fn best_epoch(&self) -> Option<usize> {
        self.attention.best_round()
    }

    /// The step size as it is now.
    pub fn learning_rate(&self) -> f64 {
        self.optimizer.learning_rate()
    }
}
