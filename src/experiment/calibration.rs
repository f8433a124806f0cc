//! What each scale makes of each arm's scores: how far they are probabilities, and what a portfolio
//! loses by them.

use std::vec::IntoIter;

use serde::{Deserialize, Serialize};

use super::packed;
use super::scaled::{Scaled, Unscaled};
use crate::metrics::{
    Binning, Books, Calibration, CreditTerms, Cut, Exposures, Payoff, Ranking, RankingError,
    Recalibration, ReliabilityBin, ScaleKind,
};

/// What is to be computed: arms, and how they are looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalibrationSpec {
    /// The arms.
    pub arms: Vec<CalibratedArm>,
    /// The share of defaults where the model is used; `None` for that of the rows.
    pub prevalence: Option<f64>,
    /// How rows are put into bins.
    pub binning: Binning,
}

/// An arm's held-out rows, and what is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalibratedArm {
    /// Its place on the page.
    pub place: usize,
    /// The rows that are reported.
    pub test: CalibratedRows,
    /// The rows that scales are fitted and thresholds are chosen on; `None` without any.
    pub validation: Option<CalibratedRows>,
    /// The class that the validation rows are all of, where they are; they then count as none.
    pub validation_of: Option<bool>,
    /// Default rates of the training rows before and after resampling, where they are known.
    pub rates: Option<(f64, f64)>,
    /// The scale on which the arm is looked at.
    pub asked: ScaleKind,
    /// What decisions earn and cost; `None` where it can't be told.
    pub money: Option<MoneyTerms>,
}

/// Rows with the scores that the model gave, whatever scale reads them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalibratedRows {
    /// One score a row.
    #[serde(with = "packed::doubles")]
    pub scores: Vec<f64>,
    /// Whether each row defaulted.
    #[serde(with = "packed::flags")]
    pub labels: Vec<bool>,
    /// What is lent to each; empty for the same to everybody.
    #[serde(with = "packed::doubles")]
    pub amounts: Vec<f64>,
}

/// How decisions become money.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum MoneyTerms {
    /// An amount for each cell of the confusion matrix.
    Payoff(Payoff),
    /// Interest on what is lent, and what is lost with it.
    Credit(CreditTerms),
}

/// What is known of all arms.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CalibrationTable {
    /// The arms, in the order in which they were given.
    pub arms: Vec<ArmCalibration>,
}

/// What is known of an arm.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArmCalibration {
    /// Its place on the page.
    pub place: usize,
    /// Every scale, in the order of [`ScaleKind::ALL`].
    pub scales: Vec<ScaleLine>,
    /// Calibration on the scale that is used: the one asked for, or the raw one where that can't be had.
    pub calibration: Option<Calibration>,
    /// The logistic recalibration on that scale.
    pub recalibration: Option<Recalibration>,
    /// The bins of that scale; none where scores are no probabilities.
    pub bins: Vec<ReliabilityBin>,
    /// The cuts that earn most on that scale; `None` where money can't be told.
    pub best: Option<BestCuts>,
}

/// What a scale makes of an arm's test rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScaleLine {
    /// The scale.
    pub kind: ScaleKind,
    /// The area under the ROC curve, which no scale changes.
    pub roc_auc: f64,
    /// `None` where scores are no probabilities, or the scale can't be had.
    pub calibration: Option<Calibration>,
    /// What is lost if everybody is accepted; `None` where the scale can't be had or money can't be told.
    pub loss: Option<Loss>,
    /// Why the scale can't be had.
    pub refusal: Option<String>,
}

/// What a portfolio loses.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loss {
    /// Σ PD × LGD × EAD, the PD being the score; `None` where scores are no probabilities.
    pub expected: Option<f64>,
    /// Σ LGD × EAD over those who default.
    pub realised: f64,
}

/// The cuts that earn most.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BestCuts {
    /// On the test rows.
    pub test: Cut,
    /// On the rows that choose: the validation rows, or the test rows where there are no others.
    pub choosing: Cut,
}

/// Works scale by scale and arm by arm, so that a worker can turn to other things in between.
pub struct Calibrating {
    prevalence: Option<f64>,
    binning: Binning,
    waiting: IntoIter<CalibratedArm>,
    current: Option<Current>,
    so_far: CalibrationTable,
}

/// The arm at hand.
struct Current {
    arm: CalibratedArm,
    test: Ranking,
    validation: Option<Ranking>,
    used: Scaled,
    step: usize,
    so_far: ArmCalibration,
}

