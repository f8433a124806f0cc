//! What a worker does: takes jobs, does each in small pieces of work, and says what comes of it.
//!
//! A [`Desk`] knows no browser. Whoever keeps one hands it commands and files, lets it [`work`] as long as
//! there is something to do, and passes on what it says; between two pieces of work a Stop is heard.
//!
//! [`work`]: Desk::work

mod pace;
mod readable;
mod reading;
mod repeating;
mod run;
mod shelf;
mod task;
mod unprepared;

use std::collections::VecDeque;

use crate::experiment::message::{Command, Event};

pub use pace::{Due, Pace};
pub use readable::Readable;

use self::shelf::Shelf;
use self::task::Task;

/// Milliseconds of work between two looks at the mailbox.
pub const SLICE_MS: f64 = 25.0;

/// What goes with a command.
pub enum Enclosed<F> {
    /// A file to be read.
    File(F),
    /// Rows of a file that another worker has read: the bytes of a
    /// [`Parcel`](crate::experiment::message::Parcel).
    Rows(Vec<u8>),
}

/// Jobs under way, and what is kept at hand.
pub struct Desk<F: Readable> {
    tasks: VecDeque<Task<F>>,
    shelf: Shelf,
    is_seen: bool,
}

impl<F: Readable> Default for Desk<F> {
    fn default() -> Self {
        Self {
            tasks: VecDeque::new(),
            shelf: Shelf::default(),
            is_seen: true,
        }
    }
}

impl<F: Readable> Desk<F> {
    /// Takes a command, with what is enclosed. An older job of the same kind is dropped.
    pub fn hear(
        &mut self,
        command: Command,
        enclosed: Option<Enclosed<F>>,
        say: &mut dyn FnMut(Event),
    ) {
        match command {
            Command::Seen => self.is_seen = true,
            Command::Stop { id } => {
                if let Some(task) = self.tasks.iter_mut().find(|task| task.id() == id) {
                    task.stop();
                }
            }
            Command::Do { id, job } => {
                say(Event::Heard { id });
                self.is_seen = true;
                let file = match enclosed {
                    Some(Enclosed::File(file)) => Some(file),
                    Some(Enclosed::Rows(bytes)) => {
                        self.shelf.take_rows(&bytes);
                        None
                    }
                    None => None,
                };
                let task = Task::new(id, job, file);
                let mut older = self.tasks.iter();
                if let Some(place) = older.position(|older| older.kind() == task.kind())
                    && let Some(older) = self.tasks.remove(place)
                {
                    let id = older.id();
                    older.leave(&mut self.shelf);
                    say(Event::Dropped { id });
                }
                self.tasks.push_back(task);
            }
        }
    }

    /// Whether there is something to do.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        !self.tasks.is_empty()
    }

    /// Milliseconds for which none of its jobs has anything to do.
    #[must_use]
    pub fn rest(&self, now: f64) -> f64 {
        let rests = self.tasks.iter().map(|task| task.rest(now));
        rests.reduce(f64::min).unwrap_or(0.0)
    }

    /// Works for a slice of time by `clock`, in milliseconds, at the job whose turn it is.
    pub fn work(&mut self, clock: &dyn Fn() -> f64, say: &mut dyn FnMut(Event)) {
        let Some(mut task) = self.tasks.pop_front() else {
            return;
        };
        let began = clock();
        let (mut now, mut is_going_on) = (began, true);
        while is_going_on && task.rest(now) == 0.0 && now - began < SLICE_MS {
            is_going_on = task.advance(&mut self.shelf, clock, say);
            now = clock();
        }
        if is_going_on {
            task.report_if_due(now, &mut self.is_seen, say);
            self.tasks.push_back(task);
        }
    }
}
