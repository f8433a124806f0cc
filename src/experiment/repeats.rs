//! Repeats: an experiment over again with other seeds, an arm at a time.

use serde::{Deserialize, Serialize};

use super::{ArmId, HeldOut, LabSpec, MoneyTerms, RowsPerClass, Scores, packed};
use crate::balance::Cutting;
use crate::data::Fold;
use crate::metrics::{Books, Confusion, Metric, Ranking, RankingError};
use crate::setting::{Field, Form};

/// Repeats that tell at least something.
pub const FEWEST_REPEATS: usize = 5;

/// Repeats that can be asked for at most.
pub const MOST_REPEATS: usize = 50;

/// The threshold of an arm that has none of its own.
const USUAL_THRESHOLD: f64 = 0.5;

/// How the names of settings end that are seeds.
const SEED: &str = "seed";

/// An arm of a repeat, which is to be trained to its end and judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RepeatSpec {
    /// The experiment that is repeated.
    pub lab: LabSpec,
    /// Its arm.
    pub arm: ArmId,
    /// Which repeat it is, from 0.
    pub nth: u32,
    /// Folds of which each is tested on in turn; 0 where each repeat has other seeds.
    pub n_folds: u32,
    /// Whether folds are those of the training rows, and test rows are left out: as settings are searched for.
    pub is_within: bool,
    /// Money, for an arm whose own threshold looks at it. Each loan counts alike.
    pub money: MoneyTerms,
}

/// An arm of a repeat, judged on the test rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repeated {
    /// The value of each metric in the order of [`Metric::ALL`]; `None` where it is undefined.
    pub values: Vec<Option<f64>>,
    /// Seconds that it took, rows and model included.
    pub seconds: f64,
    /// The test rows of a fold, until they are pooled with those of the others.
    pub held_out: Option<FoldScores>,
    /// Of the first fold of a round: the value of each metric on the test rows of all of them together.
    pub pooled: Option<Vec<Option<f64>>>,
}

/// What a fold's model says of its test rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FoldScores {
    /// Labels of the rows.
    #[serde(with = "packed::flags")]
    pub labels: Vec<bool>,
    /// Raw scores, as they are ranked.
    #[serde(with = "packed::doubles")]
    pub scores: Vec<f64>,
    /// Where the arm cuts them.
    pub threshold: f64,
}

impl FoldScores {
    /// The value of each metric, in the order of [`Metric::ALL`], on the test rows of some folds together: scores are
    /// ranked side by side, and each fold's rows are cut at its own threshold. Models that were fitted apart aren't on one
    /// scale, which a pooled ranking takes for granted (Forman and Scholz, 2010).
    #[must_use]
    pub fn pooled<'a>(folds: impl Iterator<Item = &'a Self> + Clone) -> Vec<Option<f64>> {
        let labels: Vec<bool> = folds.clone().flat_map(|fold| fold.labels.clone()).collect();
        let scores: Vec<f64> = folds.clone().flat_map(|fold| fold.scores.clone()).collect();
        let Ok(all) = Ranking::new(&scores, &labels) else {
            return vec![None; Metric::ALL.len()];
        };
        let mut cells: Confusion = Confusion::default();
        for fold in folds {
            for (&score, &is_default) in fold.scores.iter().zip(&fold.labels) {
                let count = match (is_default, score >= fold.threshold) {
                    (true, true) => &mut cells.true_positives,
                    (false, true) => &mut cells.false_positives,
                    (false, false) => &mut cells.true_negatives,
                    (true, false) => &mut cells.false_negatives,
                };
                *count += 1;
            }
        }
        let values = Metric::ALL.iter().map(|metric| metric.value(&all, &cells));
        values.collect()
    }
}

impl LabSpec {
    /// The experiment with all of its seeds `nth` higher: those of the generator, the split, the remedies and the models.
    /// The rows of a file stay. The 0th repeat is the experiment itself. Beyond the largest seed comes 0.
    #[must_use]
    pub fn repeated(&self, nth: u32) -> Self {
        let mut spec = self.clone();
        let generate = &mut spec.data.generate.random_state;
        *generate = generate.wrapping_add(nth);
        spec.split.random_state = spec.split.random_state.wrapping_add(nth);
        spec.model.seed = spec.model.seed.wrapping_add(nth.into());
        for arm in &mut spec.arms {
            for remedy in &mut arm.remedies {
                for (key, seed) in moved_seeds(remedy.fields(), nth) {
                    // Nothing is wrong with a seed in its range.
                    let _ = remedy.set(key, &seed);
                }
            }
            if let Some(model) = &mut arm.model {
                for (key, seed) in moved_seeds(model.fields(), nth) {
                    let _ = model.set(key, &seed);
                }
            }
        }
        spec
    }
}

