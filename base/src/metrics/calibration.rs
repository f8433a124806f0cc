//! Whether a score of 20 % means that 20 % default.

mod measures;
mod reliability;
mod wilson;

pub use measures::{Calibration, Recalibration};
pub use reliability::{Binning, ReliabilityBin};
pub use wilson::{recall_margin, wilson_interval};
