//! The page's state. Only this module writes signals: panels read them and call its verbs.

mod hearing;
mod reads;
mod verbs;

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use super::worker::Worker;
use crate::data::TableSummary;
use crate::experiment::message::Complaint;
use crate::experiment::{
    Address, Arm, Judged, LabSpec, Origin, Preview, RunRecord, Source, SpecError, UploadedScores,
};
use crate::figure::{ScoreAxis, ScoreScale};

/// Where the threshold stands before anyone moves it.
const FIRST_THRESHOLD: f64 = 0.5;

/// A file that the user chose, as far as it is read.
#[derive(Clone, Debug, PartialEq)]
pub enum Upload {
    /// None, or not in this session.
    None,
    /// Being read; the share that is.
    Reading(f64),
    /// Its columns.
    Loaded(TableSummary),
    /// What is wrong with it.
    Broken(String),
}

/// Rows asked of the data worker. One request is under way at most; a later one waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PreviewRequest {
    /// Nothing was asked that isn't answered.
    None,
    /// An answer is owed.
    UnderWay,
    /// An answer is owed, and settings changed since it was asked for.
    Overtaken,
}

/// An arm whose scores can be judged.
#[derive(Clone, PartialEq)]
pub struct ArmView {
    /// The arm.
    pub arm: Arm,
    /// Its rankings.
    pub judged: Arc<Judged>,
}

/// The rankings of an arm, or why there can't be any; `None` before it has scores.
type Verdict = Option<Result<Arc<Judged>, String>>;

/// Files that the user chose, by what they are for.
type Files = Vec<(Source, File)>;

/// Everything on the page that changes.
#[derive(Clone, Copy)]
pub struct Session {
    spec: RwSignal<LabSpec>,
    record: RwSignal<RunRecord>,
    threshold: RwSignal<f64>,
    axis: RwSignal<ScoreAxis>,
    uploads: [RwSignal<Upload>; 2],
    scored: RwSignal<Option<Arc<UploadedScores>>>,
    preview: RwSignal<Option<Preview>>,
    data_complaint: RwSignal<Option<Complaint>>,
    notices: RwSignal<Vec<String>>,
    files: StoredValue<Files, LocalStorage>,
    /// What the file that is being read is for.
    reading: StoredValue<Source>,
    workers: StoredValue<Vec<(Arm, Worker)>, LocalStorage>,
    data_worker: StoredValue<Option<Worker>, LocalStorage>,
    preview_request: StoredValue<PreviewRequest>,
    complaint: Memo<Option<SpecError>>,
    judged: [Memo<Verdict>; 2],
    columns: Memo<Vec<Result<Arc<Judged>, String>>>,
    shown: Memo<Vec<Arm>>,
    views: Memo<Vec<ArmView>>,
    scale: Memo<ScoreScale>,
}

impl Session {
    /// A session with the experiment of an address, or the tutorial's.
    pub fn new(address: Option<Address>) -> Self {
        let (spec, threshold) = address.map_or_else(
            || (LabSpec::default(), FIRST_THRESHOLD),
            |a| (a.spec, a.threshold),
        );
        let spec = RwSignal::new(spec);
        let record = RwSignal::new(RunRecord::default());
        let axis = RwSignal::new(ScoreAxis::default());
        let scored = RwSignal::new(None::<Arc<UploadedScores>>);
        let judged = Arm::TRAINED.map(|arm| Memo::new(move |before| judge(record, arm, before)));
        let columns = Memo::new(move |_| scored.get().map_or_else(Vec::new, |s| judge_columns(&s)));
        let shown = Memo::new(move |_| shown(spec, record, columns));
        let views = Memo::new(move |_| {
            let view = |arm: Arm| {
                let judged = match arm {
                    Arm::Column(place) => {
                        columns.with(|columns| columns.get(usize::from(place))?.clone().ok())
                    }
                    Arm::AsIs | Arm::Smote => judged[arm.index()].get()?.ok(),
                }?;
                Some(ArmView { arm, judged })
            };
            shown.get().into_iter().filter_map(view).collect::<Vec<_>>()
        });
        Self {
            spec,
            record,
            threshold: RwSignal::new(threshold),
            axis,
            uploads: [RwSignal::new(Upload::None), RwSignal::new(Upload::None)],
            scored,
            preview: RwSignal::new(None),
            data_complaint: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            files: StoredValue::new_local(Vec::new()),
            reading: StoredValue::new(Source::Upload),
            workers: StoredValue::new_local(Vec::new()),
            data_worker: StoredValue::new_local(None),
            preview_request: StoredValue::new(PreviewRequest::None),
            complaint: Memo::new(move |_| spec.get().check().err()),
            judged,
            columns,
            shown,
            views,
            scale: Memo::new(move |_| {
                views.with(|views| {
                    let rankings = views.iter().map(|view| &view.judged.test);
                    ScoreScale::new(axis.get(), &rankings.collect::<Vec<_>>())
                })
            }),
        }
    }
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
fn judge_columns(scored: &Arc<UploadedScores>) -> Vec<Result<Arc<Judged>, String>> {
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
fn shown(
    spec: RwSignal<LabSpec>,
    record: RwSignal<RunRecord>,
    columns: Memo<Vec<Result<Arc<Judged>, String>>>,
) -> Vec<Arm> {
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