impl Calibrating {
    /// Nothing is computed yet.
    #[must_use]
    pub fn new(spec: CalibrationSpec) -> Self {
        Self {
            prevalence: spec.prevalence,
            binning: spec.binning,
            waiting: spec.arms.into_iter(),
            current: None,
            so_far: CalibrationTable::default(),
        }
    }

    /// Ranks an arm, reads it on one more scale, or finishes it. False when everything is done.
    pub fn advance(&mut self) -> bool {
        let Some(current) = &mut self.current else {
            return self.next_arm();
        };
        let step = current.step;
        current.step += 1;
        match ScaleKind::ALL.get(step) {
            Some(&kind) => current.read(kind, self.prevalence, self.binning),
            None if step == ScaleKind::ALL.len() => current.look_closer(self.binning),
            None => {
                current.so_far.best = current.best();
                self.so_far
                    .arms
                    .extend(self.current.take().map(|current| current.so_far));
            }
        }
        true
    }

    /// What is known so far.
    #[must_use]
    pub const fn table(&self) -> &CalibrationTable {
        &self.so_far
    }

    /// An arm that can't be ranked has nothing but its place.
    fn next_arm(&mut self) -> bool {
        let Some(arm) = self.waiting.next() else {
            return false;
        };
        let place = arm.place;
        match Current::new(arm, self.prevalence) {
            Ok(current) => self.current = Some(current),
            Err(_) => self.so_far.arms.push(ArmCalibration {
                place,
                ..ArmCalibration::default()
            }),
        }
        true
    }
}

impl Current {
    fn new(arm: CalibratedArm, prevalence: Option<f64>) -> Result<Self, RankingError> {
        let rank = |rows: &CalibratedRows| Ranking::new(&rows.scores, &rows.labels);
        let test = rank(&arm.test)?;
        let validation = arm.validation.as_ref().map(rank).transpose()?;
        let used = unscaled(&arm, &test, validation.as_ref()).raw(prevalence);
        Ok(Self {
            used,
            so_far: ArmCalibration {
                place: arm.place,
                ..ArmCalibration::default()
            },
            step: 0,
            arm,
            test,
            validation,
        })
    }

    fn read(&mut self, kind: ScaleKind, prevalence: Option<f64>, binning: Binning) {
        let test = &self.test;
        let unscaled = unscaled(&self.arm, test, self.validation.as_ref());
        let line = match unscaled.on(kind, prevalence) {
            Ok(scaled) => {
                let line = ScaleLine {
                    kind,
                    roc_auc: test.roc_auc(),
                    calibration: scaled.test.calibration(binning),
                    loss: self
                        .books(&scaled.test, &self.arm.test)
                        .map(|books| loss(&books)),
                    refusal: None,
                };
                if kind == self.arm.asked {
                    self.used = scaled;
                }
                line
            }
            Err(error) => ScaleLine {
                kind,
                roc_auc: test.roc_auc(),
                calibration: None,
                loss: None,
                refusal: Some(error.to_string()),
            },
        };
        self.so_far.scales.push(line);
    }

    /// What is said of the scale that is used alone.
    fn look_closer(&mut self, binning: Binning) {
        let used = &self.used.test;
        self.so_far.calibration = used.calibration(binning);
        self.so_far.recalibration = used.recalibration();
        self.so_far.bins = used.reliability(binning).unwrap_or_default();
    }

    fn best(&self) -> Option<BestCuts> {
        let test = self.books(&self.used.test, &self.arm.test)?.best();
        let validation = self
            .used
            .validation
            .as_ref()
            .zip(self.arm.validation.as_ref());
        let choosing = match validation {
            Some((ranking, rows)) => self.books(ranking, rows)?.best(),
            None => test,
        };
        Some(BestCuts { test, choosing })
    }

    fn books(&self, ranking: &Ranking, rows: &CalibratedRows) -> Option<Books> {
        match self.arm.money? {
            MoneyTerms::Payoff(payoff) => Some(Books::payoff(ranking, payoff)),
            MoneyTerms::Credit(terms) => {
                let (amounts, labels) = (&rows.amounts[..], &rows.labels[..]);
                let exposures = (!amounts.is_empty()).then_some(Exposures { amounts, labels });
                Books::credit(ranking, &terms, exposures).ok()
            }
        }
    }
}

fn unscaled<'a>(
    arm: &CalibratedArm,
    test: &'a Ranking,
    validation: Option<&'a Ranking>,
) -> Unscaled<'a> {
    Unscaled {
        test,
        validation,
        validation_of: arm.validation_of,
        rates: arm.rates,
    }
}

/// The book that accepts everybody.
fn loss(books: &Books) -> Loss {
    let book = books.at(f64::INFINITY);
    Loss {
        expected: book.expected_loss,
        realised: book.realised_loss,
    }
}
