//! Values as the text that people read: numbers, and the sentence above the figures.

mod number;
mod sentence;
mod table;

pub use number::{count, duration, exact, metric, money, percent, signed, significant};
pub use sentence::{Piece, Standing, sentence};
pub use table::Table;
