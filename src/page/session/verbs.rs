//! What people do.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::File;

use super::{ArmView, Session, Upload};
use crate::experiment::message::Command;
use crate::experiment::{Address, Arm, LabSpec, Preset, RunRecord, Source};
use crate::figure::{ScoreAxis, ScoreScale};
use crate::page::worker::Worker;

/// A worker that doesn't stop within this time is replaced.
const STOP_WITHIN: Duration = Duration::from_millis(90);
/// Settings rest this long before their rows are made.
const PREVIEW_AFTER: Duration = Duration::from_millis(200);

impl Session {
    /// Starts the workers and keeps the rows that are shown equal to the settings.
    pub fn open(self) {
        let workers =
            Arm::TRAINED.map(|arm| (arm, Worker::spawn(move |report| self.hear(arm, report))));
        self.workers.set_value(workers.into());
        self.data_worker
            .set_value(Some(Worker::spawn(move |report| self.hear_of_data(report))));
        let asked = Memo::new(move |_| {
            self.spec.with(|spec| LabSpec {
                model: Default::default(),
                ..spec.clone()
            })
        });
        self.doubt_what_is_shown();
        let mut waiting: Option<TimeoutHandle> = None;
        Effect::new(move |_| {
            // Reading it, unlike tracking it, makes the memo run and so hear of the spec at all.
            asked.with(|_| ());
            if let Some(waiting) = waiting.take() {
                waiting.clear();
            }
            waiting = set_timeout_with_handle(move || self.request_preview(), PREVIEW_AFTER).ok();
        });
    }

    /// Changes a setting. What was trained stays.
    pub fn edit(self, change: impl FnOnce(&mut LabSpec)) {
        self.spec.update(change);
    }

    /// Starts from a prepared experiment; an uploaded file stays at hand.
    pub fn start_from(self, preset: Preset) {
        self.spec.update(|spec| {
            let data = std::mem::take(&mut spec.data);
            *spec = preset.spec();
            spec.data.upload = data.upload;
            spec.data.scores = data.scores;
        });
    }

    /// Takes over the experiment and the threshold of an address.
    pub fn restore(self, address: Address) {
        self.threshold.set(address.threshold);
        self.study.set(address.study);
        if self.spec.with_untracked(|spec| *spec != address.spec) {
            self.spec.set(address.spec);
        }
    }

    /// Trains every arm of the experiment.
    pub fn train(self) {
        let spec = self.spec.get_untracked();
        if self.complaint.with_untracked(Option::is_some) || spec.data.source == Source::Scores {
            return;
        }
        self.record
            .update(|record| *record = record.next(spec.clone()));
        let run = self.record.with_untracked(RunRecord::run);
        let file = self.file(spec.data.source);
        for (arm, worker) in self.workers.get_value() {
            if spec.balance.arms.each().contains(&arm) {
                worker.post(
                    &Command::Start {
                        run,
                        arm,
                        spec: spec.clone(),
                    },
                    file.clone(),
                );
            } else {
                worker.post(&Command::Stop { run: run - 1 }, None);
            }
        }
    }

    /// Stops training; what was learned so far stays.
    pub fn stop(self) {
        let run = self.record.with_untracked(RunRecord::run);
        for (arm, worker) in self.workers.get_value() {
            if self.is_running(arm) {
                worker.post(&Command::Stop { run }, None);
            }
        }
        set_timeout(move || self.insist(run), STOP_WITHIN);
    }

    /// Moves the threshold.
    pub fn set_threshold(self, threshold: f64) {
        let (low, high) = self.derived.scale.with_untracked(ScoreScale::scores);
        if threshold.is_finite() {
            self.threshold.set(threshold.clamp(low, high));
        }
    }

    /// Brings a threshold that no score can reach to the one that rejects as many as default.
    pub(super) fn keep_threshold_in_range(self) {
        let (low, high) = self.derived.scale.with_untracked(ScoreScale::scores);
        let is_reachable = (low..=high).contains(&self.threshold.get_untracked());
        let are_probabilities = self
            .derived
            .scale
            .with_untracked(ScoreScale::are_probabilities);
        if is_reachable && are_probabilities {
            return;
        }
        let rejecting = self.derived.views.with_untracked(|views| {
            let ranking = views.first()?.test();
            ranking.threshold_at_share(ranking.prevalence())
        });
        self.set_threshold(rejecting.unwrap_or(low));
    }

    /// Moves the threshold to the next distinct score of any arm.
    pub fn step_threshold(self, up: bool) {
        let from = self.threshold.get_untracked();
        let next = self.derived.views.with_untracked(|views| {
            let rankings = views.iter().map(ArmView::test);
            if up {
                rankings
                    .filter_map(|ranking| ranking.next_above(from))
                    .reduce(f64::min)
            } else {
                rankings
                    .filter_map(|ranking| ranking.next_below(from))
                    .reduce(f64::max)
            }
        });
        let (low, high) = self.derived.scale.with_untracked(ScoreScale::scores);
        self.set_threshold(next.unwrap_or(if up { high } else { low }));
    }

    /// Changes what the axis of scores measures; the threshold stays.
    pub fn set_axis(self, axis: ScoreAxis) {
        self.axis.set(axis);
    }

    /// Reads a file of the user's. It goes to the page's own workers and nowhere else.
    pub fn choose_file(self, source: Source, file: File) {
        self.upload_of(source).set(Upload::Reading(0.0));
        self.reading.set_value(source);
        self.files.update_value(|files| {
            files.retain(|(of, _)| *of != source);
            files.push((source, file.clone()));
        });
        self.spec.update(|spec| spec.data.source = source);
        self.data_worker.with_value(|worker| {
            if let Some(worker) = worker {
                worker.post(&Command::Inspect, Some(file));
            }
        });
    }

    /// Says something that isn't an error of the settings.
    pub fn notify(self, sentence: String) {
        self.notices.update(|notices| {
            if !notices.contains(&sentence) {
                notices.push(sentence);
            }
        });
    }

    /// Takes a notice away.
    pub fn dismiss(self, sentence: &str) {
        self.notices
            .update(|notices| notices.retain(|notice| notice != sentence));
    }
}
