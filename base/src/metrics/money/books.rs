//! The money of every cut, added up once.

use super::sums::{Sums, sums};
use super::{CreditTerms, Exposures, MoneyError, Payoff};
use crate::metrics::{Confusion, Cut, Quadrant, Ranking};

/// The profit, expected loss and realised loss of every cut through a ranking.
///
/// Amounts are totals over the ranked rows, each counted with the weight of its class; divide by
/// the number of rows for an amount per applicant. Made in O(n), asked in O(log n).
#[derive(Clone, Debug, PartialEq)]
pub struct Books {
    ranking: Ranking,
    terms: Terms,
    /// Entry `i` adds up the rows in the `i` highest thresholds.
    flagged: Vec<Sums>,
    exposures: Option<Vec<f64>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Terms {
    Payoff(Payoff),
    Credit(CreditTerms),
}

/// The accepted part of a portfolio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Book {
    /// Accepted applicants.
    pub approved: f64,
    /// Their share of all, in `0..=1`.
    pub approval_rate: f64,
    /// The share of them that default; `None` where nobody is accepted.
    pub default_rate: Option<f64>,
    /// What is lent to them.
    pub exposure: f64,
    /// Σ PD × LGD × EAD over them, the PD being the score; `None` where scores are no probabilities.
    pub expected_loss: Option<f64>,
    /// Σ LGD × EAD over those of them that default.
    pub realised_loss: f64,
    /// Realised loss over exposure; `None` where nothing is lent.
    pub loss_rate: Option<f64>,
    /// What all decisions earn together, those on the rejected included.
    pub profit: f64,
}

/// What hangs on one applicant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stake {
    /// PD × LGD × EAD; with a payoff matrix the cost of accepting times the PD. `None` where the score
    /// is no probability.
    pub expected_loss: Option<f64>,
    /// What the decision earns, now that the outcome is known.
    pub outcome: f64,
}

impl Books {
    /// The money of a payoff matrix. Each applicant has an exposure of 1, so that losses are counted in
    /// costs of a missed default.
    #[must_use]
    pub fn payoff(ranking: &Ranking, payoff: Payoff) -> Self {
        Self::keep(ranking, Terms::Payoff(payoff), None)
    }

    /// The money of loans: an accepted good customer earns margin × EAD, an accepted default loses
    /// LGD × EAD, and who is rejected neither earns nor costs. Without `exposures` all have the EAD
    /// of the terms.
    ///
    /// # Errors
    /// See [`MoneyError`].
    pub fn credit(
        ranking: &Ranking,
        terms: &CreditTerms,
        exposures: Option<Exposures>,
    ) -> Result<Self, MoneyError> {
        terms.check(exposures, ranking.n_samples())?;
        Ok(Self::keep(ranking, Terms::Credit(*terms), exposures))
    }

    fn keep(ranking: &Ranking, terms: Terms, exposures: Option<Exposures>) -> Self {
        let each = match terms {
            Terms::Payoff(_) => 1.0,
            Terms::Credit(terms) => terms.ead,
        };
        Self {
            flagged: sums(ranking, each, exposures),
            ranking: ranking.clone(),
            terms,
            exposures: exposures.map(|exposures| exposures.amounts.to_vec()),
        }
    }

    /// The book when everybody who scores at least `threshold` is rejected.
    #[must_use]
    pub fn at(&self, threshold: f64) -> Book {
        let rejected = self.rejected(threshold);
        let cells = self.ranking.outcomes_at(threshold);
        let accepted = self.all().minus(rejected);
        let (n_samples, approved) = (
            cells.n_samples(),
            cells.true_negatives + cells.false_negatives,
        );
        let exposure = accepted.good + accepted.default;
        let realised_loss = self.lgd() * accepted.default;
        Book {
            approved,
            approval_rate: approved / n_samples,
            default_rate: (approved > 0.0).then(|| cells.false_negatives / approved),
            exposure,
            expected_loss: self.expected_loss(accepted),
            realised_loss,
            loss_rate: (exposure > 0.0).then(|| realised_loss / exposure),
            profit: self.profit(&cells, accepted),
        }
    }

    /// What all decisions earn at a threshold.
    #[must_use]
    pub fn profit_at(&self, threshold: f64) -> f64 {
        let accepted = self.all().minus(self.rejected(threshold));
        self.profit(&self.ranking.outcomes_at(threshold), accepted)
    }

    /// What the rows with `low <= score < high` earn if all of them are accepted, and if all of them
    /// are rejected.
    #[must_use]
    pub(super) fn between(&self, low: f64, high: f64) -> (f64, f64) {
        let accepted = self.rejected(low).minus(self.rejected(high));
        let (from, to) = (
            self.ranking.outcomes_at(low),
            self.ranking.outcomes_at(high),
        );
        let default = from.true_positives - to.true_positives;
        let good = from.false_positives - to.false_positives;
        match self.terms {
            Terms::Payoff(payoff) => (
                payoff.true_negative * good + payoff.false_negative * default,
                payoff.false_positive * good + payoff.true_positive * default,
            ),
            Terms::Credit(_) => (self.profit(&Confusion::default(), accepted), 0.0),
        }
    }

