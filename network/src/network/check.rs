//! Whether a network can be built and trained.

use std::ops::Bound::{Excluded, Included};
use std::ops::RangeBounds;

use super::dropout::MOST_DROPPED;
use super::{LossSpec, MlpSpec, ModelSpecError, OptimizerSpec, PerLayer};

impl MlpSpec {
    /// Says whether a network on `n_features` features can be built and trained.
    ///
    /// # Errors
    /// The first [`ModelSpecError`] that applies, layers first, then training, then the optimizer.
    pub fn check(&self, n_features: usize) -> Result<(), ModelSpecError> {
        self.check_layers(n_features)?;
        check_at_least_one("the batch size", self.batch_size)?;
        check_at_least_one("the number of epochs", self.epochs)?;
        self.check_layer_settings()?;
        self.check_normalisation(n_features)?;
        self.check_patience()?;
        check_loss(&self.loss)?;
        check_optimizer(&self.optimizer)
    }

    fn check_layers(&self, n_features: usize) -> Result<(), ModelSpecError> {
        if n_features == 0 {
            return Err(ModelSpecError::NoFeatures);
        }
        let n_layers = self.hidden_layers.len();
        if n_layers > Self::MAX_LAYERS {
            return Err(ModelSpecError::TooManyLayers { n_layers });
        }
        for (index, layer) in self.hidden_layers.iter().enumerate() {
            let n_units = layer.n_units();
            if !(1..=Self::MAX_UNITS).contains(&n_units) {
                return Err(ModelSpecError::Units {
                    layer: index + 1,
                    n_units,
                });
            }
        }
        let n_parameters = self.n_parameters(n_features);
        if n_parameters > Self::MAX_PARAMETERS {
            return Err(ModelSpecError::TooManyParameters { n_parameters });
        }
        Ok(())
    }

    fn check_layer_settings(&self) -> Result<(), ModelSpecError> {
        let n_layers = self.hidden_layers.len();
        let (large, small) = ("between 0 and 1,000,000", "between 0 and 0.95");
        check_each("the L1 penalty", &self.l1, n_layers + 1, 1e6, large)?;
        check_each("the L2 penalty", &self.l2, n_layers + 1, 1e6, large)?;
        let dropout = "the dropout rate";
        check_each(dropout, &self.dropout, n_layers, MOST_DROPPED, small)
    }

    fn check_normalisation(&self, n_features: usize) -> Result<(), ModelSpecError> {
        if !self.batch_normalisation {
            return Ok(());
        }
        let n_numbers: usize = n_features + self.n_hidden_units(n_features);
        let most = Self::MAX_NORMALISED / n_numbers.max(1);
        check_range(
            "the batch size with batch normalisation",
            self.batch_size as f64,
            2.0..=most.max(2) as f64,
            &format!("from 2 to {most}"),
        )
    }

    fn check_patience(&self) -> Result<(), ModelSpecError> {
        let stopping = self.early_stopping.map(|early| early.patience);
        let halving = self.plateau.map(|plateau| plateau.patience);
        for (name, patience) in [
            ("the patience of early stopping", stopping),
            ("the patience of halving the learning rate", halving),
        ] {
            let patience = patience.unwrap_or(1) as f64;
            check_range(name, patience, 1.0..=1e6, "from 1 to 1,000,000")?;
        }
        Ok(())
    }
}

/// One number for all layers or one for each, from 0 to `most`.
fn check_each(
    name: &str,
    numbers: &PerLayer,
    n_layers: usize,
    most: f64,
    in_words: &str,
) -> Result<(), ModelSpecError> {
    let n_numbers = numbers.numbers().len();
    if n_numbers > 1 && n_numbers != n_layers {
        return Err(ModelSpecError::NotOnePerLayer {
            name: name.to_owned(),
            n_numbers,
            n_layers,
        });
    }
    let mut numbers = numbers.numbers().iter();
    numbers.try_for_each(|&number| check_range(name, number, 0.0..=most, in_words))
}

fn check_at_least_one(name: &str, count: usize) -> Result<(), ModelSpecError> {
    if count == 0 {
        return Err(ModelSpecError::Zero {
            name: name.to_owned(),
        });
    }
    Ok(())
}

/// `Ok` where both classes count something.
pub fn check_weights(weights: [f64; 2]) -> Result<(), ModelSpecError> {
    let positive = (Excluded(0.0), Included(1e6));
    for (name, weight) in ["the weight of negatives", "the weight of positives"]
        .into_iter()
        .zip(weights)
    {
        check_range(name, weight, positive, "above 0 and at most 1,000,000")?;
    }
    Ok(())
}

fn check_loss(loss: &LossSpec) -> Result<(), ModelSpecError> {
    check_weights(loss.class_weights)?;
    let gamma = "between 0 and 20";
    check_range("the gamma of the focal loss", loss.gamma, 0.0..=20.0, gamma)?;
    let alpha = loss.alpha.unwrap_or(0.5);
    let inside = (Excluded(0.0), Excluded(1.0));
    check_range(
        "the alpha of the focal loss",
        alpha,
        inside,
        "above 0 and below 1",
    )
}

fn check_optimizer(optimizer: &OptimizerSpec) -> Result<(), ModelSpecError> {
    let positive = (Excluded(0.0), Included(1e6));
    let above_zero = "above 0 and at most 1,000,000";
    let share = "at least 0 and below 1";
    check_range(
        "the learning rate",
        optimizer.learning_rate(),
        positive,
        above_zero,
    )?;
    match *optimizer {
        OptimizerSpec::Adam {
            beta_1,
            beta_2,
            epsilon,
            ..
        } => {
            check_range("Adam's beta 1", beta_1, 0.0..1.0, share)?;
            check_range("Adam's beta 2", beta_2, 0.0..1.0, share)?;
            // Below 1e-30 f32 can round the denominator to 0.
            check_range(
                "Adam's epsilon",
                epsilon,
                1e-30..=1.0,
                "between 1e-30 and 1",
            )
        }
        OptimizerSpec::Sgd { momentum, .. } => {
            check_range("the momentum", momentum, 0.0..1.0, share)
        }
    }
}

/// `Ok` where the value lies in the range, which is never so for NaN.
pub fn check_range(
    name: &str,
    value: f64,
    range: impl RangeBounds<f64>,
    in_words: &str,
) -> Result<(), ModelSpecError> {
    if range.contains(&value) {
        return Ok(());
    }
    Err(ModelSpecError::OutOfRange {
        name: name.to_owned(),
        value: value.to_string(),
        range: in_words.to_owned(),
    })
}
