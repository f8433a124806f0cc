//! What is done about the imbalance, on training rows only.

mod nearest;
mod neighbors;
mod smote;
mod smote_sample;
mod synthesis;
mod training_set;

pub use neighbors::Neighbors;
pub use smote::{SmoteError, SmoteSpec};
pub use smote_sample::{TrainingRows, smote_sample};
pub use synthesis::{Synthesis, smote};
pub use training_set::{Synthetic, TrainingSet};
