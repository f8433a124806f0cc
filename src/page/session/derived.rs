//! What follows from the state, computed once however many panels read it.

use std::sync::Arc;

use leptos::prelude::*;

use super::amounts::Amounts;
use crate::experiment::{
    Arm, Judged, LabSpec, MoneyMode, MoneySpec, Origin, Reading, RunRecord, Source, Study,
    UploadedScores,
};
use crate::figure::{ScoreAxis, ScoreScale};
use crate::metrics::{Books, Exposures, Match, Ranking, matching_threshold};

/// An arm whose scores can be judged.
#[derive(Clone, PartialEq)]
pub struct ArmView {
    /// The arm.
    pub arm: Arm,
    /// Its rankings as they are read.
    pub reading: Arc<Reading>,
}

impl ArmView {
    /// What people call it.
    pub fn name(&self) -> &str {
        &self.reading.judged.name
    }

    /// Its test rows, on its scale.
    pub fn test(&self) -> &Ranking {
        &self.reading.test
    }
}

/// Money of an arm's rows: those that are reported, and those that a threshold is chosen on.
#[derive(Clone)]
pub struct Accounts {
    /// Of the test rows.
    pub test: Arc<Books>,
    /// Of the rows that choose.
    pub choosing: Arc<Books>,
}

/// Accounts are the same only if they were kept once.
impl PartialEq for Accounts {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.test, &other.test)
    }
}

/// The rankings of an arm, or why there can't be any; `None` before it has scores.
pub type Verdict = Option<Result<Arc<Judged>, String>>;

/// The rankings of a column of scores.
type Columns = Vec<Result<Arc<Judged>, String>>;

/// Memos from scores to views, thresholds and money.
#[derive(Clone, Copy)]
pub struct Derived {
    /// Of each trained arm.
    pub judged: [Memo<Verdict>; 2],
    /// Of each column of uploaded scores.
    pub columns: Memo<Columns>,
    /// The arms that have a place on the page.
    pub shown: Memo<Vec<Arm>>,
    /// Those of them that have scores.
    pub views: Memo<Vec<ArmView>>,
    /// The threshold of each view.
    pub thresholds: Memo<Vec<f64>>,
    /// The money of each view, or why it can't be told.
    pub accounts: Memo<Vec<Result<Accounts, String>>>,
    /// Places on the axis of scores.
    pub scale: Memo<ScoreScale>,
}

impl Derived {
    /// Everything that follows from these.
    pub fn new(
        spec: RwSignal<LabSpec>,
        record: RwSignal<RunRecord>,
        scored: RwSignal<Option<Arc<UploadedScores>>>,
        study: RwSignal<Study>,
        threshold: RwSignal<f64>,
        axis: RwSignal<ScoreAxis>,
        amounts: RwSignal<Option<Amounts>>,
    ) -> Self {
        let judged = Arm::TRAINED.map(|arm| Memo::new(move |before| judge(record, arm, before)));
        let columns = Memo::new(move |_| scored.get().map_or_else(Vec::new, |s| judge_columns(&s)));
        let shown = Memo::new(move |_| shown(spec, record, columns));
        let how = Memo::new(move |_| study.with(|study| (study.scales, study.prevalence)));
        let views = Memo::new(move |before: Option<&Vec<ArmView>>| {
            let (scales, prevalence) = how.get();
            let view = |arm: Arm| {
                let judged = match arm {
                    Arm::Column(place) => {
                        columns.with(|columns| columns.get(usize::from(place))?.clone().ok())
                    }
                    Arm::AsIs | Arm::Smote => judged[arm.index()].get()?.ok(),
                }?;
                let asked = scales.get(arm.index()).copied().unwrap_or_default();
                let reading = read_before(before, &judged, asked, prevalence)
                    .unwrap_or_else(|| Arc::new(Reading::new(judged, asked, prevalence)));
                Some(ArmView { arm, reading })
            };
            shown.get().into_iter().filter_map(view).collect::<Vec<_>>()
        });
        let compare = Memo::new(move |_| study.with(|study| study.compare));
        let thresholds = Memo::new(move |_| {
            let at = threshold.get();
            views.with(|views| each_threshold(views, at, compare.get()))
        });
        let money = Memo::new(move |_| study.with(|study| study.money.clone()));
        let accounts = Memo::new(move |_| {
            let money = money.get();
            let views = views.get().into_iter();
            amounts.with(|amounts| {
                let keep = |view: ArmView| keep_accounts(&view.reading, &money, amounts.as_ref());
                views.map(keep).collect()
            })
        });
        let scale = Memo::new(move |_| {
            views.with(|views| {
                let rankings = views.iter().map(ArmView::test);
                ScoreScale::new(axis.get(), &rankings.collect::<Vec<_>>())
            })
        });
        Self {
            judged,
            columns,
            shown,
            views,
            thresholds,
            accounts,
            scale,
        }
    }
}

