//! One stream of random numbers per purpose.

use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;

/// What a stream of random numbers is drawn for.
///
/// Purposes have streams of their own, so that a layer more or a row less in one does not shift
/// the numbers of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The weights that a network starts from.
    InitialWeights,
    /// The order in which an epoch visits the rows.
    BatchOrder,
    /// The units that are left out.
    Dropout,
    /// The columns that an explanation asks about together.
    Coalitions,
    /// The order in which coordinate descent visits the rows.
    RowOrder,
    /// The columns that nodes of a tree try, and thresholds that are drawn.
    TreeColumns,
    /// The rows and columns of the trees of a boosting.
    Boosting,
}

/// The stream of `seed` for one purpose, the same on every platform.
///
/// The seed is combined with a constant of the purpose and spread over the generator's state by
/// `seed_from_u64` (SplitMix64).
pub fn stream(seed: u64, purpose: Purpose) -> Xoshiro256PlusPlus {
    let constant = match purpose {
        Purpose::InitialWeights => 0x57e1_6875_0000_0001,
        Purpose::BatchOrder => 0xba7c_40de_0000_0002,
        Purpose::Dropout => 0xd409_0a71_0000_0003,
        Purpose::Coalitions => 0xc0a1_5e75_0000_00e1,
        Purpose::RowOrder => 0xc0da_de5c_0000_0004,
        Purpose::TreeColumns => 0x7ee5_c014_0000_0005,
        Purpose::Boosting => 0xb005_7ed5_0000_0006,
    };
    Xoshiro256PlusPlus::seed_from_u64(seed ^ constant)
}
