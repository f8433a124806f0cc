//! What a fit makes of what validation rows say.

use super::stopping::{Plateau, Watch, Watched};
use super::{Mlp, MlpSpec};

/// Counts rounds without a better value, as Keras' callbacks do.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    watch: Watch,
    rounds: usize,
    /// By how much a value has to be below the best to count as better.
    min_delta: f64,
    best: f64,
    n_waited: usize,
}

impl Patience {
    /// No round yet; a value counts as better where it is by more than `min_delta` below the best.
    #[must_use]
    pub const fn new(watch: Watch, rounds: usize, min_delta: f64) -> Self {
        Self {
            watch,
            rounds,
            min_delta,
            best: f64::INFINITY,
            n_waited: 0,
        }
    }

    /// Whether a round is better than all before; a value that isn't there, or NaN, is not.
    pub fn is_better(&mut self, watched: &Watched) -> bool {
        let Some(cost) = self.watch.cost(watched) else {
            return false;
        };
        let is_better = cost < self.best - self.min_delta;
        if is_better {
            self.best = cost;
            self.n_waited = 0;
        } else {
            self.n_waited += 1;
        }
        is_better
    }

    /// Whether so many rounds have gone by without a better value.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.n_waited >= self.rounds
    }
}

/// The network of the best round.
#[derive(Clone, Debug)]
struct Best {
    network: Mlp,
    /// From 1; 0 before the first.
    round: usize,
}

impl Best {
    /// Whether it is the network after `round`, or what a run that is over went back to.
    const fn is_meant(&self, round: usize, is_over: bool) -> bool {
        self.round > 0 && (self.round == round || is_over)
    }
}

/// Where the patience of a fit stands.
#[derive(Clone, Debug)]
pub struct Attention {
    plateau: Option<Patience>,
    early: Option<(Patience, Best)>,
    is_over: bool,
}

impl Attention {
    /// That of a fit that begins with `network`.
    pub fn new(spec: &MlpSpec, network: &Mlp) -> Self {
        let of_plateau =
            |plateau: Plateau| Patience::new(Watch::Loss, plateau.patience, Plateau::MIN_DELTA);
        let best = || Best {
            network: network.clone(),
            round: 0,
        };
        let early = spec.early_stopping;
        Self {
            plateau: spec.plateau.map(of_plateau),
            early: early.map(|early| (Patience::new(early.watch, early.patience, 0.0), best())),
            is_over: false,
        }
    }

    /// Takes in what is said of `network` as it stands after a round. A network that is better than
    /// all before is exchanged with the best before, so that nothing is copied.
    ///
    /// Returns whether the learning rate is to be halved.
    pub fn heed(
        &mut self,
        watched: &Watched,
        round: usize,
        is_last: bool,
        network: &mut Mlp,
    ) -> bool {
        if let Some((patience, best)) = &mut self.early {
            if patience.is_better(watched) {
                std::mem::swap(&mut best.network, network);
                best.round = round;
            }
            self.is_over |= patience.is_over() || is_last;
        }
        let Some(patience) = &mut self.plateau else {
            return false;
        };
        patience.is_better(watched);
        let is_plateau = patience.is_over();
        if is_plateau {
            patience.n_waited = 0;
        }
        is_plateau
    }

    /// The best network, where it is that of `round` or the run is over.
    pub fn network(&self, round: usize) -> Option<&Mlp> {
        let (_, best) = self.early.as_ref()?;
        best.is_meant(round, self.is_over).then_some(&best.network)
    }

    /// The same, to be kept.
    pub fn into_network(self, round: usize) -> Option<Mlp> {
        let (_, best) = self.early?;
        best.is_meant(round, self.is_over).then_some(best.network)
    }

    /// The best round so far, from 1, where one is looked for.
    pub fn best_round(&self) -> Option<usize> {
        let best = self.early.as_ref().map(|(_, best)| best.round);
        best.filter(|&round| round > 0)
    }

    /// Whether the run has ended.
    pub const fn is_over(&self) -> bool {
        self.is_over
    }
}
