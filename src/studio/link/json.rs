//! JSON of links of the first form, read value by value.

use std::borrow::Cow;

use hifijson::SliceLexer;
use hifijson::token::Lex;
use hifijson::value::parse_bounded;

use super::LinkError;
use crate::numbers::read_number;

/// A value; numbers are as they are written.
pub(super) type Value<'a> = hifijson::value::Value<&'a str, Cow<'a, str>>;

/// Deeper than any link is nested.
const DEPTH: usize = 16;

pub(super) type Read = Result<(), LinkError>;

/// Reads a whole text.
pub(super) fn parsed(text: &[u8]) -> Result<Value<'_>, LinkError> {
    let mut lexer = SliceLexer::new(text);
    let value = lexer.exactly_one(SliceLexer::ws_peek, |next, lexer| {
        parse_bounded(DEPTH, next, lexer)
    });
    value.map_err(|_: hifijson::Error| LinkError::Damaged)
}

/// What can stand in a link.
pub(super) trait Written: Sized {
    /// What a part holds, if that is what it holds.
    fn of(part: Part<'_>) -> Option<Self>;
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Written for $number {
            fn of(part: Part<'_>) -> Option<Self> {
                match part.0 {
                    Value::Number((digits, _)) => digits.parse().ok(),
                    _ => None,
                }
            }
        }
    )*};
}

numbers!(u32 u64 usize);

impl Written for f64 {
    fn of(part: Part<'_>) -> Option<Self> {
        match part.0 {
            Value::Number((digits, _)) => read_number(digits),
            _ => None,
        }
    }
}

impl Written for bool {
    fn of(part: Part<'_>) -> Option<Self> {
        match part.0 {
            Value::Bool(is) => Some(*is),
            _ => None,
        }
    }
}

impl Written for String {
    fn of(part: Part<'_>) -> Option<Self> {
        part.text().map(str::to_owned)
    }
}

impl<T: Written> Written for Option<T> {
    fn of(part: Part<'_>) -> Option<Self> {
        match part.0 {
            Value::Null => Some(None),
            _ => T::of(part).map(Some),
        }
    }
}

impl<T: Written> Written for Vec<T> {
    fn of(part: Part<'_>) -> Option<Self> {
        match part.0 {
            Value::Array(parts) => parts.iter().map(|part| T::of(Part(part))).collect(),
            _ => None,
        }
    }
}

impl<T: Written, const N: usize> Written for [T; N] {
    fn of(part: Part<'_>) -> Option<Self> {
        Vec::of(part)?.try_into().ok()
    }
}

/// A part of a link.
#[derive(Clone, Copy)]
pub(super) struct Part<'a>(pub(super) &'a Value<'a>);

impl<'a> Part<'a> {
    /// What stands under a name, if anything does.
    pub(super) fn part(self, name: &str) -> Option<Self> {
        let Value::Object(parts) = self.0 else {
            return None;
        };
        let found = parts.iter().find(|(known, _)| known == name);
        found.map(|(_, part)| Self(part))
    }

    pub(super) fn required(self, name: &str) -> Result<Self, LinkError> {
        self.part(name).ok_or(LinkError::Damaged)
    }

    pub(super) fn text(self) -> Option<&'a str> {
        match self.0 {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Takes it over.
    pub(super) fn to<T: Written>(self, to: &mut T) -> Read {
        *to = T::of(self).ok_or(LinkError::Damaged)?;
        Ok(())
    }

    /// Takes over what stands under a name; what isn't there stays.
    pub(super) fn read<T: Written>(self, name: &str, to: &mut T) -> Read {
        self.part(name).map_or(Ok(()), |part| part.to(to))
    }

    /// Takes over one of a few that have names.
    pub(super) fn choose<T: Copy>(self, name: &str, options: &[(&str, T)], to: &mut T) -> Read {
        let written = self
            .part(name)
            .filter(|part| !matches!(part.0, Value::Null));
        let Some(written) = written else {
            return Ok(());
        };
        let mut options = options.iter();
        let found = options.find(|(known, _)| written.text() == Some(*known));
        *to = found.ok_or(LinkError::Damaged)?.1;
        Ok(())
    }

    /// Reads what stands under a name, if anything does.
    pub(super) fn with(self, name: &str, read: impl FnOnce(Self) -> Read) -> Read {
        self.part(name).map_or(Ok(()), read)
    }

    /// The one name that stands in it, and what stands under that.
    pub(super) fn tagged(self) -> Option<(&'a str, Self)> {
        match self.0 {
            Value::Object(parts) => parts.first().map(|(name, part)| (&**name, Self(part))),
            _ => None,
        }
    }
}
