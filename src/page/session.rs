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
use crate::experiment::{Address, Arm, Judged, LabSpec, Preview, RunRecord, SpecError};
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

/// Everything on the page that changes.
#[derive(Clone, Copy)]
pub struct Session {
    spec: RwSignal<LabSpec>,
    record: RwSignal<RunRecord>,
    threshold: RwSignal<f64>,
    axis: RwSignal<ScoreAxis>,
    upload: RwSignal<Upload>,
    preview: RwSignal<Option<Preview>>,
    data_complaint: RwSignal<Option<Complaint>>,
    notices: RwSignal<Vec<String>>,
    file: StoredValue<Option<File>, LocalStorage>,
    workers: StoredValue<Vec<(Arm, Worker)>, LocalStorage>,
    data_worker: StoredValue<Option<Worker>, LocalStorage>,
    preview_request: StoredValue<PreviewRequest>,
    complaint: Memo<Option<SpecError>>,
    judged: [Memo<Verdict>; 2],
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
        let judged = Arm::ALL.map(|arm| Memo::new(move |before| judge(record, arm, before)));
        let views = Memo::new(move |_| {
            let view = |arm: Arm| {
                let judged = judged[arm.index()].get()?.ok()?;
                Some(ArmView { arm, judged })
            };
            Arm::ALL.into_iter().filter_map(view).collect::<Vec<_>>()
        });
        Self {
            spec,
            record,
            threshold: RwSignal::new(threshold),
            axis,
            upload: RwSignal::new(Upload::None),
            preview: RwSignal::new(None),
            data_complaint: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            file: StoredValue::new_local(None),
            workers: StoredValue::new_local(Vec::new()),
            data_worker: StoredValue::new_local(None),
            preview_request: StoredValue::new(PreviewRequest::None),
            complaint: Memo::new(move |_| spec.get().check().err()),
            judged,
            views,
            scale: Memo::new(move |_| {
                let judged = views
                    .get()
                    .into_iter()
                    .map(|view| view.judged)
                    .collect::<Vec<_>>();
                ScoreScale::new(axis.get(), &judged)
            }),
        }
    }
}

/// Sorts an arm's held-out rows, unless they are those that were sorted before.
fn judge(record: RwSignal<RunRecord>, arm: Arm, before: Option<&Verdict>) -> Verdict {
    let result = record.with(|record| record.arm(arm)?.result().cloned())?;
    if let Some(Some(Ok(judged))) = before
        && Arc::ptr_eq(&judged.result, &result)
    {
        return Some(Ok(Arc::clone(judged)));
    }
    Some(
        Judged::new(result)
            .map(Arc::new)
            .map_err(|error| error.to_string()),
    )
}
