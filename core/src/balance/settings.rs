//! Settings that several remedies have: neighbours, a ratio, when a row is kept, a seed.

/// How many neighbours.
macro_rules! neighbors {
    ($key:literal, $label:literal, $($field:ident).+) => {
        $crate::setting::whole(
            $key,
            $label,
            (1, 1_000),
            |s| s.$($field).+ as u64,
            |s, v| s.$($field).+ = $crate::setting::size(v),
        )
    };
}

/// Rows of the minority over rows of the majority afterwards.
macro_rules! ratio {
    ($($field:ident).+) => {
        $crate::setting::real(
            "ratio",
            "Minority to majority",
            (0.0, 1.0),
            |s| s.$($field).+,
            |s, v| s.$($field).+ = v,
        )
    };
}

/// When a row is kept.
macro_rules! kept {
    ($($field:ident).+) => {
        $crate::setting::choice(
            "keep",
            "Keep a row if its neighbours agree",
            &[("all", "All"), ("mode", "Most")],
            |s| $crate::setting::place(&$crate::balance::Kept::KINDS, &s.$($field).+),
            |s, v| s.$($field).+ = $crate::setting::at(&$crate::balance::Kept::KINDS, v),
        )
    };
}

/// The seed of NumPy's stream.
macro_rules! seed {
    ($($field:ident).+) => {
        $crate::setting::whole(
            "seed",
            "Seed",
            (0, u32::MAX as u64),
            |s| s.$($field).+.into(),
            |s, v| s.$($field).+ = $crate::balance::settings::seed_of(v),
        )
    };
}

pub(super) use {kept, neighbors, ratio, seed};

/// A seed as it was typed.
#[expect(
    clippy::cast_possible_truncation,
    reason = "saturates at the largest seed"
)]
pub(super) fn seed_of(value: u64) -> u32 {
    value.min(u64::from(u32::MAX)) as u32
}
