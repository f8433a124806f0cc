//! What workers say, and what becomes of it. An answer that isn't to the open question is dropped.

use std::sync::Arc;

use super::Studio;
use super::sources::{DataComplaint, KnownAmounts, Previewed, UploadState, kept_choice};
use super::verb::{Ask, Due, Post, Verb};
use crate::data::LabelChoice;
use crate::experiment::message::{Complaint, Done, Ending, Event, Inspection, News};
use crate::experiment::{LabSpec, Preview, Section, Source, UploadSpec, UploadedScores};

impl Studio {
    /// Takes in what a worker says.
    pub fn hear(&mut self, event: Event) -> Vec<Ask> {
        let is_epoch = event.is_of_epochs();
        let run_before = self.shown_run();
        let mut asks = match event {
            Event::Heard { .. } | Event::Dropped { .. } | Event::Alive => return Vec::new(),
            // One that was replaced may have left room.
            Event::Ready { .. } => return self.begin_queued(),
            Event::News { id, news } => self.hear_news(id, news),
            Event::Done { id, done } => self.hear_done(id, done),
        };
        if self.shown_run() != run_before {
            self.end_replay();
        }
        let n_views = self.n_views;
        self.follow();
        if self.n_views != n_views {
            asks.extend(self.doubt_anew());
        }
        asks.extend(self.keep_calibration(is_epoch));
        asks.extend(self.begin_queued());
        asks
    }

    /// Takes in that a worker broke or fell silent and was replaced. `goes_on` says whether the new one
    /// does what the old one was asked.
    #[must_use]
    pub fn lose(&mut self, post: Post, sentence: &str, goes_on: bool) -> Vec<Ask> {
        let job = match post {
            Post::Trainer(place) => {
                self.forget_rows(place);
                self.pool.job_of(place)
            }
            Post::Data | Post::Doubt => None,
        };
        let mut running = self.runs.arms().iter();
        let running = running.find(|record| Some(record.id()) == job && record.is_running());
        let mut asks = Vec::new();
        match running.map(|record| (record.id(), record.name().to_owned())) {
            Some((id, name)) if !goes_on => {
                let sentence = format!(
                    "{name} was not trained to its end: {sentence} Press Train to run it again."
                );
                let section = Section::Model;
                let ending = Ending::Failed(Complaint { sentence, section });
                self.runs.end(id, ending);
                let next = self.pool.end(id);
                asks.extend(self.begin_to_train(next));
            }
            _ => match job.filter(|id| !goes_on && self.is_queued(*id)) {
                Some(id) => {
                    let section = Section::Model;
                    let sentence = sentence.to_owned();
                    let lost = Err(Complaint { sentence, section });
                    asks.extend(self.take_repeated(id, lost));
                }
                None => self.notify(sentence.to_owned()),
            },
        }
        if post == Post::Data && !goes_on {
            for source in [Source::Upload, Source::Scores] {
                self.interrupt(source);
            }
        }
        if post == Post::Doubt && !goes_on {
            self.lose_calibration();
        }
        self.follow();
        asks.extend(self.begin_queued());
        asks
    }

    /// A file of which nothing more will be heard.
    fn interrupt(&mut self, source: Source) {
        let is_reading = matches!(self.sources.upload(source).state, UploadState::Reading(_));
        if is_reading {
            let sentence = "The file could not be read to its end: choose it again.".to_owned();
            self.sources.upload_mut(source).state = UploadState::Broken(sentence);
        }
    }

    fn hear_news(&mut self, id: u64, news: News) -> Vec<Ask> {
        match news {
            News::Reading(share) => {
                if let Some(source) = self.source_of(id) {
                    self.sources.upload_mut(source).state = UploadState::Reading(share);
                }
            }
            News::Scored(scored) => {
                let asked = self.open.preview.as_ref().filter(|(open, _)| *open == id);
                if let Some((_, spec)) = asked {
                    self.take_scores(spec.clone(), scored);
                }
            }
            News::Doubted(uncertainty) => {
                if self.open.doubt == Some(id) {
                    *self.uncertainty = Some(uncertainty);
                }
            }
            news @ (News::Resampling(_)
            | News::Prepared(_)
            | News::Epochs { .. }
            | News::Learnt(_)
            | News::Hashed(_)) => {
                if self.runs.arms().iter().any(|arm| arm.id() == id) {
                    self.runs.hear(id, news);
                }
            }
        }
        Vec::new()
    }

