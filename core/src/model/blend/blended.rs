//! Models whose probabilities are put together.

use std::rc::Rc;

use ndarray::{Array2, ArrayRef2};

use crate::model::loss::probability;
use crate::model::{Classifier, Says};

/// What each of some models says of rows as probabilities, put together.
#[derive(Clone, Default)]
pub struct Blended {
    /// The models.
    pub members: Vec<Rc<dyn Classifier>>,
    /// Intercept and coefficients of a logistic regression on their probabilities; `None` for their mean.
    pub stack: Option<(f64, Vec<f64>)>,
}

impl Blended {
    /// The probability that each member gives to each row, `(n_samples, n_members)`.
    #[must_use]
    pub fn probabilities(&self, rows: &ArrayRef2<f32>) -> Array2<f32> {
        let mut all = Array2::zeros((rows.nrows(), self.members.len()));
        for (member, mut column) in self.members.iter().zip(all.columns_mut()) {
            let mut scores = Vec::with_capacity(rows.nrows());
            member.score(rows, &mut scores);
            for (to, score) in column.iter_mut().zip(scores) {
                *to = match member.says() {
                    Says::LogOdds => narrow(probability(score)),
                    Says::Probability | Says::Margin => score,
                };
            }
        }
        all
    }
}

impl Classifier for Blended {
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>) {
        let n_members = self.members.len().max(1) as f64;
        let blend = |row: &[f32]| {
            let row = row.iter().map(|share| f64::from(*share));
            narrow(match &self.stack {
                None => row.sum::<f64>() / n_members,
                Some((intercept, weights)) => {
                    let products = row.zip(weights).map(|(share, weight)| share * weight);
                    intercept + products.sum::<f64>()
                }
            })
        };
        let all = self.probabilities(rows);
        scores.extend(all.outer_iter().map(|row| blend(&row.to_vec())));
    }

    fn says(&self) -> Says {
        if self.stack.is_some() {
            Says::LogOdds
        } else {
            Says::Probability
        }
    }

    fn rows_at_once(&self) -> usize {
        let each = self.members.iter().map(|member| member.rows_at_once());
        let fewest = each.min().unwrap_or(1);
        (fewest / self.members.len().max(1)).max(1)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "scores are single")]
const fn narrow(score: f64) -> f32 {
    score as f32
}
