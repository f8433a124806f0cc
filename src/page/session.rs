//! The page's state. Only this module writes signals: panels read them and call its verbs.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use web_sys::File;

use super::worker::{Report, Worker};
use crate::data::TableSummary;
use crate::experiment::message::{Command, Complaint, Ending, Event, Inspection};
use crate::experiment::{
    Address, Arm, Judged, LabSpec, Preset, Preview, RunRecord, Section, Source, SpecError,
};
use crate::figure::{ScoreAxis, ScoreScale};
use crate::metrics::Confusion;

/// Where the threshold stands before anyone moves it.
const FIRST_THRESHOLD: f64 = 0.5;
/// A worker that doesn't stop within this time is replaced.
const STOP_WITHIN: Duration = Duration::from_millis(90);
/// Settings rest this long before their rows are made.
const PREVIEW_AFTER: Duration = Duration::from_millis(200);

/// A file that the user chose, as far as it is read.
#[derive(Clone, Debug, PartialEq)]
pub enum Upload {
    /// None, or not in this session.
    None,
    /// Being read; the share that is.
    Reading(f64),
    /// Its columns.
    Loaded(TableSummary),
    /// What is wrong with it.
    Broken(String),
}

/// An arm whose scores can be judged, with its four counts at the threshold.
#[derive(Clone, PartialEq)]
pub struct ArmView {
    /// The arm.
    pub arm: Arm,
    /// Its rankings.
    pub judged: Arc<Judged>,
}

/// Everything on the page that changes.
#[derive(Clone, Copy)]
pub struct Session {
    spec: RwSignal<LabSpec>,
    record: RwSignal<RunRecord>,
    threshold: RwSignal<f64>,
    axis: RwSignal<ScoreAxis>,
    upload: RwSignal<Upload>,
    preview: RwSignal<Option<Preview>>,
    data_complaint: RwSignal<Option<Complaint>>,
    notices: RwSignal<Vec<String>>,
    file: StoredValue<Option<File>, LocalStorage>,
    workers: StoredValue<Vec<(Arm, Worker)>, LocalStorage>,
    data_worker: StoredValue<Option<Worker>, LocalStorage>,
    requested: StoredValue<u64>,
    complaint: Memo<Option<SpecError>>,
    judged: [Memo<Option<Result<Arc<Judged>, String>>>; 2],
    views: Memo<Vec<ArmView>>,
    scale: Memo<ScoreScale>,
}

impl Session {
    /// A session with the experiment of an address, or the tutorial's.
    pub fn new(address: Option<Address>) -> Self {
        let (spec, threshold) = address.map_or_else(
            || (LabSpec::default(), FIRST_THRESHOLD),
            |a| (a.spec, a.threshold),
        );
        let spec = RwSignal::new(spec);
        let record = RwSignal::new(RunRecord::default());
        let axis = RwSignal::new(ScoreAxis::default());
        let judged = Arm::ALL.map(|arm| Memo::new(move |before| judge(record, arm, before)));
        let views = Memo::new(move |_| {
            let view = |arm: Arm| {
                let judged = judged[arm.index()].get()?.ok()?;
                Some(ArmView { arm, judged })
            };
            Arm::ALL.into_iter().filter_map(view).collect::<Vec<_>>()
        });
        Self {
            spec,
            record,
            threshold: RwSignal::new(threshold),
            axis,
            upload: RwSignal::new(Upload::None),
            preview: RwSignal::new(None),
            data_complaint: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            file: StoredValue::new_local(None),
            workers: StoredValue::new_local(Vec::new()),
            data_worker: StoredValue::new_local(None),
            requested: StoredValue::new(0),
            complaint: Memo::new(move |_| spec.get().check().err()),
            judged,
            views,
            scale: Memo::new(move |_| {
                let judged = views
                    .get()
                    .into_iter()
                    .map(|view| view.judged)
                    .collect::<Vec<_>>();
                ScoreScale::new(axis.get(), &judged)
            }),
        }
    }
}

/// Sorts an arm's held-out rows, unless they are those that were sorted before.
fn judge(
    record: RwSignal<RunRecord>,
    arm: Arm,
    before: Option<&Option<Result<Arc<Judged>, String>>>,
) -> Option<Result<Arc<Judged>, String>> {
    let result = record.with(|record| record.arm(arm)?.result().cloned())?;
    if let Some(Some(Ok(judged))) = before
        && Arc::ptr_eq(&judged.result, &result)
    {
        return Some(Ok(Arc::clone(judged)));
    }
    Some(
        Judged::new(result)
            .map(Arc::new)
            .map_err(|error| error.to_string()),
    )
}

/// What panels read.
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

/// What people do.
impl Session {
    /// Starts the workers and keeps the rows that are shown equal to the settings.
    pub fn open(self) {
        let workers =
            Arm::ALL.map(|arm| (arm, Worker::spawn(move |report| self.hear(arm, report))));
        self.workers.set_value(workers.into());
        self.data_worker
            .set_value(Some(Worker::spawn(move |report| self.hear_of_data(report))));
        let asked = Memo::new(move |_| {
            self.spec.with(|spec| LabSpec {
                model: Default::default(),
                ..spec.clone()
            })
        });
        let mut waiting: Option<TimeoutHandle> = None;
        Effect::new(move |_| {
            asked.track();
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
            let upload = std::mem::take(&mut spec.data.upload);
            *spec = preset.spec();
            spec.data.upload = upload;
        });
    }

