//! What is done about the imbalance, on training rows only.

mod neighbors;
mod smote;
mod training_set;

pub use neighbors::Neighbors;
pub use smote::{SmoteError, SmoteSpec, smote};
pub use training_set::{Synthetic, TrainingSet};
