//! How results are looked at.

use super::{Layers, Look, ScoreAxis, Tab};
use crate::experiment::MOST_ARMS;
use crate::metrics::{
    Binning, CreditTerms, Goal, Match, Metric, NamedPayoff, Payoff, Policy, ScaleKind,
};

/// How results are looked at: nothing in it needs training again, so it is no part of the experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// The first arm's decision threshold: a score.
    pub threshold: f64,
    /// What the axis of scores measures; `None` for the one on which cuts can be told apart.
    pub axis: Option<ScoreAxis>,
    /// What scores are shown as.
    pub look: Look,
    /// What figures show beside their curves.
    pub layers: Layers,
    /// The view that is shown.
    pub tab: Tab,
    /// Whether changed settings train by themselves where that is quick.
    pub is_live: bool,
    /// Whether training goes at a pace that eyes can follow.
    pub is_slow: bool,
    /// The epoch whose scores are shown; `None` for the latest. It belongs to a run, so no link holds it.
    pub round: Option<usize>,
    /// Whether round after round is shown.
    pub is_playing: bool,
    /// What a row of the class that is looked for is called; empty for what the data say.
    pub positive: String,
    /// What a row of the other class is called; empty for what the data say.
    pub negative: String,
    /// How the scores of each arm are read, by its place.
    pub scales: [ScaleKind; MOST_ARMS],
    /// What the thresholds of the other arms have in common with the first's.
    pub compare: Match,
    /// The share of defaults where the model is used, in (0, 1); `None` for that of the test rows.
    pub prevalence: Option<f64>,
    /// Money.
    pub money: MoneySpec,
    /// The two cuts between approving, reviewing and rejecting.
    pub policy: Policy,
    /// The largest share of the accepted that may default, where the most are to be accepted.
    pub max_default_rate: f64,
    /// The place of the arm for which a threshold is looked for.
    pub chooser: usize,
    /// The places of the two arms that are compared: the reference, and the one whose difference to it is told.
    pub pair: [usize; 2],
    /// The place of what arms are ranked by, among all that they can be.
    pub race: usize,
    /// Over how many seeds the experiment is repeated.
    pub n_repeats: usize,
    /// Folds that are tested on in turn, in place of other seeds each time; 0 for none.
    pub n_folds: u32,
    /// The place of the arm whose training rows are looked at; `None` for the first whose rows are resampled.
    pub looked_at: Option<usize>,
    /// What the threshold was last chosen for.
    pub goal: Option<Goal>,
    /// The beta of the goal "max F-beta", above 0.
    pub beta: f64,
    /// How rows are put into bins where calibration is looked at.
    pub binning: Binning,
    /// The columns of the scatter figure, across and up.
    pub columns: [usize; 2],
}

/// What decisions cost and earn.
#[derive(Clone, Debug, PartialEq)]
pub struct MoneySpec {
    /// Which of the two is used.
    pub mode: MoneyMode,
    /// Payoff matrices, of which one is used.
    pub payoffs: Vec<NamedPayoff>,
    /// The place of the one that is used.
    pub payoff: usize,
    /// What is lent, earned and lost.
    pub credit: CreditTerms,
    /// The column that says what is lent to each applicant; empty for the same amount to each.
    pub exposure_column: String,
}

/// How decisions become money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MoneyMode {
    /// An amount for each cell of the confusion matrix.
    #[default]
    Payoff,
    /// Interest on what is lent, and what is lost with it.
    Credit,
}

impl Default for Study {
    fn default() -> Self {
        Self {
            threshold: 0.5,
            axis: None,
            look: Look::default(),
            layers: Layers::default(),
            tab: Tab::default(),
            is_live: true,
            is_slow: false,
            round: None,
            positive: String::new(),
            negative: String::new(),
            is_playing: false,
            scales: [ScaleKind::Raw; MOST_ARMS],
            compare: Match::default(),
            prevalence: None,
            money: MoneySpec::default(),
            policy: Policy {
                low: 0.1,
                high: 0.5,
            },
            max_default_rate: 0.01,
            chooser: 0,
            pair: [0, 1],
            // The area under the ROC curve.
            race: Metric::RocAuc as usize,
            n_repeats: 10,
            n_folds: 0,
            looked_at: None,
            goal: None,
            beta: 2.0,
            binning: Binning::EqualWidth(10),
            columns: [0, 1],
        }
    }
}

impl Default for MoneySpec {
    fn default() -> Self {
        Self {
            mode: MoneyMode::default(),
            payoffs: NamedPayoff::usual(),
            payoff: 0,
            credit: CreditTerms::default(),
            exposure_column: String::new(),
        }
    }
}

impl MoneySpec {
    /// The payoff matrix that is used.
    #[must_use]
    pub fn chosen(&self) -> Payoff {
        let chosen = self.payoffs.get(self.payoff);
        chosen.map(|named| named.payoff).unwrap_or_default()
    }

    /// The column that is read for money, where money needs one.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        let is_read = self.mode == MoneyMode::Credit && !self.exposure_column.is_empty();
        is_read.then_some(self.exposure_column.as_str())
    }

    /// Keeps a copy of the matrix that is used, and uses the copy.
    pub fn duplicate(&mut self) {
        let name = format!("Own matrix {}", self.payoffs.len() + 1);
        let payoff = self.chosen();
        self.payoffs.push(NamedPayoff { name, payoff });
        self.payoff = self.payoffs.len() - 1;
    }

    /// Takes the matrix that is used away, unless it is the last.
    pub fn remove(&mut self) {
        if self.payoffs.len() > 1 && self.payoff < self.payoffs.len() {
            self.payoffs.remove(self.payoff);
            self.payoff = 0;
        }
    }
}
