//! An arm of a repeat under way: trained to its end, and judged.

use crate::experiment::message::Complaint;
use crate::experiment::{
    Progress, RepeatSpec, Repeated, Restored, Rows, RowsPerClass, Scores, Section, Snapshot,
    SpecError, Training,
};

/// A training of which nothing is kept but its last scores.
pub(super) struct Repeating {
    spec: RepeatSpec,
    training: Training,
    real: RowsPerClass,
    scores: Scores,
    /// When it was asked for, in milliseconds.
    began: f64,
}

impl Repeating {
    /// On the rows of the repeat; nothing is trained yet.
    pub(super) fn new(spec: RepeatSpec, rows: &Rows, began: f64) -> Result<Self, SpecError> {
        Ok(Self {
            training: rows.training(spec.arm)?,
            real: rows.real(),
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
        match self.training.advance() {
            Ok(Progress::Working) => return None,
            Ok(Progress::Epoch(Snapshot { scores, .. })) => {
                self.scores = scores;
                return None;
            }
            Ok(Progress::Restored(Restored { scores, .. })) => self.scores = scores,
            Ok(Progress::Finished) => {}
            Err(error) => return Some(Err(Complaint::of_model(&error))),
        }
        let held_out = self.training.held_out();
        let values = self.spec.judge(held_out, &self.scores, self.real);
        let values = values.map_err(|error| Complaint {
            sentence: error.to_string(),
            section: Section::Split,
        });
        Some(values.map(|values| Repeated {
            values,
            seconds: (clock() - self.began) / 1_000.0,
        }))
    }
}
