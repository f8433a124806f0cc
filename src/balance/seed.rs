//! Seeds of NumPy's streams as settings.

/// The least and the largest.
pub(super) const SEED: (u64, u64) = (0, u32::MAX as u64);

/// A seed as it was typed.
#[expect(
    clippy::cast_possible_truncation,
    reason = "saturates at the largest seed"
)]
pub(super) fn seed(value: u64) -> u32 {
    value.min(u64::from(u32::MAX)) as u32
}
