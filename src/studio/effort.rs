//! How long a run will take, as the last one taught, and whether a changed setting trains at once.

use super::{Studio, UploadState};
use crate::balance::Aspect;
use crate::data::ColumnKind;
use crate::data::prepare::OneHotSpec;
use crate::experiment::{ArmId, ArmRecord, Source, Status};
use crate::words::bytes;

/// Floating-point operations a second before a run has shown how many there are: those of a slow machine.
const FIRST_RATE: f64 = 2e9;

/// A run that takes fewer seconds is not waited for: about a second, and half of one for a busy machine.
const QUICK: f64 = 1.5;

/// So many epochs of a run that goes on say how fast it is.
const TELLING: usize = 3;

impl Studio {
    /// Seconds that all arms will train on the workers that there are, preparation excluded; `None` while the rows
    /// aren't known.
    #[must_use]
    pub fn seconds_to_train(&self) -> Option<f64> {
        self.seconds_of(&self.spec().shown_arms().collect::<Vec<_>>())
    }

    /// The same of some of the arms.
    fn seconds_of(&self, arms: &[ArmId]) -> Option<f64> {
        let spec = self.spec();
        let (n_rows, n_features) = self.rows_and_features()?;
        let held_out = spec.split.test_share + spec.split.validation_share;
        let n_real = n_rows as f64 * (1.0 - held_out);
        let seconds = |arm: ArmId| {
            let model = spec.model_of(arm);
            let work = model.operations(n_real, n_features);
            // At most as many defaults are made as there are good customers.
            let is_resampled = spec.arm(arm)?.remedy(Aspect::Rows).is_some();
            let growth = if is_resampled { 2.0 } else { 1.0 };
            Some(work * growth / self.rate(arm))
        };
        let seconds: Vec<_> = arms.iter().copied().filter_map(seconds).collect();
        let longest = seconds.iter().copied().reduce(f64::max)?;
        let share = seconds.iter().sum::<f64>() / self.pool.n_workers() as f64;
        Some(longest.max(share))
    }

    /// Rows and features that there are to learn from; `None` while a file's aren't known, and of a file of scores.
    fn rows_and_features(&self) -> Option<(usize, usize)> {
        let data = &self.spec().data;
        match data.source {
            Source::Generate => Some((data.generate.n_samples, data.generate.n_features)),
            Source::Upload => self.rows_and_columns(),
            Source::Scores => None,
        }
    }

    /// Bytes that training takes at most: as many arms at once as there are workers, each as large as the largest. An arm
    /// holds its rows in double and, scaled, in single precision, more of both where it resamples, and five numbers in
    /// single precision for each parameter; and [what its model needs besides](crate::model::ModelSpec::bytes). `None` while the rows aren't known.
    #[must_use]
    pub fn bytes_to_train(&self) -> Option<f64> {
        let spec = self.spec();
        let (n_rows, n_features) = self.rows_and_features()?;
        let cells = (n_rows * n_features) as f64;
        let of_arm = |arm: ArmId| {
            let is_resampled = spec.arm(arm)?.remedy(Aspect::Rows).is_some();
            let model = spec.model_of(arm);
            let n_parameters = model.n_parameters(n_features) as f64;
            let growth = if is_resampled { 2.0 } else { 1.0 };
            let of_model = model.bytes(growth * n_rows as f64, n_features);
            // Resampling holds the real rows and the made ones once more, in double precision.
            let resampled = if is_resampled { 2.0 * 8.0 + 4.0 } else { 0.0 };
            Some(cells * (8.0 + 4.0 + resampled) + n_parameters * 5.0 * 4.0 + of_model)
        };
        let largest = spec.shown_arms().filter_map(of_arm).reduce(f64::max)?;
        let at_once = spec.shown_arms().count().min(self.pool.n_workers());
        Some(largest * at_once as f64)
    }

