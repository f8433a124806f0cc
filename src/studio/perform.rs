//! Verbs, done.

use std::sync::Arc;

use super::setting::AnySetting;
use super::sources::{Upload, UploadState, is_of_same_data};
use super::verb::{Ask, Due, Enclosed, Post, Verb};
use super::{Found, Link, Opened, Studio, Study};
use crate::data::{FormatChoice, LabelChoice};
use crate::experiment::message::{Ending, Job, ReadShare};
use crate::experiment::{ArmId, ArmRecord, Preset, Source};
use crate::metrics::{Goal, Match, ScaleKind, matching_threshold};

impl Studio {
    /// Does what a hand, a link or a lesson asks for, and says what workers are to be asked.
    ///
    /// # Errors
    ///
    /// What is wanted, in a sentence, where a setting can't be read; nothing has changed then.
    pub fn perform(&mut self, verb: Verb) -> Result<Vec<Ask>, String> {
        let before = self.spec().clone();
        let (threshold, goal) = (self.study.threshold, self.study.goal.clone());
        let money = self.study.money.clone();
        let (was_live, was_slow) = (self.study.is_live, self.study.is_slow);
        let (round, pair) = (self.study.round, self.study.pair);
        let looked_at = self.looked_at();
        let mut asks = self.act(verb)?;
        if self.spec().arms != before.arms {
            asks.extend(self.align_runs());
        }
        self.follow();
        if self.study.is_slow != was_slow {
            asks.extend(self.change_pace());
        }
        if self.study.round != round || self.study.pair != pair {
            asks.extend(self.doubt_anew());
        }
        asks.extend(self.read_again());
        if *self.spec() != before || self.study.is_live != was_live {
            asks.extend(self.ask_to_train());
        }
        if !is_of_same_data(&before, self.spec()) || self.looked_at() != looked_at {
            asks.push(Ask::Later(Due::Preview));
        }
        if *self.spec() != before || self.study.money != money {
            asks.extend(self.ask_amounts());
        }
        if self.study.threshold != threshold || self.study.goal != goal {
            asks.push(Ask::Later(Due::Doubt));
        }
        asks.extend(self.keep_calibration(false));
        asks.extend(self.begin_queued());
        Ok(asks)
    }

    fn act(&mut self, verb: Verb) -> Result<Vec<Ask>, String> {
        match verb {
            Verb::Set { key, text } => return self.set(&key, &text),
            Verb::Start(preset) => self.start(preset),
            Verb::Undo => {
                self.lab.undo();
            }
            Verb::Redo => {
                self.lab.redo();
            }
            Verb::Open(link) => return Ok(self.open(*link)),
            Verb::OpenText(text) => return Ok(self.open_text(&text)),
            Verb::ChooseFile { source, name } => return Ok(self.choose_file(source, name)),
            Verb::ScoreFile(name) => return Ok(self.score_file(name)),
            Verb::ScoreApplicant(cells) => return Ok(self.score_applicant(cells)),
            Verb::Explain(asked) => return Ok(self.explain(asked)),
            Verb::GroupBy(column) => return Ok(self.group_by(column)),
            Verb::CancelReading => return Ok(self.cancel_reading()),
            Verb::Choose(choice) => self.choose(choice),
            Verb::Prepare(steps) => {
                let mut spec = self.spec().clone();
                spec.prepare = steps;
                self.lab.take(spec);
            }
            Verb::Turn { column } => self.turn(column),
            Verb::Arms { arms, came_from } => {
                let mut spec = self.spec().clone();
                spec.arms = arms;
                self.lab.take(spec);
                self.follow_arms(&came_from);
            }
            Verb::Train => return Ok(self.train(true, false)),
            Verb::Stop => return Ok(self.stop()),
            Verb::Repeat => return Ok(self.repeat()),
            Verb::CancelRepeats => return Ok(self.cancel_repeats()),
            Verb::Search(asked) => return self.begin_search(asked),
            Verb::CancelSearch => return Ok(self.cancel_search()),
            Verb::UseFound(place) => self.use_found(place)?,
            Verb::Pin { run, place } => return Ok(self.pin(run, place)),
            Verb::UseAgain(run) => return Ok(self.use_again(run)),
            Verb::Forget(run) => return Ok(self.forget(run)),
            Verb::ForgetAll => return Ok(self.forget_all()),
            Verb::ShowRound(epoch) => self.show_round(epoch),
            Verb::Play(is_playing) => return Ok(self.play(is_playing)),
            Verb::Threshold(threshold) => self.move_to(threshold),
            Verb::ThresholdOf { arm, threshold } => self.move_arm(arm, threshold),
            Verb::Drag { arm, threshold } => {
                self.move_arm(arm, threshold);
                self.held = Some((arm, self.board.scale.within(threshold)));
            }
            Verb::LetGo => self.held = None,
            Verb::Step { up } => self.step(up),
            Verb::Move { parts } => {
                let to = self.board.scale.moved(self.study.threshold, parts);
                self.move_to(to);
            }
            Verb::End { upper } => {
                let (low, high) = self.board.scale.scores();
                self.move_to(if upper { high } else { low });
            }
            Verb::Pursue(goal) => self.pursue(goal),
            Verb::Read { place, kind } => return Ok(self.read_on(place, kind)),
            Verb::DuplicatePayoff => {
                self.study.money.duplicate();
                self.count_money();
            }
            Verb::RemovePayoff => {
                self.study.money.remove();
                self.count_money();
            }
            Verb::Cut { is_low, threshold } => {
                let policy = &mut self.study.policy;
                if is_low {
                    policy.low = threshold.min(policy.high);
                } else {
                    policy.high = threshold.max(policy.low);
                }
            }
            Verb::Gather(is_gathering) => self.is_gathering = is_gathering,
            Verb::Dismiss(sentence) => self.notices.retain(|notice| *notice != sentence),
        }
        Ok(Vec::new())
    }

