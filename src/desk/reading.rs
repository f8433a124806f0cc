//! A file that is being read.

use std::cell::RefCell;
use std::io::{self, Read};
use std::rc::Rc;

use super::readable::Readable;
use crate::data::{FormatChoice, HashingReader, RawTable, TableReader};
use crate::experiment::message::ReadShare;

/// A file that is being read, piece by piece.
pub(super) struct Reading<R> {
    bytes: Tap<R>,
    table: Option<TableReader<'static>>,
    size: f64,
    began: f64,
    format: FormatChoice,
}

/// A table, and the file that it comes from.
pub(super) struct ReadFile {
    /// The beginning of the SHA-256 of the file's bytes.
    pub(super) hash: String,
    pub(super) format: FormatChoice,
    pub(super) table: RawTable,
}

impl<R: Read + 'static> Reading<R> {
    /// Begins to read a file.
    ///
    /// # Errors
    ///
    /// A sentence, where it can't be read.
    pub(super) fn new<F: Readable<Reader = R>>(
        file: &F,
        format: FormatChoice,
        began: f64,
    ) -> Result<Self, String> {
        let bytes = file.open().map_err(|error| error.to_string())?;
        Ok(Self {
            bytes: Tap::new(bytes),
            table: None,
            size: file.size(),
            began,
            format,
        })
    }

    /// Reads a piece more; the table once it is whole.
    ///
    /// # Errors
    ///
    /// A sentence about what is wrong with the file.
    pub(super) fn advance(&mut self) -> Result<Option<ReadFile>, String> {
        let Some(table) = &mut self.table else {
            let table = TableReader::new(self.bytes.clone(), &self.format);
            self.table = Some(table.map_err(|error| error.to_string())?);
            return Ok(None);
        };
        if table.advance().map_err(|error| error.to_string())? {
            return Ok(None);
        }
        let Some(table) = self.table.take() else {
            return Ok(None);
        };
        let table = table.finish();
        let hash = self.bytes.hash().map_err(|error| error.to_string())?;
        let format = self.format.clone();
        Ok(Some(ReadFile {
            hash,
            format,
            table,
        }))
    }

    /// How much is read.
    pub(super) fn share(&self, now: f64) -> ReadShare {
        let n_bytes = self.bytes.n_read();
        let n_rows = self.table.as_ref().map_or(0, TableReader::n_rows);
        ReadShare {
            share: (n_bytes / self.size.max(1.0)).min(1.0),
            n_rows,
            mb_per_s: n_bytes / 1e3 / (now - self.began).max(1.0),
        }
    }
}

/// Bytes that are hashed and counted on their way, wherever they are read.
struct Tap<R>(Rc<RefCell<Tapped<R>>>);

struct Tapped<R> {
    reader: Option<HashingReader<R>>,
    n_read: f64,
}

impl<R> Clone for Tap<R> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<R: Read> Tap<R> {
    fn new(reader: R) -> Self {
        Self(Rc::new(RefCell::new(Tapped {
            reader: Some(HashingReader::new(reader)),
            n_read: 0.0,
        })))
    }

    fn n_read(&self) -> f64 {
        self.0.borrow().n_read
    }

    /// The hash of all bytes, read or not.
    fn hash(&mut self) -> io::Result<String> {
        io::copy(self, &mut io::sink())?;
        let reader = self.0.borrow_mut().reader.take();
        Ok(reader.map(HashingReader::hash).unwrap_or_default())
    }
}

impl<R: Read> Read for Tap<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let tapped = &mut *self.0.borrow_mut();
        let Some(reader) = &mut tapped.reader else {
            return Ok(0);
        };
        let n = reader.read(buffer)?;
        tapped.n_read += n as f64;
        Ok(n)
    }
}
