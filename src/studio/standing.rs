//! What follows from results and a threshold, computed once a move however many views read it.

use std::cell::OnceCell;
use std::sync::Arc;

use super::money::{Accounts, keep_accounts};
use super::{KnownAmounts, MoneySpec, ScoreScale, Study};
use crate::experiment::{Arm, ArmResult, Arms, Judged, Reading, RunRecord, UploadedScores};
use crate::metrics::{Confusion, Ranking, ScaleKind, matching_threshold};
use crate::words::ClassNames;

/// An arm whose scores can be judged.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmView {
    /// The arm.
    pub arm: Arm,
    /// Its rankings as they are read.
    pub reading: Arc<Reading>,
}

impl ArmView {
    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.reading.judged.name
    }

    /// Its test rows, on its scale.
    #[must_use]
    pub fn test(&self) -> &Ranking {
        &self.reading.test
    }

    /// The share of defaults that it was trained on, or among the rows that choose.
    #[must_use]
    pub fn training_prevalence(&self) -> f64 {
        let rows = self.reading.judged.training_rows();
        let share = rows.and_then(|(real, _)| real.default_rate());
        share.unwrap_or_else(|| self.reading.choosing().prevalence())
    }
}

/// How an arm does at its threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The arm.
    pub arm: Arm,
    /// What people call it.
    pub name: String,
    /// The score from which on it rejects.
    pub threshold: f64,
    /// Its four counts.
    pub confusion: Confusion,
    /// The same counts where defaults have the share that the study asks for.
    pub outcomes: Confusion<f64>,
}

impl Standing {
    fn new(view: &ArmView, threshold: f64) -> Self {
        Self {
            arm: view.arm,
            name: view.name().to_owned(),
            threshold,
            confusion: view.test().confusion_at(threshold),
            outcomes: view.test().outcomes_at(threshold),
        }
    }
}

/// The arms with a place on the page, and their rankings as far as there are any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Views {
    /// The arms with a place on the page, whether or not they have scores yet.
    pub shown: Vec<Arm>,
    /// Those of them that have scores.
    pub arms: Vec<ArmView>,
    /// Why an arm's held-out rows can't be judged.
    pub unjudged: Option<String>,
}

/// The rankings of an arm, or why there can't be any.
type Verdict = Result<Arc<Judged>, String>;

/// Everything that follows. What was sorted, read on a scale or added up before is kept.
#[derive(Clone, Debug)]
pub struct Board {
    /// Verdicts on results by what they are of.
    judged: Vec<(Arc<ArmResult>, Verdict)>,
    columns: Option<(Arc<UploadedScores>, Vec<Verdict>)>,
    /// Arms and rankings.
    pub views: Views,
    /// Places on the axis of scores.
    pub scale: ScoreScale,
    /// How each arm with scores does.
    pub standings: Vec<Standing>,
    /// What the classes are called.
    pub classes: ClassNames,
    accounts: OnceCell<Vec<Result<Accounts, String>>>,
}

impl Default for Board {
    fn default() -> Self {
        Self {
            judged: Vec::new(),
            columns: None,
            views: Views::default(),
            scale: ScoreScale::new(None, &[]),
            standings: Vec::new(),
            classes: ClassNames::default(),
            accounts: OnceCell::new(),
        }
    }
}

/// What a board follows from.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The arms that are set.
    pub arms: Arms,
    /// Whether uploaded scores are looked at.
    pub has_scores_source: bool,
    /// The current run.
    pub record: &'a RunRecord,
    /// The epoch whose scores are shown; `None` for the latest.
    pub round: Option<usize>,
    /// Uploaded scores.
    pub scored: Option<&'a Arc<UploadedScores>>,
}

impl Board {
    /// The arms and their rankings.
    pub fn look(&mut self, basis: &Basis, study: &Study) -> Views {
        self.judge(basis);
        let shown = self.shown(basis);
        let mut views = Views::default();
        for &arm in &shown {
            match self.verdict(basis, arm) {
                Some(Ok(judged)) => {
                    let asked = study.scales.get(arm.index()).copied().unwrap_or_default();
                    let reading = self.read(&judged, asked, study.prevalence);
                    views.arms.push(ArmView { arm, reading });
                }
                Some(Err(sentence)) => {
                    views.unjudged.get_or_insert(sentence);
                }
                None => {}
            }
        }
        views.shown = shown;
        views
    }

