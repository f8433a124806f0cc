//! What everything else of Imbalance Lab computes with: random streams, sorting, numbers read from text, and what is read
//! off ranked scores. It knows nothing of rows, models, an experiment or a page.

pub mod folds;
pub mod likelihood;
pub mod metrics;
pub mod numbers;
pub mod random;
pub mod sorting;
