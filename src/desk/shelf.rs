//! What a desk keeps at hand: tables by what was read, and resamples.

use std::cell::RefCell;
use std::io::{self, Read};
use std::rc::Rc;
use std::sync::Arc;

use super::readable::Readable;
use crate::data::{HashingReader, Labelled, LeftOut, RawTable, read_csv};
use crate::experiment::message::{Complaint, Parcel};
use crate::experiment::{
    Doubting, HandedRows, LabSpec, MOST_ARMS, NewRows, NewScores, Rows, ScoringError, Source,
    SpecError, Trained, UncertaintySpec, UploadSpec,
};
use crate::metrics::RankingError;

/// Tables kept: one of applicants and one of scores.
const KEPT: usize = 2;
/// Bytes read between two words on the progress.
const STRIDE: u64 = 1 << 20;

/// Tables by the SHA-256 of their files, and the resamples that were drawn last.
#[derive(Default)]
pub(super) struct Shelf {
    /// Rows that another worker has read, and of which file.
    handed: Option<(UploadSpec, Arc<Labelled>)>,
    kept: Vec<(String, Rc<RawTable>)>,
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

    /// Reads a file. `tell` hears the share of its bytes that is read, 0..=1.
    pub(super) fn read<F: Readable>(
        &mut self,
        file: &F,
        tell: &mut dyn FnMut(f64),
    ) -> Result<(String, Rc<RawTable>), String> {
        let (hash, table) = read(file, tell)?;
        let table = Rc::new(table);
        self.kept.retain(|(known, _)| *known != hash);
        self.kept.push((hash.clone(), Rc::clone(&table)));
        let surplus = self.kept.len().saturating_sub(KEPT);
        self.kept.drain(..surplus);
        Ok((hash, table))
    }

    /// The table that a spec names: kept, or read from the file, whose contents have to be those that the
    /// spec names. `None` where the rows are generated.
    pub(super) fn of<F: Readable>(
        &mut self,
        spec: &LabSpec,
        file: Option<&F>,
        tell: &mut dyn FnMut(f64),
    ) -> Result<Option<Rc<RawTable>>, Complaint> {
        let Some(upload) = spec.data.file() else {
            return Ok(None);
        };
        let mut kept = self.kept.iter();
        if let Some((_, table)) = kept.find(|(hash, _)| *hash == upload.file_hash) {
            return Ok(Some(Rc::clone(table)));
        }
        let Some(file) = file else {
            return Err(SpecError::NoFile(upload.file_name.clone()).into());
        };
        let (hash, table) = self.read(file, tell).map_err(Complaint::of_file)?;
        if hash != upload.file_hash {
            return Err(other_contents(upload, hash).into());
        }
        Ok(Some(table))
    }

    /// Keeps rows that another worker has read.
    pub(super) fn take_rows(&mut self, bytes: &[u8]) {
        // What was there before has to go first: there may be no room for both.
        self.handed = None;
        let handed = HandedRows::unpack(bytes);
        self.handed = handed.map(|(upload, rows)| (upload, Arc::new(rows)));
    }

    /// The rows of a spec, for a worker that trains on them.
    pub(super) fn hand<F: Readable>(
        &mut self,
        spec: LabSpec,
        file: Option<&F>,
        tell: &mut dyn FnMut(f64),
    ) -> Result<Parcel, Complaint> {
        let rows = self.rows(spec, file, tell)?;
        let upload = &rows.spec().data.upload;
        let labelled = rows.labelled();
        let labelled = labelled.ok_or_else(|| SpecError::NoFile(upload.file_name.clone()))?;
        let parcel = HandedRows::pack(upload, labelled);
        parcel.map_err(|error| Complaint::of_file(error.to_string()))
    }

    /// The rows of a spec.
    pub(super) fn rows<F: Readable>(
        &mut self,
        spec: LabSpec,
        file: Option<&F>,
        tell: &mut dyn FnMut(f64),
    ) -> Result<Rows, Complaint> {
        if let Some((upload, rows)) = &self.handed
            && spec.data.source == Source::Upload
            && spec.data.upload == *upload
        {
            let rows = Arc::clone(rows);
            return Ok(spec.check()?.rows_of(rows, LeftOut::default())?);
        }
        let table = self.of(&spec, file, tell)?;
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

fn read<F: Readable>(file: &F, tell: &mut dyn FnMut(f64)) -> Result<(String, RawTable), String> {
    let bytes = file.open().map_err(|error| error.to_string())?;
    let counted = Counted {
        bytes,
        size: file.size(),
        n_read: 0,
        told: 0,
        tell: RefCell::new(tell),
    };
    let mut reader = HashingReader::new(counted);
    let table = read_csv(reader.by_ref()).map_err(|error| error.to_string())?;
    Ok((reader.hash(), table))
}

/// Bytes that tell how many of them are read.
struct Counted<'a, R> {
    bytes: R,
    size: f64,
    n_read: u64,
    told: u64,
    tell: RefCell<&'a mut dyn FnMut(f64)>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.bytes.read(buffer)?;
        self.n_read += n as u64;
        if self.n_read - self.told >= STRIDE {
            self.told = self.n_read;
            (self.tell.borrow_mut())((self.n_read as f64 / self.size).min(1.0));
        }
        Ok(n)
    }
}
