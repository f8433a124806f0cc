//! What everything else of Imbalance Lab computes with: random streams, sorting, and what is read off ranked scores. It knows
//! nothing of rows, models, an experiment or a page.

pub mod likelihood;
pub mod metrics;
pub mod random;
pub mod sorting;
