//! What follows from results and a threshold, computed once a move however many views read it.

use std::cell::OnceCell;
use std::sync::Arc;

use super::money::{Accounts, keep_accounts};
use super::{KnownAmounts, MoneySpec, ScoreScale, Study};
use crate::balance::Cutting;
use crate::experiment::{
    ArmId, ArmResult, Judged, LabSpec, MOST_ARMS, Reading, RunRecord, UploadedScores,
};
use crate::metrics::{Confusion, Ranking, ScaleKind, matching_threshold};
use crate::words::ClassNames;

/// An arm whose scores can be judged.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmView {
    /// The arm.
    pub arm: ArmId,
    /// What people call it.
    pub name: String,
    /// How its threshold is moved, where a remedy does that.
    pub cutting: Option<Cutting>,
    /// Its rankings as they are read.
    pub reading: Arc<Reading>,
}

impl ArmView {
    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
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
    pub arm: ArmId,
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
    pub shown: Vec<ArmId>,
    /// What people call each of them, while it has no scores.
    pub names: Vec<String>,
    /// Those of them that have scores.
    pub arms: Vec<ArmView>,
    /// Kept arms that are drawn behind them, by places after the last that an arm can have.
    pub ghosts: Vec<ArmView>,
    /// Why an arm's held-out rows can't be judged.
    pub unjudged: Option<String>,
}

impl Views {
    /// What curves are drawn of: ghosts first, then the arms that stand before them.
    pub fn drawn(&self) -> impl Iterator<Item = &ArmView> {
        self.ghosts.iter().chain(&self.arms)
    }
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
    /// The threshold of each arm with scores that has one of its own.
    own_cuts: OnceCell<Vec<Option<f64>>>,
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
            own_cuts: OnceCell::new(),
        }
    }
}

/// What a board follows from.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The experiment that is set.
    pub spec: &'a LabSpec,
    /// Whether uploaded scores are looked at.
    pub has_scores_source: bool,
    /// The current run.
    pub record: &'a RunRecord,
    /// The epoch whose scores are shown; `None` for the latest.
    pub round: Option<usize>,
    /// Uploaded scores.
    pub scored: Option<&'a Arc<UploadedScores>>,
    /// Kept arms that are shown behind the others, and what they are called.
    pub pins: &'a [(String, Arc<Judged>)],
}

impl Board {
    /// The arms and their rankings.
    pub fn look(&mut self, basis: &Basis, study: &Study) -> Views {
        self.judge(basis);
        let shown = self.shown(basis);
        let mut views = Views::default();
        for &arm in &shown {
            match self.verdict(basis, arm) {
                Some((name, Ok(judged))) => {
                    let asked = study.scales.get(arm.index()).copied().unwrap_or_default();
                    let reading = self.read(&judged, asked, study.prevalence);
                    views.arms.push(ArmView {
                        arm,
                        name,
                        cutting: self.cutting(basis, arm),
                        reading,
                    });
                }
                Some((name, Err(sentence))) => {
                    let is_one_of_many = shown.len() > 1;
                    views.unjudged.get_or_insert_with(|| {
                        if is_one_of_many && self.has_columns(basis) {
                            format!("{name}: {sentence}")
                        } else {
                            sentence
                        }
                    });
                }
                None => {}
            }
        }
        for (place, (name, judged)) in basis.pins.iter().enumerate() {
            views.ghosts.push(ArmView {
                arm: ArmId::ghost(place),
                name: name.clone(),
                cutting: None,
                reading: self.read(judged, ScaleKind::Raw, study.prevalence),
            });
        }
        views.names = shown.iter().map(|arm| basis.spec.name_of(*arm)).collect();
        views.shown = shown;
        views
    }

    /// Forgets what was added up: views or money are others now.
    pub fn close_accounts(&mut self) {
        self.accounts = OnceCell::new();
        self.own_cuts = OnceCell::new();
    }

