//! A studio with its desks on one bench: whatever it asks is done at once, or when a test says so.

use std::collections::{BTreeMap, VecDeque};
use std::io::Cursor;
use std::rc::Rc;

use imbalance_lab::desk::{Desk, Enclosed as Sent, Readable};
use imbalance_lab::experiment::message::{Command, Done, Event};
use imbalance_lab::experiment::{ArmId, Source};
use imbalance_lab::studio::setting::AnySetting;
use imbalance_lab::studio::{
    Ask, Due, Enclosed, LedgerEntry, Link, Post, Store, Stored, Studio, Verb,
};

/// A file in memory.
#[derive(Clone)]
pub struct Text(pub Rc<[u8]>);

impl Readable for Text {
    type Reader = Cursor<Vec<u8>>;

    fn open(&self) -> std::io::Result<Self::Reader> {
        Ok(Cursor::new(self.0.to_vec()))
    }

    fn size(&self) -> f64 {
        self.0.len() as f64
    }
}

/// A studio, its desks, and files as a person has them.
pub struct Bench {
    pub studio: Studio,
    desks: Vec<(Post, Desk<Text>)>,
    files: Vec<(Enclosed, Text)>,
    parcel: Option<Vec<u8>>,
    /// What a browser keeps across reloads.
    pub store: BTreeMap<String, Vec<u8>>,
    /// What desks have said and the studio hasn't heard.
    pub said: VecDeque<Event>,
    /// What was put off until things have rested.
    pub later: Vec<Due>,
    /// Whether settings are trained that nobody pressed Train for.
    pub is_live: bool,
}

impl Bench {
    pub fn new() -> Self {
        Self::with(Link::default())
    }

    pub fn with(link: Link) -> Self {
        Self::reloaded(link, BTreeMap::new())
    }

    /// A page in a browser that has kept something.
    pub fn reloaded(link: Link, store: BTreeMap<String, Vec<u8>>) -> Self {
        let posts = [Post::Data, Post::Trainer(0), Post::Trainer(1), Post::Doubt];
        let mut bench = Self {
            studio: Studio::new(link),
            desks: posts.map(|post| (post, Desk::default())).into(),
            files: Vec::new(),
            parcel: None,
            store,
            said: VecDeque::new(),
            later: Vec::new(),
            is_live: false,
        };
        let asks = bench.studio.begin();
        bench.pass_on(asks);
        bench
    }

    /// Does a verb, and nothing that follows at the desks.
    pub fn just(&mut self, verb: Verb) {
        let asks = self.studio.perform(verb).unwrap();
        self.pass_on(asks);
    }

