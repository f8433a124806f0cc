//! The threshold of a column that tells the classes apart best.

/// Values that lie no farther apart are not told apart, as scikit-learn has it.
pub(super) const SAME: f32 = 1e-7;

/// A threshold of a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// Up to here rows go left.
    pub(super) threshold: f64,
    /// Squares of class weights over the weights of both sides: the larger, the less impure.
    pub(super) gain: f64,
}

/// A value and the place of its row, so that sorting them sorts the values.
pub(super) fn key(value: f32, place: u32) -> u64 {
    let bits = value.to_bits();
    // With all bits turned, negative numbers come before the others, the largest last.
    let ordered = if bits >> 31 == 1 {
        !bits
    } else {
        bits | 1 << 31
    };
    u64::from(ordered) << 32 | u64::from(place)
}

/// The place in a key.
#[expect(clippy::cast_possible_truncation, reason = "it is the lower half")]
pub(super) const fn place_of(key: u64) -> u32 {
    key as u32
}

/// The value in a key.
pub(super) const fn value_of(key: u64) -> f32 {
    let ordered = (key >> 32) as u32;
    f32::from_bits(if ordered >> 31 == 1 {
        ordered ^ 1 << 31
    } else {
        !ordered
    })
}

/// What the rows of a node count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'a> {
    /// Each row, below 0 for a negative.
    pub(super) signed: &'a [f64],
    /// Both classes together, negatives first.
    pub(super) all: [f64; 2],
    /// What that is multiplied by. So sums of whole numbers stay exact, and what is equally good is found to be so.
    pub(super) class_weights: [f64; 2],
}

/// The best of all thresholds, with at least so many rows on each side. Of each row there is a key, in the order of the
/// values.
pub(super) fn best_cut(keys: &[u64], counted: &Counted<'_>, least: usize) -> Option<Cut> {
    let mut left = [0.0_f64; 2];
    let (mut best, mut best_gain) = (None, f64::NEG_INFINITY);
    let mut before = value_of(*keys.first()?);
    for (at, pair) in keys.windows(2).enumerate() {
        let [key, next] = *pair else { continue };
        let signed = counted.signed[place_of(key) as usize];
        left[0] += (-signed).max(0.0);
        left[1] += signed.max(0.0);
        let (value, here) = (before, value_of(next));
        before = here;
        let smaller = (at + 1).min(keys.len() - at - 1);
        if here <= value + SAME || smaller < least {
            continue;
        }
        let gain = counted.gain(left);
        if gain > best_gain {
            (best, best_gain) = (Some(at), gain);
        }
    }
    let at: usize = best?;
    Some(Cut {
        threshold: between(value_of(keys[at]), value_of(keys[at + 1])),
        gain: best_gain,
    })
}

/// A threshold that is given, where both sides have at least so many rows.
pub(super) fn given_cut(
    threshold: f64,
    values: &[f32],
    counted: &Counted<'_>,
    least: usize,
) -> Option<Cut> {
    let mut left = [0.0_f64; 2];
    let mut n_left = 0;
    for (&value, &signed) in values.iter().zip(counted.signed) {
        if f64::from(value) <= threshold {
            n_left += 1;
            left[0] += (-signed).max(0.0);
            left[1] += signed.max(0.0);
        }
    }
    (n_left.min(values.len() - n_left) >= least).then(|| Cut {
        threshold,
        gain: counted.gain(left),
    })
}

impl Counted<'_> {
    fn gain(&self, left: [f64; 2]) -> f64 {
        // What a side counts can't fall below 0, whatever rounding makes of the difference.
        let right = [0, 1].map(|class| (self.all[class] - left[class]).max(0.0));
        let [left, right] = [left, right].map(|side| weighted(side, self.class_weights));
        purity(left) + purity(right)
    }
}

/// What both classes count with their weights.
pub(super) const fn weighted(counted: [f64; 2], class_weights: [f64; 2]) -> [f64; 2] {
    [counted[0] * class_weights[0], counted[1] * class_weights[1]]
}

fn purity([negative, positive]: [f64; 2]) -> f64 {
    (negative * negative + positive * positive) / (negative + positive)
}

/// The middle of two values, but never the upper one.
fn between(low: f32, high: f32) -> f64 {
    let (low, high) = (f64::from(low), f64::from(high));
    let middle = low / 2.0 + high / 2.0;
    if middle < high && middle.is_finite() {
        middle
    } else {
        low
    }
}
