//! When trees that are added one by one have become no better.

use crate::model::{EarlyStopping, Watch, Watched};
use crate::network::attention::Patience;

/// Watches rounds of a fitting for the best of them.
#[derive(Clone, Debug, Default)]
pub struct Early {
    patience: Option<(Watch, Patience)>,
    best: Option<usize>,
}

impl Early {
    /// No round yet; nothing is watched without what to wait for.
    #[must_use]
    pub fn new(asked: Option<EarlyStopping>) -> Self {
        let patience = |early: EarlyStopping| {
            let patience = Patience::new(early.watch, early.patience, 0.0);
            (early.watch, patience)
        };
        Self {
            patience: asked.map(patience),
            best: None,
        }
    }

    /// Takes in what validation rows say after a round, counted from 1, which may be the last; the round to go back to
    /// where it is over.
    pub fn heed(&mut self, watched: &Watched, round: usize, is_last: bool) -> Option<usize> {
        let (_, patience) = self.patience.as_mut()?;
        if patience.is_better(watched) {
            self.best = Some(round);
        }
        (is_last || patience.is_over()).then(|| self.best.unwrap_or(round))
    }

    /// Whether it wants to know the area under the ROC curve.
    #[must_use]
    pub fn needs_auc(&self) -> bool {
        let watch = self.patience.as_ref().map(|(watch, _)| *watch);
        watch == Some(Watch::Auc)
    }

    /// The best round so far; `None` where none is watched.
    #[must_use]
    pub const fn best(&self) -> Option<usize> {
        self.best
    }
}
