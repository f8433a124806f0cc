//! An experiment as one value, its training runs, and what is known of them so far.
//!
//! [`LabSpec`] is asked for, [`CheckedSpec`] is known to be possible, [`Rows`] are its data, cleaned and
//! split. One [`Training`] per [arm](ArmSpec) then yields a [`Snapshot`] an epoch; a [`RunRecord`] folds the
//! events that report them. [`message`] is what crosses between the page and its workers.

mod amounts;
mod applicant;
mod arm;
mod arm_record;
mod calibration;
mod grouping;
mod handed;
mod held_out;
mod input;
mod judged;
pub mod message;
pub(crate) mod packed;
mod preparing;
mod preset;
mod preview;
mod published;
mod reading;
mod reasons;
mod record;
mod repeats;
mod rounds;
mod rows;
mod rows_per_class;
mod scaled;
mod scaled_rows;
mod scored_file;
mod shapley;
mod spec;
mod trained;
mod training;
mod uncertainty;
mod uploaded_scores;
mod warnings;
mod why;

pub use amounts::{AmountError, Amounts};
pub use applicant::{Applicant, Other, TypedCells};
pub use arm::{ArmId, ArmSpec, Arms, MOST_ARMS, Order};
pub use arm_record::{ArmRecord, ArmResult, Status};
pub use calibration::{
    ArmCalibration, BestCuts, CalibratedArm, CalibratedRows, Calibrating, CalibrationSpec,
    CalibrationTable, Loss, MoneyTerms, ScaleLine,
};
pub use grouping::Grouping;
pub use handed::HandedRows;
pub use held_out::{HeldOut, Scores};
pub use input::Input;
pub use judged::{Judged, Origin};
pub use preparing::Preparing;
pub use preset::Preset;
pub use preview::{FirstRow, Lineage, Preview, RowKind, Sample, SampledRow};
pub use published::{Published, PublishedRow};
pub use reading::Reading;
pub use reasons::{Reason, Reasons};
pub use record::RunRecord;
pub use repeats::{FEWEST_REPEATS, FoldScores, MOST_REPEATS, RepeatSpec, Repeated};
pub use rounds::{MOST_ROUNDS, Round, RoundPlan};
pub use rows::Rows;
pub use rows_per_class::RowsPerClass;
pub use scored_file::ScoredFile;
pub use shapley::{Adding, ShapleyValues};
pub use spec::{CheckedSpec, DataSpec, LabSpec, Section, Source, SpecError, UploadSpec};
pub use trained::{NewRows, NewScores, ScoringError, Trained, Way};
pub use training::{EpochLoss, Progress, Restored, SLOW_EPOCHS_PER_SECOND, Snapshot, Training};
pub use uncertainty::{Doubting, ScoredArm, Uncertainty, UncertaintySpec};
pub use uploaded_scores::{ScoredRows, UploadedScores};
pub use why::{ColumnEffect, EffectWay, Explaining, Importances, Why, WhyAsked};
