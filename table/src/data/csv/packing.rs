//! Files that are packed.

use std::io::{Cursor, Read};

use super::gzip::Gzip;
use super::{CsvError, Packing};
use crate::data::workbook::{Part, unzipped};

/// The bytes of a table, unpacked where they are those of gzip, a workbook or another zip archive.
///
/// # Errors
///
/// Where the beginning can't be read, or no table is in it.
pub(super) fn unpacked<'a>(
    mut reader: impl Read + 'a,
    sheet: &str,
) -> Result<(Box<dyn Read + 'a>, Packing), CsvError> {
    let mut start = Vec::new();
    let begun = reader.by_ref().take(4).read_to_end(&mut start);
    begun.map_err(|error| CsvError::unreadable(&error))?;
    let kind = match start[..] {
        [0x1f, 0x8b, ..] => {
            let whole = Cursor::new(start).chain(reader);
            return Ok((Box::new(Gzip::new(whole)), Packing::Gzip));
        }
        [b'P', b'K', 3, 4] => {
            let mut bytes = start;
            let read = reader.read_to_end(&mut bytes);
            read.map_err(|error| CsvError::unreadable(&error))?;
            let found = unzipped(bytes, sheet).map_err(CsvError::Archive)?;
            let packing = match found.part {
                Part::Sheet { name, n_sheets } => Packing::Sheet { name, n_sheets },
                Part::File(name) => Packing::Zip(name),
            };
            return Ok((found.text, packing));
        }
        [0xd0, 0xcf, 0x11, 0xe0] => "a workbook of Excel 97 (.xls), or one with a password",
        [b'P', b'A', b'R', b'1'] => "a Parquet file",
        [b'%', b'P', b'D', b'F'] => "a PDF",
        _ => return Ok((Box::new(Cursor::new(start).chain(reader)), Packing::None)),
    };
    Err(CsvError::NoText(kind.to_owned()))
}
