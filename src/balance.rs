//! What is done about the imbalance, on training rows only.

mod neighbors;
mod smote;
mod smote_sample;
mod training_set;

pub use neighbors::Neighbors;
pub use smote::{SmoteError, SmoteSpec, smote};
pub use smote_sample::{TrainingRows, smote_sample};
pub use training_set::{Synthetic, TrainingSet};
