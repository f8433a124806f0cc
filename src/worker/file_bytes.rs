//! Reading a file in a worker, slice by slice, so that its text never exists as a whole.

use std::io;

use js_sys::Uint8Array;
use web_sys::{File, FileReaderSync};

const SLICE: usize = 1 << 20;

/// The bytes of a file. Only workers can read synchronously.
pub struct FileBytes {
    file: File,
    reader: FileReaderSync,
    slice: Vec<u8>,
    /// How much of the slice was handed out.
    used: usize,
    /// Where in the file the next slice begins.
    next: f64,
}

impl FileBytes {
    /// Begins at the first byte.
    ///
    /// # Errors
    ///
    /// Outside a worker.
    pub fn new(file: File) -> io::Result<Self> {
        let reader = FileReaderSync::new().map_err(|_| unreadable())?;
        Ok(Self {
            file,
            reader,
            slice: Vec::new(),
            used: 0,
            next: 0.0,
        })
    }

    fn fetch(&mut self) -> io::Result<()> {
        let size = self.file.size();
        let end = (self.next + SLICE as f64).min(size);
        let blob = self
            .file
            .slice_with_f64_and_f64(self.next, end)
            .map_err(|_| unreadable())?;
        let buffer = self
            .reader
            .read_as_array_buffer(&blob)
            .map_err(|_| unreadable())?;
        self.slice = Uint8Array::new(&buffer).to_vec();
        self.used = 0;
        self.next = end;
        Ok(())
    }
}

impl io::Read for FileBytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.used == self.slice.len() {
            self.fetch()?;
        }
        let rest = self.slice.get(self.used..).unwrap_or_default();
        let n = rest.len().min(buffer.len());
        buffer[..n].copy_from_slice(&rest[..n]);
        self.used += n;
        Ok(n)
    }
}

fn unreadable() -> io::Error {
    io::Error::other("the browser can't read the file any more: choose it again")
}
