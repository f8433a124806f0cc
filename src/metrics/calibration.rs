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
