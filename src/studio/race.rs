//! A race: the arms by one metric, the best first.

use super::{ArmView, Studio};
use crate::experiment::ArmId;
use crate::metrics::{Better, Goal, Metric};

/// What arms are ranked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RaceBy {
    /// A metric, at the threshold where each arm stands.
    Metric(Metric),
    /// A metric at the threshold that makes it largest on the rows that choose: the validation rows, where there are any.
    Best(Metric),
}

impl RaceBy {
    /// Everything that arms can be ranked by, in the order of the menu.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let at = Metric::ALL.into_iter().map(Self::Metric);
        let best = Metric::ALL.into_iter().filter(|metric| metric.is_goal());
        at.chain(best.map(Self::Best)).collect()
    }

    /// Its line in the menu.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Metric(metric) if metric.ignores_threshold() => metric.name().into(),
            Self::Metric(metric) => format!("{}, at this threshold", metric.name()),
            Self::Best(metric) => format!("{}, at its best threshold", metric.name()),
        }
    }

    /// The metric.
    #[must_use]
    pub const fn metric(self) -> Metric {
        match self {
            Self::Metric(metric) | Self::Best(metric) => metric,
        }
    }
}

/// An arm in a race.
#[derive(Clone, Debug, PartialEq)]
pub struct Racer {
    /// The arm.
    pub arm: ArmId,
    /// What people call it.
    pub name: String,
    /// Its place, from 1; arms of one value share theirs. `None` where its value is undefined.
    pub rank: Option<usize>,
    /// What it reaches on the test rows; `None` where that is undefined.
    pub value: Option<f64>,
    /// The 95 % interval, once it is known.
    pub interval: Option<(f64, f64)>,
}

impl Studio {
    /// What arms are ranked by.
    #[must_use]
    pub fn race_by(&self) -> RaceBy {
        let all = RaceBy::all();
        let asked = all.get(self.study.race).copied();
        asked.unwrap_or(RaceBy::Metric(Metric::RocAuc))
    }

    /// The arms with scores, the best first; those whose value is undefined last.
    #[must_use]
    pub fn race(&self) -> Vec<Racer> {
        let by = self.race_by();
        let mut left: Vec<_> = self.views().arms.iter().collect();
        let mut racers: Vec<Racer> = Vec::new();
        let better = by.metric().better();
        // There are at most eight.
        while let Some(place) = best(&left, |view| self.raced(by, view), better) {
            let view = left.remove(place);
            let value = self.raced(by, view);
            let tied = racers.last().filter(|last| last.value == value);
            let rank = tied.map_or(Some(racers.len() + 1), |last| last.rank);
            racers.push(Racer {
                arm: view.arm,
                name: view.name().to_owned(),
                rank: rank.filter(|_| value.is_some()),
                value,
                interval: match by {
                    RaceBy::Metric(metric) => self.interval(view.arm, metric),
                    RaceBy::Best(_) => None,
                },
            });
        }
        racers
    }

    fn raced(&self, by: RaceBy, view: &ArmView) -> Option<f64> {
        match by {
            RaceBy::Metric(metric) => {
                let standing = self.standing(view.arm)?;
                metric.value(view.test(), &standing.outcomes)
            }
            RaceBy::Best(metric) => {
                let books = &self.accounts(view.arm)?.ok()?.choosing;
                let goal = Goal::Max(metric);
                let rows = view.reading.choosing();
                let cut = goal.choose(rows, books, view.training_prevalence()).ok()?;
                metric.value(view.test(), &view.test().outcomes_at(cut.threshold))
            }
        }
    }
}

/// The place of the first whose value no other beats; of the first at all where none has a value.
fn best(
    views: &[&ArmView],
    value: impl Fn(&ArmView) -> Option<f64>,
    better: Better,
) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (place, view) in views.iter().enumerate() {
        let Some(value) = value(view) else { continue };
        if best.is_none_or(|(_, known)| better.prefers(value, known)) {
            best = Some((place, value));
        }
    }
    best.map(|(place, _)| place)
        .or((!views.is_empty()).then_some(0))
}
