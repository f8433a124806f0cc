//! A setting with its name: how it is read, written and checked.

use super::form::{self, Form, Value};

/// A part of `S` that has a name, is written as text, and can be read back from it.
#[derive(Clone, Copy, Debug)]
pub struct Setting<S: 'static> {
    /// Its name in links.
    pub key: &'static str,
    /// What people call it, with its unit.
    pub label: &'static str,
    /// What it is, and how it is read and written.
    pub kind: Kind<S>,
}

/// What a setting is.
#[derive(Clone, Copy, Debug)]
pub enum Kind<S: 'static> {
    /// A whole number.
    Whole {
        /// Reads it.
        read: fn(&S) -> u64,
        /// Writes it.
        write: fn(&mut S, u64),
        /// The least and the largest that make sense.
        range: (u64, u64),
    },
    /// A real number, in the unit of the label.
    Real {
        /// Reads it.
        read: fn(&S) -> f64,
        /// Writes it.
        write: fn(&mut S, f64),
        /// The least and the largest that make sense.
        range: (f64, f64),
    },
    /// Yes or no.
    Flag {
        /// Reads it.
        read: fn(&S) -> bool,
        /// Writes it.
        write: fn(&mut S, bool),
    },
    /// One of a few.
    Choice {
        /// The name of each in links, and what people call it.
        options: &'static [(&'static str, &'static str)],
        /// Reads its place among them.
        read: fn(&S) -> usize,
        /// Writes the one at a place.
        write: fn(&mut S, usize),
    },
    /// A text with a form of its own.
    Text {
        /// Reads it.
        read: fn(&S) -> String,
        /// Writes it; false where it can't be read, and then nothing is changed.
        write: fn(&mut S, &str) -> bool,
        /// What is wanted, in a sentence.
        wanted: &'static str,
    },
}

impl<S: Clone + PartialEq> Setting<S> {
    /// What stands there, as a field shows it and a link holds it. Read back it is the same.
    pub fn text(&self, state: &S) -> String {
        match self.kind {
            Kind::Whole { read, .. } => read(state).to_string(),
            Kind::Real { read, write, .. } => form::real(read(state), &|number| {
                let mut copy = state.clone();
                write(&mut copy, number);
                copy == *state
            }),
            Kind::Flag { read, .. } => form::flag(read(state)),
            Kind::Choice { options, read, .. } => form::option(options, read(state)),
            Kind::Text { read, .. } => read(state),
        }
    }

    /// Writes what a text says.
    ///
    /// # Errors
    ///
    /// What is wanted, in a sentence, where the text says nothing of the kind. A number out of range is
    /// written all the same: [`complaint`](Self::complaint) then says so.
    pub fn set(&self, state: &mut S, text: &str) -> Result<(), String> {
        let form = self.form();
        match (&self.kind, form.read(text)) {
            (Kind::Whole { write, .. }, Some(Value::Whole(value))) => write(state, value),
            (Kind::Real { write, .. }, Some(Value::Real(value))) => write(state, value),
            (Kind::Flag { write, .. }, Some(Value::Flag(value))) => write(state, value),
            (Kind::Choice { write, .. }, Some(Value::Place(value))) => write(state, value),
            // In a text, as in the name of a column, spaces may matter.
            (Kind::Text { write, .. }, _) if write(state, text) => {}
            _ => return Err(form.wanted()),
        }
        Ok(())
    }

    /// What is wrong with what stands there, in a sentence; `None` where it is in range.
    pub fn complaint(&self, state: &S) -> Option<String> {
        let is_in_range = match self.kind {
            Kind::Whole { read, range, .. } => (range.0..=range.1).contains(&read(state)),
            Kind::Real { read, range, .. } => (range.0..=range.1).contains(&read(state)),
            Kind::Flag { .. } | Kind::Choice { .. } | Kind::Text { .. } => true,
        };
        (!is_in_range).then(|| self.wanted())
    }

    /// What can stand there, in a sentence.
    pub fn wanted(&self) -> String {
        self.form().wanted()
    }
}

impl<S> Setting<S> {
    /// What can stand there, whatever it is a setting of.
    pub const fn form(&self) -> Form {
        match self.kind {
            Kind::Whole { range, .. } => Form::Whole(range),
            Kind::Real { range, .. } => Form::Real(range),
            Kind::Flag { .. } => Form::Flag,
            Kind::Choice { options, .. } => Form::Choice(options),
            Kind::Text { wanted, .. } => Form::Text(wanted),
        }
    }
}
