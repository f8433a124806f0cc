//! What is known of calibration, and of what.

use crate::experiment::CalibrationTable;
use crate::metrics::Binning;

/// An answer, and whether it is still of what is shown.
#[derive(Clone, Debug, Default)]
pub struct KnownCalibration {
    /// The answer, once it is there.
    pub table: Option<CalibrationTable>,
    /// What it is of.
    pub basis: Basis,
    /// Whether it is to be asked anew.
    pub is_outdated: bool,
    /// Whether it is asked after a rest.
    pub is_waiting: bool,
}

/// What a calibration hangs on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Basis {
    /// Changes of arms, scales, the share of defaults and money.
    pub n_money: u64,
    /// How rows are put into bins.
    pub binning: Binning,
    /// The run that trained the first arm.
    pub run: Option<u64>,
}
