//! What panels read.

use leptos::prelude::*;

use super::{Accounts, ArmView, Session, Upload};
use crate::experiment::message::Complaint;
use crate::experiment::{
    Arm, LabSpec, Preview, Reading, RunRecord, Section, Source, Study, Uncertainty,
};
use crate::figure::{ScoreAxis, ScoreScale};
use crate::metrics::{Books, Confusion, Metric, Quadrant};
use crate::words::significant;

impl Session {
    /// The experiment as it is set.
    pub fn spec(self) -> ReadSignal<LabSpec> {
        self.spec.read_only()
    }

    /// The current run.
    pub fn record(self) -> ReadSignal<RunRecord> {
        self.record.read_only()
    }

    /// The decision threshold, a score in 0..=1.
    pub fn threshold(self) -> ReadSignal<f64> {
        self.threshold.read_only()
    }

    /// What the axis of scores measures.
    pub fn axis(self) -> ReadSignal<ScoreAxis> {
        self.axis.read_only()
    }

    /// Places on that axis.
    pub fn scale(self) -> Memo<ScoreScale> {
        self.derived.scale
    }

    /// The arms that have scores, in the order in which they are shown.
    pub fn views(self) -> Memo<Vec<ArmView>> {
        self.derived.views
    }

    /// One of them.
    pub fn view(self, arm: Arm) -> Option<ArmView> {
        let views = self.derived.views;
        views.with(|views| views.iter().find(|view| view.arm == arm).cloned())
    }

    /// The arms that have a place on the page, whether or not they have scores yet.
    pub fn shown(self) -> Memo<Vec<Arm>> {
        self.derived.shown
    }

    /// Whether an arm that is trained here has a place in the column of settings.
    pub fn trains(self, arm: Arm) -> bool {
        self.record.with(|record| match record.run() {
            0 => self
                .spec
                .with(|spec| spec.balance.arms.each().contains(&arm)),
            _ => record.arm(arm).is_some(),
        })
    }

    /// What people call an arm.
    pub fn name(self, arm: Arm) -> String {
        match arm {
            Arm::Column(place) => self.scored.with(|scored| {
                let names = scored.as_ref().map(|scored| &scored.names);
                names.and_then(|names| names.get(usize::from(place)).cloned())
            }),
            Arm::AsIs | Arm::Smote => None,
        }
        .unwrap_or_else(|| arm.name().into())
    }

    /// Why the held-out rows of an arm that is shown can't be judged.
    pub fn unjudged(self) -> Option<String> {
        self.derived
            .shown
            .get()
            .into_iter()
            .find_map(|arm| match arm {
                Arm::Column(place) => self
                    .derived
                    .columns
                    .with(|columns| columns.get(usize::from(place))?.clone().err()),
                Arm::AsIs | Arm::Smote => self.derived.judged[arm.index()].get()?.err(),
            })
    }

    /// The threshold of an arm, which may follow that of the first.
    pub fn threshold_of(self, arm: Arm) -> Option<f64> {
        let views = self.derived.views;
        let place = views.with(|views| views.iter().position(|view| view.arm == arm))?;
        let thresholds = self.derived.thresholds;
        thresholds.with(|thresholds| thresholds.get(place).copied())
    }

    /// The four counts of an arm at its threshold.
    pub fn confusion(self, arm: Arm) -> Option<Confusion> {
        let threshold = self.threshold_of(arm)?;
        self.derived.views.with(|views| {
            let view = views.iter().find(|view| view.arm == arm)?;
            Some(view.test().confusion_at(threshold))
        })
    }

    /// The same counts where defaults have the share that the study asks for.
    pub fn outcomes(self, arm: Arm) -> Option<Confusion<f64>> {
        let threshold = self.threshold_of(arm)?;
        self.derived.views.with(|views| {
            let view = views.iter().find(|view| view.arm == arm)?;
            Some(view.test().outcomes_at(threshold))
        })
    }

    /// How results are looked at.
    pub fn study(self) -> ReadSignal<Study> {
        self.study.read_only()
    }

