//! Values as the text that people read: numbers, and the sentence above the figures.

mod doubt;
mod number;
mod sentence;
mod table;

pub use doubt::{degenerate_auc, direction, resampling_condition};
pub use number::{count, duration, exact, metric, money, outside, percent, signed, significant};
pub use sentence::{Piece, Standing, sentence};
pub use table::Table;

pub use crate::metrics::{fewest_digits, threshold_text};
