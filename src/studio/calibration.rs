//! What each scale makes of each arm's scores: a worker is asked while somebody looks at it.

pub(super) mod known;
mod tables;

use self::known::Basis;
use super::verb::{Ask, Due, Enclosed, Post};
use super::{ArmView, MoneyMode, Studio, Tab};
use crate::experiment::message::Job;
use crate::experiment::{
    Amounts, ArmCalibration, ArmId, CalibratedArm, CalibratedRows, CalibrationSpec,
    CalibrationTable, Judged, MoneyTerms,
};
use crate::metrics::Ranking;

impl Studio {
    /// What is known of calibration; `None` until it is known of what is shown. While a run goes on it may
    /// be of an earlier epoch.
    #[must_use]
    pub fn calibration(&self) -> Option<&CalibrationTable> {
        self.calibration.table.as_ref()
    }

    /// What is known of an arm's calibration.
    #[must_use]
    pub fn calibration_of(&self, arm: ArmId) -> Option<&ArmCalibration> {
        let arms = &self.calibration()?.arms;
        arms.iter().find(|known| known.place == arm.index())
    }

    /// Whether there are arms whose calibration isn't known yet.
    #[must_use]
    pub fn is_calibrating(&self) -> bool {
        self.calibration.table.is_none() && !self.views().arms.is_empty()
    }

    /// Whether everything is there that a report holds.
    #[must_use]
    pub fn is_gathered(&self) -> bool {
        let known = &self.calibration;
        let is_known =
            known.table.is_some() && !known.is_outdated && self.open.calibration.is_none();
        is_known || self.views().arms.is_empty()
    }

    /// Forgets a calibration that isn't of what is shown any more, and has it made where it is seen. While
    /// a run goes on, the last one stays until that of a later epoch comes.
    pub(super) fn keep_calibration(&mut self, is_epoch: bool) -> Option<Ask> {
        let basis = Basis {
            n_money: self.n_money,
            binning: self.study.binning,
            run: self.runs.arms().first().map(|arm| arm.id()),
        };
        let before = self.calibration.basis;
        if (before.n_money, before.binning) != (basis.n_money, basis.binning) {
            if !(is_epoch && basis.run == before.run) {
                self.open.calibration = None;
                self.calibration.table = None;
            }
            self.calibration.quietly(|known| {
                known.is_outdated = true;
                known.basis = basis;
            });
        }
        let is_asked = self.calibration.is_waiting || self.open.calibration.is_some();
        if is_asked || !self.needs_calibration() {
            return None;
        }
        self.calibration.quietly(|known| known.is_waiting = true);
        Some(Ask::Later(Due::Calibrate))
    }

    /// Asks for a calibration, unless nobody looks any more.
    pub(super) fn ask_calibration(&mut self) -> Vec<Ask> {
        self.calibration.quietly(|known| known.is_waiting = false);
        if !self.needs_calibration() {
            return Vec::new();
        }
        self.calibration.quietly(|known| known.is_outdated = false);
        let id = self.next_id();
        self.open.calibration = Some(id);
        vec![Ask::Do {
            to: Post::Doubt,
            id,
            job: Job::Calibrate(self.calibration_spec()),
            with: Enclosed::Nothing,
        }]
    }

    /// Takes the answer to the open question, and no other.
    pub(super) fn take_calibration(&mut self, id: u64, table: CalibrationTable) {
        if self.open.calibration.take_if(|open| *open == id).is_some() {
            self.calibration.table = Some(table);
        }
    }

    /// The worker that was asked is gone: its question stays without an answer, and isn't asked again.
    pub(super) fn lose_calibration(&mut self) {
        if self.open.calibration.take().is_some() {
            self.calibration.table = Some(CalibrationTable::default());
        }
    }

    fn needs_calibration(&self) -> bool {
        let is_seen = matches!(self.study.tab, Tab::Calibration | Tab::Cost);
        let is_wanted = is_seen || self.is_gathering;
        is_wanted && self.calibration.is_outdated && !self.views().arms.is_empty()
    }

    /// The arms that are shown, as a worker needs them.
    #[must_use]
    pub fn calibration_spec(&self) -> CalibrationSpec {
        let views = self.views().arms.iter();
        CalibrationSpec {
            arms: views.map(|view| self.calibrated(view)).collect(),
            prevalence: self.study.prevalence,
            binning: self.study.binning,
        }
    }

    fn calibrated(&self, view: &ArmView) -> CalibratedArm {
        let judged = &view.reading.judged;
        let terms = self.terms(judged);
        let amounts_of = |places: &[usize]| match terms?.1 {
            Some(amounts) => amounts.of_rows(places).ok(),
            None => Some(Vec::new()),
        };
        let of_test = amounts_of(judged.rows());
        let of_validation = amounts_of(judged.validation_rows());
        let is_known = of_test.is_some() && of_validation.is_some();
        let validation = judged.validation.as_ref();
        CalibratedArm {
            place: view.arm.index(),
            test: rows(&judged.test, judged.labels(), of_test),
            validation: validation
                .map(|ranking| rows(ranking, judged.validation_labels(), of_validation)),
            validation_of: judged.validation_of,
            rates: judged.rates(),
            asked: view.reading.asked,
            money: terms.map(|terms| terms.0).filter(|_| is_known),
        }
    }

    /// Money, and what is lent to each applicant where a column says it; `None` where it can't be told.
    fn terms(&self, judged: &Judged) -> Option<(MoneyTerms, Option<&Amounts>)> {
        let money = &self.study.money;
        match money.mode {
            MoneyMode::Payoff => Some((MoneyTerms::Payoff(money.chosen()), None)),
            MoneyMode::Credit => {
                let terms = MoneyTerms::Credit(money.credit);
                let Some(column) = money.column() else {
                    return Some((terms, None));
                };
                let known = self.sources.amounts.as_ref()?;
                let is_of_these = known.is_of(&judged.input(), column);
                let amounts = known.read.as_ref().ok().filter(|_| is_of_these)?;
                Some((terms, Some(amounts)))
            }
        }
    }
}

fn rows(ranking: &Ranking, labels: &[bool], amounts: Option<Vec<f64>>) -> CalibratedRows {
    CalibratedRows {
        scores: ranking.scores(),
        labels: labels.to_vec(),
        amounts: amounts.unwrap_or_default(),
    }
}
