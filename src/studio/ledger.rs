//! The ledger: every finished run, kept across reloads, to be compared with and used again.
//!
//! The studio decides what is kept and what goes; the page owns a [store](Store) of bytes under keys, and says what is
//! in it. A line of the ledger is small and read at the start; scores are fetched where one is pinned.

pub(super) mod entry;
pub(super) mod ghost;
mod keeping;
pub(super) mod runs;

use std::cmp::Reverse;

use super::store::Stored;
use super::verb::Ask;
use super::{Ghost, Kept, KeptScores, Ledger, LedgerEntry, MOST_PINS, Pin, Repeats, Store, Studio};
use crate::experiment::ArmRecord;
use crate::experiment::message::decode;
use crate::sorting::sort_by_key;

impl Studio {
    /// Finished runs.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Takes in what time it is: milliseconds since 1970.
    pub fn tell_time(&mut self, now: f64) {
        self.ledger.quietly(|ledger| ledger.now = now);
    }

    /// Takes in what the page's store says.
    #[must_use]
    pub fn hear_store(&mut self, stored: Stored) -> Vec<Ask> {
        match stored {
            Stored::Lines(lines) => return self.take_lines(lines),
            Stored::ForNow(why) => self.ledger.for_now = Some(why),
            Stored::Got { key, bytes } => return self.take_part(&key, bytes.as_deref()),
        }
        Vec::new()
    }

    /// Lines of before. What was finished meanwhile comes after them.
    fn take_lines(&mut self, lines: Vec<(String, Vec<u8>)>) -> Vec<Ask> {
        let lines = lines.into_iter().filter(|(key, _)| LedgerEntry::is_at(key));
        let before = lines.filter_map(|(_, bytes)| decode::<LedgerEntry>(&bytes).ok());
        let ledger = &mut *self.ledger;
        let meanwhile = std::mem::replace(&mut ledger.entries, before.collect());
        sort_by_key(&mut ledger.entries, |entry| Reverse(entry.when));
        let meanwhile = meanwhile.into_iter().rev();
        let asks = meanwhile.flat_map(|entry| ledger.enter(entry));
        asks.map(Ask::Store).collect()
    }

    fn take_part(&mut self, key: &str, bytes: Option<&[u8]>) -> Vec<Ask> {
        let gone = "What was kept of that run is no longer there.";
        if let Some(run) = self.ledger.shown_again
            && let Some(entry) = self.ledger.entry(run)
            && entry.parts().iter().any(|part| part == key)
        {
            let repeats = bytes.and_then(|bytes| Repeats::kept(entry.spec()?, bytes));
            self.ledger.quietly(|ledger| ledger.shown_again = None);
            let Some(repeats) = repeats else {
                self.notify(gone.into());
                return Vec::new();
            };
            let asks = self.cancel_repeats();
            *self.repeats = Some(repeats);
            return asks;
        }
        let ledger = &*self.ledger;
        let ghost = |pin: &Pin| {
            let kept: KeptScores = decode(bytes?).ok()?;
            Ghost::new(&pin.name, pin.input.clone(), kept).ok()
        };
        let waits = ledger.pins.iter().enumerate();
        let waits = waits.filter(|(_, pin)| pin.key == key && pin.ghost.is_none());
        let ghosts: Vec<_> = waits.map(|(place, pin)| (place, ghost(pin))).collect();
        for (place, ghost) in ghosts.into_iter().rev() {
            match ghost {
                Some(ghost) => self.ledger.pins[place].ghost = Some(ghost),
                None => {
                    self.ledger.pins.remove(place);
                    self.notify(gone.into());
                }
            }
        }
        self.follow();
        Vec::new()
    }

    /// Shows a kept arm behind the others, or no longer.
    pub(super) fn pin(&mut self, run: u64, place: usize) -> Vec<Ask> {
        if self.ledger.is_pinned(run, place) {
            let is_other = |pin: &Pin| (pin.run, pin.place) != (run, place);
            self.ledger.pins.retain(is_other);
            return Vec::new();
        }
        let Some(entry) = self.ledger.entry(run) else {
            return Vec::new();
        };
        let has_room = self.ledger.pins.len() < MOST_PINS;
        let Some(arm) = entry.arms().get(place).filter(|_| has_room) else {
            return Vec::new();
        };
        let Some(spec) = entry.spec() else {
            return Vec::new();
        };
        let (key, name) = (arm.key(), format!("{}, {}", entry.name(), arm.name));
        self.ledger.pins.push(Pin {
            run,
            place,
            name,
            input: spec.input(),
            split: spec.split,
            key: key.clone(),
            ghost: None,
        });
        vec![Ask::Store(Store::Get { key })]
    }

    /// Sets the experiment up that a line is of; of repeats, shows them too.
    pub(super) fn use_again(&mut self, run: u64) -> Vec<Ask> {
        let Some(entry) = self.ledger.entry(run) else {
            return Vec::new();
        };
        let Some(spec) = entry.spec() else {
            return Vec::new();
        };
        let part = match entry.kept {
            Kept::Repeats { .. } => entry.parts().pop(),
            Kept::Run(_) => None,
        };
        self.lab.take(spec);
        let ask = part.map(|key| Ask::Store(Store::Get { key }));
        if ask.is_some() {
            self.ledger.quietly(|ledger| ledger.shown_again = Some(run));
        }
        ask.into_iter().collect()
    }

    /// Forgets a line, with what it alone needs.
    pub(super) fn forget(&mut self, run: u64) -> Vec<Ask> {
        let keys = self.ledger.take_out(run).into_iter();
        keys.map(|key| Ask::Store(Store::Remove { key })).collect()
    }

    /// Forgets every line.
    pub(super) fn forget_all(&mut self) -> Vec<Ask> {
        self.ledger.entries.clear();
        self.ledger.pins.clear();
        vec![Ask::Store(Store::Clear)]
    }

    /// What is to be known of a ghost: whether its rows are others than those of the arms in front of it.
    pub(super) fn ghost_name(&self, pin: &Pin) -> String {
        let trained = self.runs.arms().iter().find_map(ArmRecord::result);
        let trained = trained.filter(|_| !self.has_scores_source());
        let shown = trained.map_or(self.spec(), |result| &result.spec);
        if pin.input == shown.input() && pin.split == shown.split {
            pin.name.clone()
        } else {
            format!("{} (other rows)", pin.name)
        }
    }
}
