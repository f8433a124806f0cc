//! Settings that a search tries, and what came of them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::experiment::{ArmId, ArmSpec, LabSpec, MoneyTerms, RepeatSpec};
use crate::metrics::{Better, Metric, Payoff};
use crate::model::ModelSpec;
use crate::random::NumpyRandom;
use crate::setting::Span;
use crate::sorting::sort_by;
use crate::studio::queue::{Queue, Trial};

/// Folds of the training rows on which settings are tried.
pub const FOLDS: usize = 3;

/// Settings that are tried, those that are set among them.
pub const TRIED: usize = 20;

/// Seed of the draws.
const SEED: u32 = 42;

/// Settings that a grid goes along: of more there would be too few values of each.
const GRID: usize = 2;

/// What is searched for, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchAsked {
    /// The arm whose model is searched.
    pub arm: ArmId,
    /// Whether values are those of a grid; else they are drawn.
    pub is_grid: bool,
    /// What is to be as good as possible.
    pub metric: Metric,
}

/// A search, as far as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    asked: SearchAsked,
    spec: Arc<LabSpec>,
    /// What is tried: what was set, then the others.
    models: Vec<ModelSpec>,
    /// The folds of the first, those of the second, and so on.
    queue: Queue,
}

/// Settings that were tried on every fold.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// The place among what is tried; 0 is what was set.
    pub place: usize,
    /// The mean of the metric over the folds; `None` where it is undefined in one of them.
    pub mean: Option<f64>,
    /// Its standard deviation over them.
    pub deviation: Option<f64>,
    /// Seconds that all folds took together.
    pub seconds: f64,
    /// Why a fold has no values.
    pub failure: Option<String>,
}

impl Search {
    /// Nothing is tried yet; `None` where the arm's model has nothing to search.
    #[must_use]
    pub fn new(asked: SearchAsked, spec: LabSpec) -> Option<Self> {
        spec.arm(asked.arm)?;
        let model = spec.model_of(asked.arm);
        if model.spans().is_empty() {
            return None;
        }
        let others = if asked.is_grid {
            grid(&model)
        } else {
            drawn(&model)
        };
        let mut models = vec![model];
        for other in others {
            // Whole numbers and options come twice.
            if !models.contains(&other) {
                models.push(other);
            }
        }
        Some(Self {
            queue: Queue::new(models.len() * FOLDS),
            asked,
            spec: Arc::new(spec),
            models,
        })
    }

    /// What is searched for.
    #[must_use]
    pub const fn asked(&self) -> &SearchAsked {
        &self.asked
    }

    /// The experiment in which it is searched.
    #[must_use]
    pub fn spec(&self) -> &LabSpec {
        &self.spec
    }

    /// What is tried.
    #[must_use]
    pub fn models(&self) -> &[ModelSpec] {
        &self.models
    }

    /// The trainings.
    #[must_use]
    pub const fn queue(&self) -> &Queue {
        &self.queue
    }

    /// The same, to be changed.
    pub const fn queue_mut(&mut self) -> &mut Queue {
        &mut self.queue
    }

    /// What a job is.
    #[must_use]
    pub fn job(&self, id: u64) -> Option<RepeatSpec> {
        let place = self.queue.place_of(id)?;
        let arm = self.spec.arm(self.asked.arm)?;
        let arm = ArmSpec {
            model: self.models.get(place / FOLDS).cloned(),
            is_hidden: false,
            ..arm.clone()
        };
        Some(RepeatSpec {
            lab: LabSpec {
                arms: vec![arm],
                ..LabSpec::clone(&self.spec)
            },
            arm: ArmId::at(0),
            nth: u32::try_from(place % FOLDS).ok()?,
            n_folds: u32::try_from(FOLDS).ok()?,
            is_within: true,
            money: MoneyTerms::Payoff(Payoff::default()),
        })
    }

    /// What was tried on every fold, the best first.
    #[must_use]
    pub fn tried(&self) -> Vec<Tried> {
        let of_metric = Metric::ALL.iter().position(|of| *of == self.asked.metric);
        let folds = self.queue.trials().chunks(FOLDS).enumerate();
        let over = folds.filter(|(_, folds)| folds.iter().all(Trial::is_over));
        let one = |(place, folds): (usize, &[Trial])| {
            let value = |trial: &Trial| match trial {
                Trial::Done(repeated) => *repeated.values.get(of_metric?)?,
                _ => None,
            };
            let values: Option<Vec<f64>> = folds.iter().map(value).collect();
            let n = FOLDS as f64;
            let mean = values.as_ref().map(|values| values.iter().sum::<f64>() / n);
            let deviation = values.zip(mean).map(|(values, mean)| {
                let squares = values.iter().map(|value| (value - mean) * (value - mean));
                libm::sqrt(squares.sum::<f64>() / (n - 1.0))
            });
            let failure = folds.iter().find_map(|trial| match trial {
                Trial::Failed(sentence) => Some(sentence.clone()),
                _ => None,
            });
            Tried {
                place,
                mean,
                deviation,
                seconds: folds.iter().filter_map(Trial::seconds).sum(),
                failure,
            }
        };
        let mut tried: Vec<Tried> = over.map(one).collect();
        let worst = match self.asked.metric.better() {
            Better::Lower => f64::INFINITY,
            _ => f64::NEG_INFINITY,
        };
        sort_by(&mut tried, |a, b| {
            let [a, b] = [a, b].map(|of| of.mean.unwrap_or(worst));
            match self.asked.metric.better() {
                Better::Lower => a.total_cmp(&b),
                _ => b.total_cmp(&a),
            }
        });
        tried
    }

    /// What stands in a setting that is searched, in each of what is tried.
    #[must_use]
    pub fn texts(&self, key: &str) -> Vec<String> {
        let text = |model: &ModelSpec| {
            let field = model.fields().into_iter().find(|field| field.key == key);
            field.map_or_else(String::new, |field| field.text)
        };
        self.models.iter().map(text).collect()
    }
}

/// A model with some of its settings at shares of their spans.
fn with(model: &ModelSpec, shares: impl Iterator<Item = ((&'static str, Span), f64)>) -> ModelSpec {
    let mut other = model.clone();
    let fields = model.fields();
    for ((key, span), share) in shares {
        if let Some(field) = fields.iter().find(|field| field.key == key) {
            // What a span gives is in range.
            let _ = other.set(key, &span.at(field.form, share));
        }
    }
    other
}

fn drawn(model: &ModelSpec) -> Vec<ModelSpec> {
    let mut random = NumpyRandom::new(SEED);
    let one = |_| {
        let spans = model.spans().iter().copied();
        with(model, spans.map(|span| (span, random.random_sample())))
    };
    (1..TRIED).map(one).collect()
}

fn grid(model: &ModelSpec) -> Vec<ModelSpec> {
    let spans = model.spans().get(..GRID).unwrap_or(model.spans());
    let is_square = spans.len() == GRID;
    let n_values: usize = if is_square { 4 } else { TRIED - 1 };
    let share = |place: usize| place as f64 / (n_values - 1) as f64;
    let n_all = if is_square {
        n_values * n_values
    } else {
        n_values
    };
    let one = |place: usize| {
        let places = [place / n_values, place % n_values];
        let places = &places[GRID - spans.len()..];
        let shares = spans.iter().copied().zip(places);
        with(model, shares.map(|(span, place)| (span, share(*place))))
    };
    (0..n_all).map(one).collect()
}