    fn set(&mut self, key: &str, text: &str) -> Result<Vec<Ask>, String> {
        match AnySetting::find(key) {
            None => Err(format!("There is no setting called {key}.")),
            Some(AnySetting::Lab(setting)) => {
                self.lab.set(setting, text)?;
                Ok(Vec::new())
            }
            Some(AnySetting::Study(setting)) => {
                let mut study = Study::clone(&self.study);
                setting.set(&mut study, text)?;
                Ok(self.look_as(study))
            }
        }
    }

    /// Looks at results in another way.
    fn look_as(&mut self, study: Study) -> Vec<Ask> {
        let has_other_money = study.money != self.study.money;
        let has_other_bins = study.binning != self.study.binning;
        let has_other_rows = study.prevalence != self.study.prevalence;
        let threshold = study.threshold;
        let before = self.study.threshold;
        self.study.replace(Study {
            threshold: before,
            ..study
        });
        if threshold != before {
            self.study.quietly(|study| study.threshold = threshold);
            self.n_standings += 1;
        }
        if has_other_rows {
            self.follow();
        }
        if has_other_money {
            self.count_money();
        }
        if has_other_bins || has_other_rows || has_other_money {
            return self.doubt_anew();
        }
        Vec::new()
    }

    /// Adds money up anew.
    pub(super) fn count_money(&mut self) {
        self.board.close_accounts();
        self.n_money += 1;
    }

    fn start(&mut self, preset: Preset) {
        let spec = preset.of(self.spec());
        self.lab.take(spec);
    }

    fn open(&mut self, link: Link) -> Vec<Ask> {
        self.lab.take(link.spec);
        self.look_as(link.study)
    }

    fn open_text(&mut self, text: &str) -> Vec<Ask> {
        match Link::from_fragment(text) {
            Ok(Opened::Link(link)) => self.open(*link),
            Ok(Opened::FirstForm(text)) => {
                let id = self.next_id();
                self.open.link = Some(id);
                vec![Ask::Do {
                    to: Post::Data,
                    id,
                    job: Job::OpenLink(text),
                    with: Enclosed::Nothing,
                }]
            }
            Err(error) => {
                self.refuse_link(&error.to_string());
                Vec::new()
            }
        }
    }

    pub(super) fn refuse_link(&mut self, error: &str) {
        self.notify(format!(
            "The address names no experiment: {error}. The tutorial is set up instead."
        ));
    }

    fn choose_file(&mut self, source: Source, name: String) -> Vec<Ask> {
        let is_same = self.sources.upload(source).name == name;
        let mut spec = self.spec().clone();
        spec.data.source = source;
        let mut format = FormatChoice::default();
        if let Some(file) = spec.data.file_mut() {
            // What was said of a file holds for its next version, and not for another one.
            if is_same || file.file_name == name {
                format = file.format.clone();
            } else {
                file.format = FormatChoice::default();
            }
        }
        self.lab.take(spec);
        self.read_file(source, name, format)
    }