/// The settings that are seeds, `nth` higher.
fn moved_seeds(fields: Vec<Field>, nth: u32) -> impl Iterator<Item = (&'static str, String)> {
    fields.into_iter().filter_map(move |field| {
        let Form::Whole((_, largest)) = field.form else {
            return None;
        };
        let seed: u64 = field.text.parse().ok()?;
        let n_seeds = u128::from(largest) + 1;
        let moved = (u128::from(seed) + u128::from(nth)) % n_seeds;
        field
            .key
            .ends_with(SEED)
            .then(|| (field.key, moved.to_string()))
    })
}

impl RepeatSpec {
    /// The repeat as an experiment. Of folds, a round has one seed, and the rows of the generator stay.
    #[must_use]
    pub fn spec(&self) -> LabSpec {
        if self.n_folds == 0 {
            return self.lab.repeated(self.nth);
        }
        let fold = Some(Fold {
            n_folds: self.n_folds,
            nth: self.nth % self.n_folds,
        });
        if self.is_within {
            let mut spec = self.lab.clone();
            spec.split.within = fold;
            return spec;
        }
        let mut spec = self.lab.repeated(self.nth / self.n_folds);
        spec.data.generate.random_state = self.lab.data.generate.random_state;
        spec.split.fold = fold;
        spec
    }

    /// Whether its test rows are ranked with those of the other folds of its round.
    const fn is_pooled(&self) -> bool {
        self.n_folds > 0 && !self.is_within
    }

    /// The value of every metric on the test rows, by raw scores, at the arm's own threshold or at 0.5. `real` are the
    /// real training rows.
    ///
    /// # Errors
    ///
    /// [`RankingError`] where the test rows can't be ranked, as when all are of one class; of a fold, whose rows are
    /// ranked with those of others, nothing is wrong with that.
    pub fn judge(
        &self,
        held_out: &HeldOut,
        scores: &Scores,
        real: RowsPerClass,
    ) -> Result<Repeated, RankingError> {
        let of_test = scores.of_test();
        let validation = Ranking::new(&scores.of_validation(), held_out.validation()).ok();
        let test = Ranking::new(&of_test, held_out.test());
        let choosing = validation.as_ref().or(test.as_ref().ok());
        let own = choosing.and_then(|choosing| self.own_threshold(choosing, real));
        let threshold = own.unwrap_or(USUAL_THRESHOLD);
        let values = match &test {
            Ok(test) => {
                let cells = test.confusion_at(threshold);
                let values = Metric::ALL.iter().map(|metric| metric.value(test, &cells));
                values.collect()
            }
            Err(_) if self.is_pooled() => vec![None; Metric::ALL.len()],
            Err(error) => return Err(error.clone()),
        };
        let held_out = self.is_pooled().then(|| FoldScores {
            labels: held_out.test().to_vec(),
            scores: of_test,
            threshold,
        });
        Ok(Repeated {
            values,
            seconds: 0.0,
            held_out,
            pooled: None,
        })
    }

    /// The threshold that a remedy of the arm chooses; `None` without one, and where none can be told.
    fn own_threshold(&self, choosing: &Ranking, real: RowsPerClass) -> Option<f64> {
        let cutting = self.lab.arm(self.arm)?.cutting()?;
        let books = match self.money {
            MoneyTerms::Payoff(payoff) => Books::payoff(choosing, payoff),
            MoneyTerms::Credit(terms) => Books::credit(choosing, &terms, None).ok()?,
        };
        match cutting {
            Cutting::Elkan => books.calibrated_threshold(),
            Cutting::Chosen(goal) => {
                let share = real.default_rate().unwrap_or_else(|| choosing.prevalence());
                let cut = goal.choose(choosing, &books, share);
                cut.ok().map(|cut| cut.threshold)
            }
        }
    }
}
