//! A blend being fitted: a round a model, and one more where a regression puts them together.

use std::rc::Rc;

use ndarray::{Array2, Axis};

use super::blended::Blended;
use super::spec::{BlendSpec, Blending};
use crate::folds::stratified_folds;
use crate::model::{
    Classifier, Examples, FitError, Fitting, LogisticFit, LogisticSpec, LossSpec, Step,
};
use crate::network::training_rows::check_both_classes;

/// Folds on which a stack learns what each model says of rows that it doesn't know.
const FOLDS: usize = 5;

/// Begins to fit the model at a place.
pub(super) type Begin = fn(usize, Examples, &LossSpec) -> Result<Box<dyn Fitting>, FitError>;

/// A blend being fitted. Each model is fitted to all rows; for a stack it is also fitted five times to four fifths of them,
/// the folds of scikit-learn's `StratifiedKFold(5)`, and scores the rest. Class weights count for every model and for the
/// regression. Models don't listen to validation rows. Where rows were resampled before, a fold holds neighbours of the
/// others' made rows, and models that remember rows get too much weight.
pub struct BlendFit {
    begin: Begin,
    examples: Examples,
    loss: LossSpec,
    places: Vec<usize>,
    folds: Option<Vec<usize>>,
    /// What members say of rows that they weren't fitted on, `(n_samples, n_members)`.
    unseen: Array2<f32>,
    work: Work,
    /// Numbers that fitted models have learnt.
    n_parameters: usize,
    model: Blended,
}

/// What is being fitted.
enum Work {
    /// A member, by its place, without a fold or to all rows.
    Member(usize, Option<usize>),
    /// The same under way, and its rounds so far.
    Fitting(usize, Option<usize>, Box<dyn Fitting>, usize),
    /// What puts members together, and its rounds so far.
    Regression(Box<LogisticFit>, usize),
    Over,
}

impl BlendFit {
    /// Nothing is fitted yet.
    ///
    /// # Errors
    /// [`FitError`] where settings or rows don't hold.
    pub(super) fn new(
        begin: Begin,
        examples: Examples,
        loss: &LossSpec,
        spec: &BlendSpec,
    ) -> Result<Self, FitError> {
        spec.check()?;
        check_both_classes(&examples.features, &examples.labels)?;
        let places: Vec<usize> = spec.places().collect();
        let is_stack = spec.blending == Blending::Stack;
        Ok(Self {
            begin,
            loss: *loss,
            folds: is_stack.then(|| stratified_folds(&examples.labels, FOLDS, None)),
            unseen: Array2::zeros((examples.labels.len(), places.len())),
            places,
            examples,
            work: Work::Member(0, None),
            n_parameters: 0,
            model: Blended::default(),
        })
    }

    /// The rows of a fold, or those of all others.
    fn rows_of(&self, fold: usize, is_in: bool) -> Vec<usize> {
        let folds = self.folds.as_deref().unwrap_or_default().iter().enumerate();
        let those = folds.filter(|(_, of)| (**of == fold) == is_in);
        those.map(|(row, _)| row).collect()
    }

    fn begun(&self, member: usize, fold: Option<usize>) -> Result<Box<dyn Fitting>, FitError> {
        let examples = match fold {
            None => self.examples.clone(),
            Some(fold) => {
                let rows = self.rows_of(fold, false);
                let Examples {
                    features, labels, ..
                } = &self.examples;
                Examples {
                    features: features.select(Axis(0), &rows),
                    labels: rows.iter().map(|row| labels[*row]).collect(),
                    ..self.examples.without_rows()
                }
            }
        };
        (self.begin)(self.places[member], examples, &self.loss)
    }

    /// Takes in a member that is fitted, and says what comes next; true at the end of a round.
    fn take(&mut self, member: usize, fold: Option<usize>, fitted: Box<dyn Fitting>) -> bool {
        let n_parameters = fitted.n_parameters();
        let fitted: Rc<dyn Classifier> = fitted.into_model().into();
        match fold {
            None => {
                self.n_parameters += n_parameters;
                self.model.members.push(fitted);
            }
            Some(fold) => {
                let rows = self.rows_of(fold, true);
                let features = self.examples.features.select(Axis(0), &rows);
                let alone = Blended {
                    members: vec![fitted],
                    stack: None,
                };
                let said = alone.probabilities(&features);
                for (row, said) in rows.iter().zip(said.column(0)) {
                    self.unseen[[*row, member]] = *said;
                }
            }
        }
        let next_fold = match fold {
            None => 0,
            Some(fold) => fold + 1,
        };
        let is_whole = self.folds.is_none() || next_fold == FOLDS;
        let is_last = is_whole && member + 1 == self.places.len();
        self.work = match (is_whole, is_last) {
            (false, _) => Work::Member(member, Some(next_fold)),
            (true, false) => Work::Member(member + 1, None),
            (true, true) => self.regression(),
        };
        is_whole
    }

    fn regression(&mut self) -> Work {
        if self.folds.is_none() {
            return Work::Over;
        }
        let spec = LogisticSpec {
            class_weights: self.loss.weights(),
            ..LogisticSpec::default()
        };
        let unseen = std::mem::take(&mut self.unseen);
        let fit = LogisticFit::new(unseen, self.examples.labels.clone(), spec);
        fit.map_or(Work::Over, |fit| Work::Regression(Box::new(fit), 0))
    }
}

/// No loss is told: what members say of the rows that they learnt from says little.
const ROUND: Step = Step::Epoch {
    training_loss: f64::NAN,
};

impl Fitting for BlendFit {
    fn step(&mut self) -> Result<Step, FitError> {
        Ok(match std::mem::replace(&mut self.work, Work::Over) {
            Work::Member(member, fold) => {
                let fitting = self.begun(member, fold)?;
                self.work = Work::Fitting(member, fold, fitting, 0);
                Step::Part
            }
            Work::Fitting(member, fold, mut fitting, mut n_rounds) => {
                n_rounds += usize::from(matches!(fitting.step()?, Step::Epoch { .. }));
                if n_rounds < fitting.rounds() && !fitting.is_over() {
                    self.work = Work::Fitting(member, fold, fitting, n_rounds);
                    Step::Part
                } else if self.take(member, fold, fitting) {
                    ROUND
                } else {
                    Step::Part
                }
            }
            Work::Regression(mut fit, mut n_rounds) => {
                n_rounds += usize::from(matches!(fit.step()?, Step::Epoch { .. }));
                if n_rounds < fit.rounds() && !fit.is_over() {
                    self.work = Work::Regression(fit, n_rounds);
                    Step::Part
                } else {
                    let found = LogisticFit::model(&fit);
                    self.n_parameters += 1 + found.coefficients.len();
                    self.model.stack = Some((found.intercept, found.coefficients.clone()));
                    ROUND
                }
            }
            Work::Over => ROUND,
        })
    }

    fn rounds(&self) -> usize {
        self.places.len() + usize::from(self.folds.is_some())
    }

    fn is_over(&self) -> bool {
        matches!(self.work, Work::Over)
    }

    fn model(&self) -> &dyn Classifier {
        &self.model
    }

    fn into_model(self: Box<Self>) -> Box<dyn Classifier> {
        Box::new(self.model)
    }

    fn n_parameters(&self) -> usize {
        self.n_parameters
    }
}