    /// Takes over the experiment and the threshold of an address.
    pub fn restore(self, address: Address) {
        self.threshold.set(address.threshold);
        if self.spec.with_untracked(|spec| *spec != address.spec) {
            self.spec.set(address.spec);
        }
    }

    /// Trains every arm of the experiment.
    pub fn train(self) {
        if self.complaint.with_untracked(Option::is_some) {
            return;
        }
        let spec = self.spec.get_untracked();
        self.record
            .update(|record| *record = record.next(spec.clone()));
        let run = self.record.with_untracked(RunRecord::run);
        let file = self.file.get_value();
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
        if threshold.is_finite() {
            self.threshold.set(threshold.clamp(0.0, 1.0));
        }
    }

    /// Moves the threshold to the next distinct score of any arm.
    pub fn step_threshold(self, up: bool) {
        let from = self.threshold.get_untracked();
        let next = self.views.with_untracked(|views| {
            let rankings = views.iter().map(|view| &view.judged.test);
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
        self.set_threshold(next.unwrap_or(if up { 1.0 } else { 0.0 }));
    }

    /// Changes what the axis of scores measures; the threshold stays.
    pub fn set_axis(self, axis: ScoreAxis) {
        self.axis.set(axis);
    }

    /// Reads a file of the user's. It goes to the page's own workers and nowhere else.
    pub fn choose_file(self, file: File) {
        self.upload.set(Upload::Reading(0.0));
        self.file.set_value(Some(file.clone()));
        self.spec.update(|spec| spec.data.source = Source::Upload);
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

/// What workers say.
impl Session {
    fn hear(self, arm: Arm, report: Report) {
        match report {
            Report::Said(event) => self.record.update(|record| record.apply(arm, event)),
            Report::Replaced(sentence) => {
                if self.is_running(arm) {
                    let sentence = format!("{sentence} Press Train to run it again.");
                    self.end(
                        arm,
                        Ending::Failed(Complaint {
                            sentence,
                            section: Section::Model,
                        }),
                    );
                } else {
                    self.notify(sentence);
                }
            }
        }
    }

    fn hear_of_data(self, report: Report) {
        match report {
            Report::Said(Event::Reading { share }) => {
                if matches!(self.upload.get_untracked(), Upload::Reading(_)) {
                    self.upload.set(Upload::Reading(share));
                }
            }
            Report::Said(Event::Inspected(Ok(inspection))) => self.take_in(inspection),
            Report::Said(Event::Inspected(Err(sentence))) => {
                self.upload.set(Upload::Broken(sentence));
            }
            Report::Said(Event::Previewed { request, preview }) => {
                if request == self.requested.get_value() {
                    self.show_preview(preview);
                }
            }
            Report::Said(_) => {}
            Report::Replaced(sentence) => self.notify(sentence),
        }
    }

    fn show_preview(self, preview: Result<Preview, Complaint>) {
        match preview {
            Ok(preview) => {
                self.data_complaint.set(None);
                self.preview.set(Some(preview));
            }
            Err(complaint) => self.data_complaint.set(Some(complaint)),
        }
    }

    /// Takes the columns of a file, and its guess of the label unless the settings name this file.
    fn take_in(self, Inspection { hash, table }: Inspection) {
        let name = self
            .file
            .with_value(|file| file.as_ref().map(File::name))
            .unwrap_or_default();
        let upload = self.spec.with_untracked(|spec| spec.data.upload.clone());
        if upload.file_hash == hash {
            self.request_preview();
        } else {
            if !upload.file_hash.is_empty() && upload.file_name == name {
                self.notify(format!(
                    "{name} has other contents than the file of these settings."
                ));
            }
            self.spec.update(|spec| {
                spec.data.upload.choice = table.guess.clone();
                spec.data.upload.file_name = name;
                spec.data.upload.file_hash = hash;
            });
        }
        self.upload.set(Upload::Loaded(table));
    }

    fn request_preview(self) {
        let spec = self.spec.get_untracked();
        let file = self.file.get_value();
        if spec.data.source == Source::Upload && file.is_none() {
            let name = &spec.data.upload.file_name;
            let complaint = SpecError::NoFile(name.clone()).into();
            self.data_complaint
                .set((!name.is_empty()).then_some(complaint));
            return;
        }
        self.requested.update_value(|request| *request += 1);
        let request = self.requested.get_value();
        self.data_worker.with_value(|worker| {
            if let Some(worker) = worker {
                worker.post(&Command::Preview { request, spec }, file);
            }
        });
    }

    /// Replaces workers that still run what was to be stopped.
    fn insist(self, run: u64) {
        if self.record.with_untracked(RunRecord::run) != run {
            return;
        }
        for (arm, worker) in self.workers.get_value() {
            if self.is_running(arm) {
                worker.replace();
                self.end(arm, Ending::Stopped(None));
            }
        }
    }

    fn end(self, arm: Arm, ending: Ending) {
        self.record.update(|record| {
            let run = record.run();
            record.apply(arm, Event::Ended { run, ending });
        });
    }

    fn is_running(self, arm: Arm) -> bool {
        self.record
            .with_untracked(|record| record.arm(arm).is_some_and(|arm| arm.is_running()))
    }
}