    /// Forgets what was added up: views or money are others now.
    pub fn close_accounts(&mut self) {
        self.accounts = OnceCell::new();
    }

    /// The money of each arm with scores, or why it can't be told.
    pub fn accounts(
        &self,
        money: &MoneySpec,
        amounts: Option<&KnownAmounts>,
    ) -> &[Result<Accounts, String>] {
        let keep = |view: &ArmView| keep_accounts(&view.reading, money, amounts);
        self.accounts
            .get_or_init(|| self.views.arms.iter().map(keep).collect())
    }

    /// How each arm does where the first arm's threshold is `at`. The others' follow it, but for one that
    /// is held.
    pub fn stand(&self, study: &Study, held: Option<(Arm, f64)>) -> Vec<Standing> {
        let Some(first) = self.views.arms.first() else {
            return Vec::new();
        };
        let at = study.threshold;
        let threshold = |view: &ArmView| match held {
            Some((arm, threshold)) if arm == view.arm => threshold,
            _ if view.arm == first.arm => at,
            _ => matching_threshold(first.test(), at, view.test(), study.compare),
        };
        let views = self.views.arms.iter();
        views
            .map(|view| Standing::new(view, threshold(view)))
            .collect()
    }

    /// Sorts what wasn't sorted before, and forgets what isn't there any more.
    fn judge(&mut self, basis: &Basis) {
        let results = basis.record.arms().iter();
        let results =
            results.filter_map(|record| Some((record.arm(), record.result_at(basis.round)?)));
        let before = std::mem::take(&mut self.judged);
        for (arm, result) in results {
            let known = before.iter().find(|(of, _)| Arc::ptr_eq(of, result));
            let verdict = known.map_or_else(
                || verdict(Judged::of_run(arm, Arc::clone(result))),
                |(_, verdict)| verdict.clone(),
            );
            self.judged.push((Arc::clone(result), verdict));
        }
        let is_known = match (basis.scored, &self.columns) {
            (Some(scored), Some((of, _))) => Arc::ptr_eq(of, scored),
            (None, None) => true,
            _ => false,
        };
        if !is_known {
            self.columns = basis.scored.map(|scored| {
                let column = |column| verdict(Judged::of_column(scored, column));
                let verdicts = (0..scored.names.len()).map(column).collect();
                (Arc::clone(scored), verdicts)
            });
        }
    }

    fn verdict(&self, basis: &Basis, arm: Arm) -> Option<Verdict> {
        if let Arm::Column(place) = arm {
            let (scored, verdicts) = self.columns.as_ref()?;
            let verdict = verdicts.get(usize::from(place))?.clone();
            let named = |error| format!("{}: {error}", scored.names[usize::from(place)]);
            return Some(verdict.map_err(named));
        }
        let result = basis.record.arm(arm)?.result_at(basis.round)?;
        let known = self.judged.iter().find(|(of, _)| Arc::ptr_eq(of, result));
        known.map(|(_, verdict)| verdict.clone())
    }

    /// Columns of scores once they are read, else the arms of the run, or of the settings before there
    /// is one.
    fn shown(&self, basis: &Basis) -> Vec<Arm> {
        let n_columns = self
            .columns
            .as_ref()
            .map_or(0, |(_, verdicts)| verdicts.len());
        if basis.has_scores_source && n_columns > 0 {
            let places = (0..n_columns).filter_map(|place| u8::try_from(place).ok());
            return places.map(Arm::Column).collect();
        }
        if basis.record.is_empty() {
            return basis.arms.each().to_vec();
        }
        basis.record.arms().iter().map(|arm| arm.arm()).collect()
    }

    /// As it was read before, if it was.
    fn read(
        &self,
        judged: &Arc<Judged>,
        asked: ScaleKind,
        prevalence: Option<f64>,
    ) -> Arc<Reading> {
        let mut known = self.views.arms.iter().map(|view| &view.reading);
        let before = known.find(|known| known.reads(judged, asked, prevalence));
        before.map_or_else(
            || Arc::new(Reading::new(Arc::clone(judged), asked, prevalence)),
            Arc::clone,
        )
    }
}

fn verdict<E: ToString>(judged: Result<Judged, E>) -> Verdict {
    judged.map(Arc::new).map_err(|error| error.to_string())
}
