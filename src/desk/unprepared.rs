//! A run whose rows are being made.

use super::pace::{Due, Pace};
use super::run::Run;
use crate::experiment::message::{Event, Facts, News};
use crate::experiment::{ArmId, Preparing, RoundPlan, Rows, SpecError, Training};

/// A share of the resampling is read, not watched: it is told as rarely as so many rows.
const SHARE_ROWS: usize = 80_000;

/// A run whose rows are being made.
pub(super) struct Unprepared {
    arm: ArmId,
    preparing: Preparing,
    is_slow: bool,
    pace: Pace,
}

/// What comes after a part of the rows.
pub(super) enum Next {
    /// More of them.
    Rows(Box<Unprepared>),
    /// Epochs on all of them.
    Run(Box<Run>),
}

impl Unprepared {
    /// Begins to make the training rows of an arm.
    pub(super) fn new(rows: Rows, arm: ArmId, is_slow: bool, now: f64) -> Result<Self, SpecError> {
        Ok(Self {
            arm,
            preparing: Preparing::new(rows, arm)?,
            is_slow,
            pace: Pace::new(SHARE_ROWS, now),
        })
    }

    /// Makes more of them; `tell` hears what is known before the first epoch.
    pub(super) fn advance(
        self,
        clock: &dyn Fn() -> f64,
        tell: &mut dyn FnMut(Facts),
    ) -> Result<Next, SpecError> {
        let preparing = self.preparing.advance()?;
        if !preparing.is_done() {
            let unprepared = Self { preparing, ..self };
            return Ok(Next::Rows(Box::new(unprepared)));
        }
        let (training, rows) = preparing.training()?;
        tell(facts(&rows, &training));
        let n_held_out = training.held_out().features().nrows();
        let plan = RoundPlan::new(rows.spec(), self.arm, n_held_out);
        let run = Run::new(training, plan, self.is_slow, clock());
        Ok(Next::Run(Box::new(run)))
    }

    /// Tells how much is done, if it is time.
    pub(super) fn report_if_due(&mut self, id: u64, now: f64, say: &mut dyn FnMut(Event)) {
        if self.pace.look(now, true, true) == Due::Report {
            let news = News::Resampling(self.preparing.share());
            say(Event::News { id, news });
        }
    }
}

fn facts(rows: &Rows, training: &Training) -> Facts {
    let numbers = |part: &[usize]| {
        let numbers = rows.all().row_numbers();
        part.iter().map(|&row| numbers[row]).collect()
    };
    Facts {
        names: training
            .columns()
            .iter()
            .map(|column| column.name.clone())
            .collect(),
        n_parameters: training.n_parameters(),
        real: rows.real(),
        resampled: training.resampled(),
        validation: training.held_out().validation().to_vec(),
        test: training.held_out().test().to_vec(),
        validation_rows: numbers(&rows.split().validation),
        test_rows: numbers(&rows.split().test),
    }
}
