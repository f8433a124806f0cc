//! An arm of a repeat under way: its rows made, trained to its end, and judged.

use crate::experiment::message::Complaint;
use crate::experiment::{
    Preparing, Progress, RepeatSpec, Repeated, Restored, Rows, RowsPerClass, Scores, Section,
    Snapshot, SpecError, Training,
};

/// A training of which nothing is kept but its last scores.
pub(super) struct Repeating {
    spec: RepeatSpec,
    step: Step,
    real: RowsPerClass,
    scores: Scores,
    /// When it was asked for, in milliseconds.
    began: f64,
}

/// What is to be done next.
enum Step {
    Rows(Box<Preparing>),
    Epochs(Box<Training>),
    Nothing,
}

impl Repeating {
    /// On the rows of the repeat; nothing is made or trained yet.
    pub(super) fn new(spec: RepeatSpec, rows: Rows, began: f64) -> Result<Self, SpecError> {
        Ok(Self {
            real: rows.real(),
            step: Step::Rows(Box::new(Preparing::new(rows, spec.arm)?)),
            scores: Scores::default(),
            spec,
            began,
        })
    }

    /// Does a small piece of work, and says what came of all of it once it is done.
    pub(super) fn advance(
        &mut self,
        clock: &dyn Fn() -> f64,
    ) -> Option<Result<Repeated, Complaint>> {
        match std::mem::replace(&mut self.step, Step::Nothing) {
            Step::Rows(preparing) => match prepared(*preparing) {
                Ok(step) => {
                    self.step = step;
                    None
                }
                Err(error) => Some(Err(error.into())),
            },
            Step::Epochs(training) => self.train(training, clock),
            Step::Nothing => None,
        }
    }

    fn train(
        &mut self,
        mut training: Box<Training>,
        clock: &dyn Fn() -> f64,
    ) -> Option<Result<Repeated, Complaint>> {
        let is_done = match training.advance() {
            Ok(Progress::Working) => false,
            Ok(Progress::Epoch(Snapshot { scores, .. })) => {
                self.scores = scores;
                false
            }
            Ok(Progress::Restored(Restored { scores, .. })) => {
                self.scores = scores;
                true
            }
            Ok(Progress::Finished) => true,
            Err(error) => return Some(Err(Complaint::of_model(&error))),
        };
        if !is_done {
            self.step = Step::Epochs(training);
            return None;
        }
        let repeated = self
            .spec
            .judge(training.held_out(), &self.scores, self.real);
        let repeated = repeated.map_err(|error| Complaint {
            sentence: error.to_string(),
            section: Section::Split,
        });
        Some(repeated.map(|repeated| Repeated {
            seconds: (clock() - self.began) / 1_000.0,
            ..repeated
        }))
    }
}

/// What comes after a part of the rows.
fn prepared(preparing: Preparing) -> Result<Step, SpecError> {
    let preparing = preparing.advance()?;
    Ok(if preparing.is_done() {
        Step::Epochs(Box::new(preparing.training()?.0))
    } else {
        Step::Rows(Box::new(preparing))
    })
}