/// The reading that was made before, if it is the one that is asked for.
fn read_before(
    before: Option<&Vec<ArmView>>,
    judged: &Arc<Judged>,
    asked: crate::metrics::ScaleKind,
    prevalence: Option<f64>,
) -> Option<Arc<Reading>> {
    let mut known = before?.iter().map(|view| &view.reading);
    known
        .find(|known| known.reads(judged, asked, prevalence))
        .cloned()
}

/// The first arm's threshold is the one that is set; the others' follow it.
fn each_threshold(views: &[ArmView], at: f64, compare: Match) -> Vec<f64> {
    let Some((first, others)) = views.split_first() else {
        return Vec::new();
    };
    let following = others
        .iter()
        .map(|view| matching_threshold(first.test(), at, view.test(), compare));
    std::iter::once(at).chain(following).collect()
}

fn keep_accounts(
    reading: &Reading,
    money: &MoneySpec,
    amounts: Option<&Amounts>,
) -> Result<Accounts, String> {
    let judged = &reading.judged;
    let test = Arc::new(books_of(reading, money, amounts)?);
    let choosing = match &reading.validation {
        Some(validation) => {
            let (rows, labels) = (judged.validation_rows(), judged.validation_labels());
            Arc::new(keep_books(validation, money, amounts, (rows, labels))?)
        }
        None => Arc::clone(&test),
    };
    Ok(Accounts { test, choosing })
}

/// The money of the test rows.
pub fn books_of(
    reading: &Reading,
    money: &MoneySpec,
    amounts: Option<&Amounts>,
) -> Result<Books, String> {
    let (rows, labels) = (reading.judged.rows(), reading.judged.labels());
    keep_books(&reading.test, money, amounts, (rows, labels))
}

fn keep_books(
    ranking: &Ranking,
    money: &MoneySpec,
    amounts: Option<&Amounts>,
    (rows, labels): (&[usize], &[bool]),
) -> Result<Books, String> {
    let books = match money.mode {
        MoneyMode::Payoff => Ok(Books::payoff(ranking, money.chosen())),
        MoneyMode::Credit if money.exposure_column.is_empty() => {
            Books::credit(ranking, &money.credit, None)
        }
        MoneyMode::Credit => {
            let amounts = amounts.ok_or("the amounts are being read")?;
            let amounts = &amounts.of_rows(&money.exposure_column, rows)?;
            Books::credit(ranking, &money.credit, Some(Exposures { amounts, labels }))
        }
    };
    books.map_err(|error| error.to_string())
}

/// Sorts an arm's held-out rows, unless they are those that were sorted before.
fn judge(record: RwSignal<RunRecord>, arm: Arm, before: Option<&Verdict>) -> Verdict {
    let result = record.with(|record| record.arm(arm)?.result().cloned())?;
    if let Some(Some(Ok(judged))) = before
        && matches!(&judged.origin, Origin::Run(known) if Arc::ptr_eq(known, &result))
    {
        return Some(Ok(Arc::clone(judged)));
    }
    Some(
        Judged::of_run(arm, result)
            .map(Arc::new)
            .map_err(|error| error.to_string()),
    )
}

/// Sorts each column of uploaded scores.
fn judge_columns(scored: &Arc<UploadedScores>) -> Columns {
    let columns = 0..scored.names.len();
    columns
        .map(|column| match Judged::of_column(scored, column) {
            Ok(judged) => Ok(Arc::new(judged)),
            Err(error) => Err(format!("{}: {error}", scored.names[column])),
        })
        .collect()
}

/// The arms that have a place on the page: columns of scores once they are read, else those of the
/// run, or of the settings before there is one.
fn shown(spec: RwSignal<LabSpec>, record: RwSignal<RunRecord>, columns: Memo<Columns>) -> Vec<Arm> {
    let n_columns = columns.with(Vec::len);
    if n_columns > 0 && spec.with(|spec| spec.data.source == Source::Scores) {
        let places = (0..n_columns).filter_map(|place| u8::try_from(place).ok());
        return places.map(Arm::Column).collect();
    }
    record.with(|record| match record.run() {
        0 => spec.with(|spec| spec.balance.arms.each().to_vec()),
        _ => record.arms().iter().map(|arm| arm.arm()).collect(),
    })
}
