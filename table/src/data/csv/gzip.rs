//! Files packed by gzip, as RFC 1952 has them. flate2 unpacks; its own reader of gzip would bring 16 KB of tables.

use std::io::{self, BufRead, BufReader, Read};

use crc::{CRC_32_ISO_HDLC, Crc, Digest, Table};
use flate2::bufread::DeflateDecoder;

static CRC: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// The two bytes that a member begins with.
pub(super) const MAGIC: [u8; 2] = [0x1f, 0x8b];
/// How a member is packed: deflated, the only way there is.
const DEFLATED: u8 = 8;

/// What stands in a header behind its ten bytes.
const HAS_CRC: u8 = 2;
const HAS_EXTRA: u8 = 4;
const HAS_NAME: u8 = 8;
const HAS_COMMENT: u8 = 16;

/// The contents of the members of a file, one after the other; what comes behind the last isn't read.
pub(super) struct Gzip<R: Read> {
    member: Member<BufReader<R>>,
}

enum Member<R: BufRead> {
    /// Its header comes next; whether it is the first.
    Header(R, bool),
    /// It is being unpacked.
    Body(Box<Body<R>>),
    /// There is no more.
    Over,
}

struct Body<R: BufRead> {
    reader: DeflateDecoder<R>,
    digest: Digest<'static, u32, Table<1>>,
    /// Bytes unpacked, as 32 bits count them.
    n_bytes: u32,
}

impl<R: Read> Gzip<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            member: Member::Header(BufReader::new(reader), true),
        }
    }
}

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match &mut self.member {
                Member::Over => return Ok(0),
                Member::Body(body) => {
                    let n = body.reader.read(buffer).map_err(told)?;
                    if n > 0 || buffer.is_empty() {
                        let unpacked = buffer.get(..n).unwrap_or_default();
                        body.digest.update(unpacked);
                        body.n_bytes = body.n_bytes.wrapping_add(u32::try_from(n).unwrap_or(0));
                        return Ok(n);
                    }
                }
                Member::Header(..) => {}
            }
            self.member = match std::mem::replace(&mut self.member, Member::Over) {
                Member::Header(reader, is_first) => begun(reader, is_first)?,
                Member::Body(body) => ended(*body)?,
                Member::Over => Member::Over,
            };
        }
    }
}

/// Reads a header.
fn begun<R: BufRead>(mut reader: R, is_first: bool) -> io::Result<Member<R>> {
    let start = reader.fill_buf()?;
    // Some programs pad a file; only at its beginning something else is an error.
    if !is_first && !start.starts_with(&MAGIC[..start.len().clamp(1, 2)]) {
        return Ok(Member::Over);
    }
    let mut head = [0; 10];
    reader.read_exact(&mut head).map_err(|_| cut_off())?;
    if head[..2] != MAGIC || head[2] != DEFLATED {
        return Err(io::Error::other("it isn't packed as gzip packs files"));
    }
    let flags = head[3];
    if flags & HAS_EXTRA != 0 {
        let mut length = [0; 2];
        reader.read_exact(&mut length)?;
        skip(&mut reader, u64::from(u16::from_le_bytes(length)))?;
    }
    for flag in [HAS_NAME, HAS_COMMENT] {
        if flags & flag != 0 {
            reader.read_until(0, &mut Vec::new())?;
        }
    }
    if flags & HAS_CRC != 0 {
        skip(&mut reader, 2)?;
    }
    Ok(Member::Body(Box::new(Body {
        reader: DeflateDecoder::new(reader),
        digest: CRC.digest(),
        n_bytes: 0,
    })))
}

fn skip(reader: &mut impl BufRead, n: u64) -> io::Result<()> {
    let skipped = io::copy(&mut reader.take(n), &mut io::sink())?;
    if skipped == n { Ok(()) } else { Err(cut_off()) }
}

/// Checks what stands behind a member: the checksum and the length of its contents.
fn ended<R: BufRead>(body: Body<R>) -> io::Result<Member<R>> {
    let mut reader = body.reader.into_inner();
    let mut trailer = [0; 8];
    reader.read_exact(&mut trailer).map_err(|_| cut_off())?;
    let [a, b, c, d, e, f, g, h] = trailer;
    let checksum = u32::from_le_bytes([a, b, c, d]);
    let length = u32::from_le_bytes([e, f, g, h]);
    if checksum == body.digest.finalize() && length == body.n_bytes {
        Ok(Member::Header(reader, false))
    } else {
        Err(io::Error::other(
            "what it unpacks to isn't what was packed: the file is damaged",
        ))
    }
}

/// The library's words for a stream that ends too early, in ours.
fn told(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        cut_off()
    } else {
        error
    }
}

fn cut_off() -> io::Error {
    io::Error::other("it ends in the middle: the file is cut off")
}
