//! Values as the text that people read: numbers and tables.

mod number;
mod table;

pub use number::{
    beyond, count, duration, exact, metric, money, percent, plain_number, signed, significant,
    threshold,
};
pub use table::{Cell, Table};
