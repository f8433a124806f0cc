//! Whether several arms differ at all over several repeats: Friedman's test.

use serde::{Deserialize, Serialize};
use statrs::function::beta::checked_beta_reg;
use statrs::function::gamma::checked_gamma_ur;

use super::RankTable;

/// Friedman's test of "all arms do equally well".
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Friedman {
    /// Friedman's χ², corrected for ties, at least 0.
    pub chi_squared: f64,
    /// How likely a χ² at least this high is if all arms do equally well, in `0..=1`, by the χ²
    /// distribution with k − 1 degrees of freedom. It is trustworthy with more than some 10 repeats
    /// and 5 arms.
    pub p_value: f64,
    /// Kendall's coefficient of concordance W = χ² / n(k − 1): 0 where all mean ranks are equal, 1
    /// where every repeat ranks the arms alike.
    pub concordance: f64,
    /// The less conservative form; `None` where every repeat ranks the arms alike, since its
    /// denominator is 0 then.
    pub iman_davenport: Option<ImanDavenport>,
}

/// Iman and Davenport's form of Friedman's test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImanDavenport {
    /// F = (n − 1)χ² / (n(k − 1) − χ²), at least 0.
    pub f: f64,
    /// How likely an F at least this high is if all arms do equally well, in `0..=1`, by the F
    /// distribution with k − 1 and (k − 1)(n − 1) degrees of freedom.
    pub p_value: f64,
}

impl RankTable {
    /// Friedman's test of k arms over n repeats.
    ///
    /// With Rⱼ the sum of arm j's ranks rᵢⱼ,
    /// χ² = (k − 1) Σⱼ(Rⱼ − n(k + 1)/2)² / (Σᵢⱼ rᵢⱼ² − nk(k + 1)²/4), which is corrected for ties.
    ///
    /// `None` with fewer than 3 arms or 2 repeats, and where all arms tie in every repeat.
    ///
    /// As `scipy.stats.friedmanchisquare` of SciPy 1.17.1, which takes a single repeat too. Friedman
    /// 1937; Iman and Davenport 1980, "Approximations of the critical region of the Friedman
    /// statistic".
    #[must_use]
    pub fn friedman(&self) -> Option<Friedman> {
        let (between, most) = self.concordance();
        if self.n_arms() < 3 || self.n_repeats() < 2 || most == 0 {
            return None;
        }
        let others = (self.n_arms() - 1) as f64;
        let concordance = between as f64 / most as f64;
        let chi_squared = self.n_repeats() as f64 * others * concordance;
        // A χ² of 0 is outside of the function's domain.
        let p_value = checked_gamma_ur(others / 2.0, chi_squared / 2.0).unwrap_or(1.0);
        Some(Friedman {
            chi_squared,
            p_value,
            concordance,
            iman_davenport: self.iman_davenport(between, most),
        })
    }

    /// F, and its p value by the incomplete beta function at 1 − W.
    fn iman_davenport(&self, between: i128, most: i128) -> Option<ImanDavenport> {
        let within = (most > between).then_some(most - between)? as f64;
        let (others, n_free) = ((self.n_arms() - 1) as f64, (self.n_repeats() - 1) as f64);
        let shape = (others * n_free / 2.0, others / 2.0);
        Some(ImanDavenport {
            f: n_free * between as f64 / within,
            p_value: checked_beta_reg(shape.0, shape.1, within / most as f64).ok()?,
        })
    }
}
