//! What workers say, and what becomes of it.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use super::amounts::Amounts;
use super::{PreviewRequest, Session, Upload};
use crate::data::LabelChoice;
use crate::experiment::message::{Command, Complaint, Ending, Event, Inspection};
use crate::experiment::{Arm, Preview, RunRecord, Section, Source, SpecError, UploadSpec};
use crate::page::worker::Report;

impl Session {
    pub(super) fn hear(self, arm: Arm, report: Report) {
        match report {
            Report::Said(event) => {
                if matches!(event, Event::Epochs { .. }) {
                    request_animation_frame(move || self.acknowledge(arm));
                }
                self.record.update(|record| record.apply(arm, event));
            }
            Report::Replaced { sentence, goes_on } => {
                if self.is_running(arm) && !goes_on {
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

    pub(super) fn hear_of_data(self, report: Report) {
        match report {
            Report::Said(Event::Reading { share }) => {
                let upload = self.upload_of(self.reading.get_value());
                if matches!(upload.get_untracked(), Upload::Reading(_)) {
                    upload.set(Upload::Reading(share));
                }
            }
            Report::Said(Event::Inspected(Ok(inspection))) => self.take_in(inspection),
            Report::Said(Event::Inspected(Err(sentence))) => {
                let upload = self.upload_of(self.reading.get_value());
                upload.set(Upload::Broken(sentence));
            }
            Report::Said(Event::Amounts { column, amounts }) => {
                let numbers = amounts.map(Into::into).map_err(|error| error.to_string());
                self.amounts.set(Some(Amounts { column, numbers }));
            }
            Report::Said(Event::Scored(scored)) => {
                if self.preview_request.get_value() != PreviewRequest::Overtaken {
                    self.scored.set(Some(Arc::new(scored)));
                    self.keep_threshold_in_range();
                }
            }
            Report::Said(Event::Previewed(preview)) => {
                let was = self.preview_request.get_value();
                self.preview_request.set_value(PreviewRequest::None);
                if was == PreviewRequest::Overtaken {
                    self.request_preview();
                } else {
                    self.show_preview(preview);
                }
            }
            Report::Said(_) => {}
            Report::Replaced { sentence, goes_on } => {
                if !goes_on {
                    self.preview_request.set_value(PreviewRequest::None);
                }
                self.notify(sentence);
            }
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
        let source = self.reading.get_value();
        let name = self.file(source).as_ref().map(File::name);
        let name = name.unwrap_or_default();
        let before = self.spec.with_untracked(|spec| match source {
            Source::Scores => spec.data.scores.clone(),
            Source::Generate | Source::Upload => spec.data.upload.clone(),
        });
        if before.file_hash == hash {
            self.request_preview();
        } else {
            if !before.file_hash.is_empty() && before.file_name == name {
                self.notify(format!(
                    "{name} has other contents than the file of these settings."
                ));
            }
            let choice = match source {
                Source::Scores => LabelChoice::guess_scores(&table.columns),
                Source::Generate | Source::Upload => table.guess.clone(),
            };
            let upload = UploadSpec {
                file_name: name,
                file_hash: hash,
                choice,
            };
            self.spec.update(|spec| match source {
                Source::Scores => spec.data.scores = upload,
                Source::Generate | Source::Upload => spec.data.upload = upload,
            });
        }
        self.upload_of(source).set(Upload::Loaded(table));
    }

    /// The file that was chosen for a source.
    pub(super) fn file(self, source: Source) -> Option<File> {
        self.files.with_value(|files| {
            let mut files = files.iter();
            files
                .find(|(of, _)| *of == source)
                .map(|(_, file)| file.clone())
        })
    }

    pub(super) fn upload_of(self, source: Source) -> RwSignal<Upload> {
        self.uploads[usize::from(source == Source::Scores)]
    }

    pub(super) fn request_preview(self) {
        let spec = self.spec.get_untracked();
        let file = self.file(spec.data.source);
        if let (Some(upload), None) = (spec.data.file(), &file) {
            let name = &upload.file_name;
            let complaint = SpecError::NoFile(name.clone()).into();
            self.data_complaint
                .set((!name.is_empty()).then_some(complaint));
            return;
        }
        if self.preview_request.get_value() != PreviewRequest::None {
            self.preview_request.set_value(PreviewRequest::Overtaken);
            return;
        }
        self.preview_request.set_value(PreviewRequest::UnderWay);
        self.data_worker.with_value(|worker| {
            if let Some(worker) = worker {
                worker.post(&Command::Preview { spec }, file);
            }
        });
    }

    fn acknowledge(self, arm: Arm) {
        self.workers.with_value(|workers| {
            if let Some((_, worker)) = workers.iter().find(|(of, _)| *of == arm) {
                worker.acknowledge();
            }
        });
    }

    /// Replaces workers that still run what was to be stopped.
    pub(super) fn insist(self, run: u64) {
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

    pub(super) fn end(self, arm: Arm, ending: Ending) {
        self.record.update(|record| {
            let run = record.run();
            record.apply(arm, Event::Ended { run, ending });
        });
    }

    pub(super) fn is_running(self, arm: Arm) -> bool {
        self.record
            .with_untracked(|record| record.arm(arm).is_some_and(|arm| arm.is_running()))
    }
}
