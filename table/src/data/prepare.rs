//! From the columns of a table to numbers that a model can learn from: steps, each fitted on training rows alone.
//!
//! A [`Frame`] holds named columns of numbers and texts, cells missing. A [`StepSpec`] says what is done; fitted on the
//! training rows of a frame it is a [`Fitted`], which knows what it has learnt, treats the rows that it was fitted beside,
//! and rows that come later, alike. [`Prepared`] is a list of them.

mod alternatives;
mod change;
mod clip;
mod column_type;
mod columns;
mod correlation;
mod dates;
mod drop;
mod error;
mod feature;
mod fitted;
mod formula;
mod frame;
mod impute;
mod isolation;
mod isolation_forest;
mod keys;
mod levels;
mod look;
mod look_bins;
mod missing_patterns;
mod native;
mod number;
mod one_hot;
mod prepared;
mod repeated;
mod reshape;
mod sparse;
mod step;
mod step_spec;
mod target;
mod template;
mod written;

pub use alternatives::{Alternative, Alternatives};
pub use change::Change;
pub use clip::{ClipSpec, FarOut, Limit};
pub use column_type::ColumnType;
pub(super) use columns::quantile;
pub use correlation::{Correlations, MOST_CORRELATED};
pub use dates::{DateOrder, DatesSpec};
pub use drop::{DropSpec, Dropped, Useless};
pub use error::PrepareError;
pub use feature::{Feature, FeatureSpec};
pub use fitted::{Fitted, TrainingRows};
pub use formula::FormulaSpec;
pub use frame::{Cells, Frame, FrameColumn};
pub use impute::{FillSpec, Middle, NameMissingSpec};
pub use isolation::{Apart, IsolationSpec, isolation_scores};
pub use levels::{FrequencySpec, LevelOrder, MergeSpec, OrdinalSpec};
pub use look::{ColumnLook, Looks};
pub use look_bins::LookBin;
pub use missing_patterns::{MissingPattern, MissingPatterns};
pub use native::NativeColumns;
pub use number::{CategorySpec, NumberSpec};
pub use one_hot::OneHotSpec;
pub use prepared::{Prepared, StepDone};
pub use repeated::RepeatedSpec;
pub use reshape::{BinsSpec, ReshapeSpec, Shape};
pub use sparse::SparseSpec;
pub use step::Step;
pub use step_spec::{StepSpec, sound_steps};
pub use target::{TargetSpec, WoeSpec};
pub use template::Template;
pub use written::{WrittenStep, usual_steps};
