//! One number for all layers, or one for each.

use crate::numbers::read_number;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A setting that each layer of a network may have its own of: one number counts for all layers,
/// several are those of the layers from the inputs on. The default is 0.
///
/// ```
/// use imbalance_network::network::PerLayer;
/// assert_eq!(PerLayer::from(0.5).of(3), 0.5);
/// assert_eq!(PerLayer::read("0.5, 0").map(|rates| rates.of(1)), Some(0.0));
/// assert_eq!(PerLayer::read("0.5, half"), None);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PerLayer(Vec<f64>);

impl Default for PerLayer {
    fn default() -> Self {
        Self::from(0.0)
    }
}

impl From<f64> for PerLayer {
    fn from(all: f64) -> Self {
        Self(vec![all])
    }
}

impl From<Vec<f64>> for PerLayer {
    /// No number is a 0 for all layers.
    fn from(numbers: Vec<f64>) -> Self {
        if numbers.is_empty() {
            Self::default()
        } else {
            Self(numbers)
        }
    }
}

impl PerLayer {
    /// That of a layer, counted from 0; 0 past the last of several.
    #[must_use]
    pub fn of(&self, layer: usize) -> f64 {
        match self.0[..] {
            [all] => all,
            _ => self.0.get(layer).copied().unwrap_or_default(),
        }
    }

    /// The numbers: one, or one a layer.
    #[must_use]
    pub fn numbers(&self) -> &[f64] {
        &self.0
    }

    /// Whether it is 0 for every layer.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.iter().all(|&number| number == 0.0)
    }

    /// The numbers with commas between them, as few digits as bring each back.
    #[must_use]
    pub fn text(&self) -> String {
        let numbers = self.0.iter().map(f64::to_string);
        numbers.collect::<Vec<_>>().join(", ")
    }

    /// What a text of numbers says, with commas or spaces between them; `None` unless all of them are
    /// finite numbers. Whether they make sense is said by [`MlpSpec::check`](super::MlpSpec::check).
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let words = text.split([',', ' ', ';']).filter(|word| !word.is_empty());
        let number = |word: &str| read_number(word).filter(|number| number.is_finite());
        let numbers: Option<Vec<f64>> = words.map(number).collect();
        numbers.map(Self::from)
    }
}

impl Serialize for PerLayer {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0[..] {
            [all] if to.is_human_readable() => all.serialize(to),
            _ => self.0.serialize(to),
        }
    }
}

/// How people write it: a number alone needs no brackets.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    All(f64),
    Each(Vec<f64>),
}

impl<'de> Deserialize<'de> for PerLayer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if !from.is_human_readable() {
            return Vec::deserialize(from).map(Self::from);
        }
        Ok(match Written::deserialize(from)? {
            Written::All(all) => Self::from(all),
            Written::Each(numbers) => Self::from(numbers),
        })
    }
}