    fn read_file(&mut self, source: Source, name: String, format: FormatChoice) -> Vec<Ask> {
        let id = self.next_id();
        match source {
            Source::Scores => self.open.scores = Some(id),
            Source::Generate | Source::Upload => self.open.table = Some(id),
        }
        *self.sources.upload_mut(source) = Upload {
            name,
            format: format.clone(),
            state: UploadState::Reading(ReadShare::default()),
        };
        vec![Ask::Do {
            to: Post::Data,
            id,
            job: Job::Inspect { source, format },
            with: Enclosed::File(source),
        }]
    }

    /// Has the file at hand read again, where someone says that it is written otherwise.
    fn read_again(&mut self) -> Vec<Ask> {
        let source = self.spec().data.source;
        let Some(asked) = self.spec().data.file() else {
            return Vec::new();
        };
        let upload = self.sources.upload(source);
        if upload.state == UploadState::None || upload.format == asked.format {
            return Vec::new();
        }
        let (name, format) = (upload.name.clone(), asked.format.clone());
        self.read_file(source, name, format)
    }

    /// Ends the reading of the file of the current source.
    fn cancel_reading(&self) -> Vec<Ask> {
        let open = match self.spec().data.source {
            Source::Scores => self.open.scores,
            Source::Generate | Source::Upload => self.open.table,
        };
        let to = Post::Data;
        open.map(|id| Ask::Stop { to, id }).into_iter().collect()
    }

    fn choose(&mut self, choice: LabelChoice) {
        let mut spec = self.spec().clone();
        if let Some(file) = spec.data.file_mut() {
            file.choice = choice;
        }
        self.lab.take(spec);
    }

    fn turn(&mut self, column: String) {
        let mut spec = self.spec().clone();
        let turned = &mut spec.data.scores.choice.turned;
        let n_before = turned.len();
        turned.retain(|name| *name != column);
        if turned.len() == n_before {
            turned.push(column);
        }
        self.lab.take(spec);
    }

    /// Trains every arm, or only those that learn something else than is set; `is_watched` shows the epochs, else the
    /// results stay until the new ones are whole. In slow motion they are watched in any case.
    fn train(&mut self, is_watched: bool, is_partial: bool) -> Vec<Ask> {
        if self.refusal().is_some() {
            return Vec::new();
        }
        let spec = Arc::new(self.spec().clone());
        let is_slow = self.study.is_slow;
        let is_due = |arm: ArmId| !is_partial || !self.is_arm_trained(arm);
        let mut next = self.runs.renewed(&spec, self.last_id + 1, is_due);
        let is_new = |id: u64| id > self.last_id;
        let new: Vec<_> = next
            .arms()
            .iter()
            .map(ArmRecord::id)
            .filter(|id| is_new(*id))
            .collect();
        let kept: Vec<_> = next.arms().iter().map(ArmRecord::id).collect();
        let running = self.runs.arms().iter().filter(|arm| arm.is_running());
        let old: Vec<_> = running
            .map(ArmRecord::id)
            .filter(|id| !kept.contains(id))
            .collect();
        self.last_id += new.len() as u64;
        next.watch(is_watched || is_slow);
        if is_slow {
            next.slow_down();
        }
        self.end_replay();
        *self.runs = next;
        let mut asks = self.drop_jobs(&old);
        for id in new {
            self.runs.wait(id, true);
            let begun = self.pool.take(id);
            asks.extend(self.begin_to_train(begun));
        }
        asks.extend(self.give_way());
        self.follow();
        asks
    }

    /// Trains anew at another pace: when slow motion begins, so that there is something to see, and when it ends
    /// in the middle of a run.
    fn change_pace(&mut self) -> Vec<Ask> {
        let is_worth = self.runs.is_running() || self.study.is_slow && self.trains_itself();
        if is_worth {
            self.train(true, false)
        } else {
            Vec::new()
        }
    }

    fn stop(&mut self) -> Vec<Ask> {
        let mut asks = self.stop_running();
        if !asks.is_empty() {
            asks.push(Ask::Later(Due::Insist));
        }
        asks
    }

    /// Ends what waits at once, and asks the workers to end what they do.
    fn stop_running(&mut self) -> Vec<Ask> {
        let mut idle = self.pool.clear();
        let at_work = self.runs.arms().iter().map(ArmRecord::id);
        idle.extend(at_work.filter(|id| self.is_handing(*id)));
        for id in idle {
            self.runs.end(id, Ending::Stopped(None));
            self.pool.end(id);
        }
        let running = self.runs.arms().iter().filter(|arm| arm.is_running());
        let stop = running.filter_map(|record| {
            let id = record.id();
            let to = Post::Trainer(self.pool.place_of(id)?);
            Some(Ask::Stop { to, id })
        });
        stop.collect()
    }

