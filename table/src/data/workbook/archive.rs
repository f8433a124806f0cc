//! The files in a zip archive.

use std::io::{Cursor, Read};

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder};

/// What a text of XML may unpack to at most.
const LONGEST: u64 = 1 << 30;

/// A zip archive in memory.
pub(super) struct Archive {
    bytes: Vec<u8>,
    entries: Vec<(String, CompressionMethod, ZipArchiveEntryWayfinder)>,
}

impl Archive {
    /// Finds the files of an archive.
    ///
    /// # Errors
    ///
    /// A sentence where it is damaged.
    pub(super) fn new(bytes: Vec<u8>) -> Result<Self, String> {
        let archive = ZipArchive::from_slice(&bytes).map_err(|_| damaged())?;
        let mut entries = Vec::new();
        let mut listed = archive.entries();
        while let Some(entry) = listed.next_entry().map_err(|_| damaged())? {
            let name = String::from_utf8_lossy(entry.file_path().as_ref()).into_owned();
            entries.push((name, entry.compression_method(), entry.wayfinder()));
        }
        Ok(Self { bytes, entries })
    }

    /// Their names.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().map(|(name, ..)| name)
    }

    /// The contents of a file, unpacked as they are read; `None` where there is no such file.
    pub(super) fn read(&self, name: &str) -> Result<Option<Box<dyn Read>>, String> {
        let mut named = self.entries.iter().rev().filter(|entry| entry.0 == name);
        let Some((_, method, place)) = named.next() else {
            return Ok(None);
        };
        let archive = ZipArchive::from_slice(&self.bytes).map_err(|_| damaged())?;
        let entry = archive.get_entry(*place).map_err(|_| damaged())?;
        let packed = Cursor::new(entry.data().to_vec());
        match *method {
            CompressionMethod::STORE => Ok(Some(Box::new(packed))),
            CompressionMethod::DEFLATE => Ok(Some(Box::new(DeflateDecoder::new(packed)))),
            _ => Err(format!(
                "{name} is packed in a way that can't be read: save the file again."
            )),
        }
    }

    /// The contents of a file as text.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, String> {
        let Some(reader) = self.read(name)? else {
            return Ok(None);
        };
        let mut text = String::new();
        reader
            .take(LONGEST)
            .read_to_string(&mut text)
            .map_err(|_| damaged())?;
        Ok(Some(text))
    }
}

fn damaged() -> String {
    "The file begins as a workbook or a zip archive, and is damaged: choose it again, or another copy.".to_owned()
}
