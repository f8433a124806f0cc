//! A result made ready for every question about a threshold.

use std::sync::Arc;

use super::message::Facts;
use super::{ArmResult, Scores};
use crate::metrics::{Cut, Ranking, RankingError};

/// The rankings of an arm's held-out rows.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What was judged.
    pub result: Arc<ArmResult>,
    /// The test rows: everything that is reported.
    pub test: Ranking,
    /// The validation rows: what a threshold is chosen on, where there are any.
    pub validation: Option<Ranking>,
}

impl Judged {
    /// Sorts the held-out rows by score.
    ///
    /// # Errors
    ///
    /// [`RankingError`] when the test rows are all of one class. Validation rows of one class count
    /// as none.
    pub fn new(result: Arc<ArmResult>) -> Result<Self, RankingError> {
        let Facts {
            test, validation, ..
        } = &*result.facts;
        let rank =
            |logits: &[f32], labels: &[bool]| Ranking::new(&Scores::probabilities(logits), labels);
        let (scored, labels) = (rank(&result.scores.test, test)?, validation);
        let validation = rank(&result.scores.validation, labels).ok();
        Ok(Self {
            test: scored,
            validation,
            result,
        })
    }

    /// The rows on which a threshold is chosen: validation rows, or else the very rows that it is
    /// then judged on.
    #[must_use]
    pub fn choosing(&self) -> &Ranking {
        self.validation.as_ref().unwrap_or(&self.test)
    }

    /// The threshold with the highest F1 on the rows that choose.
    #[must_use]
    pub fn max_f1(&self) -> Cut {
        self.choosing().max_f1()
    }

    /// The threshold with the highest Youden's J on the rows that choose.
    #[must_use]
    pub fn youden_j(&self) -> Cut {
        self.choosing().youden_j()
    }
}

/// Two judged results are the same if they judge the same result.
impl PartialEq for Judged {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.result, &other.result)
    }
}
