//! Arms by their mean ranks over repeats, as a figure shows them.

use crate::experiment::ArmId;
use crate::metrics::RankTable;
use crate::words::significant;

/// Significant digits of a rank in words.
const DIGITS: usize = 3;

/// Arms by their mean ranks, and which of them aren't told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedArms {
    /// Each arm with what people call it and its mean rank, from 1, the best.
    pub arms: Vec<(ArmId, String, f64)>,
    /// How far apart two mean ranks have to be.
    pub difference: Option<f64>,
    /// The best and the worst mean rank of each group that isn't told apart.
    pub groups: Vec<(f64, f64)>,
}

impl RankedArms {
    /// Gives the arms of a table their names; `None` without a repeat.
    pub(super) fn new(table: &RankTable, arms: &[ArmId], names: Vec<String>) -> Option<Self> {
        let ranks = table.mean_ranks()?.into_iter();
        let named = arms.iter().copied().zip(names);
        let difference = table.critical_difference();
        // Where all arms may do equally well, no two are called different.
        let is_any_apart = table
            .friedman()
            .is_some_and(|test| test.p_value < super::LEVEL);
        let told = if is_any_apart {
            difference
        } else {
            Some(f64::MAX)
        };
        let groups = told.map_or_else(Vec::new, |difference| table.groups(difference));
        Some(Self {
            arms: named
                .zip(ranks)
                .map(|((arm, name), rank)| (arm, name, rank))
                .collect(),
            difference,
            groups: groups.into_iter().map(|group| group.ranks).collect(),
        })
    }

    /// The figure's content in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        let part = |(_, name, rank): &(ArmId, String, f64)| {
            format!("{name} {}", significant(*rank, DIGITS))
        };
        let mut parts: Vec<_> = self.arms.iter().map(part).collect();
        if let Some(difference) = self.difference {
            parts.push(format!(
                "critical difference {}",
                significant(difference, DIGITS)
            ));
        }
        format!("Mean ranks over seeds: {}", parts.join(", "))
    }
}
