//! What the bytes of a file are as text.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use yore::CodePage;
use yore::code_pages::CP1252;

use crate::data::served::Served;

/// Bytes that are decoded at once.
const PIECE: u64 = 1 << 16;
/// As many bytes tell a file in UTF-16 without a mark.
const SAMPLE: usize = 256;
const MARK: &[u8] = b"\xef\xbb\xbf";

/// How letters are written as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// UTF-16, the lower byte first.
    Utf16Le,
    /// UTF-16, the higher byte first.
    Utf16Be,
    /// Western European, as older programs for Windows write it.
    Windows1252,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1252];

    /// The one that the first bytes of a file show, and whether they leave no doubt; UTF-8 where they show none.
    fn of(start: &[u8]) -> (Self, bool) {
        match start {
            [0xef, 0xbb, 0xbf, ..] => return (Self::Utf8, true),
            [0xff, 0xfe, ..] => return (Self::Utf16Le, true),
            [0xfe, 0xff, ..] => return (Self::Utf16Be, true),
            _ => {}
        }
        // Every other byte of simple letters in UTF-16 is 0.
        let sample = &start[..start.len().min(SAMPLE)];
        let n_zeros = |odd: usize| {
            sample
                .iter()
                .skip(odd)
                .step_by(2)
                .filter(|&&b| b == 0)
                .count()
        };
        let most = sample.len() / 2 * 9 / 10;
        match [n_zeros(0), n_zeros(1)] {
            [0, n] if n > 0 && n >= most => (Self::Utf16Le, true),
            [n, 0] if n > 0 && n >= most => (Self::Utf16Be, true),
            _ => (Self::Utf8, false),
        }
    }

    /// The byte order mark that may stand before a text.
    const fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => MARK,
            Self::Utf16Le => b"\xff\xfe",
            Self::Utf16Be => b"\xfe\xff",
            Self::Windows1252 => b"",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16",
            Self::Utf16Be => "UTF-16 (big-endian)",
            Self::Windows1252 => "windows-1252",
        })
    }
}

/// Text in UTF-8 from bytes in whatever encoding.
///
/// Where nobody says which it is, and no byte order mark does, a text is UTF-8 up to the first byte that isn't. If there
/// were nothing but ASCII letters before, which are the same in both, it is in windows-1252 all along. Otherwise the
/// rest is handed through as it is, so that whoever reads it finds where it ceases to be text.
pub(super) struct Decoded<R> {
    reader: R,
    encoding: Rc<Cell<Encoding>>,
    is_sure: bool,
    is_ascii: bool,
    is_broken: bool,
    has_begun: bool,
    /// Bytes that are read and not decoded.
    raw: Vec<u8>,
    text: Served,
}

impl<R: Read> Decoded<R> {
    /// The text of a reader; `asked` is the encoding that someone has chosen.
    pub(super) fn new(reader: R, asked: Option<Encoding>) -> Self {
        Self {
            reader,
            encoding: Rc::new(Cell::new(asked.unwrap_or_default())),
            is_sure: asked.is_some(),
            is_ascii: true,
            is_broken: false,
            has_begun: false,
            raw: Vec::new(),
            text: Served::default(),
        }
    }

    /// The encoding as far as it is known, also when the text is read elsewhere.
    pub(super) fn encoding(&self) -> Rc<Cell<Encoding>> {
        Rc::clone(&self.encoding)
    }

    /// Decodes a piece more; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        self.text.clear();
        let mut is_last = false;
        while self.text.bytes.is_empty() && !is_last {
            let piece = self.reader.by_ref().take(PIECE);
            is_last = { piece }.read_to_end(&mut self.raw)? == 0;
            if !self.has_begun {
                self.begin();
            }
            self.decode(is_last);
        }
        Ok(!self.text.bytes.is_empty())
    }

    fn begin(&mut self) {
        self.has_begun = true;
        if !self.is_sure {
            let (encoding, is_sure) = Encoding::of(&self.raw);
            self.encoding.set(encoding);
            self.is_sure = is_sure;
        }
        let mark = self.encoding.get().mark();
        if self.raw.starts_with(mark) {
            self.raw.drain(..mark.len());
        }
    }

    fn decode(&mut self, is_last: bool) {
        match self.encoding.get() {
            _ if self.is_broken => self.text.bytes.append(&mut self.raw),
            Encoding::Utf8 => self.decode_utf8(is_last),
            Encoding::Windows1252 => self.decode_windows(),
            Encoding::Utf16Le => self.decode_utf16(is_last, u16::from_le_bytes),
            Encoding::Utf16Be => self.decode_utf16(is_last, u16::from_be_bytes),
        }
    }

    fn decode_utf8(&mut self, is_last: bool) {
        let Err(error) = std::str::from_utf8(&self.raw) else {
            self.is_ascii &= self.raw.is_ascii();
            self.text.bytes.append(&mut self.raw);
            return;
        };
        let valid: Vec<u8> = self.raw.drain(..error.valid_up_to()).collect();
        self.is_ascii &= valid.is_ascii();
        self.text.bytes.extend(valid);
        if error.error_len().is_none() && !is_last {
            // The rest of the letter comes with the next piece.
            return;
        }
        if self.is_ascii && !self.is_sure {
            self.encoding.set(Encoding::Windows1252);
            self.decode_windows();
        } else {
            self.is_broken = true;
            self.text.bytes.append(&mut self.raw);
        }
    }

    fn decode_windows(&mut self) {
        self.text
            .bytes
            .extend(CP1252.decode_lossy(&self.raw).as_bytes());
        self.raw.clear();
    }

    fn decode_utf16(&mut self, is_last: bool, unit: fn([u8; 2]) -> u16) {
        let mut units: Vec<u16> = self
            .raw
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        let ends_within = units
            .last()
            .is_some_and(|unit| (0xd800..0xdc00).contains(unit));
        if ends_within && !is_last {
            units.pop();
        }
        self.raw.drain(..2 * units.len());
        if is_last && !self.raw.is_empty() {
            self.raw.clear();
            units.push(0xfffd);
        }
        self.text
            .bytes
            .extend(String::from_utf16_lossy(&units).as_bytes());
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.text.is_out() && !self.fill()? {
            return Ok(0);
        }
        Ok(self.text.hand(buffer))
    }
}
