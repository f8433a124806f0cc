//! Long lists as bytes side by side, so that a message with a million numbers is copied and not read
//! number by number. For `#[serde(with = "…")]`.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// Reads bytes and hands them on as they lie in the message.
struct Bytes<T>(fn(&[u8]) -> Option<T>);

impl<T> Visitor<'_> for Bytes<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("numbers side by side")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<T, E> {
        (self.0)(bytes).ok_or_else(|| E::invalid_length(bytes.len(), &"whole numbers"))
    }
}

macro_rules! packed {
    ($(#[$doc:meta])* $name:ident, $type:ty, $wire:ty, $to:expr, $from:expr) => {
        $(#[$doc])*
        pub mod $name {
            use super::{Bytes, Deserializer, Serializer};

            const SIZE: usize = size_of::<$wire>();

            /// Writes them.
            ///
            /// # Errors
            /// Those of the serializer.
            pub fn serialize<S: Serializer>(values: &[$type], serializer: S) -> Result<S::Ok, S::Error> {
                let to = $to;
                let mut bytes = Vec::with_capacity(values.len() * SIZE);
                for value in values {
                    bytes.extend_from_slice(&<$wire>::to_le_bytes(to(value)));
                }
                serializer.serialize_bytes(&bytes)
            }

            /// Reads them.
            ///
            /// # Errors
            /// Where the bytes make no whole number of values.
            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<$type>, D::Error> {
                let read = |bytes: &[u8]| {
                    let from = $from;
                    let (values, rest) = bytes.as_chunks::<SIZE>();
                    let value = |bytes: &[u8; SIZE]| -> $type { from(<$wire>::from_le_bytes(*bytes)) };
                    rest.is_empty().then(|| values.iter().map(value).collect())
                };
                deserializer.deserialize_bytes(Bytes(read))
            }
        }
    };
}

packed!(
    /// Doubles.
    doubles, f64, f64, |value: &f64| *value, |value: f64| value
);
packed!(
    /// Single-precision numbers.
    singles, f32, f32, |value: &f32| *value, |value: f32| value
);
packed!(
    /// Yes and no.
    flags, bool, u8, |value: &bool| u8::from(*value), |value: u8| value != 0
);
packed!(
    /// Counts and places below 2³², as no browser holds more rows.
    places, usize, u32,
    |value: &usize| u32::try_from(*value).unwrap_or(u32::MAX), |value: u32| value as usize
);

packed!(
    /// Pairs of counts below 2³².
    pairs, [usize; 2], u64,
    |[first, second]: &[usize; 2]| (*first as u64) << 32 | *second as u64,
    |value: u64| [(value >> 32) as usize, (value & 0xffff_ffff) as usize]
);

/// Columns of doubles.
pub mod columns {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize)]
    struct Written<'a>(#[serde(with = "super::doubles")] &'a [f64]);

    #[derive(Deserialize)]
    struct Read(#[serde(with = "super::doubles")] Vec<f64>);

    /// Writes them.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(
        columns: &[Vec<f64>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let columns: Vec<_> = columns.iter().map(|column| Written(column)).collect();
        columns.serialize(serializer)
    }

    /// Reads them.
    ///
    /// # Errors
    /// As [`doubles`](super::doubles).
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Vec<f64>>, D::Error> {
        let columns = Vec::<Read>::deserialize(deserializer)?;
        Ok(columns.into_iter().map(|Read(column)| column).collect())
    }
}

/// Rankings, so that what one worker sorted nobody sorts again.
pub mod rankings {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::metrics::{Ranking, RankingError};

    #[derive(Serialize, Deserialize)]
    struct Parts {
        #[serde(with = "super::places")]
        order: Vec<usize>,
        #[serde(with = "super::doubles")]
        thresholds: Vec<f64>,
        #[serde(with = "super::pairs")]
        flagged: Vec<[usize; 2]>,
    }

    /// Writes them.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(
        rankings: &[Result<Ranking, RankingError>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let parts = |ranking: &Ranking| Parts {
            order: ranking.order().to_vec(),
            thresholds: ranking.thresholds().to_vec(),
            flagged: ranking
                .confusions()
                .map(|(_, cells)| [cells.false_positives, cells.true_positives])
                .collect(),
        };
        let all = rankings.iter().map(|ranking| match ranking {
            Ok(ranking) => Ok(parts(ranking)),
            Err(error) => Err(error),
        });
        all.collect::<Vec<_>>().serialize(serializer)
    }

    /// Reads them.
    ///
    /// # Errors
    /// Where the parts make no ranking.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Result<Ranking, RankingError>>, D::Error> {
        let all = Vec::<Result<Parts, RankingError>>::deserialize(deserializer)?;
        let ranking = |parts: Parts| {
            Ranking::assembled(&parts.order, &parts.thresholds, &parts.flagged)
                .ok_or_else(|| D::Error::custom("no ranking"))
        };
        all.into_iter()
            .map(|parts| parts.map_or_else(|error| Ok(Err(error)), |parts| ranking(parts).map(Ok)))
            .collect()
    }
}