    /// The threshold of each arm with scores whose remedy moves it; `None` for those that go with the others, and where
    /// it can't be told.
    pub fn own_cuts(&self, money: &MoneySpec, amounts: Option<&KnownAmounts>) -> &[Option<f64>] {
        self.own_cuts.get_or_init(|| {
            let views = self.views.arms.iter().enumerate();
            let own = views.map(|(place, view)| {
                let cutting = view.cutting.as_ref()?;
                let accounts = self.accounts(money, amounts).get(place)?.as_ref().ok()?;
                match cutting {
                    Cutting::Elkan => accounts.choosing.calibrated_threshold(),
                    Cutting::Chosen(goal) => {
                        let rows = view.reading.choosing();
                        let share = view.training_prevalence();
                        let found = goal.choose(rows, &accounts.choosing, share);
                        found.ok().map(|cut| cut.threshold)
                    }
                }
            });
            own.collect()
        })
    }

    /// The arm that the threshold is of: the first that has none of its own, or else the first.
    pub fn leader(&self) -> Option<&ArmView> {
        let mut views = self.views.arms.iter();
        let leader = views.find(|view| view.cutting.is_none());
        leader.or(self.views.arms.first())
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

    /// How each arm does where the leader's threshold is that of the study. The others' follow it, but for one that is
    /// held, and those that have one of their own.
    pub fn stand(
        &self,
        study: &Study,
        amounts: Option<&KnownAmounts>,
        held: Option<(ArmId, f64)>,
    ) -> Vec<Standing> {
        let Some(leader) = self.leader() else {
            return Vec::new();
        };
        let at = study.threshold;
        let has_own = self.views.arms.iter().any(|view| view.cutting.is_some());
        let own = if has_own {
            self.own_cuts(&study.money, amounts)
        } else {
            &[]
        };
        let threshold = |(place, view): (usize, &ArmView)| match held {
            _ if own.get(place).copied().flatten().is_some() => own[place].unwrap_or(at),
            Some((arm, threshold)) if arm == view.arm => threshold,
            _ if view.arm == leader.arm => at,
            _ => matching_threshold(leader.test(), at, view.test(), study.compare),
        };
        let views = self.views.arms.iter().enumerate();
        views
            .map(|(place, view)| Standing::new(view, threshold((place, view))))
            .collect()
    }

    /// Sorts what wasn't sorted before, and forgets what isn't there any more.
    fn judge(&mut self, basis: &Basis) {
        let results = basis.record.arms().iter();
        let results = results.filter_map(|record| record.result_at(basis.round));
        let before = std::mem::take(&mut self.judged);
        for result in results {
            let known = before.iter().find(|(of, _)| Arc::ptr_eq(of, result));
            let verdict = known.map_or_else(
                || verdict(Judged::of_run(Arc::clone(result))),
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

    /// What people call an arm's scores, and their rankings.
    fn verdict(&self, basis: &Basis, arm: ArmId) -> Option<(String, Verdict)> {
        if self.has_columns(basis) {
            let (scored, verdicts) = self.columns.as_ref()?;
            let verdict = verdicts.get(arm.index())?.clone();
            return Some((scored.names.get(arm.index())?.clone(), verdict));
        }
        let record = basis.record.arm(arm)?;
        let result = record.result_at(basis.round)?;
        let known = self.judged.iter().find(|(of, _)| Arc::ptr_eq(of, result));
        known.map(|(_, verdict)| (record.name_of(result), verdict.clone()))
    }

    fn cutting(&self, basis: &Basis, arm: ArmId) -> Option<Cutting> {
        let is_trained = !self.has_columns(basis);
        basis.spec.arm(arm).filter(|_| is_trained)?.cutting()
    }

    /// Whether what is shown are columns of uploaded scores.
    fn has_columns(&self, basis: &Basis) -> bool {
        basis.has_scores_source && self.n_columns() > 0
    }

    fn n_columns(&self) -> usize {
        self.columns
            .as_ref()
            .map_or(0, |(_, verdicts)| verdicts.len())
    }

    /// Columns of scores once they are read, else the arms that are set.
    fn shown(&self, basis: &Basis) -> Vec<ArmId> {
        if self.has_columns(basis) {
            return (0..self.n_columns().min(MOST_ARMS))
                .map(ArmId::at)
                .collect();
        }
        basis.spec.shown_arms().collect()
    }

    /// As it was read before, if it was.
    fn read(
        &self,
        judged: &Arc<Judged>,
        asked: ScaleKind,
        prevalence: Option<f64>,
    ) -> Arc<Reading> {
        let mut known = self.views.drawn().map(|view| &view.reading);
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
