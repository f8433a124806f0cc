//! Scores made ready for every question about a threshold.

use std::sync::Arc;

use super::scaled::Unscaled;
use super::{ArmResult, Input, LabSpec, RowsPerClass, UploadedScores};
use crate::metrics::{Ranking, RankingError, Scale, ScaleError, ScaleKind};

/// The rankings of an arm's held-out rows.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What people call it: the arm's name, or that of a column of scores.
    pub name: String,
    /// Where the scores come from.
    pub origin: Origin,
    /// The test rows: everything that is reported.
    pub test: Ranking,
    /// The validation rows: what a threshold is chosen on, where there are any of both classes.
    pub validation: Option<Ranking>,
    /// The class that the validation rows are all of, where they are.
    pub validation_of: Option<bool>,
}

/// Where scores come from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A network that was trained here.
    Run(Arc<ArmResult>),
    /// A column of an uploaded file, by its place among the columns of scores.
    Upload(Arc<UploadedScores>, usize),
}

impl Judged {
    /// Sorts the held-out rows of a trained arm by score.
    ///
    /// # Errors
    ///
    /// [`RankingError`] when the test rows are all of one class. Validation rows of one class count
    /// as none.
    pub fn of_run(result: Arc<ArmResult>) -> Result<Self, RankingError> {
        let (facts, scores) = (&result.facts, &result.scores);
        Ok(Self {
            name: result.spec.name_of(result.arm),
            test: Ranking::new(&scores.of_test(), &facts.test)?,
            validation: Ranking::new(&scores.of_validation(), &facts.validation).ok(),
            validation_of: one_class(&facts.validation),
            origin: Origin::Run(result),
        })
    }

    /// Takes the ranking of an uploaded column of scores.
    ///
    /// # Errors
    ///
    /// As [`Judged::of_run`]; [`RankingError::NoRows`] if there is no such column.
    pub fn of_column(upload: &Arc<UploadedScores>, column: usize) -> Result<Self, RankingError> {
        let rank = |rows: &super::ScoredRows| {
            let ranking = rows.rankings.get(column).cloned();
            ranking.unwrap_or(Err(RankingError::NoRows))
        };
        Ok(Self {
            name: upload.names.get(column).cloned().unwrap_or_default(),
            test: rank(&upload.test)?,
            validation: rank(&upload.validation).ok(),
            validation_of: one_class(&upload.validation.labels),
            origin: Origin::Upload(Arc::clone(upload), column),
        })
    }

    /// How its scores become probabilities on a scale of the kind asked for: prior correction by the
    /// rates of the training rows before and after resampling, the others fitted on validation rows.
    ///
    /// # Errors
    ///
    /// [`ScaleError`] where that kind can't be had.
    pub fn scale(&self, kind: ScaleKind) -> Result<Scale, ScaleError> {
        self.unscaled().scale(kind)
    }

    /// Default rates of the training rows before and after resampling, rows counted with their class weights; `None`
    /// for uploaded scores, and after a focal loss, which no rates undo.
    #[must_use]
    pub fn rates(&self) -> Option<(f64, f64)> {
        let (real, resampled) = self.training_rows()?;
        let result = self.result()?;
        let arm = result.spec.arm(result.arm)?;
        let loss = arm.loss(resampled.counts(), result.spec.model.loss);
        if loss.gamma != 0.0 {
            return None;
        }
        let [good, default] = loss.weights();
        let (good, default) = (
            good * resampled.good as f64,
            default * resampled.default as f64,
        );
        let weighted = (resampled.total() > 0).then(|| default / (good + default))?;
        Some((real.default_rate()?, weighted))
    }

    /// Its rows as they were scored, and what scales are fitted on.
    pub(super) fn unscaled(&self) -> Unscaled<'_> {
        Unscaled {
            test: &self.test,
            validation: self.validation.as_ref(),
            validation_of: self.validation_of,
            rates: self.rates(),
        }
    }

    /// The result of the run that is judged; `None` for uploaded scores.
    #[must_use]
    pub fn result(&self) -> Option<&ArmResult> {
        match &self.origin {
            Origin::Run(result) => Some(result),
            Origin::Upload(..) => None,
        }
    }

    /// The settings that it was trained with; `None` for uploaded scores.
    #[must_use]
    pub fn spec(&self) -> Option<&LabSpec> {
        self.result().map(|result| &*result.spec)
    }

    /// What its scores come from.
    #[must_use]
    pub fn input(&self) -> Input {
        match &self.origin {
            Origin::Run(result) => result.spec.input(),
            Origin::Upload(upload, _) => upload.input.clone(),
        }
    }

    /// Why there are no validation rows to choose on, where there are some and all of one class.
    #[must_use]
    pub fn validation_complaint(&self) -> Option<String> {
        self.validation_of
            .map(|class| ScaleError::OneClass { class }.to_string())
    }

    /// Training rows before and after resampling; `None` for uploaded scores.
    #[must_use]
    pub fn training_rows(&self) -> Option<(RowsPerClass, RowsPerClass)> {
        match &self.origin {
            Origin::Run(result) => Some((result.facts.real, result.facts.resampled)),
            Origin::Upload(..) => None,
        }
    }

    /// Labels of the test rows, in their order.
    #[must_use]
    pub fn labels(&self) -> &[bool] {
        match &self.origin {
            Origin::Run(result) => &result.facts.test,
            Origin::Upload(upload, _) => &upload.test.labels,
        }
    }

    /// Labels of the validation rows, in their order.
    #[must_use]
    pub fn validation_labels(&self) -> &[bool] {
        match &self.origin {
            Origin::Run(result) => &result.facts.validation,
            Origin::Upload(upload, _) => &upload.validation.labels,
        }
    }

    /// The numbers of the validation rows, as [`RowNumbers`](crate::data::RowNumbers) counts.
    #[must_use]
    pub fn validation_rows(&self) -> &[usize] {
        match &self.origin {
            Origin::Run(result) => &result.facts.validation_rows,
            Origin::Upload(upload, _) => &upload.validation.rows,
        }
    }

    /// The numbers of the test rows, as [`RowNumbers`](crate::data::RowNumbers) counts.
    #[must_use]
    pub fn rows(&self) -> &[usize] {
        match &self.origin {
            Origin::Run(result) => &result.facts.test_rows,
            Origin::Upload(upload, _) => &upload.test.rows,
        }
    }
}

/// The class that all rows are of; `None` without rows, or where they are of both.
fn one_class(labels: &[bool]) -> Option<bool> {
    let &first = labels.first()?;
    labels.iter().all(|&label| label == first).then_some(first)
}

/// Two judged results are the same if they judge the same scores.
impl PartialEq for Judged {
    fn eq(&self, other: &Self) -> bool {
        match (&self.origin, &other.origin) {
            (Origin::Run(result), Origin::Run(other)) => Arc::ptr_eq(result, other),
            (Origin::Upload(upload, column), Origin::Upload(other, other_column)) => {
                Arc::ptr_eq(upload, other) && column == other_column
            }
            _ => false,
        }
    }
}
