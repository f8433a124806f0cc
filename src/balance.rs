//! What is done about the imbalance, on training rows only.

mod adasyn;
mod edited;
mod nearest;
mod neighbors;
mod random_over;
mod random_under;
mod ratio;
mod remedy;
mod remedy_error;
mod smote;
mod smote_enn;
mod smote_sample;
mod synthesis;
mod training_set;

pub use adasyn::AdasynSpec;
pub use edited::{EditedSpec, Kept};
pub use neighbors::Neighbors;
pub use random_over::RandomOverSpec;
pub use random_under::RandomUnderSpec;
pub use remedy::Resample;
pub use remedy_error::RemedyError;
pub use smote::SmoteSpec;
pub use smote_enn::SmoteEnnSpec;
pub use smote_sample::{TrainingRows, smote_sample};
pub use synthesis::{Synthesis, smote};
pub use training_set::{Origin, Synthetic, TrainingSet};
