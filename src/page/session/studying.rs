//! What people do with results.

use leptos::prelude::*;

use super::{ArmView, Session};
use crate::experiment::message::Command;
use crate::experiment::{Arm, Study};
use crate::metrics::{Goal, GoalError, Match, Metric, Quadrant, matching_threshold};

/// What a goal found: its threshold and the value reached, or why there is none.
pub type Found = Result<crate::metrics::Cut, GoalError>;

impl Session {
    /// Changes how results are looked at. Nothing is trained again.
    pub fn edit_study(self, change: impl FnOnce(&mut Study)) {
        let before = self
            .study
            .with_untracked(|study| study.money.exposure_column.clone());
        self.study.update(change);
        let column = self
            .study
            .with_untracked(|study| study.money.exposure_column.clone());
        if column != before && !column.is_empty() {
            self.request_amounts(column);
        }
    }

    /// Moves the threshold of one arm; the others follow as the study says.
    pub fn set_threshold_of(self, arm: Arm, threshold: f64) {
        let compare = self.study.with_untracked(|study| study.compare);
        let of_first = self.derived.views.with_untracked(|views| {
            let first = views.first()?;
            let view = views.iter().find(|view| view.arm == arm)?;
            let is_first = first.arm == arm || compare == Match::Threshold;
            let follow = || matching_threshold(view.test(), threshold, first.test(), compare);
            Some(if is_first { threshold } else { follow() })
        });
        self.set_threshold(of_first.unwrap_or(threshold));
    }

    /// The arm for which thresholds are looked for.
    pub fn chooser(self) -> Option<ArmView> {
        let place = self.study.with(|study| study.chooser);
        self.derived.views.with(|views| {
            let mut arms = views.iter();
            let chosen = arms.find(|view| view.arm.index() == place);
            chosen.or(views.first()).cloned()
        })
    }

    /// The threshold that a goal chooses for the arm that thresholds are looked for; `None` without
    /// scores.
    pub fn found(self, goal: &Goal) -> Option<Found> {
        let view = self.chooser()?;
        let books = self.accounts(view.arm)?.ok()?.choosing;
        let reading = &view.reading;
        let prevalence = reading
            .judged
            .training_rows()
            .and_then(|rows| rows.0.default_rate());
        let prevalence = prevalence.unwrap_or_else(|| reading.choosing().prevalence());
        Some(goal.choose(reading.choosing(), &books, prevalence))
    }

    /// Moves the threshold to where a goal is reached best.
    pub fn pursue(self, goal: Goal) {
        let found = untrack(|| Some((self.chooser()?.arm, self.found(&goal)?.ok()?)));
        if let Some((arm, cut)) = found {
            self.edit_study(|study| study.goal = Some(goal));
            self.set_threshold_of(arm, cut.threshold);
        }
    }

    /// Makes every tab, visited or not, so that a report has all figures, or no longer.
    pub fn show_all(self, is_wanted: bool) {
        self.is_complete.set(is_wanted);
    }

    /// Shows the formula of a metric.
    pub fn explain(self, metric: Option<Metric>) {
        self.explained.set(metric);
    }

    /// Lists the rows of a cell, or with `None` no rows.
    pub fn inspect(self, cell: Option<(Arm, Quadrant)>) {
        self.inspected.set(cell);
    }

    /// Reads the column that says what is lent to each applicant.
    pub(super) fn request_amounts(self, column: String) {
        let spec = self.spec.get_untracked();
        let file = self.file(spec.data.source);
        self.data_worker.with_value(|worker| {
            if let Some(worker) = worker {
                worker.post(&Command::Amounts { spec, column }, file);
            }
        });
    }
}
