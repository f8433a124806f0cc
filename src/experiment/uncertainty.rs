//! How sure the numbers of a study are.

use serde::{Deserialize, Serialize};

use super::packed;
use crate::metrics::{
    AucComparison, AucInterval, Books, Bootstrap, BootstrapSpec, Confusion, DoubtedArm, Goal,
    Intervals, Objective, Optimism, Payoff, Ranking, RankingError, Scale, compare_aucs,
};

/// Redraws that show how much a threshold flatters that is chosen on the rows it is judged on.
const OPTIMISM_DRAWS: usize = 200;

/// What is to be doubted: arms that scored the same rows, and a threshold for each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UncertaintySpec {
    /// Whether each test row defaulted.
    #[serde(with = "packed::flags")]
    pub labels: Vec<bool>,
    /// The arms.
    pub arms: Vec<ScoredArm>,
    /// The share of defaults where the model is used; `None` for that of the rows.
    pub prevalence: Option<f64>,
    /// What the threshold of an arm was chosen for, and the arm's place among `arms`.
    pub goal: Option<(Goal, usize)>,
    /// Whether it was chosen on these very rows, so that it flatters.
    pub is_chosen_here: bool,
    /// Money, for a goal that looks at it; `None` where each applicant has an amount of its own.
    pub payoff: Option<Payoff>,
    /// The share of defaults that the model was trained on.
    pub training_prevalence: f64,
    /// Borders of the bins in which calibration is looked at.
    pub edges: Vec<f64>,
    /// Draws and seed.
    pub bootstrap: BootstrapSpec,
}

/// An arm's scores, and the scale on which they are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoredArm {
    /// Its place on the page.
    pub place: usize,
    /// One score a row, as they are: a scale may tie them, and their order is what is judged.
    #[serde(with = "packed::doubles")]
    pub scores: Vec<f64>,
    /// The scale.
    pub scale: Scale,
    /// The threshold at which it is judged, on that scale.
    pub threshold: f64,
}

/// What is known of it so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Uncertainty {
    /// Draws asked for.
    pub n_asked: usize,
    /// The places of the arms, in the order of everything below.
    pub places: Vec<usize>,
    /// The thresholds at which the arms were judged.
    pub thresholds: Vec<f64>,
    /// What a threshold was chosen for, and the place on the page of the arm that it was chosen for.
    pub goal: Option<(Goal, usize)>,
    /// Borders of the bins in which calibration is looked at.
    pub edges: Vec<f64>,
    /// Bootstrap intervals.
    pub intervals: Intervals,
    /// DeLong's interval of each arm's area under the ROC curve.
    pub aucs: Vec<Option<AucInterval>>,
    /// DeLong's test of the second arm's area against the first's.
    pub comparison: Option<AucComparison>,
    /// By how much the goal flatters, redraw by redraw.
    pub optimism: Vec<f64>,
}

/// Draws one by one, so that a worker can report between them and stop.
pub struct Doubting {
    spec: UncertaintySpec,
    rankings: Vec<Ranking>,
    bootstrap: Bootstrap,
    so_far: Uncertainty,
    /// Begun once everything else is drawn.
    optimism: Option<Optimism>,
    is_done: bool,
}

impl Doubting {
    /// Ranks the scores; nothing is drawn yet.
    ///
    /// # Errors
    ///
    /// [`RankingError`] where an arm's scores can't be ranked.
    pub fn new(spec: UncertaintySpec) -> Result<Self, RankingError> {
        let rank = |arm: &ScoredArm| {
            let raw = Ranking::new(&arm.scores, &spec.labels)?;
            let ranking = raw.on_scale(&arm.scale).unwrap_or(raw);
            let there = spec.prevalence.and_then(|share| ranking.deployed_at(share));
            Ok(there.unwrap_or(ranking))
        };
        let rankings = spec.arms.iter().map(rank).collect::<Result<Vec<_>, _>>()?;
        let doubted = rankings.iter().zip(&spec.arms);
        let doubted = doubted.map(|(ranking, arm)| DoubtedArm {
            ranking: ranking.clone(),
            threshold: arm.threshold,
        });
        let bootstrap = Bootstrap::new(
            &spec.labels,
            doubted.collect(),
            spec.edges.clone(),
            spec.bootstrap,
        );
        let comparison = match &spec.arms[..] {
            [first, second, ..] => compare_aucs(&first.scores, &second.scores, &spec.labels),
            _ => None,
        };
        let so_far = Uncertainty {
            n_asked: spec.bootstrap.n_draws,
            thresholds: spec.arms.iter().map(|arm| arm.threshold).collect(),
            goal: goal_of(&spec),
            edges: spec.edges.clone(),
            places: spec.arms.iter().map(|arm| arm.place).collect(),
            aucs: rankings.iter().map(Ranking::delong).collect(),
            comparison,
            ..Uncertainty::default()
        };
        Ok(Self {
            spec,
            rankings,
            bootstrap,
            so_far,
            optimism: None,
            is_done: false,
        })
    }

