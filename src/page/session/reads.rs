//! What panels read.

use leptos::prelude::*;

use super::{ArmView, Session, Upload};
use crate::experiment::message::Complaint;
use crate::experiment::{Arm, LabSpec, Preview, RunRecord, Section};
use crate::figure::{ScoreAxis, ScoreScale};
use crate::metrics::Confusion;

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
        self.scale
    }

    /// The arms that have scores, in the order in which they are shown.
    pub fn views(self) -> Memo<Vec<ArmView>> {
        self.views
    }

    /// One of them.
    pub fn view(self, arm: Arm) -> Option<ArmView> {
        self.views
            .with(|views| views.iter().find(|view| view.arm == arm).cloned())
    }

    /// Whether an arm has a place on the page: those of the run, or of the settings before there is
    /// one.
    pub fn shows(self, arm: Arm) -> bool {
        self.record.with(|record| match record.run() {
            0 => self.arms().contains(&arm),
            _ => record.arm(arm).is_some(),
        })
    }

    /// Why an arm's held-out rows can't be judged.
    pub fn unjudged(self, arm: Arm) -> Option<String> {
        self.judged[arm.index()].get()?.err()
    }

    /// The four counts of an arm at the threshold.
    pub fn confusion(self, arm: Arm) -> Option<Confusion> {
        let threshold = self.threshold.get();
        self.views.with(|views| {
            let view = views.iter().find(|view| view.arm == arm)?;
            Some(view.judged.test.confusion_at(threshold))
        })
    }

    /// The arms of the current settings.
    pub fn arms(self) -> &'static [Arm] {
        self.spec.with(|spec| spec.balance.arms.each())
    }

    /// Whether what is shown was made with other settings than those that are set.
    pub fn is_outdated(self) -> bool {
        self.spec.with(|spec| {
            self.views
                .with(|views| views.iter().any(|view| *view.judged.result.spec != *spec))
        })
    }

    /// The uploaded file.
    pub fn upload(self) -> ReadSignal<Upload> {
        self.upload.read_only()
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
