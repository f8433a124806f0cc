//! What settings of an experiment have in common.

use crate::experiment::LabSpec;
use crate::setting::Setting;
use crate::setting::codec::split;

/// A setting of an experiment.
pub type Lab = Setting<LabSpec>;

/// The seeds that there are.
pub(super) const SEED: (u64, u64) = (0, u32::MAX as u64);

#[expect(
    clippy::cast_possible_truncation,
    reason = "saturates at the largest seed"
)]
pub(super) fn seed(value: u64) -> u32 {
    value.min(u64::from(u32::MAX)) as u32
}

pub(super) fn put(field: &mut String, text: &str) -> bool {
    text.clone_into(field);
    true
}

pub(super) fn put_list(field: &mut Vec<String>, text: &str) -> bool {
    *field = split(text);
    true
}