    /// Whether another question differs from this one in thresholds, goal or money alone.
    #[must_use]
    pub fn can_be_recut(&self, asked: &UncertaintySpec) -> bool {
        let known = &self.spec;
        let are_same_arms = known.arms.len() == asked.arms.len()
            && known.arms.iter().zip(&asked.arms).all(|(known, asked)| {
                (known.place, &known.scale) == (asked.place, &asked.scale)
                    && known.scores == asked.scores
            });
        are_same_arms
            && known.labels == asked.labels
            && known.prevalence == asked.prevalence
            && known.edges == asked.edges
            && known.bootstrap == asked.bootstrap
    }

    /// Answers a question that [differs in no more](Self::can_be_recut): resamples are kept, and what
    /// hangs on the thresholds is counted anew.
    pub fn recut(&mut self, asked: UncertaintySpec) {
        let is_other_goal = (&self.spec.goal, self.spec.payoff) != (&asked.goal, asked.payoff);
        let thresholds: Vec<_> = asked.arms.iter().map(|arm| arm.threshold).collect();
        self.bootstrap.recut(&thresholds, is_other_goal);
        if is_other_goal || self.spec.is_chosen_here != asked.is_chosen_here {
            self.so_far.optimism.clear();
            self.optimism = None;
        }
        self.so_far.thresholds = thresholds;
        self.so_far.goal = goal_of(&asked);
        self.spec = asked;
        self.is_done = false;
    }

    /// Draws once more. False when all draws are done.
    pub fn advance(&mut self) -> bool {
        if self.is_done {
            return false;
        }
        let chooser = chooser(&self.spec);
        let of = self.spec.goal.as_ref().map_or(0, |(_, arm)| *arm);
        let choose = self.spec.goal.as_ref().map(|_| &chooser as _);
        let is_drawn = self.bootstrap.draw(choose, of);
        drop(chooser);
        self.is_done = !is_drawn && !self.flatter();
        !self.is_done
    }

    /// Draws once more to see how much the goal flatters. False when there is nothing left to see.
    fn flatter(&mut self) -> bool {
        let spec = &self.spec;
        let Some((goal, of)) = spec.goal.as_ref().filter(|_| spec.is_chosen_here) else {
            return false;
        };
        let Some(ranking) = self.rankings.get(*of) else {
            return false;
        };
        let begun = || {
            Optimism::new(
                ranking.clone(),
                &spec.labels,
                OPTIMISM_DRAWS,
                spec.bootstrap.seed,
            )
        };
        let optimism = self.optimism.get_or_insert_with(begun);
        let value = |cells: &Confusion<f64>| match (goal, spec.payoff) {
            (Goal::MinCost, Some(payoff)) => Some(payoff.total(cells) / cells.n_samples()),
            _ => goal.value(cells),
        };
        let drawn = optimism.draw(&chooser(spec), &value);
        self.so_far.optimism.extend(drawn.flatten());
        drawn.is_some()
    }

    /// What is known so far.
    #[must_use]
    pub fn uncertainty(&self) -> Uncertainty {
        Uncertainty {
            intervals: self.bootstrap.intervals(),
            ..self.so_far.clone()
        }
    }
}

fn goal_of(spec: &UncertaintySpec) -> Option<(Goal, usize)> {
    let (goal, arm) = spec.goal.as_ref()?;
    Some((goal.clone(), spec.arms.get(*arm)?.place))
}

/// Chooses a threshold as the goal does.
fn chooser(spec: &UncertaintySpec) -> impl Fn(&Ranking) -> Option<f64> + '_ {
    |ranking| {
        let (goal, _) = spec.goal.as_ref()?;
        let needs_money = matches!(
            goal,
            Goal::MinCost
                | Goal::Constrained {
                    maximise: Objective::Profit,
                    ..
                }
        );
        let payoff = spec.payoff.or((!needs_money).then(Payoff::default))?;
        let books = Books::payoff(ranking, payoff);
        let cut = goal.choose(ranking, &books, spec.training_prevalence);
        cut.ok().map(|cut| cut.threshold)
    }
}
