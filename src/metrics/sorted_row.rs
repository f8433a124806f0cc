//! Rows in the order of their scores.

/// A row's index with its score as an integer key whose ascending order is the scores'
/// descending order; equal scores, and only they, have equal keys.
#[derive(Clone, Copy, Debug)]
pub(super) struct SortedRow {
    key: u64,
    pub(super) row: usize,
}

const SIGN: u64 = 1 << 63;

impl SortedRow {
    /// The rows by score descending, ties in the order of the rows.
    pub(super) fn all(scores: &[f64]) -> Vec<Self> {
        let keyed = |(row, &score)| Self {
            key: key(score),
            row,
        };
        let mut rows: Vec<Self> = scores.iter().enumerate().map(keyed).collect();
        rows.sort_by_key(|row| row.key);
        rows
    }

    /// Whether both rows have the same score.
    pub(super) fn ties_with(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// The score that the key was made of; zero has no sign.
    pub(super) fn score(&self) -> f64 {
        let ascending = !self.key;
        f64::from_bits(if ascending & SIGN == 0 {
            !ascending
        } else {
            ascending ^ SIGN
        })
    }
}

/// IEEE 754 doubles compare as sign-and-magnitude integers: flipping the sign of the positive
/// ones and all bits of the negative ones makes them compare as unsigned integers.
fn key(score: f64) -> u64 {
    // Adding zero turns −0 into 0, so that the two tie.
    let bits = (score + 0.0).to_bits();
    !(if bits & SIGN == 0 { bits ^ SIGN } else { !bits })
}
