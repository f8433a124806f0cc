//! The wiring between the studio, what shows it, and the workers. All that is decided is decided in
//! [`Studio`]; here its parts get triggers, and its asks get workers and clocks.

use std::rc::Rc;
use std::time::Duration;

use js_sys::Uint8Array;
use leptos::prelude::*;
use web_sys::File;

use super::worker::{Enclosed as Sent, Worker, WorkerNews};
use crate::experiment::message::Command;
use crate::experiment::{ArmId, Source};
use crate::metrics::{Metric, Quadrant};
use crate::studio::setting::AnySetting;
use crate::studio::{Ask, Changes, Due, Enclosed, Link, Post, Store, Stored, Studio, Verb};

/// Files that the user chose, by what they are for.
type Files = Vec<(Enclosed, File)>;

/// Does what is asked of the store of kept runs.
pub type Keeper = Rc<dyn Fn(Store)>;

/// What tells that a part of the studio has changed.
#[derive(Clone, Copy)]
struct Triggers {
    lab: Trigger,
    sources: Trigger,
    runs: Trigger,
    study: Trigger,
    views: Trigger,
    standings: Trigger,
    money: Trigger,
    uncertainty: Trigger,
    calibration: Trigger,
    repeats: Trigger,
    ledger: Trigger,
    notices: Trigger,
}

/// Cores that the browser tells of.
fn cores() -> usize {
    let told = window().navigator().hardware_concurrency();
    // As a number of JavaScript it is whole and small.
    format!("{told:.0}").parse().unwrap_or(1)
}

/// Everything on the page that changes. Each way to read the studio says by its name what the reader is
/// told of.
#[derive(Clone, Copy)]
pub struct Session {
    studio: StoredValue<Studio, LocalStorage>,
    triggers: Triggers,
    files: StoredValue<Files, LocalStorage>,
    workers: StoredValue<Vec<(Post, Worker)>, LocalStorage>,
    clocks: StoredValue<Vec<(Due, TimeoutHandle)>, LocalStorage>,
    keeper: StoredValue<Option<Keeper>, LocalStorage>,
    unkept: StoredValue<Vec<Store>, LocalStorage>,
    parcel: StoredValue<Option<Uint8Array>, LocalStorage>,
    inspected: RwSignal<Option<(ArmId, Quadrant)>>,
    explained: RwSignal<Option<Metric>>,
    is_complete: RwSignal<bool>,
}

impl Session {
    /// A session with what an address holds.
    pub fn new(link: Link) -> Self {
        Self {
            studio: StoredValue::new_local(Studio::new(link)),
            triggers: Triggers {
                lab: Trigger::new(),
                sources: Trigger::new(),
                runs: Trigger::new(),
                study: Trigger::new(),
                views: Trigger::new(),
                standings: Trigger::new(),
                money: Trigger::new(),
                uncertainty: Trigger::new(),
                calibration: Trigger::new(),
                repeats: Trigger::new(),
                ledger: Trigger::new(),
                notices: Trigger::new(),
            },
            files: StoredValue::new_local(Vec::new()),
            workers: StoredValue::new_local(Vec::new()),
            clocks: StoredValue::new_local(Vec::new()),
            keeper: StoredValue::new_local(None),
            unkept: StoredValue::new_local(Vec::new()),
            parcel: StoredValue::new_local(None),
            inspected: RwSignal::new(None),
            explained: RwSignal::new(None),
            is_complete: RwSignal::new(false),
        }
    }

    /// Starts the workers once the page has been painted, so that it doesn't wait for them.
    pub fn open(self) {
        let begin = move || {
            self.change(|studio| studio.count_cores(cores()));
            for post in [Post::Data, Post::Trainer(0), Post::Trainer(1), Post::Doubt] {
                self.worker(post);
            }
            let asks = self.change(Studio::begin);
            self.pass_on(asks);
        };
        request_animation_frame(move || set_timeout(begin, Duration::ZERO));
    }

    /// Does what a hand asks for.
    pub fn perform(self, verb: Verb) {
        if let Err(sentence) = self.try_to(verb) {
            leptos::logging::warn!("{sentence}");
        }
    }

    /// Does what a hand asks for, or says what is wanted.
    pub fn try_to(self, verb: Verb) -> Result<(), String> {
        let asks = self.change(|studio| studio.perform(verb))?;
        self.pass_on(asks);
        Ok(())
    }

