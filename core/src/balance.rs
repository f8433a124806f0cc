//! What is done about the imbalance, on training rows only.

mod adasyn;
mod edited;
mod focal;
mod random_over;
mod random_under;
mod ratio;
mod remedy;
mod remedy_error;
mod remedy_spec;
mod resampling;
mod search;
mod settings;
mod smote;
mod smote_enn;
mod smote_sample;
mod synthesis;
mod threshold;
mod training_set;
mod weights;

pub use crate::neighbors::Neighbors;
pub use adasyn::AdasynSpec;
pub use edited::{EditedSpec, Kept};
pub use focal::FocalSpec;
pub use random_over::RandomOverSpec;
pub use random_under::RandomUnderSpec;
pub use remedy::{Aspect, Cutting, Remedy, Resample};
pub use remedy_error::RemedyError;
pub use remedy_spec::RemedySpec;
pub use resampling::{Resampling, Stage};
pub use smote::SmoteSpec;
pub use smote_enn::SmoteEnnSpec;
pub use smote_sample::{TrainingRows, smote_sample};
pub use synthesis::{Synthesis, smote};
pub use threshold::{ThresholdRule, ThresholdSpec};
pub use training_set::{Origin, Synthetic, TrainingSet};
pub use weights::{WeightRule, WeightsSpec};
