//! The part of Imbalance Lab that computes: random streams, rows, models, remedies and metrics. It knows no experiment, no
//! page and no browser.
//!
//! It is a package of its own so that it can be built for speed, and everything around it for size. Its rooms, in the
//! order in which they know one another, and the conventions are described in the crate `imbalance-lab`, which shows them
//! under the same names.

pub mod balance;
pub mod data;
mod likelihood;
pub mod metrics;
pub mod model;
mod panels;
pub mod random;
pub mod setting;
pub mod words;
