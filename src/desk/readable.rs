//! Files as a desk reads them.

use std::io::{self, Read};

/// A file that can be read, from the beginning, as often as needed.
pub trait Readable {
    /// Its bytes.
    type Reader: Read + 'static;

    /// Begins at its first byte.
    ///
    /// # Errors
    ///
    /// Where it can't be read.
    fn open(&self) -> io::Result<Self::Reader>;

    /// How many bytes it has.
    fn size(&self) -> f64;
}