    /// What training takes, in words: how many arms at a time, and how much memory.
    #[must_use]
    pub fn memory_sentence(&self) -> Option<String> {
        let size = bytes(self.bytes_to_train()?.max(1e6));
        let n_arms = self.spec().shown_arms().count();
        let at_once = n_arms.min(self.pool.n_workers());
        let arms = if at_once == 1 { "arm is" } else { "arms are" };
        Some(format!(
            "{at_once} {arms} trained at a time; that takes about {size} of memory."
        ))
    }

    /// Whether changed settings train by themselves: they are to, they can, and it is quick. Of arms that have learnt what
    /// is set nothing is trained again.
    #[must_use]
    pub fn trains_itself(&self) -> bool {
        let is_quick = || {
            let due = self.spec().shown_arms();
            let mut due: Vec<_> = due.filter(|arm| !self.is_arm_trained(*arm)).collect();
            if due.is_empty() {
                due.extend(self.spec().shown_arms());
            }
            self.seconds_of(&due).is_some_and(|seconds| seconds < QUICK)
        };
        self.study.is_live && self.refusal().is_none() && is_quick()
    }

    /// Whether the last run, over or not, is of the settings as they are.
    pub(super) fn is_trained_as_set(&self) -> bool {
        self.spec().shown_arms().all(|arm| self.is_arm_trained(arm))
    }

    /// Whether an arm's last run, over or not, is of the settings as they are.
    pub(super) fn is_arm_trained(&self, arm: ArmId) -> bool {
        let record = self.runs.arm(arm);
        record.is_some_and(|record| record.learns_as(self.spec(), arm))
    }

    /// Whether the settings are to be trained now. A run that is nearly over is let go to its end, so that a
    /// setting that is dragged shows a film and not its last picture alone.
    pub(super) fn is_due_to_train(&self) -> bool {
        let is_nearly_over = |arm: &ArmRecord| {
            let is_quick = |seconds| seconds < QUICK;
            // Before its first epoch: only what is quick trains unwatched.
            arm.seconds_left().map_or(!arm.is_watched(), is_quick)
        };
        let arms = self.runs.arms();
        let is_busy = self.runs.is_running()
            && arms
                .iter()
                .all(|arm| !arm.is_running() || is_nearly_over(arm));
        self.trains_itself() && !self.is_trained_as_set() && !is_busy
    }

    /// Rows of the uploaded file, and columns that can be learned from.
    fn rows_and_columns(&self) -> Option<(usize, usize)> {
        let UploadState::Loaded { table, .. } = &self.sources.table.state else {
            return None;
        };
        let columns = table.columns.iter();
        let OneHotSpec { most_levels, .. } = OneHotSpec::default();
        // A column that lacks numbers gets one that says so; one of few texts gets one for each of them.
        let made = columns.map(|column| match column.kind {
            ColumnKind::Number => 1 + usize::from(column.n_missing > 0),
            ColumnKind::Text => column
                .values
                .as_ref()
                .filter(|values| values.len() <= most_levels)
                .map_or(1, Vec::len),
            ColumnKind::Empty => 0,
        });
        Some((table.n_rows, made.sum()))
    }

    /// Operations a second of an arm in the last run.
    fn rate(&self, arm: ArmId) -> f64 {
        let rate = self.runs.arm(arm).and_then(rate);
        rate.unwrap_or(FIRST_RATE)
    }
}

/// Operations a second of a run that is over, or has gone on for a while.
fn rate(record: &ArmRecord) -> Option<f64> {
    let is_telling = !record.is_running() || record.epoch() >= TELLING;
    let facts = record.facts().filter(|_| is_telling)?;
    let n_rows = facts.resampled.total() as f64;
    let model = record.spec().model_of(record.arm_of_spec());
    // What has found its end was done, with fewer rounds than it might have had.
    let share = match record.status() {
        Status::Finished => 1.0,
        _ => record.epoch() as f64 / model.rounds() as f64,
    };
    let work = model.operations(n_rows, facts.names.len()) * share;
    let seconds = record.elapsed_ms() / 1_000.0;
    (work > 0.0 && seconds > 0.0).then(|| work / seconds)
}