    /// Ends what was to be stopped and still runs; the workers are to be replaced.
    #[must_use]
    pub fn insist(&mut self) -> Vec<Post> {
        let running = self.runs.arms().iter().filter(|arm| arm.is_running());
        let stuck: Vec<_> = running.map(ArmRecord::id).collect();
        let mut posts = Vec::new();
        for id in stuck {
            if let Some(place) = self.pool.place_of(id) {
                self.forget_rows(place);
                posts.push(Post::Trainer(place));
            }
            self.runs.end(id, Ending::Stopped(None));
            self.pool.end(id);
        }
        self.follow();
        posts
    }

    /// What has rested long enough to be asked.
    #[must_use]
    pub fn due(&mut self, due: Due) -> Vec<Ask> {
        match due {
            Due::Train if self.is_due_to_train() => self.train(false, true),
            Due::Play => self.play_on(),
            Due::Preview => self.ask_preview(),
            Due::Doubt => self.ask_doubt(),
            Due::Calibrate => self.ask_calibration(),
            Due::Keep => self.keep_run(),
            Due::Train | Due::Insist => Vec::new(),
        }
    }

    fn move_to(&mut self, threshold: f64) {
        let threshold = self.board.scale.within(threshold);
        if threshold.is_finite() && threshold != self.study.threshold {
            self.study.quietly(|study| study.threshold = threshold);
            self.n_standings += 1;
        }
        self.held = None;
    }

    fn move_arm(&mut self, arm: ArmId, threshold: f64) {
        let compare = self.study.compare;
        let views = &self.board.views.arms;
        let view = views.iter().find(|view| view.arm == arm);
        let of_first = self.board.leader().zip(view).map(|(leader, view)| {
            if leader.arm == arm || compare == Match::Threshold {
                return threshold;
            }
            matching_threshold(view.test(), threshold, leader.test(), compare)
        });
        self.move_to(of_first.unwrap_or(threshold));
    }

    fn step(&mut self, up: bool) {
        let from = self.study.threshold;
        let rankings = || self.board.views.arms.iter().map(super::ArmView::test);
        let next = if up {
            let above = rankings().filter_map(|ranking| ranking.next_above(from));
            above.reduce(f64::min)
        } else {
            let below = rankings().filter_map(|ranking| ranking.next_below(from));
            below.reduce(f64::max)
        };
        let (low, high) = self.board.scale.scores();
        self.move_to(next.unwrap_or(if up { high } else { low }));
    }

    fn pursue(&mut self, goal: Goal) {
        let found: Option<Found> = self.found(&goal);
        let arm = self.chooser().map(|view| view.arm);
        if let (Some(arm), Some(Ok(cut))) = (arm, found) {
            self.study.goal = Some(goal);
            self.move_arm(arm, cut.threshold);
        }
    }

    /// Reads an arm's scores on another scale. Where either scale has numbers that are no probabilities,
    /// the first arm's threshold keeps its rank; else it keeps its number.
    fn read_on(&mut self, place: usize, kind: ScaleKind) -> Vec<Ask> {
        let mut study = Study::clone(&self.study);
        let Some(scale) = study.scales.get_mut(place) else {
            return Vec::new();
        };
        *scale = kind;
        let before = self.board.leader().map(|view| view.test().clone());
        self.study.replace(study);
        self.follow();
        let after = self.board.leader().map(|view| view.test().clone());
        if let (Some(before), Some(after)) = (before, after)
            && !(before.are_probabilities() && after.are_probabilities())
        {
            let at = self.study.threshold;
            let same = matching_threshold(&before, at, &after, Match::ShareRejected);
            self.move_to(same);
        }
        self.doubt_anew()
    }

    /// Brings a threshold that no score can reach to the one that rejects as many as default.
    pub(super) fn keep_threshold_in_range(&mut self) {
        let (low, high) = self.board.scale.scores();
        if (low..=high).contains(&self.study.threshold) {
            return;
        }
        let rejecting = self.board.leader().and_then(|view| {
            let ranking = view.test();
            ranking.threshold_at_share(ranking.prevalence())
        });
        self.move_to(rejecting.unwrap_or(low));
    }
}
