//! Rules where others are fitted.

use super::rule_card::RuleCard;
use crate::model::{Classifier, FitError, Fitting, Step};

/// A card of typed rules: there is nothing to learn, and its only round shows what it says.
pub(super) struct Typed {
    card: RuleCard,
    is_over: bool,
}

impl Typed {
    pub(super) const fn new(card: RuleCard) -> Self {
        Self {
            card,
            is_over: false,
        }
    }
}

impl Fitting for Typed {
    /// Points are no probabilities, so that there is no loss.
    fn step(&mut self) -> Result<Step, FitError> {
        self.is_over = true;
        Ok(Step::Epoch {
            training_loss: f64::NAN,
        })
    }

    fn rounds(&self) -> usize {
        1
    }

    fn is_over(&self) -> bool {
        self.is_over
    }

    fn model(&self) -> &dyn Classifier {
        &self.card
    }

    fn into_model(self: Box<Self>) -> Box<dyn Classifier> {
        Box::new(self.card)
    }

    fn n_parameters(&self) -> usize {
        0
    }
}
