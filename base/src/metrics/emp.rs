//! The expected maximum profit of granting loans.

use serde::{Deserialize, Serialize};

use super::Ranking;

/// What a loan is thought to lose and to earn. The share λ of the loan that is lost at default is 0
/// with probability `p0`, 1 with probability `p1`, and else uniform between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EmpSpec {
    /// The share of defaults that lose nothing, in `0..=1`.
    pub p0: f64,
    /// The share of defaults that lose the whole loan, in `0..=1 − p0`.
    pub p1: f64,
    /// What a good customer earns, as a share of the loan; at least 0.
    pub roi: f64,
}

impl Default for EmpSpec {
    /// As in the paper: 0.55, 0.10 and 0.2644.
    fn default() -> Self {
        Self {
            p0: 0.55,
            p1: 0.1,
            roi: 0.2644,
        }
    }
}

impl EmpSpec {
    fn is_sound(&self) -> bool {
        let are_shares = self.p0 >= 0.0 && self.p1 >= 0.0 && self.p0 + self.p1 <= 1.0;
        are_shares && self.roi >= 0.0 && self.roi.is_finite()
    }

    /// The probability of a loss above `from` and up to `to`, and the integral of the loss over
    /// that range. The probability of losing all belongs to the first range that reaches 1.
    fn between(&self, from: f64, to: f64) -> (f64, f64) {
        let partly = (1.0 - self.p0 - self.p1) * (to - from);
        let wholly = if from < 1.0 && to >= 1.0 {
            self.p1
        } else {
            0.0
        };
        (partly + wholly, partly * f64::midpoint(from, to) + wholly)
    }
}

/// What the scores are worth with the most profitable cut for each loss.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Emp {
    /// What is gained over granting every loan, as a share of the amount of a loan, per applicant; at
    /// least 0.
    pub profit: f64,
    /// How many applicants the most profitable cuts reject, in `0..=1`.
    pub rejected_share: f64,
}

impl Ranking {
    /// The expected maximum profit: ∫ max over cuts of (λ·π₁·tpr − roi·π₀·fpr) h(λ) dλ, where π₁ is
    /// the share of defaults, π₀ that of good customers and h the density of the [`EmpSpec`]. The best
    /// cut for a λ is a corner of the hull of the ROC curve. `None` unless `p0` and `p1` are shares
    /// that add up to at most 1 and `roi` is finite and not negative.
    ///
    /// Verbraken, Bravo, Weber & Baesens 2014, "Development and application of consumer credit scoring
    /// models using profit-based classification measures", European Journal of Operational Research
    /// 238. The profit is that of `empcs_score` in empulse 0.13.1 and of `empCreditScoring` in EMP-py
    /// 2.0.4, and so is the rejected share; EMP-py fails where all scores are equal, this does not.
    /// Where defaults lose nothing nobody is rejected, even if some could be at no cost.
    #[must_use]
    pub fn expected_maximum_profit(&self, spec: &EmpSpec) -> Option<Emp> {
        if *spec != EmpSpec::default() {
            return self.profit_over_hull(spec);
        }
        let cell = &self.measures().of_scores.expected_maximum_profit;
        let kept = cell.get_or_init(|| {
            let emp = self.profit_over_hull(spec)?;
            Some((emp.profit, emp.rejected_share))
        });
        kept.map(|(profit, rejected_share)| Emp {
            profit,
            rejected_share,
        })
    }

    fn profit_over_hull(&self, spec: &EmpSpec) -> Option<Emp> {
        if !spec.is_sound() {
            return None;
        }
        let (bad, good) = (self.prevalence(), 1.0 - self.prevalence());
        let corners: Vec<_> = self.roc_points(self.hull_places()).collect();
        // The loss from which on the far end of an edge is better than the near end.
        let turning = corners.windows(2).map(|edge| {
            let slope = (edge[1].fpr - edge[0].fpr) / (edge[1].tpr - edge[0].tpr);
            (spec.roi * good / bad * slope).min(1.0)
        });
        let losses: Vec<_> = [0.0].into_iter().chain(turning).chain([1.0]).collect();
        let mut emp = Emp::default();
        for (corner, range) in corners.iter().zip(losses.windows(2)) {
            let (probability, loss) = spec.between(range[0], range[1]);
            let (caught, turned_away) = (bad * corner.tpr, good * corner.fpr);
            emp.profit += caught * loss - probability * spec.roi * turned_away;
            emp.rejected_share += probability * (caught + turned_away);
        }
        Some(emp)
    }
}
