//! The streams of `numpy.random.RandomState`, so that a seed means here what it means in Python.
//!
//! NumPy has frozen these streams (NEP 19); scikit-learn and imbalanced-learn draw from them
//! whenever they are given an integer `random_state`. Everything random without a Python twin uses
//! `rand` instead.

use rand_mt::Mt;

/// A stream of `numpy.random.RandomState(seed)`: MT19937 with the legacy distributions.
///
/// Equal calls in equal order give NumPy's values: integers exactly, doubles bit for bit, normals
/// to the last bits of the logarithm.
///
/// ```
/// use imbalance_base::random::NumpyRandom;
///
/// let mut random = NumpyRandom::new(42);
/// assert_eq!(random.random_sample(), 0.3745401188473625);
/// assert_eq!(random.random_sample(), 0.9507143064099162);
/// ```
#[derive(Clone, Debug)]
pub struct NumpyRandom {
    bits: Mt,
    /// The second value of the last polar pair, until it is asked for.
    spare_normal: Option<f64>,
}

impl NumpyRandom {
    /// The stream of `RandomState(seed)`, seeded by Matsumoto and Nishimura's `init_genrand`.
    pub fn new(seed: u32) -> Self {
        Self {
            bits: Mt::new(seed),
            spare_normal: None,
        }
    }

    /// A double in `[0, 1)` with 53 random bits, as `random_sample()`.
    pub fn random_sample(&mut self) -> f64 {
        let high = f64::from(self.bits.next_u32() >> 5);
        let low = f64::from(self.bits.next_u32() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }

    /// A double in `[low, high)`, as `uniform(low, high)`.
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.random_sample()
    }

    /// A draw from the standard normal distribution, as `standard_normal()`.
    ///
    /// Marsaglia's polar method: each accepted pair gives two values, the second is kept for the
    /// next call.
    pub fn standard_normal(&mut self) -> f64 {
        if let Some(spare) = self.spare_normal.take() {
            return spare;
        }
        loop {
            let x = 2.0 * self.random_sample() - 1.0;
            let y = 2.0 * self.random_sample() - 1.0;
            let r2 = x * x + y * y;
            if r2 < 1.0 && r2 != 0.0 {
                let factor = (-2.0 * libm::log(r2) / r2).sqrt();
                self.spare_normal = Some(factor * x);
                return factor * y;
            }
        }
    }

    /// An integer in `[0, high)`, as `randint(0, high)`; 0 where `high` is 0.
    pub fn randint(&mut self, high: usize) -> usize {
        self.interval(high.saturating_sub(1))
    }

    /// Shuffles in place, as `shuffle(items)`.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.interval(last));
        }
    }

    /// The numbers `0..n` in random order, as `permutation(n)`.
    pub fn permutation(&mut self, n: usize) -> Vec<usize> {
        let mut items: Vec<usize> = (0..n).collect();
        self.shuffle(&mut items);
        items
    }

    /// `size` distinct numbers below `n`, as `choice(n, size, replace=False)`; all `n` where `size`
    /// is larger.
    pub fn choice(&mut self, n: usize, size: usize) -> Vec<usize> {
        let mut items = self.permutation(n);
        items.truncate(size);
        items
    }

    /// `size` numbers below `n`, any of them several times, as `choice(n, size, replace=True)`; none where `n` is 0.
    pub fn choice_with_replacement(&mut self, n: usize, size: usize) -> Vec<usize> {
        let size = if n == 0 { 0 } else { size };
        (0..size).map(|_| self.randint(n)).collect()
    }

    /// An integer in `[0, max]`: draws masked to the bits of `max`, rejected while they exceed it.
    fn interval(&mut self, max: usize) -> usize {
        if max == 0 {
            return 0;
        }
        let mask = usize::MAX >> max.leading_zeros();
        let fits_in_32_bits = u32::try_from(max).is_ok();
        loop {
            let bits = if fits_in_32_bits {
                self.word()
            } else {
                (self.word() << 16) << 16 | self.word()
            };
            if bits & mask <= max {
                return bits & mask;
            }
        }
    }

    fn word(&mut self) -> usize {
        self.bits.next_u32() as usize
    }
}
