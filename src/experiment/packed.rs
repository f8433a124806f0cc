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
                let to: fn(&$type) -> $wire = $to;
                let bytes: Vec<u8> = values.iter().flat_map(|value| to(value).to_le_bytes()).collect();
                serializer.serialize_bytes(&bytes)
            }

            /// Reads them.
            ///
            /// # Errors
            /// Where the bytes make no whole number of values.
            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<$type>, D::Error> {
                let read = |bytes: &[u8]| {
                    let from: fn($wire) -> $type = $from;
                    let values = bytes.chunks_exact(SIZE);
                    let is_whole = values.remainder().is_empty();
                    let value = |bytes: &[u8]| Some(from(<$wire>::from_le_bytes(bytes.try_into().ok()?)));
                    is_whole.then(|| values.map(value).collect::<Option<Vec<_>>>()).flatten()
                };
                deserializer.deserialize_bytes(Bytes(read))
            }
        }
    };
}

packed!(
    /// Doubles.
    doubles, f64, f64, |value| *value, |value| value
);
packed!(
    /// Single-precision numbers.
    singles, f32, f32, |value| *value, |value| value
);
packed!(
    /// Yes and no.
    flags, bool, u8, |value| u8::from(*value), |value| value != 0
);
packed!(
    /// Counts and places below 2³², as no browser holds more rows.
    places, usize, u32,
    |value| u32::try_from(*value).unwrap_or(u32::MAX), |value| value as usize
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
