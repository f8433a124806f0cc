//! The wiring between the studio and what shows it. All that is decided is decided in [`Studio`]; here its parts get
//! triggers, and its asks go to whoever does them.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::File;

use crate::experiment::{ArmId, Source};
use crate::metrics::{Metric, Quadrant};
use crate::studio::setting::AnySetting;
use crate::studio::{Ask, Changes, Enclosed, Link, Studio, Verb};

/// Files that the user chose, by what they are for.
type Files = Vec<(Enclosed, File)>;

/// Does what the studio asks for.
pub type Office = Rc<dyn Fn(Ask)>;

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

/// Everything on the page that changes. Each way to read the studio says by its name what the reader is
/// told of.
#[derive(Clone, Copy)]
pub struct Session {
    studio: StoredValue<Studio, LocalStorage>,
    triggers: Triggers,
    files: StoredValue<Files, LocalStorage>,
    office: StoredValue<Option<Office>, LocalStorage>,
    unasked: StoredValue<Vec<Ask>, LocalStorage>,
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
            office: StoredValue::new_local(None),
            unasked: StoredValue::new_local(Vec::new()),
            inspected: RwSignal::new(None),
            explained: RwSignal::new(None),
            is_complete: RwSignal::new(false),
        }
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
    pub fn change<T>(self, change: impl FnOnce(&mut Studio) -> T) -> T {
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

    /// Passes on what the studio asks for, once somebody does it.
    pub fn pass_on(self, asks: Vec<Ask>) {
        let office = self.office.get_value();
        match office {
            Some(office) => asks.into_iter().for_each(&*office),
            None => self.unasked.update_value(|unasked| unasked.extend(asks)),
        }
    }

    /// Has somebody who does what is asked from now on, and what was asked before.
    pub fn work_with(self, office: Office) {
        self.office.set_value(Some(office));
        let unasked = self.unasked.try_update_value(std::mem::take);
        self.pass_on(unasked.unwrap_or_default());
    }

    /// The file that goes with a job.
    pub fn file(self, with: Enclosed) -> Option<File> {
        self.files.with_value(|files| {
            let mut files = files.iter();
            files
                .find(|(of, _)| *of == with)
                .map(|(_, file)| file.clone())
        })
    }
}
