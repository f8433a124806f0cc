//! A table as people read it, and as a program does.

use super::ClassNames;
use super::number::{count, metric, money, percent, significant, threshold};

/// Digits of a number in a file that was computed from others: what comes after is noise of its binary
/// form.
const DIGITS: usize = 15;

/// What stands in a cell: for people, and for a program that reads the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// As the page shows it, with a minus that is one.
    pub shown: String,
    /// As a file holds it: a number that parses, or the same text.
    pub plain: String,
}

impl Cell {
    /// A whole number, with thousands separators for people.
    #[must_use]
    pub fn count(value: usize) -> Self {
        Self {
            shown: count(value),
            plain: value.to_string(),
        }
    }

    /// A number that was computed, shown with some significant digits. Nothing where it is undefined.
    #[must_use]
    pub fn number(value: Option<f64>, digits: usize) -> Self {
        Self::of(value, |value| significant(value, digits))
    }

    /// A metric, shown with three decimals.
    #[must_use]
    pub fn metric(value: Option<f64>) -> Self {
        Self::of(value, |value| metric(Some(value)))
    }

    /// A share, shown in per cent and written as a number of 0 to 1.
    #[must_use]
    pub fn share(value: Option<f64>) -> Self {
        Self::of(value, |value| percent(Some(value)))
    }

    /// Money.
    #[must_use]
    pub fn money(value: Option<f64>) -> Self {
        Self::of(value, |value| money(Some(value)))
    }

    /// A score or threshold: in a file all of its digits, so that it gives the same matrix.
    #[must_use]
    pub fn score(value: f64) -> Self {
        Self {
            shown: threshold(value),
            plain: value.to_string(),
        }
    }

    fn of(value: Option<f64>, show: impl Fn(f64) -> String) -> Self {
        let Some(value) = value.filter(|value| value.is_finite()) else {
            return Self {
                shown: "–".into(),
                plain: String::new(),
            };
        };
        Self {
            shown: show(value).replace('-', "−"),
            plain: significant(value, DIGITS),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self {
            shown: text.clone(),
            plain: text,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// A caption, a line of heads and lines of cells, each line as long as the heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// What each column holds.
    pub head: Vec<String>,
    /// The lines.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The same with the names of the classes in its caption, its heads, and the first cell of each line.
    #[must_use]
    pub fn with_classes(mut self, classes: &ClassNames) -> Self {
        self.caption = classes.say(&self.caption);
        for name in &mut self.head {
            *name = classes.say(name);
        }
        for first in self.rows.iter_mut().filter_map(|row| row.first_mut()) {
            first.shown = classes.say(&first.shown);
            first.plain = classes.say(&first.plain);
        }
        self
    }

    /// A table without lines yet.
    #[must_use]
    pub fn new(caption: &str, head: &[&str]) -> Self {
        Self {
            caption: caption.to_owned(),
            head: head.iter().map(|&name| name.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// The same table with one more line.
    pub fn push<C: Into<Cell>>(&mut self, row: impl IntoIterator<Item = C>) {
        self.rows.push(row.into_iter().map(Into::into).collect());
    }

    /// The same table with a column at its end that says the same in every line.
    #[must_use]
    pub fn with_column(mut self, head: &str, text: &str) -> Self {
        self.head.push(head.to_owned());
        for row in &mut self.rows {
            row.push(text.into());
        }
        self
    }

    /// At most `n` of the lines, evenly taken, the first and the last among them: what a person
    /// reads of a curve.
    #[must_use]
    pub fn thinned(mut self, n: usize) -> Self {
        let last = self.rows.len().saturating_sub(1);
        if self.rows.len() > n && n > 1 {
            let kept = (0..n).map(|place| std::mem::take(&mut self.rows[place * last / (n - 1)]));
            self.rows = kept.collect();
        }
        self
    }
}
