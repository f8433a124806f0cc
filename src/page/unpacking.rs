//! Other parts of the program as they are shipped, unpacked by the first for the script that loads them. By LZMA a part is a
//! fifth smaller than by gzip, and from servers that pack nothing a third of what it was.

use lzma_rust2::{LzmaReader, Read};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Bytes that are unpacked in a few milliseconds.
const STEP: usize = 1 << 17;

/// A part that is being unpacked.
#[wasm_bindgen]
pub struct Unpacking {
    reader: LzmaReader<Packed>,
    part: Vec<u8>,
}

/// What is left of the packed bytes.
struct Packed {
    bytes: Vec<u8>,
    n_read: usize,
}

impl Read for Packed {
    fn read(&mut self, to: &mut [u8]) -> lzma_rust2::Result<usize> {
        let left = self.bytes.get(self.n_read..).unwrap_or_default();
        let n = left.len().min(to.len());
        to[..n].copy_from_slice(&left[..n]);
        self.n_read += n;
        Ok(n)
    }
}

#[wasm_bindgen]
impl Unpacking {
    /// Begins.
    ///
    /// # Errors
    /// Where what came isn't such a part.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>) -> Result<Self, JsValue> {
        let packed = Packed { bytes, n_read: 0 };
        let reader = LzmaReader::new_mem_limit(packed, u32::MAX, None).map_err(damaged)?;
        Ok(Self {
            reader,
            part: Vec::new(),
        })
    }

    /// Unpacks some more. True once all of it is.
    ///
    /// # Errors
    /// Where not all of the part came.
    pub fn advance(&mut self) -> Result<bool, JsValue> {
        let n_before = self.part.len();
        let mut n_read = 0;
        self.part.resize(n_before + STEP, 0);
        while n_read < STEP {
            let to = &mut self.part[n_before + n_read..];
            let n_more = self.reader.read(to).map_err(damaged)?;
            n_read += n_more;
            if n_more == 0 {
                self.part.truncate(n_before + n_read);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The part.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.part
    }
}

fn damaged(_: lzma_rust2::Error) -> JsValue {
    "A part of the program is damaged.".into()
}
