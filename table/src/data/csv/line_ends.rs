//! A reader that counts the lines that it hands through.

use std::io::{self, Read};

/// Hands through what it reads and counts the ends of lines: `\n`, `\r` and `\r\n` alike, mixed or
/// not, inside quotes or not.
///
/// Whoever reads from it does so in pieces and takes them up little by little, so the count is asked
/// for by the number of bytes that were taken up.
pub(super) struct LineEnds<R> {
    reader: R,
    /// What was handed out last.
    piece: Vec<u8>,
    /// How many bytes of it are counted.
    n_counted: usize,
    /// How many bytes were handed out before it.
    start: u64,
    ends: Ends,
}

/// The ends of lines in a text that comes byte by byte.
#[derive(Clone, Copy, Default)]
struct Ends {
    n_ends: usize,
    last: u8,
}

impl<R> LineEnds<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            piece: Vec::new(),
            n_counted: 0,
            start: 0,
            ends: Ends::default(),
        }
    }

    /// How many lines end among the first `n_bytes` bytes, and whether the last byte ends one.
    ///
    /// `n_bytes` may not be less than before, nor end before the last piece.
    pub(super) fn among(&mut self, n_bytes: u64) -> (usize, bool) {
        let n_wanted = usize::try_from(n_bytes.saturating_sub(self.start)).unwrap_or(usize::MAX);
        self.count(n_wanted.min(self.piece.len()));
        (self.ends.n_ends, is_end(self.ends.last))
    }

    fn count(&mut self, to: usize) {
        let bytes = self.piece.get(self.n_counted..to).unwrap_or_default();
        self.ends.add(bytes);
        self.n_counted = self.n_counted.max(to);
    }
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.count(self.piece.len());
        self.start += self.piece.len() as u64;
        self.piece.clear();
        self.piece.extend(buffer.iter().take(n));
        self.n_counted = 0;
        Ok(n)
    }
}

impl Ends {
    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            let is_second_half = byte == b'\n' && self.last == b'\r';
            self.n_ends += usize::from(is_end(byte) && !is_second_half);
            self.last = byte;
        }
    }
}

fn is_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// How many lines end in a text.
pub(super) fn count_line_ends(text: &[u8]) -> usize {
    let mut ends = Ends::default();
    ends.add(text);
    ends.n_ends
}