    /// The money of an arm's rows, or why it can't be told; `None` without scores.
    pub fn accounts(self, arm: Arm) -> Option<Result<Accounts, String>> {
        let views = self.derived.views;
        let place = views.with(|views| views.iter().position(|view| view.arm == arm))?;
        self.derived
            .accounts
            .with(|accounts| accounts.get(place).cloned())
    }

    /// The money of the test rows as another reading reads them.
    pub fn books_of(self, reading: &Reading) -> Option<Books> {
        self.study.with(|study| {
            self.amounts.with(|amounts| {
                super::derived::books_of(reading, &study.money, amounts.as_ref()).ok()
            })
        })
    }

    /// Whether every tab is to be made, visited or not, as for a report.
    pub fn shows_all(self) -> bool {
        self.is_complete.get()
    }

    /// Why a scale that was asked for can't be had, and why scores can't be looked at as probabilities.
    pub fn scale_complaints(self) -> Vec<String> {
        let complaint = |view: &ArmView| {
            let name = view.name();
            if let Some(refusal) = &view.reading.refusal {
                return Some(format!("{name}, {}: {refusal}", view.reading.asked.name()));
            }
            let is_probability = |score: &f64| (0.0..=1.0).contains(score);
            let mut thresholds = view.test().thresholds().iter();
            let outside = thresholds.find(|score| !is_probability(score))?;
            Some(format!(
                "{name}: scores such as {} lie outside 0 to 1, so they are no probabilities. \
                 Calibration, Brier score and log loss are off; choose Platt or isotonic to make \
                 them probabilities.",
                significant(*outside, 6)
            ))
        };
        let views = self.derived.views;
        views.with(|views| views.iter().filter_map(complaint).collect())
    }

    /// The cell whose rows are listed.
    pub fn inspected(self) -> ReadSignal<Option<(Arm, Quadrant)>> {
        self.inspected.read_only()
    }

    /// The metric whose formula is shown.
    pub fn explained(self) -> ReadSignal<Option<Metric>> {
        self.explained.read_only()
    }

    /// The slope of the lines of equal cost in the ROC plane, by the first arm's money.
    pub fn iso_cost_slope(self) -> Option<f64> {
        self.derived.accounts.with(|accounts| {
            let first = accounts.first()?.as_ref().ok()?;
            first.test.iso_profit_slope()
        })
    }

    /// How sure the numbers are, as far as it is known.
    pub fn uncertainty(self) -> ReadSignal<Option<Uncertainty>> {
        self.uncertainty.read_only()
    }

    /// Whether what is shown was made with other settings than those that are set.
    pub fn is_outdated(self) -> bool {
        self.spec.with(|spec| {
            let is_other =
                |view: &ArmView| view.reading.judged.spec().is_some_and(|own| own != spec);
            let views = self.derived.views;
            views.with(|views| views.iter().any(is_other))
        })
    }

    /// The uploaded file of a source.
    pub fn upload(self, source: Source) -> ReadSignal<Upload> {
        self.upload_of(source).read_only()
    }

    /// Whether scores are looked at that were made elsewhere, so that there is nothing to train.
    pub fn has_scores_source(self) -> bool {
        self.spec.with(|spec| spec.data.source == Source::Scores)
    }

    /// The rows of the experiment as it is set.
    pub fn preview(self) -> ReadSignal<Option<Preview>> {
        self.preview.read_only()
    }

    /// What happened that isn't an error of the settings.
    pub fn notices(self) -> ReadSignal<Vec<String>> {
        self.notices.read_only()
    }

    /// What is wrong in a part of the settings.
    pub fn complaint(self, section: Section) -> Option<String> {
        if let Some(error) = self.complaint.get()
            && error.section() == section
        {
            return Some(error.to_string());
        }
        let failed = self.record.with(|record| {
            record
                .arms()
                .iter()
                .find_map(|arm| arm.complaint().cloned())
        });
        let of_section = |complaint: &Complaint| complaint.section == section;
        self.data_complaint
            .get()
            .filter(of_section)
            .or_else(|| failed.filter(of_section))
            .map(|complaint| complaint.sentence)
    }
}
