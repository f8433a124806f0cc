//! Repeats: an experiment over again with other seeds, an arm at a time.

use serde::{Deserialize, Serialize};

use super::{ArmId, HeldOut, LabSpec, MoneyTerms, RowsPerClass, Scores};
use crate::balance::Cutting;
use crate::metrics::{Books, Metric, Ranking, RankingError};
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
    /// The repeat as an experiment.
    #[must_use]
    pub fn spec(&self) -> LabSpec {
        self.lab.repeated(self.nth)
    }

    /// The value of every metric on the test rows, by raw scores, at the arm's own threshold or at 0.5. `real` are the
    /// real training rows.
    ///
    /// # Errors
    ///
    /// [`RankingError`] where the test rows can't be ranked, as when all are of one class.
    pub fn judge(
        &self,
        held_out: &HeldOut,
        scores: &Scores,
        real: RowsPerClass,
    ) -> Result<Vec<Option<f64>>, RankingError> {
        let test = Ranking::new(&scores.of_test(), held_out.test())?;
        let validation = Ranking::new(&scores.of_validation(), held_out.validation()).ok();
        let choosing = validation.as_ref().unwrap_or(&test);
        let threshold = self.own_threshold(choosing, real);
        let cells = test.confusion_at(threshold.unwrap_or(USUAL_THRESHOLD));
        let values = Metric::ALL.iter().map(|metric| metric.value(&test, &cells));
        Ok(values.collect())
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