    /// The cut that earns most, of equals the highest threshold, the one that rejects the fewest.
    /// Every cut that a threshold can make is tried, and rejecting nobody.
    #[must_use]
    pub fn best(&self) -> Cut {
        let nobody = self.cut(self.ranking.above_all());
        let better = |best: Cut, cut: Cut| if cut.value > best.value { cut } else { best };
        self.cuts().fold(nobody, better)
    }

    /// How much less a threshold earns than the best one, at least 0.
    #[must_use]
    pub fn regret(&self, threshold: f64) -> f64 {
        self.best().value - self.profit_at(threshold)
    }

    /// The profit of every cut, rejecting nobody first: threshold and profit.
    pub fn profits(&self) -> impl Iterator<Item = Cut> {
        std::iter::once(self.cut(self.ranking.above_all())).chain(self.cuts())
    }

    /// The profit of every cut that rejects somebody. O(n).
    fn cuts(&self) -> impl Iterator<Item = Cut> {
        self.ranking.placed_cuts().map(|(place, threshold, cells)| {
            let rejected = self.flagged.get(place + 1).copied().unwrap_or_default();
            let value = self.profit(&cells, self.all().minus(rejected));
            Cut { threshold, value }
        })
    }

    /// The threshold that is best if scores are calibrated, which nobody checks here: Elkan's for a
    /// payoff matrix, margin / (margin + LGD) for loans. `None` where one decision is best for
    /// everybody.
    #[must_use]
    pub fn calibrated_threshold(&self) -> Option<f64> {
        match self.terms {
            Terms::Payoff(payoff) => payoff.elkan_threshold(),
            Terms::Credit(terms) => terms.best_threshold(),
        }
    }

    /// The slope of the lines of equal profit in the ROC plane: what accepting all good customers
    /// gains over what accepting all defaults costs. `None` unless both are positive.
    #[must_use]
    pub fn iso_profit_slope(&self) -> Option<f64> {
        let cells = self.ranking.outcomes_at(f64::INFINITY);
        let (good, default) = match self.terms {
            Terms::Payoff(payoff) => (
                payoff.gain_of_good() * cells.n_negatives(),
                payoff.gain_of_default() * cells.n_positives(),
            ),
            Terms::Credit(terms) => (
                terms.interest_margin * self.all().good,
                terms.lgd * self.all().default,
            ),
        };
        (good > 0.0 && default > 0.0).then(|| good / default)
    }

    /// What hangs on the applicant in `row`, whose probability of default is `pd`.
    #[must_use]
    pub fn stake(&self, row: usize, pd: f64, quadrant: Quadrant) -> Stake {
        let is_probability = (0.0..=1.0).contains(&pd);
        let (loss, outcome) = match self.terms {
            Terms::Payoff(payoff) => (-payoff.false_negative, payoff.of(quadrant)),
            Terms::Credit(terms) => {
                let own = self
                    .exposures
                    .as_ref()
                    .and_then(|all| all.get(row).copied());
                let exposure = own.unwrap_or(terms.ead);
                let outcome = match quadrant {
                    Quadrant::TrueNegatives => terms.interest_margin * exposure,
                    Quadrant::FalseNegatives => -terms.lgd * exposure,
                    Quadrant::TruePositives | Quadrant::FalsePositives => 0.0,
                };
                (terms.lgd * exposure, outcome)
            }
        };
        Stake {
            expected_loss: is_probability.then_some(pd * loss),
            outcome,
        }
    }

    fn cut(&self, threshold: f64) -> Cut {
        let value = self.profit_at(threshold);
        Cut { threshold, value }
    }

    fn profit(&self, cells: &Confusion<f64>, accepted: Sums) -> f64 {
        match self.terms {
            Terms::Payoff(payoff) => payoff.total(cells),
            Terms::Credit(terms) => {
                terms.interest_margin * accepted.good - terms.lgd * accepted.default
            }
        }
    }

    fn expected_loss(&self, accepted: Sums) -> Option<f64> {
        let loss = self.lgd() * (accepted.score_of_good + accepted.score_of_default);
        self.ranking.are_probabilities().then_some(loss)
    }

    /// What one unit of exposure loses in a default.
    fn lgd(&self) -> f64 {
        match self.terms {
            Terms::Payoff(payoff) => -payoff.false_negative,
            Terms::Credit(terms) => terms.lgd,
        }
    }

    fn all(&self) -> Sums {
        self.flagged.last().copied().unwrap_or_default()
    }

    fn rejected(&self, threshold: f64) -> Sums {
        let thresholds = self.ranking.thresholds();
        let n_rejected = thresholds.partition_point(|&score| score >= threshold);
        self.flagged.get(n_rejected).copied().unwrap_or_default()
    }
}
