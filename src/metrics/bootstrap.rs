use super::{Confusion, Ranking};
use serde::{Deserialize, Serialize};
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BootstrapSpec {
    pub n_draws: usize,
    pub seed: u64,
}
impl Default for BootstrapSpec {
    fn default() -> Self {
        Self {
            n_draws: 1000,
            seed: 42,
        }
    }
}
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    pub interval: (f64, f64),
    pub p_value: f64,
}
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArmIntervals {
    pub metrics: Vec<Option<(f64, f64)>>,
    pub roc: Vec<(f64, f64, f64)>,
    pub precision_recall: Vec<(f64, f64, f64)>,
    pub calibration: Vec<Option<(f64, f64)>>,
}
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Intervals {
    pub n_draws: usize,
    pub arms: Vec<ArmIntervals>,
    pub chosen: Option<(f64, f64)>,
    pub differences: Vec<Option<Difference>>,
}
pub struct DoubtedArm {
    pub ranking: Ranking,
    pub threshold: f64,
}
pub struct Bootstrap;
impl Bootstrap {
    pub fn new(_: Vec<bool>, _: Vec<DoubtedArm>, _: Vec<f64>, _: BootstrapSpec) -> Self {
        Self
    }
    pub fn draw(&mut self, _: Option<&dyn Fn(&Ranking) -> Option<f64>>, _: usize) -> bool {
        false
    }
    pub fn intervals(&self) -> Intervals {
        Intervals::default()
    }
}
pub fn optimism(
    _: &Ranking,
    _: &[bool],
    _: &dyn Fn(&Ranking) -> Option<f64>,
    _: &dyn Fn(&Confusion<f64>) -> Option<f64>,
    _: usize,
    _: u64,
) -> Vec<f64> {
    Vec::new()
}
