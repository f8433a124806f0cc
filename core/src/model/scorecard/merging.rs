//! Which neighbouring bins become one.

/// A bin holds at least one row in so many.
const LEAST_SHARE: u64 = 20;

/// A bin while bins are merged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Where it begins.
    pub(super) low: f64,
    /// Training rows: negatives, positives.
    pub(super) counts: [u64; 2],
}

impl Part {
    const fn n_rows(&self) -> u64 {
        self.counts[0] + self.counts[1]
    }
}

/// Merges in the steps that [`WoeBins`](super::WoeBins) tells, until there are at most `max_bins`.
pub(super) fn merge(parts: &mut Vec<Part>, max_bins: usize) {
    join_empty(parts);
    let is_rising = rises(parts);
    pool(parts, is_rising);
    while let Some(place) = least_missed(parts, max_bins) {
        join(parts, place);
    }
}

/// The weight of evidence of each part, and the information value of all.
pub(super) fn evidence(parts: &[Part]) -> (Vec<f64>, f64) {
    let added = 0.5 * parts.len() as f64;
    let totals = [0, 1].map(|class| {
        let rows: u64 = parts.iter().map(|part| part.counts[class]).sum();
        rows as f64 + added
    });
    let mut information_value = 0.0;
    let weight_of = |part: &Part| {
        let [negatives, positives] =
            [0, 1].map(|class| (part.counts[class] as f64 + 0.5) / totals[class]);
        let weight = libm::log(positives / negatives);
        information_value += (positives - negatives) * weight;
        weight
    };
    (parts.iter().map(weight_of).collect(), information_value)
}

/// The part at `place` and the one behind it become one.
fn join(parts: &mut Vec<Part>, place: usize) {
    let next = parts.remove(place + 1);
    for (sum, count) in parts[place].counts.iter_mut().zip(next.counts) {
        *sum += count;
    }
}

/// A part without rows goes to the one before it; the first one has rows.
fn join_empty(parts: &mut Vec<Part>) {
    let mut place = 1;
    while place < parts.len() {
        if parts[place].n_rows() == 0 {
            join(parts, place - 1);
        } else {
            place += 1;
        }
    }
}

/// Whether pairs of a negative and a positive of which the positive lies in a higher part are at least as many as those
/// of which it lies in a lower one: the sign of Spearman's rank correlation.
fn rises(parts: &[Part]) -> bool {
    let all: u64 = parts.iter().map(|part| part.counts[0]).sum();
    let (mut below, mut surplus) = (0, 0.0);
    for part in parts {
        let [negatives, positives] = part.counts;
        let above = all - below - negatives;
        surplus += positives as f64 * (below as f64 - above as f64);
        below += negatives;
    }
    surplus >= 0.0
}

/// Pools adjacent violators, until the share of positives rises from part to part, or falls.
fn pool(parts: &mut Vec<Part>, is_rising: bool) {
    let mut place = 0;
    while place + 1 < parts.len() {
        let (here, next) = (parts[place].counts, parts[place + 1].counts);
        let (low, high) = if is_rising {
            (here, next)
        } else {
            (next, here)
        };
        // Shares compared without a division, so that equal ones are equal.
        if low[1] * high[0] < high[1] * low[0] {
            place += 1;
        } else {
            join(parts, place);
            place = place.saturating_sub(1);
        }
    }
}

/// The part to be joined with the one behind it: with the smallest part where that holds too few rows, else any where
/// there are too many parts, such that the information value stays largest. `None` where nothing is to be joined.
fn least_missed(parts: &[Part], max_bins: usize) -> Option<usize> {
    let n_rows: u64 = parts.iter().map(Part::n_rows).sum();
    let n_pairs = parts.len().checked_sub(1).filter(|n| *n > 0)?;
    let (smallest, part) = parts
        .iter()
        .enumerate()
        .min_by_key(|(_, part)| part.n_rows())?;
    let pairs = if part.n_rows() * LEAST_SHARE < n_rows {
        smallest.saturating_sub(1)..n_pairs.min(smallest + 1)
    } else if parts.len() > max_bins {
        0..n_pairs
    } else {
        return None;
    };
    let mut best = (pairs.start, f64::NEG_INFINITY);
    for place in pairs {
        let mut joined = parts.to_vec();
        join(&mut joined, place);
        let (_, value) = evidence(&joined);
        if value > best.1 {
            best = (place, value);
        }
    }
    Some(best.0)
}
