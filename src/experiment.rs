//! An experiment as one value, its training runs, and what is known of them so far.
//!
//! [`LabSpec`] is asked for, [`CheckedSpec`] is known to be possible, [`Rows`] are its data, cleaned and
//! split. One [`Training`] per [`Arm`] then yields a [`Snapshot`] an epoch; a [`RunRecord`] folds the
//! events that report them. [`message`] is what crosses between the page and its workers.

mod address;
mod amounts;
mod held_out;
mod judged;
pub mod message;
mod preset;
mod preview;
mod reading;
mod record;
mod rows;
mod spec;
mod study;
mod training;
mod uncertainty;
mod uploaded_scores;

pub use address::{Address, AddressError};
pub use amounts::AmountError;
pub use held_out::{HeldOut, Scores};
pub use judged::{Judged, Origin};
pub use preset::Preset;
pub use preview::{Preview, Sample, SampledRow};
pub use reading::Reading;
pub use record::{ArmRecord, ArmResult, RunRecord, Status};
pub use rows::{Rows, RowsPerClass};
pub use spec::{
    Arm, Arms, BalanceSpec, CheckedSpec, DataSpec, LabSpec, Order, Section, Source, SpecError,
    UploadSpec,
};
pub use study::{MOST_ARMS, MoneyMode, MoneySpec, Study};
pub use training::{EpochLoss, Progress, Snapshot, Training};
pub use uncertainty::{Doubting, ScoredArm, Uncertainty, UncertaintySpec};
pub use uploaded_scores::{ScoredRows, UploadedScores};