    fn hear_done(&mut self, id: u64, done: Done) -> Vec<Ask> {
        match done {
            Done::Trained(ending) => {
                let next = self.pool.end(id);
                let mut asks: Vec<_> = self.begin_to_train(next).into_iter().collect();
                if self.runs.arms().iter().any(|arm| arm.id() == id) {
                    let is_stopped = matches!(ending, Ending::Stopped(_));
                    self.runs.end(id, ending);
                    asks.push(Ask::Later(Due::Doubt));
                    if !self.runs.is_running() {
                        asks.push(Ask::Later(Due::Keep));
                    }
                    if !is_stopped && !self.runs.is_running() {
                        asks.extend(self.ask_to_train());
                    }
                }
                return asks;
            }
            Done::Repeated(repeated) => return self.take_repeated(id, repeated),
            Done::Inspected(inspected) => {
                if let Some(source) = self.source_of(id) {
                    return self.take_in(source, inspected);
                }
            }
            Done::Previewed(previewed) => {
                if let Some((_, spec)) = self.open.preview.take_if(|(open, _)| *open == id) {
                    self.show_preview(spec, previewed);
                }
            }
            Done::Amounts(amounts) => {
                let asked = self.open.amounts.take_if(|(open, ..)| *open == id);
                if let Some((_, input, column)) = asked {
                    self.sources.amounts = Some(KnownAmounts {
                        input,
                        column,
                        read: amounts.map_err(|error| error.to_string()),
                    });
                    self.count_money();
                }
            }
            Done::Grouped(grouping) => self.take_grouping(id, grouping),
            Done::Doubted(uncertainty) => {
                if self.open.doubt.take_if(|open| *open == id).is_some() {
                    *self.uncertainty = Some(uncertainty);
                }
            }
            Done::Handed(handed) => return self.take_rows(id, handed),
            Done::Calibrated(table) => self.take_calibration(id, table),
            Done::ScoredFile(said) | Done::ScoredApplicant(said) | Done::Explained(said) => {
                self.take_scored(id, said);
            }
            // The page asks for none.
            Done::Scored(_) => {}
            Done::Opened(opened) => {
                if self.open.link.take_if(|open| *open == id).is_some() {
                    return self.take_link(opened);
                }
            }
        }
        Vec::new()
    }

    fn take_link(&mut self, opened: Result<String, String>) -> Vec<Ask> {
        match opened {
            Ok(text) => self.perform(Verb::OpenText(text)).unwrap_or_default(),
            Err(error) => {
                self.refuse_link(&error);
                Vec::new()
            }
        }
    }

    /// What a file that is being read is for.
    fn source_of(&self, id: u64) -> Option<Source> {
        if self.open.table == Some(id) {
            return Some(Source::Upload);
        }
        (self.open.scores == Some(id)).then_some(Source::Scores)
    }

    fn take_scores(&mut self, spec: LabSpec, scored: UploadedScores) {
        self.sources.scored = Some((spec, Arc::new(scored)));
        self.follow();
        self.keep_threshold_in_range();
    }

    fn show_preview(&mut self, spec: LabSpec, previewed: Result<Preview, Complaint>) {
        match previewed {
            Ok(preview) => {
                self.sources.complaint = None;
                self.sources.previewed = Some(Previewed { spec, preview });
            }
            Err(complaint) => {
                self.sources.previewed = None;
                self.sources.complaint = Some(DataComplaint { spec, complaint });
            }
        }
    }

    /// Takes the columns of a file. Settings that name this very file stay; those of another one give way
    /// to what the columns look like, but for what was set by hand and is still there.
    fn take_in(&mut self, source: Source, inspected: Result<Inspection, String>) -> Vec<Ask> {
        match source {
            Source::Scores => self.open.scores = None,
            Source::Generate | Source::Upload => self.open.table = None,
        }
        let Inspection {
            format,
            hash,
            table,
        } = match inspected {
            Ok(inspection) => inspection,
            Err(sentence) => {
                self.sources.upload_mut(source).state = UploadState::Broken(sentence);
                return Vec::new();
            }
        };
        let name = self.sources.upload(source).name.clone();
        let before = match source {
            Source::Scores => self.spec().data.scores.clone(),
            Source::Generate | Source::Upload => self.spec().data.upload.clone(),
        };
        if before.file_hash != hash || before.format != format {
            let guess = match source {
                Source::Scores => LabelChoice::guess_scores(&table.columns),
                Source::Generate | Source::Upload => table.guess.clone(),
            };
            let is_again = before.is_named() && before.file_name == name;
            let choice = if is_again {
                if before.file_hash != hash {
                    self.notify(format!(
                        "{name} has other contents than the file of these settings."
                    ));
                }
                let (choice, said) = kept_choice(&before.choice, guess, &table);
                said.into_iter().for_each(|sentence| self.notify(sentence));
                choice
            } else {
                guess
            };
            let upload = UploadSpec {
                file_name: name,
                file_hash: hash.clone(),
                format,
                choice,
            };
            self.lab.adjust(|spec| match source {
                Source::Scores => spec.data.scores = upload,
                Source::Generate | Source::Upload => spec.data.upload = upload,
            });
        }
        self.sources.upload_mut(source).state = UploadState::Loaded {
            hash,
            table: Arc::new(table),
        };
        let mut asks = self.ask_preview();
        asks.extend(self.ask_to_train());
        asks.extend(self.ask_amounts());
        asks
    }
}
