//! Text that is mended line by line on its way.

use std::io::{self, Read};

use crate::data::served::Served;

const PIECE: u64 = 1 << 16;

/// What is done to a line, which comes with its end.
pub(super) type Mending = fn(&[u8], &mut Vec<u8>);

/// A reader whose lines are mended.
pub(super) struct ByLine<R> {
    reader: R,
    mend: Mending,
    raw: Vec<u8>,
    text: Served,
}

impl<R> ByLine<R> {
    pub(super) fn new(reader: R, mend: Mending) -> Self {
        Self {
            reader,
            mend,
            raw: Vec::new(),
            text: Served::default(),
        }
    }
}

impl<R: Read> ByLine<R> {
    fn fill(&mut self) -> io::Result<bool> {
        self.text.clear();
        let mut is_last = false;
        while self.text.bytes.is_empty() && !is_last {
            is_last = self
                .reader
                .by_ref()
                .take(PIECE)
                .read_to_end(&mut self.raw)?
                == 0;
            let end = match self.raw.iter().rposition(|&byte| byte == b'\n') {
                _ if is_last => self.raw.len(),
                Some(last) => last + 1,
                None => 0,
            };
            for line in self.raw[..end].split_inclusive(|&byte| byte == b'\n') {
                (self.mend)(line, &mut self.text.bytes);
            }
            self.raw.drain(..end);
        }
        Ok(!self.text.bytes.is_empty())
    }
}

impl<R: Read> Read for ByLine<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.text.is_out() && !self.fill()? {
            return Ok(0);
        }
        Ok(self.text.hand(buffer))
    }
}

/// A line and its end.
fn parted(line: &[u8]) -> (&[u8], &[u8]) {
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let n_ends = line.iter().rev().take_while(|byte| is_end(byte)).count();
    line.split_at(line.len() - n_ends)
}

/// A line without the quotes that stand around it as a whole; those within it are halved.
pub(super) fn unwrap(line: &[u8], text: &mut Vec<u8>) {
    let (inner, end) = parted(line);
    let trimmed = inner.trim_ascii();
    let wrapped = trimmed
        .strip_prefix(b"\"")
        .and_then(|rest| rest.strip_suffix(b"\""));
    match wrapped {
        Some(wrapped) => {
            let mut was_quote = false;
            for &byte in wrapped {
                was_quote = byte == b'"' && !was_quote;
                if !was_quote {
                    text.push(byte);
                }
            }
        }
        None => text.extend(inner),
    }
    text.extend(end);
}

/// A line with a tab in place of each run of spaces; without those at its ends.
pub(super) fn tabulate(line: &[u8], text: &mut Vec<u8>) {
    let (inner, end) = parted(line);
    let mut is_quoted = false;
    let mut was_space = false;
    for &byte in inner.trim_ascii() {
        is_quoted ^= byte == b'"';
        let is_space = matches!(byte, b' ' | b'\t') && !is_quoted;
        if !is_space {
            text.push(byte);
        } else if !was_space {
            text.push(b'\t');
        }
        was_space = is_space;
    }
    text.extend(end);
}

/// Whether a line as a whole stands in quotes.
pub(super) fn is_wrapped(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.len() > 2 && line.starts_with(b"\"") && line.ends_with(b"\"")
}
