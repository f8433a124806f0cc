//! The page's state. Only this module writes signals: panels read them and call its verbs.

mod amounts;
mod derived;
mod doubting;
mod hearing;
mod reads;
mod studying;
mod verbs;

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use self::amounts::Amounts;
use self::derived::Derived;
use super::worker::Worker;
use crate::data::TableSummary;
use crate::experiment::message::Complaint;
use crate::experiment::{
    Address, Arm, LabSpec, Preview, RunRecord, Source, SpecError, Study, Uncertainty,
    UploadedScores,
};
use crate::figure::ScoreAxis;
use crate::metrics::{Metric, Quadrant};

pub use self::derived::{Accounts, ArmView};
pub use self::studying::Found;

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

/// Files that the user chose, by what they are for.
type Files = Vec<(Source, File)>;

/// Everything on the page that changes.
#[derive(Clone, Copy)]
pub struct Session {
    spec: RwSignal<LabSpec>,
    record: RwSignal<RunRecord>,
    study: RwSignal<Study>,
    threshold: RwSignal<f64>,
    axis: RwSignal<ScoreAxis>,
    uploads: [RwSignal<Upload>; 2],
    scored: RwSignal<Option<Arc<UploadedScores>>>,
    amounts: RwSignal<Option<Amounts>>,
    preview: RwSignal<Option<Preview>>,
    data_complaint: RwSignal<Option<Complaint>>,
    notices: RwSignal<Vec<String>>,
    inspected: RwSignal<Option<(Arm, Quadrant)>>,
    uncertainty: RwSignal<Option<Uncertainty>>,
    files: StoredValue<Files, LocalStorage>,
    /// What the file that is being read is for.
    reading: StoredValue<Source>,
    workers: StoredValue<Vec<(Arm, Worker)>, LocalStorage>,
    data_worker: StoredValue<Option<Worker>, LocalStorage>,
    study_worker: StoredValue<Option<Worker>, LocalStorage>,
    /// The last question about uncertainty.
    doubt_id: StoredValue<u64>,
    explained: RwSignal<Option<Metric>>,
    is_complete: RwSignal<bool>,
    preview_request: StoredValue<PreviewRequest>,
    complaint: Memo<Option<SpecError>>,
    derived: Derived,
}

impl Session {
    /// A session with the experiment of an address, or the tutorial's.
    pub fn new(address: Option<Address>) -> Self {
        let Address {
            spec,
            threshold,
            study,
        } = address.unwrap_or_default();
        let spec = RwSignal::new(spec);
        let record = RwSignal::new(RunRecord::default());
        let axis = RwSignal::new(ScoreAxis::default());
        let scored = RwSignal::new(None);
        let study = RwSignal::new(study);
        let threshold = RwSignal::new(threshold);
        let amounts = RwSignal::new(None);
        Self {
            spec,
            record,
            study,
            threshold,
            axis,
            uploads: [RwSignal::new(Upload::None), RwSignal::new(Upload::None)],
            scored,
            amounts,
            preview: RwSignal::new(None),
            data_complaint: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            inspected: RwSignal::new(None),
            uncertainty: RwSignal::new(None),
            files: StoredValue::new_local(Vec::new()),
            reading: StoredValue::new(Source::Upload),
            workers: StoredValue::new_local(Vec::new()),
            data_worker: StoredValue::new_local(None),
            study_worker: StoredValue::new_local(None),
            doubt_id: StoredValue::new(0),
            explained: RwSignal::new(None),
            is_complete: RwSignal::new(false),
            preview_request: StoredValue::new(PreviewRequest::None),
            complaint: Memo::new(move |_| spec.get().check().err()),
            derived: Derived::new(spec, record, scored, study, threshold, axis, amounts),
        }
    }
}
