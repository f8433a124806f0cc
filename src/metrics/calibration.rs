use serde::{Deserialize, Serialize};
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Binning {
    EqualWidth(usize),
    EqualCount(usize),
}
impl Default for Binning {
    fn default() -> Self {
        Self::EqualWidth(10)
    }
}
pub fn recall_margin(_: usize, _: usize) -> Option<f64> {
    None
}
impl super::Ranking {
    pub fn bin_edges(&self, _: Binning) -> Option<Vec<f64>> {
        None
    }
}
#[derive(Clone, Debug, PartialEq)]
pub struct ReliabilityBin {
    pub edges: (f64, f64),
    pub mean_score: f64,
    pub observed_rate: f64,
    pub interval: (f64, f64),
    pub rows: usize,
    pub defaults: usize,
    pub weight: f64,
}
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    pub mean_score: f64,
    pub observed_rate: f64,
    pub expected_over_observed: f64,
    pub expected_calibration_error: f64,
    pub maximum_calibration_error: f64,
    pub brier_score: f64,
    pub reliability: f64,
    pub resolution: f64,
    pub uncertainty: f64,
    pub brier_of_good: f64,
    pub brier_of_default: f64,
    pub log_loss: f64,
    pub intercept: Option<f64>,
    pub slope: Option<f64>,
    pub in_the_large: Option<f64>,
}
impl super::Ranking {
    pub fn reliability(&self, _: Binning) -> Option<Vec<ReliabilityBin>> {
        None
    }
    pub fn calibration(&self, _: Binning) -> Option<Calibration> {
        None
    }
}
