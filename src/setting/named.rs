//! A setting with its name: how it is read, written and checked.

use crate::words::{count, plain_number};

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
            Kind::Real { read, write, .. } => {
                // A unit may carry a number beyond what there are numbers for.
                let value = read(state).clamp(f64::MIN, f64::MAX);
                let is_same = |text: &String| {
                    let mut copy = state.clone();
                    text.parse().is_ok_and(|number| {
                        write(&mut copy, number);
                        copy == *state
                    })
                };
                // Twelve digits hide the noise of a binary fraction, but may not be the number.
                let texts = [12, 15, 16, 17].map(|digits| plain_number(value, digits));
                // A share that a percentage was divided into may lie a bit aside when multiplied.
                let (down, up) = (value.next_down(), value.next_up());
                let beside = [down, up, down.next_down(), up.next_up()];
                let beside = beside.map(|number| plain_number(number, 17));
                let shortest = texts.into_iter().chain(beside).find(is_same);
                shortest.unwrap_or_else(|| plain_number(value, 17))
            }
            Kind::Flag { read, .. } => if read(state) { "yes" } else { "no" }.to_owned(),
            Kind::Choice { options, read, .. } => {
                let option = options.get(read(state));
                option.map_or_else(String::new, |(key, _)| (*key).to_owned())
            }
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
        // In a text, as in the name of a column, spaces may matter.
        let whole = text;
        let text = text.trim();
        let is_written = match self.kind {
            Kind::Whole { write, .. } => text.parse().map(|value| write(state, value)).is_ok(),
            Kind::Real { write, .. } => {
                let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
                number.map(|value| write(state, value)).is_some()
            }
            Kind::Flag { write, .. } => match text {
                "yes" => {
                    write(state, true);
                    true
                }
                "no" => {
                    write(state, false);
                    true
                }
                _ => false,
            },
            Kind::Choice { options, write, .. } => {
                let place = options.iter().position(|(key, _)| *key == text);
                place.map(|place| write(state, place)).is_some()
            }
            Kind::Text { write, .. } => write(state, whole),
        };
        if is_written {
            Ok(())
        } else {
            Err(self.wanted())
        }
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
        let real = |number: f64| plain_number(number, 12);
        match self.kind {
            Kind::Whole { range, .. } if range.1 >= u64::from(u32::MAX) => {
                format!("A whole number of {} or more, please.", range.0)
            }
            Kind::Whole { range, .. } => {
                let [low, high] = [range.0, range.1]
                    .map(|end| usize::try_from(end).map_or_else(|_| end.to_string(), count));
                format!("A whole number from {low} to {high}, please.")
            }
            Kind::Real { range, .. } if range.1 == f64::MAX && range.0 == f64::MIN => {
                "A number, please.".into()
            }
            Kind::Real { range, .. } if range.1 == f64::MAX => {
                format!("A number of {} or more, please.", real(range.0))
            }
            Kind::Real { range, .. } => {
                format!(
                    "A number from {} to {}, please.",
                    real(range.0),
                    real(range.1)
                )
            }
            Kind::Flag { .. } => "Yes or no, please.".into(),
            Kind::Choice { options, .. } => {
                let names: Vec<_> = options.iter().map(|(_, name)| *name).collect();
                format!("One of these, please: {}.", names.join(", "))
            }
            Kind::Text { wanted, .. } => wanted.into(),
        }
    }
}

impl<S> Kind<S> {
    /// The least and the largest number, as text; nothing where there is no such end.
    #[must_use]
    pub fn range(&self) -> (String, String) {
        let end = |number: f64| {
            let is_end = number.abs() < f64::MAX;
            if is_end {
                plain_number(number, 12)
            } else {
                String::new()
            }
        };
        match self {
            Self::Whole { range, .. } => {
                let high = if range.1 < u64::from(u32::MAX) {
                    range.1.to_string()
                } else {
                    String::new()
                };
                (range.0.to_string(), high)
            }
            Self::Real { range, .. } => (end(range.0), end(range.1)),
            Self::Flag { .. } | Self::Choice { .. } | Self::Text { .. } => {
                (String::new(), String::new())
            }
        }
    }
}
