//! What a desk keeps at hand: tables by what was read, and resamples.

use std::rc::Rc;
use std::sync::Arc;

use super::reading::ReadFile;
use crate::data::{FormatChoice, Labelled, LeftOut, RawTable};
use crate::experiment::message::{Complaint, Parcel};
use crate::experiment::{
    Applicant, Doubting, Explaining, HandedRows, LabSpec, MOST_ARMS, NewRows, NewScores, Rows,
    ScoredFile, ScoringError, Source, SpecError, Trained, TypedCells, UncertaintySpec, UploadSpec,
    WhyAsked,
};
use crate::metrics::RankingError;

/// Tables kept: one of applicants and one of scores.
const KEPT: usize = 2;

/// Tables by the SHA-256 of their files and how these are read, and the resamples that were drawn last.
#[derive(Default)]
pub(super) struct Shelf {
    /// Rows that another worker has read, and of which file.
    handed: Option<(UploadSpec, Arc<Labelled>)>,
    kept: Vec<((String, FormatChoice), Rc<RawTable>)>,
    doubting: Option<Box<Doubting>>,
    /// Models by the jobs that trained them, the latest last.
    trained: Vec<(u64, Trained)>,
}

impl Shelf {
    /// Resamples for a question: those that were drawn last, where it differs in no more than a cut.
    ///
    /// # Errors
    ///
    /// Where an arm's scores can't be ranked.
    pub(super) fn doubting(
        &mut self,
        asked: UncertaintySpec,
    ) -> Result<Box<Doubting>, RankingError> {
        match self
            .doubting
            .take()
            .filter(|known| known.can_be_recut(&asked))
        {
            Some(mut known) => {
                known.recut(asked);
                Ok(known)
            }
            None => Doubting::new(asked).map(Box::new),
        }
    }

    /// Keeps resamples for the next question.
    pub(super) fn keep(&mut self, doubting: Box<Doubting>) {
        self.doubting = Some(doubting);
    }

    /// Keeps a model for rows that come later, in place of the oldest where there are as many as arms.
    pub(super) fn keep_trained(&mut self, run: u64, trained: Trained) {
        self.trained.push((run, trained));
        let surplus = self.trained.len().saturating_sub(MOST_ARMS);
        self.trained.drain(..surplus);
    }

    /// Scores every row of the file that was read last with the model of a run; `read` is its hash.
    ///
    /// # Errors
    ///
    /// A sentence where there is no such model or file, or its columns can't take the way of the run's.
    pub(super) fn score_file(&self, run: u64, read: Option<&str>) -> Result<ScoredFile, String> {
        let trained = self.trained(run)?;
        let (_, table) = read.and(self.latest()).ok_or("Choose a file to score.")?;
        trained.score_table(table)
    }

    /// Scores an applicant with the model of a run.
    ///
    /// # Errors
    ///
    /// A sentence where there is no such model, or the cells give no row that it can score.
    pub(super) fn score_applicant(
        &self,
        run: u64,
        cells: &TypedCells,
        missing: &[String],
    ) -> Result<Applicant, String> {
        self.trained(run)?.score_applicant(cells, missing)
    }

    /// Begins to say why the model of a run decides as it does.
    ///
    /// # Errors
    /// A sentence where there is no such model, or it can't be asked so.
    pub(super) fn explaining(&self, run: u64, asked: &WhyAsked) -> Result<Explaining, String> {
        self.trained(run)?.explaining(asked)
    }

    fn trained(&self, run: u64) -> Result<&Trained, String> {
        let found = self.trained.iter().find(|(known, _)| *known == run);
        let (_, trained) =
            found.ok_or("The model of this run is no longer there: train it again.")?;
        Ok(trained)
    }

    /// Scores rows with the model of a run.
    ///
    /// # Errors
    ///
    /// [`ScoringError`] where there is no such model, or the rows aren't such as it was trained on.
    pub(super) fn score(&self, run: u64, rows: &NewRows) -> Result<NewScores, ScoringError> {
        let mut trained = self.trained.iter();
        let found = trained.find(|(known, _)| *known == run);
        let (_, trained) = found.ok_or(ScoringError::NoModel)?;
        trained.score(rows)
    }

