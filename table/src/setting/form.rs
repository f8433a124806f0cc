//! What can stand in a setting, whatever it is a setting of. It is apart from settings so that it is there once, and not
//! again for each thing that has settings.

use crate::numbers::read_number;
use crate::words::{count, plain_number};

/// The options of a choice: the name of each in links, and what people call it.
pub type Options = &'static [(&'static str, &'static str)];

/// What can stand in a setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// A whole number from the least to the largest that make sense.
    Whole((u64, u64)),
    /// A real number from the least to the largest that make sense.
    Real((f64, f64)),
    /// Yes or no.
    Flag,
    /// One of a few.
    Choice(Options),
    /// A text of which this is wanted.
    Text(&'static str),
}

/// What a text says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A whole number.
    Whole(u64),
    /// A finite number.
    Real(f64),
    /// Yes or no.
    Flag(bool),
    /// The option at a place.
    Place(usize),
}

impl Form {
    /// What a text says; `None` where it says nothing of the kind, and of a text with a form of its own.
    #[must_use]
    pub fn read(self, text: &str) -> Option<Value> {
        let text = text.trim();
        match self {
            Self::Whole(_) => text.parse().ok().map(Value::Whole),
            Self::Real(_) => {
                let number = read_number(text).filter(|number| number.is_finite());
                number.map(Value::Real)
            }
            Self::Flag => match text {
                "yes" => Some(Value::Flag(true)),
                "no" => Some(Value::Flag(false)),
                _ => None,
            },
            Self::Choice(options) => {
                let place = options.iter().position(|(key, _)| *key == text);
                place.map(Value::Place)
            }
            Self::Text(_) => None,
        }
    }

    /// What can stand there, in a sentence.
    #[must_use]
    pub fn wanted(self) -> String {
        let real = |number: f64| plain_number(number, 12);
        match self {
            Self::Whole((low, high)) if high >= u64::from(u32::MAX) => {
                format!("A whole number of {low} or more, please.")
            }
            Self::Whole((low, high)) => {
                let [low, high] = [low, high]
                    .map(|end| usize::try_from(end).map_or_else(|_| end.to_string(), count));
                format!("A whole number from {low} to {high}, please.")
            }
            Self::Real((low, high)) if high == f64::MAX && low == f64::MIN => {
                "A number, please.".into()
            }
            Self::Real((low, high)) if high == f64::MAX => {
                format!("A number of {} or more, please.", real(low))
            }
            Self::Real((low, high)) => {
                format!("A number from {} to {}, please.", real(low), real(high))
            }
            Self::Flag => "Yes or no, please.".into(),
            Self::Choice(options) => {
                let names: Vec<_> = options.iter().map(|(_, name)| *name).collect();
                format!("One of these, please: {}.", names.join(", "))
            }
            Self::Text(wanted) => wanted.into(),
        }
    }

    /// The least and the largest number, as text; nothing where there is no such end.
    #[must_use]
    pub fn range(self) -> (String, String) {
        let end = |number: f64| {
            let is_end = number.abs() < f64::MAX;
            if is_end {
                plain_number(number, 12)
            } else {
                String::new()
            }
        };
        match self {
            Self::Whole((low, high)) => {
                let high = if high < u64::from(u32::MAX) {
                    high.to_string()
                } else {
                    String::new()
                };
                (low.to_string(), high)
            }
            Self::Real((low, high)) => (end(low), end(high)),
            Self::Flag | Self::Choice(_) | Self::Text(_) => (String::new(), String::new()),
        }
    }

    /// The options to choose from; none unless it is a choice, or yes or no.
    #[must_use]
    pub const fn options(self) -> Options {
        match self {
            Self::Choice(options) => options,
            Self::Flag => &[("no", "No"), ("yes", "Yes")],
            Self::Whole(_) | Self::Real(_) | Self::Text(_) => &[],
        }
    }
}

/// A number in as few digits as bring it back; `brings_back` tries one.
pub(super) fn real(value: f64, brings_back: &dyn Fn(f64) -> bool) -> String {
    // A unit may carry a number beyond what there are numbers for.
    let value = value.clamp(f64::MIN, f64::MAX);
    let is_same = |text: &String| read_number(text).is_some_and(brings_back);
    // Twelve digits hide the noise of a binary fraction, but may not be the number.
    let texts = [12, 15, 16, 17].map(|digits| plain_number(value, digits));
    // A share that a percentage was divided into may lie a bit aside when multiplied.
    let (down, up) = (value.next_down(), value.next_up());
    let beside = [down, up, down.next_down(), up.next_up()];
    let beside = beside.map(|number| plain_number(number, 17));
    let shortest = texts.into_iter().chain(beside).find(is_same);
    shortest.unwrap_or_else(|| plain_number(value, 17))
}

pub(super) fn flag(is_set: bool) -> String {
    if is_set { "yes" } else { "no" }.to_owned()
}

/// The name in links of the option at a place.
pub(super) fn option(options: Options, place: usize) -> String {
    let option = options.get(place);
    option.map_or_else(String::new, |(key, _)| (*key).to_owned())
}
