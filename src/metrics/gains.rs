use super::Ranking;
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GainPoint {
    pub share_flagged: f64,
    pub recall: f64,
    pub lift: Option<f64>,
    pub false_positive_rate: f64,
}
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decile {
    pub rows: f64,
    pub defaults: f64,
    pub default_rate: f64,
    pub lift: f64,
    pub cumulative_recall: f64,
    pub cumulative_false_positive_rate: f64,
    pub ks: f64,
    pub highest_score: f64,
    pub lowest_score: f64,
}
impl Ranking {
    pub fn gains(&self) -> Vec<GainPoint> {
        self.roc()
            .map(|p| {
                let pi = self.prevalence();
                let s = pi * p.tpr + (1.0 - pi) * p.fpr;
                GainPoint {
                    share_flagged: s,
                    recall: p.tpr,
                    lift: (s > 0.0).then(|| p.tpr / s),
                    false_positive_rate: p.fpr,
                }
            })
            .collect()
    }
    pub fn deciles(&self) -> Vec<Decile> {
        Vec::new()
    }
    pub fn det(&self) -> Vec<(f64, f64)> {
        self.roc().map(|p| (p.fpr, 1.0 - p.tpr)).collect()
    }
}
