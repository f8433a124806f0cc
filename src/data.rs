//! Data sets of numbers and labels: making, splitting and scaling them.

mod classification;
mod dataset;
mod scale;
mod split;

pub use classification::{ClassificationError, ClassificationSpec, make_classification};
pub use dataset::{Dataset, DatasetError};
pub use scale::StandardScaler;
pub use split::{Part, Split, SplitError, SplitSpec, train_test_split};
