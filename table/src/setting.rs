//! Settings by name: what a field shows and takes, what a link holds, and what may stand there.

pub mod codec;
mod field;
mod form;
mod kinds;
mod listed;
mod named;
mod span;

pub use field::Field;
pub use form::{Form, Options};
pub use kinds::{at, choice, flag, place, real, size, text, whole};
pub use listed::{Listed, fields_of, special_of, write_to};
pub use named::{Kind, Setting};
pub use span::Span;
