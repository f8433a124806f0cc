//! From the columns of a table to numbers that a model can learn from: steps, each fitted on training rows alone.
//!
//! A [`Frame`] holds named columns of numbers and texts, cells missing. A [`StepSpec`] says what is done; fitted on the
//! training rows of a frame it is a [`Fitted`], which knows what it has learnt, treats the rows that it was fitted beside,
//! and rows that come later, alike. [`Prepared`] is a list of them.

mod change;
mod drop;
mod error;
mod fitted;
mod folds;
mod frame;
mod impute;
mod one_hot;
mod prepared;
mod step;
mod target;

pub use change::Change;
pub use drop::{DropSpec, Dropped, Useless};
pub use error::PrepareError;
pub use fitted::{Fitted, TrainingRows};
pub use folds::stratified_folds;
pub use frame::{Cells, Frame, FrameColumn};
pub use impute::{FillSpec, Middle, NameMissingSpec};
pub use one_hot::OneHotSpec;
pub use prepared::Prepared;
pub use step::{StepSpec, sound_steps};
pub use target::TargetSpec;
