//! Bytes that are made piece by piece and read piece by piece.

/// A piece that is being handed out.
#[derive(Debug, Default)]
pub(super) struct Served {
    /// All of it.
    pub(super) bytes: Vec<u8>,
    n_taken: usize,
}

impl Served {
    /// Whether all of it was handed out.
    pub(super) const fn is_out(&self) -> bool {
        self.n_taken == self.bytes.len()
    }

    /// Makes room for the next piece.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.n_taken = 0;
    }

    /// Hands out as much as there is room for.
    pub(super) fn hand(&mut self, buffer: &mut [u8]) -> usize {
        let rest = self.bytes.get(self.n_taken..).unwrap_or_default();
        let n = rest.len().min(buffer.len());
        buffer[..n].copy_from_slice(&rest[..n]);
        self.n_taken += n;
        n
    }
}
