//! Values as the text that people read: numbers and tables.

mod classes;
mod doubt;
mod letters;
mod number;
mod table;

pub use classes::ClassNames;
pub use doubt::{degenerate_auc, direction, resampling_condition};
pub use letters::{is_letter, is_word};
pub use number::{
    bytes, count, defaults, duration, exact, grouped, metric, money, outside, percent,
    plain_number, signed, significant, threshold, typeset,
};
pub use table::{Cell, Table};
