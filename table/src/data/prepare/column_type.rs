//! What a column seems to hold, and why.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Cells;
use super::dates::{DateOrder, are_dates};
use super::drop::Useless;
use crate::data::counted::counted;

/// Whole numbers of so few values may stand for something else.
const FEW: usize = 12;
/// Texts of more values than this are no categories.
const MOST_LEVELS: usize = 50;

/// What a column seems to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnType {
    /// Numbers.
    #[default]
    Number,
    /// Whole numbers that may be codes.
    Code,
    /// One of two values.
    YesNo,
    /// One of a few texts.
    Category,
    /// Dates.
    Date,
    /// Texts of many kinds.
    Text,
    /// What tells rows apart, and says nothing of them.
    Identifier,
}

impl fmt::Display for ColumnType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "number",
            Self::Code => "number or code",
            Self::YesNo => "yes or no",
            Self::Category => "category",
            Self::Date => "date",
            Self::Text => "text",
            Self::Identifier => "identifier",
        })
    }
}

impl ColumnType {
    /// The type of cells with so many distinct values, and the reason in a sentence; `useless` is why it says nothing.
    pub(super) fn of(
        cells: &Cells,
        n_distinct: usize,
        useless: Option<&Useless>,
    ) -> (Self, String) {
        match useless {
            Some(Useless::Numbering) => {
                return (
                    Self::Identifier,
                    "Whole numbers that rise or fall from row to row.".into(),
                );
            }
            Some(Useless::Naming) => {
                return (Self::Identifier, "Hardly two texts are alike.".into());
            }
            _ => {}
        }
        let values = counted(n_distinct, "value");
        match cells {
            _ if n_distinct == 2 => (Self::YesNo, "Two values.".into()),
            Cells::Numbers(numbers) => {
                let are_whole = numbers
                    .iter()
                    .all(|number| number.is_nan() || number.fract() == 0.0);
                if are_whole && n_distinct <= FEW {
                    return (
                        Self::Code,
                        format!("Whole numbers of {values}; as a category, each gets a column."),
                    );
                }
                (Self::Number, format!("Numbers of {values}."))
            }
            Cells::Texts { levels, .. } => {
                let texts: Vec<&str> = levels.iter().map(String::as_str).collect();
                if are_dates(&texts, DateOrder::Found).is_some() {
                    return (Self::Date, "All but one in twenty texts are dates.".into());
                }
                if n_distinct <= MOST_LEVELS {
                    return (Self::Category, format!("Texts of {values}."));
                }
                (
                    Self::Text,
                    format!("Texts of {values}: too many for categories."),
                )
            }
        }
    }
}