    /// Keeps a table that was read, in place of the oldest.
    pub(super) fn keep_table(&mut self, read: ReadFile) {
        let of = (read.hash, read.format);
        self.kept.retain(|(known, _)| *known != of);
        self.kept.push((of, Rc::new(read.table)));
        let surplus = self.kept.len().saturating_sub(KEPT);
        self.kept.drain(..surplus);
    }

    /// The table that was read last, and the hash of its file.
    pub(super) fn latest(&self) -> Option<(&str, &RawTable)> {
        let ((hash, _), table) = self.kept.last()?;
        Some((hash, table))
    }

    /// How the file is to be read that a spec names and that isn't at hand.
    pub(super) fn lacks(&self, spec: &LabSpec) -> Option<FormatChoice> {
        let upload = spec.data.file()?;
        let is_handed = spec.data.source == Source::Upload
            && self.handed.as_ref().is_some_and(|(of, _)| *of == *upload);
        let is_kept = self.kept(upload).is_some();
        (!is_handed && !is_kept).then(|| upload.format.clone())
    }

    fn kept(&self, upload: &UploadSpec) -> Option<&Rc<RawTable>> {
        let mut kept = self.kept.iter();
        let is_it = |(hash, format): &(String, FormatChoice)| {
            *hash == upload.file_hash && *format == upload.format
        };
        kept.find(|(of, _)| is_it(of)).map(|(_, table)| table)
    }

    /// The table that a spec names. `None` where the rows are generated.
    ///
    /// # Errors
    ///
    /// Where it isn't kept; `read` is the hash of a file that was read for it, and has other contents.
    pub(super) fn of(
        &self,
        spec: &LabSpec,
        read: Option<&str>,
    ) -> Result<Option<Rc<RawTable>>, Complaint> {
        let Some(upload) = spec.data.file() else {
            return Ok(None);
        };
        match (self.kept(upload), read) {
            (Some(table), _) => Ok(Some(Rc::clone(table))),
            (None, Some(found)) => Err(other_contents(upload, found.to_owned()).into()),
            (None, None) => Err(SpecError::NoFile(upload.file_name.clone()).into()),
        }
    }

    /// Keeps rows that another worker has read.
    pub(super) fn take_rows(&mut self, bytes: &[u8]) {
        // What was there before has to go first: there may be no room for both.
        self.handed = None;
        let handed = HandedRows::unpack(bytes);
        self.handed = handed.map(|(upload, rows)| (upload, Arc::new(rows)));
    }

    /// The rows of a spec, for a worker that trains on them.
    pub(super) fn hand(&self, spec: LabSpec, read: Option<&str>) -> Result<Parcel, Complaint> {
        let rows = self.rows(spec, read)?;
        let upload = &rows.spec().data.upload;
        let labelled = rows.labelled();
        let labelled = labelled.ok_or_else(|| SpecError::NoFile(upload.file_name.clone()))?;
        let parcel = HandedRows::pack(upload, labelled);
        parcel.map_err(|error| Complaint::of_file(error.to_string()))
    }

    /// The rows of a spec.
    pub(super) fn rows(&self, spec: LabSpec, read: Option<&str>) -> Result<Rows, Complaint> {
        if let Some((upload, rows)) = &self.handed
            && spec.data.source == Source::Upload
            && spec.data.upload == *upload
        {
            let rows = Arc::clone(rows);
            return Ok(spec.check()?.rows_of(rows, LeftOut::default())?);
        }
        let table = self.of(&spec, read)?;
        Ok(spec.check()?.rows(table.as_deref())?)
    }
}

fn other_contents(upload: &UploadSpec, found: String) -> SpecError {
    SpecError::OtherContents {
        file_name: upload.file_name.clone(),
        asked: upload.file_hash.clone(),
        found,
    }
}
