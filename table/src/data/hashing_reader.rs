//! The hash of a file, taken while it is read.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// A reader that hands through what it reads and hashes it on the way.
///
/// The hash names an uploaded file in the address of the page, to tell whether the file that is
/// chosen later is the same.
#[derive(Clone, Debug)]
pub struct HashingReader<R> {
    reader: R,
    sha256: Sha256,
}

impl<R> HashingReader<R> {
    /// A reader of the same bytes.
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            sha256: Sha256::new(),
        }
    }

    /// The first 8 bytes of the SHA-256 of what was read, as 16 hexadecimal digits: enough to tell
    /// files apart by accident, not against someone who makes two files alike on purpose.
    pub fn hash(self) -> String {
        hexadecimal(&self.sha256.finalize()[..8])
    }
}

/// The SHA-256 of bytes, as 64 hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl<R: Read> Read for HashingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.sha256.update(buffer.get(..n).unwrap_or_default());
        Ok(n)
    }
}
