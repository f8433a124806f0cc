//! Files that are packed.

use std::io::{self, Cursor, Read};

use flate2::read::MultiGzDecoder;

/// The bytes of a file, unpacked where they are those of gzip, and whether they were.
///
/// # Errors
///
/// Where its beginning can't be read.
pub(super) fn unpacked<'a>(mut reader: impl Read + 'a) -> io::Result<(Box<dyn Read + 'a>, bool)> {
    let mut start = Vec::new();
    reader.by_ref().take(2).read_to_end(&mut start)?;
    let is_packed = start == [0x1f, 0x8b];
    let whole = Cursor::new(start).chain(reader);
    if is_packed {
        return Ok((Box::new(MultiGzDecoder::new(whole)), true));
    }
    Ok((Box::new(whole), false))
}