    /// Does a verb and all that follows, rests included.
    pub fn perform(&mut self, verb: Verb) {
        self.just(verb);
        self.settle();
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "numbers and texts read alike"
    )]
    pub fn set(&mut self, setting: impl Into<AnySetting>, text: impl ToString) {
        self.perform(Verb::Set {
            key: setting.into().key().to_owned(),
            text: text.to_string(),
        });
    }

    /// Chooses a file, and nothing that follows.
    pub fn just_choose(&mut self, source: Source, name: &str, text: &str) {
        self.take_file(Enclosed::File(source), text);
        self.just(Verb::ChooseFile {
            source,
            name: name.to_owned(),
        });
    }

    fn take_file(&mut self, with: Enclosed, text: &str) {
        self.files.retain(|(of, _)| *of != with);
        self.files.push((with, Text(text.as_bytes().into())));
    }

    /// Has the models score a file.
    pub fn score(&mut self, name: &str, text: &str) {
        self.take_file(Enclosed::Applicants, text);
        self.perform(Verb::ScoreFile(name.to_owned()));
    }

    /// Chooses a file and reads it.
    pub fn choose(&mut self, source: Source, name: &str, text: &str) {
        self.just_choose(source, name, text);
        self.settle();
    }

    /// Changes a file behind the page's back, as an editor does.
    pub fn edit_on_disk(&mut self, source: Source, text: &str) {
        let with = Enclosed::File(source);
        let file = self.files.iter_mut().find(|(of, _)| *of == with);
        file.unwrap().1 = Text(text.as_bytes().into());
        // A worker that was started anew has no table at hand.
        for (_, desk) in &mut self.desks {
            *desk = Desk::default();
        }
    }

    fn pass_on(&mut self, asks: Vec<Ask>) {
        for ask in asks {
            match ask {
                Ask::Do { to, id, job, with } => {
                    let with = match with {
                        Enclosed::Nothing => None,
                        Enclosed::File(_) | Enclosed::Applicants => {
                            let mut files = self.files.iter();
                            let file = files.find(|(of, _)| *of == with);
                            file.map(|(_, text)| Sent::File(text.clone()))
                        }
                        Enclosed::Parcel(_) => self.parcel.take().map(Sent::Rows),
                    };
                    self.command(to, Command::Do { id, job }, with);
                }
                Ask::Stop { to, id } => self.command(to, Command::Stop { id }, None),
                Ask::Store(store) => self.keep(store),
                Ask::Later(due) => {
                    self.later.retain(|known| *known != due);
                    self.later.push(due);
                }
            }
        }
    }

    fn keep(&mut self, store: Store) {
        let stored = match store {
            Store::Open => {
                let lines = self.store.iter().filter(|(key, _)| LedgerEntry::is_at(key));
                Stored::Lines(
                    lines
                        .map(|(key, bytes)| (key.clone(), bytes.clone()))
                        .collect(),
                )
            }
            Store::Get { key } => {
                let bytes = self.store.get(&key).cloned();
                Stored::Got { key, bytes }
            }
            Store::Put { key, bytes } => {
                self.store.insert(key, bytes);
                return;
            }
            Store::Remove { key } => {
                self.store.remove(&key);
                return;
            }
            Store::Clear => return self.store.clear(),
        };
        let asks = self.studio.hear_store(stored);
        self.pass_on(asks);
    }

    fn command(&mut self, to: Post, command: Command, with: Option<Sent<Text>>) {
        let desk = self.desks.iter_mut().find(|(of, _)| *of == to);
        let said = &mut self.said;
        desk.unwrap()
            .1
            .hear(command, with, &mut |event| said.push_back(event));
    }

    /// Passes on what the studio asks; nobody hears the answers yet.
    pub fn answer(&mut self, asks: Vec<Ask>) {
        self.pass_on(asks);
    }

    /// Lets every desk work until it has nothing to do. The studio hears nothing of it yet.
    pub fn work(&mut self) {
        let (desks, said) = (&mut self.desks, &mut self.said);
        for (_, desk) in desks {
            // Its clock goes on while there is nothing to do, and at no other time.
            let mut now = 0.0;
            while desk.is_busy() {
                desk.work(&|| now, &mut |event| said.push_back(event));
                now += desk.rest(now);
            }
        }
    }

    /// The studio hears the next word.
    pub fn hear(&mut self) {
        if let Some(mut event) = self.said.pop_front() {
            // As the page does: rows travel beside the event.
            if let Event::Done {
                done: Done::Handed(Ok(parcel)),
                ..
            } = &mut event
            {
                self.parcel = Some(std::mem::take(&mut parcel.bytes));
            }
            let asks = self.studio.hear(event);
            self.pass_on(asks);
        }
    }

    /// Works, hears and rests until nothing is left to do.
    pub fn settle(&mut self) {
        loop {
            self.work();
            if !self.said.is_empty() {
                self.hear();
            } else if let Some(due) = self.later.pop() {
                if due == Due::Insist || due == Due::Train && !self.is_live {
                    continue;
                }
                let asks = self.studio.due(due);
                self.pass_on(asks);
            } else {
                return;
            }
        }
    }

    pub fn train(&mut self) {
        self.perform(Verb::Train);
    }

    /// Caught, missed and turned away by an arm.
    pub fn counts(&self, arm: ArmId) -> [usize; 3] {
        let confusion = self.studio.standing(arm).unwrap().confusion;
        [
            confusion.true_positives,
            confusion.false_negatives,
            confusion.false_positives,
        ]
    }
}
