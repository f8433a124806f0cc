//! An amount of money for each cell of the confusion matrix.

use serde::{Deserialize, Serialize};

use super::CreditTerms;
use crate::metrics::{Confusion, Quadrant};

/// Money gained for each applicant of a cell; costs are negative.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Payoff {
    /// A default that is turned away.
    pub true_positive: f64,
    /// A good customer that is turned away.
    pub false_positive: f64,
    /// A good customer that is accepted.
    pub true_negative: f64,
    /// A default that is accepted.
    pub false_negative: f64,
}

/// A payoff matrix that people keep under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamedPayoff {
    /// What they call it.
    pub name: String,
    /// The matrix.
    pub payoff: Payoff,
}

impl Default for Payoff {
    /// A default that is missed costs ten times as much as a good customer that is turned away.
    fn default() -> Self {
        Self::costs(1.0, 10.0)
    }
}

impl Payoff {
    /// Errors cost this much, and what is right neither earns nor costs.
    #[must_use]
    pub fn costs(false_positive: f64, false_negative: f64) -> Self {
        Self {
            true_positive: 0.0,
            false_positive: -false_positive,
            true_negative: 0.0,
            false_negative: -false_negative,
        }
    }

    /// Loans of one and the same exposure.
    #[must_use]
    pub fn of_credit(terms: &CreditTerms) -> Self {
        Self {
            true_positive: 0.0,
            false_positive: 0.0,
            true_negative: terms.interest_margin * terms.ead,
            false_negative: -terms.lgd * terms.ead,
        }
    }

    /// What a cell's applicants earn, each.
    #[must_use]
    pub const fn of(&self, quadrant: Quadrant) -> f64 {
        match quadrant {
            Quadrant::TruePositives => self.true_positive,
            Quadrant::FalsePositives => self.false_positive,
            Quadrant::TrueNegatives => self.true_negative,
            Quadrant::FalseNegatives => self.false_negative,
        }
    }

    /// What all applicants earn together.
    #[must_use]
    pub fn total(&self, cells: &Confusion<f64>) -> f64 {
        self.true_positive * cells.true_positives
            + self.false_positive * cells.false_positives
            + self.true_negative * cells.true_negatives
            + self.false_negative * cells.false_negatives
    }

    /// What is won by accepting a good customer instead of turning it away.
    #[must_use]
    pub fn gain_of_good(&self) -> f64 {
        self.true_negative - self.false_positive
    }

    /// What is saved by turning away a default instead of accepting it.
    #[must_use]
    pub fn gain_of_default(&self) -> f64 {
        self.true_positive - self.false_negative
    }

    /// The probability of default from which on turning away earns more than accepting,
    /// (TN − FP) / (TN − FP + TP − FN): the best threshold for calibrated scores (Elkan 2001, "The
    /// foundations of cost-sensitive learning", equation 2).
    ///
    /// `None` unless both right decisions earn more than their opposites; otherwise one decision is
    /// best for everybody.
    ///
    /// ```
    /// use imbalance_base::metrics::Payoff;
    ///
    /// let threshold = Payoff::costs(1.0, 19.0).elkan_threshold();
    /// assert_eq!(threshold, Some(0.05));
    /// ```
    #[must_use]
    pub fn elkan_threshold(&self) -> Option<f64> {
        let (good, default) = (self.gain_of_good(), self.gain_of_default());
        (good > 0.0 && default > 0.0).then(|| good / (good + default))
    }
}

impl NamedPayoff {
    /// Matrices to begin with.
    ///
    /// "Loan of 1,000" is a year's loan at an interest margin of 5 % of which 45 % is lost in a
    /// default, the supervisory loss given default of senior unsecured claims (Basel framework, CRE
    /// 32.6): accepted, a good customer earns 50 and a default costs 450.
    #[must_use]
    pub fn usual() -> Vec<Self> {
        let named = |name: &str, payoff| Self {
            name: name.to_owned(),
            payoff,
        };
        let loan = Payoff {
            true_positive: 0.0,
            false_positive: 0.0,
            true_negative: 50.0,
            false_negative: -450.0,
        };
        vec![
            named("A miss costs 10", Payoff::costs(1.0, 10.0)),
            named("A miss costs 50", Payoff::costs(1.0, 50.0)),
            named("Loan of 1,000", loan),
        ]
    }
}