    /// Writes a setting.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "numbers and texts read alike"
    )]
    pub fn set(self, setting: impl Into<AnySetting>, text: impl ToString) -> Result<(), String> {
        self.try_to(Verb::Set {
            key: setting.into().key().to_owned(),
            text: text.to_string(),
        })
    }

    /// Says what happened.
    pub fn notify(self, sentence: &str) {
        self.change(|studio| studio.notify(sentence.to_owned()));
    }

    /// Reads a file of the user's. It goes to the page's own workers and nowhere else.
    pub fn choose_file(self, source: Source, file: File) {
        let name = file.name();
        self.take_file(Enclosed::File(source), file);
        self.perform(Verb::ChooseFile { source, name });
    }

    /// Has the trained models score the rows of a file of the user's.
    pub fn score_file(self, file: File) {
        let name = file.name();
        self.take_file(Enclosed::Applicants, file);
        self.perform(Verb::ScoreFile(name));
    }

    fn take_file(self, with: Enclosed, file: File) {
        self.files.update_value(|files| {
            files.retain(|(of, _)| *of != with);
            files.push((with, file));
        });
    }

    // Reading.

    /// Told of the experiment.
    pub fn lab<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.lab.track();
        self.now(read)
    }

    /// Told of files, tables and previews, and of the experiment that they belong to.
    pub fn sources<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.sources.track();
        self.lab(read)
    }

    /// Told of runs, and of the experiment.
    pub fn runs<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.runs.track();
        self.lab(read)
    }

    /// Told of how results are looked at, but not of the threshold.
    pub fn study<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.study.track();
        self.now(read)
    }

    /// Told of arms, their rankings and the axis of scores, not of the threshold.
    pub fn views<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.views.track();
        self.now(read)
    }

    /// Told of all that moves with the threshold.
    pub fn standings<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.standings.track();
        self.views(read)
    }

    /// Told of money, whatever the threshold.
    pub fn money<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.money.track();
        self.views(read)
    }

    /// Told of intervals, and of all that moves with the threshold.
    pub fn uncertainty<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.uncertainty.track();
        self.standings(read)
    }

    /// Told of intervals, not of the threshold.
    pub fn intervals<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.uncertainty.track();
        self.views(read)
    }

    /// Told of what scales make of scores, and of money, whatever the threshold.
    pub fn calibration<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.calibration.track();
        self.money(read)
    }

    /// Told of repeats, of the experiment, and of how results are looked at.
    pub fn repeats<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.repeats.track();
        self.triggers.study.track();
        self.lab(read)
    }

    /// Told of what is kept of runs, and what of it is pinned.
    pub fn ledger<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.ledger.track();
        self.now(read)
    }

    /// Told of what happened.
    pub fn notices<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.notices.track();
        self.now(read)
    }

    /// Told of everything that makes results stand for what is set, or not.
    pub fn honesty<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.triggers.views.track();
        self.sources(read)
    }

    /// What stands in a setting, as a field shows it.
    pub fn text(self, setting: impl Into<AnySetting>) -> String {
        match setting.into() {
            AnySetting::Lab(setting) => self.lab(|studio| setting.text(studio.spec())),
            AnySetting::Study(setting) => self.study(|studio| setting.text(studio.study())),
        }
    }

    /// What is wrong with what stands there.
    pub fn complaint_at(self, setting: AnySetting) -> Option<String> {
        match setting {
            AnySetting::Lab(setting) => self.lab(|studio| setting.complaint(studio.spec())),
            AnySetting::Study(setting) => self.study(|studio| setting.complaint(studio.study())),
        }
    }

    /// One of the page's own sentences with the names of the classes.
    pub fn said(self, text: &'static str) -> impl Fn() -> String + Copy + Send + 'static {
        move || self.views(|studio| studio.say(text))
    }

    /// Told of nothing.
    pub fn now<T>(self, read: impl FnOnce(&Studio) -> T) -> T {
        self.studio.with_value(read)
    }

    // What is open on the page, and no part of a study.

    /// The cell whose rows are listed.
    pub const fn inspected(self) -> RwSignal<Option<(ArmId, Quadrant)>> {
        self.inspected
    }

    /// The metric whose formula is shown.
    pub const fn explained(self) -> RwSignal<Option<Metric>> {
        self.explained
    }

    /// Whether every tab is to be made, visited or not, as for a report.
    pub const fn is_complete(self) -> RwSignal<bool> {
        self.is_complete
    }

    // Wiring.

    /// Changes the studio and tells whoever shows what has changed.
    fn change<T>(self, change: impl FnOnce(&mut Studio) -> T) -> T {
        let (before, result, after) = self
            .studio
            .try_update_value(|studio| {
                let before = studio.changes();
                let result = change(studio);
                (before, result, studio.changes())
            })
            .unwrap_or_else(|| unreachable!("the session lives as long as the page"));
        self.tell(before, after);
        result
    }

    fn tell(self, before: Changes, after: Changes) {
        let Triggers {
            lab,
            sources,
            runs,
            study,
            views,
            standings,
            money,
            uncertainty,
            calibration,
            repeats,
            ledger,
            notices,
        } = self.triggers;
        for (trigger, before, after) in [
            (lab, before.lab, after.lab),
            (sources, before.sources, after.sources),
            (runs, before.runs, after.runs),
            (study, before.study, after.study),
            (views, before.views, after.views),
            (standings, before.standings, after.standings),
            (money, before.money, after.money),
            (uncertainty, before.uncertainty, after.uncertainty),
            (calibration, before.calibration, after.calibration),
            (repeats, before.repeats, after.repeats),
            (ledger, before.ledger, after.ledger),
            (notices, before.notices, after.notices),
        ] {
            if before != after {
                trigger.notify();
            }
        }
    }

    fn pass_on(self, asks: Vec<Ask>) {
        for ask in asks {
            match ask {
                Ask::Do { to, id, job, with } => {
                    let with = self.sent(with);
                    self.worker(to).post(id, &Command::Do { id, job }, with);
                }
                Ask::Stop { to, id } => self.worker(to).tell(&Command::Stop { id }),
                Ask::Store(store) => self.keep(store),
                Ask::Later(due) => self.come_back(due),
            }
        }
    }

    /// Has the store do something, once there is one.
    fn keep(self, store: Store) {
        match self.keeper.get_value() {
            Some(keeper) => keeper(store),
            None => self.unkept.update_value(|unkept| unkept.push(store)),
        }
    }

    /// Has a store from now on, and has it do what was asked before.
    pub fn keep_with(self, keeper: Keeper) {
        let unkept = self.unkept.try_update_value(std::mem::take);
        unkept.unwrap_or_default().into_iter().for_each(&*keeper);
        self.keeper.set_value(Some(keeper));
    }

    /// Takes in what the store says.
    pub fn hear_store(self, stored: Stored) {
        let asks = self.change(|studio| studio.hear_store(stored));
        self.pass_on(asks);
    }

    /// A later call of the same kind takes the place of one that waits, unless waiting has an end.
    fn come_back(self, due: Due) {
        let waits = self
            .clocks
            .with_value(|clocks| clocks.iter().any(|(of, _)| *of == due));
        if waits && due.waits_no_longer() {
            return;
        }
        let act = move || {
            self.clocks
                .update_value(|clocks| clocks.retain(|(of, _)| *of != due));
            self.act(due);
        };
        let rest = Duration::from_millis(due.rest_ms().into());
        let Ok(clock) = set_timeout_with_handle(act, rest) else {
            return;
        };
        self.clocks.update_value(|clocks| {
            if let Some(place) = clocks.iter().position(|(of, _)| *of == due) {
                clocks.swap_remove(place).1.clear();
            }
            clocks.push((due, clock));
        });
    }

    fn act(self, due: Due) {
        match due {
            Due::Insist => {
                let stuck = self.change(Studio::insist);
                stuck
                    .into_iter()
                    .for_each(|post| self.worker(post).replace());
            }
            Due::Train | Due::Play | Due::Preview | Due::Doubt | Due::Calibrate | Due::Keep => {
                let asks = self.change(|studio| studio.due(due));
                self.pass_on(asks);
            }
        }
    }

    fn hear(self, post: Post, news: WorkerNews) {
        match news {
            WorkerNews::Said(event, parcel) => {
                let is_parcel = parcel.is_some();
                if is_parcel {
                    self.parcel.set_value(parcel);
                }
                if event.is_of_epochs() {
                    request_animation_frame(move || self.worker(post).tell(&Command::Seen));
                }
                let asks = self.change(|studio| {
                    studio.tell_time(js_sys::Date::now());
                    studio.hear(event)
                });
                self.pass_on(asks);
                // Where nobody waits for it any more.
                if is_parcel {
                    self.parcel.set_value(None);
                }
            }
            WorkerNews::Replaced { sentence, goes_on } => {
                let asks = self.change(|studio| studio.lose(post, &sentence, goes_on));
                self.pass_on(asks);
            }
        }
    }

    /// The worker of a post, started where there is none yet.
    fn worker(self, post: Post) -> Worker {
        let known = self.workers.with_value(|workers| {
            let mut workers = workers.iter();
            workers
                .find(|(of, _)| *of == post)
                .map(|(_, worker)| worker.clone())
        });
        known.unwrap_or_else(|| {
            let worker = Worker::spawn(move |news| self.hear(post, news));
            self.workers
                .update_value(|workers| workers.push((post, worker.clone())));
            worker
        })
    }

    /// What goes with a job; a parcel is the one that has just come.
    fn sent(self, with: Enclosed) -> Sent {
        match with {
            Enclosed::Nothing => Sent::Nothing,
            Enclosed::File(_) | Enclosed::Applicants => {
                self.file(with).map_or(Sent::Nothing, Sent::File)
            }
            Enclosed::Parcel(_) => {
                let parcel = self.parcel.try_update_value(Option::take).flatten();
                parcel.map_or(Sent::Nothing, Sent::Parcel)
            }
        }
    }

    fn file(self, with: Enclosed) -> Option<File> {
        self.files.with_value(|files| {
            let mut files = files.iter();
            files
                .find(|(of, _)| *of == with)
                .map(|(_, file)| file.clone())
        })
    }
}
