use super::Ranking;
use serde::{Deserialize, Serialize};
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AucInterval {
    pub auc: f64,
    pub standard_error: f64,
    pub interval: (f64, f64),
}
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AucComparison {
    pub difference: f64,
    pub standard_error: f64,
    pub interval: (f64, f64),
    pub z: f64,
    pub p_value: f64,
}
impl Ranking {
    pub fn delong(&self) -> Option<AucInterval> {
        None
    }
}
pub fn compare_aucs(_: &[f64], _: &[f64], _: &[bool]) -> Option<AucComparison> {
    None
}
