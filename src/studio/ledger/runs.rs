//! Finished runs and repeats, the newest first, and which of their arms are pinned.

use std::collections::HashSet;
use std::sync::Arc;

use super::entry::LedgerEntry;
use super::ghost::{Ghost, Pin};
use crate::experiment::Judged;
use crate::experiment::message::encode;
use crate::studio::store::Store;

/// Runs that are kept at most.
pub const MOST_RUNS: usize = 200;

/// Bytes that are kept at most.
pub const MOST_BYTES: usize = 64_000_000;

/// Finished runs, and those that are pinned.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub(super) entries: Vec<LedgerEntry>,
    pub(super) pins: Vec<Pin>,
    /// Why nothing is kept across reloads.
    pub(super) for_now: Option<String>,
    /// Milliseconds since 1970, as the page told last.
    pub(super) now: f64,
    /// The line whose repeats are fetched.
    pub(super) shown_again: Option<u64>,
}

impl Ledger {
    /// Its lines, the newest first.
    #[must_use]
    pub fn entries(&self) -> &[LedgerEntry] {
        &self.entries
    }

    /// Kept arms that are shown behind the others.
    #[must_use]
    pub fn pins(&self) -> &[Pin] {
        &self.pins
    }

    /// Pinned arms whose scores are there, under their names.
    pub(crate) fn pins_with_names(
        &self,
        name: impl Fn(&Pin) -> String,
    ) -> Vec<(String, Arc<Judged>)> {
        self.ghosts()
            .map(|(pin, ghost)| (name(pin), Arc::clone(&ghost.judged)))
            .collect()
    }

    /// What is drawn of pinned arms whose scores are there, in the order of their places behind the others.
    pub fn ghosts(&self) -> impl Iterator<Item = (&Pin, &Ghost)> {
        let pins = self.pins.iter();
        pins.filter_map(|pin| Some((pin, pin.ghost.as_ref()?)))
    }

    /// Why nothing is kept across reloads; `None` where it is.
    #[must_use]
    pub fn for_now(&self) -> Option<&str> {
        self.for_now.as_deref()
    }

    /// Bytes that it takes; scores that several runs have are there once.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        let mut seen = HashSet::new();
        let again = self.entries.iter().flat_map(LedgerEntry::arms);
        let again = again.filter(|arm| !seen.insert(arm.sha256.as_str()));
        let again: usize = again.map(|arm| arm.n_bytes).sum();
        let all: usize = self.entries.iter().map(|entry| entry.n_bytes).sum();
        all - again
    }

    /// Whether an arm of a run is pinned.
    #[must_use]
    pub fn is_pinned(&self, run: u64, place: usize) -> bool {
        let mut pins = self.pins.iter();
        pins.any(|pin| (pin.run, pin.place) == (run, place))
    }

    /// A line.
    pub(super) fn entry(&self, run: u64) -> Option<&LedgerEntry> {
        self.entries.iter().find(|entry| entry.when == run)
    }

    /// Takes a line away, and says which keys nothing needs any more.
    pub(super) fn take_out(&mut self, run: u64) -> Vec<String> {
        let Some(place) = self.entries.iter().position(|entry| entry.when == run) else {
            return Vec::new();
        };
        let entry = self.entries.remove(place);
        self.pins.retain(|pin| pin.run != run);
        let needed: Vec<_> = self.entries.iter().flat_map(LedgerEntry::parts).collect();
        let mut keys = entry.parts();
        keys.retain(|key| !needed.contains(key));
        keys.push(entry.key());
        keys
    }

    /// The time of now, or the next at which nothing was finished.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the clock of a browser is a positive number below 2^53"
    )]
    pub(super) fn free_time(&self) -> u64 {
        let newest = self.entries.first().map_or(0, |entry| entry.when + 1);
        (self.now.max(0.0) as u64).max(newest)
    }

    /// Takes a line in as the newest, under the next number; the store is to follow.
    pub(super) fn enter(&mut self, mut entry: LedgerEntry) -> Vec<Store> {
        let numbers = self.entries.iter().map(|entry| entry.number);
        entry.number = numbers.max().unwrap_or(0) + 1;
        let mut older = self.entries.iter();
        let older = older.find(|older| older.says_the_same(&entry));
        let mut gone = Vec::new();
        match older.map(|older| older.when) {
            // The same again: its line is the newest now.
            Some(run) => gone.extend(self.replace(run, &mut entry)),
            None => self.entries.insert(0, entry.clone()),
        }
        gone.extend(self.make_room());
        let line = encode(&entry).map(|bytes| Store::Put {
            key: entry.key(),
            bytes,
        });
        let gone = gone.into_iter().map(|key| Store::Remove { key });
        line.into_iter().chain(gone).collect()
    }

    /// Puts a line in the place of an older one that says the same, whose number and pins it takes over.
    fn replace(&mut self, run: u64, entry: &mut LedgerEntry) -> Option<String> {
        let place = self.entries.iter().position(|older| older.when == run)?;
        let older = self.entries.remove(place);
        entry.number = older.number;
        let pins = self.pins.iter_mut().filter(|pin| pin.run == run);
        pins.for_each(|pin| pin.run = entry.when);
        self.entries.insert(0, entry.clone());
        Some(older.key())
    }

    /// Takes the oldest lines away until there is room, but for those that are pinned, and says which keys are gone.
    fn make_room(&mut self) -> Vec<String> {
        let mut gone = Vec::new();
        while self.entries.len() > MOST_RUNS || self.n_bytes() > MOST_BYTES {
            let mut oldest = self.entries.iter().skip(1).rev();
            let free = oldest.find(|entry| self.pins.iter().all(|pin| pin.run != entry.when));
            let Some(run) = free.map(|entry| entry.when) else {
                break;
            };
            gone.extend(self.take_out(run));
        }
        gone
    }
}
