//! What separates the cells of a file, seen from its header.

use std::fmt;
use std::io::{self, Read};

use serde::{Deserialize, Serialize};

/// At most this much of a file is looked at to find its delimiter, in steps of [`STEP`] bytes.
const HEAD: usize = 1 << 20;
const STEP: u64 = 1 << 16;

/// What separates the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
}

impl Delimiter {
    /// As it stands in the file.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// The delimiter that the first line has most of, outside quotes; a comma if it has none.
    pub(super) fn of_header(head: &[u8]) -> Self {
        let line = header_line(head);
        let count = |delimiter: Self| {
            line.unquoted
                .iter()
                .filter(|&&byte| byte == delimiter.byte())
                .count()
        };
        let mut most = Self::Comma;
        for delimiter in [Self::Semicolon, Self::Tab] {
            if count(delimiter) > count(most) {
                most = delimiter;
            }
        }
        most
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
        })
    }
}

/// Reads until the header is complete (or long enough) and drops a byte order mark.
pub(super) fn head(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while reader.by_ref().take(STEP).read_to_end(&mut head)? > 0 {
        if head.len() >= HEAD || header_line(&head).is_complete {
            break;
        }
    }
    if head.starts_with(b"\xef\xbb\xbf") {
        head.drain(..3);
    }
    Ok(head)
}

struct HeaderLine {
    /// All but what stands in quotes.
    unquoted: Vec<u8>,
    is_complete: bool,
}

/// The first line that is not blank. A quote opens only where a cell begins, or right after one
/// that closed: then the two are a quote within the text.
fn header_line(head: &[u8]) -> HeaderLine {
    let mut unquoted = Vec::new();
    let mut is_quoted = false;
    let mut previous = b',';
    for &byte in head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head) {
        match byte {
            b'"' if is_quoted => is_quoted = false,
            b'"' if matches!(previous, b',' | b';' | b'\t' | b'\n' | b'\r' | b'"') => {
                is_quoted = true;
            }
            b'\n' | b'\r' if !is_quoted && (previous == b'"' || !unquoted.is_empty()) => {
                return HeaderLine {
                    unquoted,
                    is_complete: true,
                };
            }
            b'\n' | b'\r' => {}
            _ if !is_quoted => unquoted.push(byte),
            _ => {}
        }
        previous = byte;
    }
    HeaderLine {
        unquoted,
        is_complete: false,
    }
}
