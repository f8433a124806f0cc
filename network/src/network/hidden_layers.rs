//! What stands between the inputs of a network and its output.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A layer, or a block of layers, of so many units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenLayer {
    /// A fully connected layer.
    Dense(usize),
    /// A residual block of He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition" (CVPR 2016),
    /// of fully connected layers: two of so many units, to whose sums the block's inputs are added before the
    /// activation.
    ///
    /// Of inputs `x`, with `N` the normalisation where the network has one, and units left out after the first
    /// activation `f`: `f(N(W₂ · dropout(f(N(W₁ · x)))) + skip(x))`. The skip is `x` itself where the block has as
    /// many units as inputs, else `N(W · x)`, a projection with weights, biases and a normalisation of its
    /// own. That is the paper's option B: it spends parameters on a skip only where the widths ask for them, and
    /// normalises its sums as those of any other layer.
    Residual(usize),
}

impl HiddenLayer {
    /// Outputs, and units of each of its layers.
    #[must_use]
    pub const fn n_units(self) -> usize {
        match self {
            Self::Dense(n_units) | Self::Residual(n_units) => n_units,
        }
    }

    fn text(self) -> String {
        match self {
            Self::Dense(n_units) => n_units.to_string(),
            Self::Residual(n_units) => format!("{SIGN}{n_units}"),
        }
    }

    fn read(word: &str) -> Option<Self> {
        match word.strip_prefix(SIGN) {
            None => word.parse().ok().map(Self::Dense),
            Some(units) => units.parse().ok().map(Self::Residual),
        }
    }
}

/// What a residual block begins with in a text.
const SIGN: char = 'r';

/// Hidden layers and blocks, from the inputs on. As text, and in JSON, a number is a layer of so many
/// units, and an `r` before it makes it a residual block.
///
/// ```
/// use imbalance_network::network::{HiddenLayer, HiddenLayers};
/// let layers = HiddenLayers::read("128, r64").unwrap();
/// assert_eq!(layers[1], HiddenLayer::Residual(64));
/// assert_eq!(layers.text(), "128, r64");
/// assert_eq!(HiddenLayers::read("128, 64"), Some(vec![128, 64].into()));
/// assert_eq!(HiddenLayers::read("128, x64"), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenLayers(Vec<HiddenLayer>);

impl HiddenLayers {
    /// The layers with commas between them.
    #[must_use]
    pub fn text(&self) -> String {
        self.joined(", ")
    }

    /// The layers with something between them.
    #[must_use]
    pub fn joined(&self, between: &str) -> String {
        let layers = self.0.iter().map(|layer| layer.text());
        layers.collect::<Vec<_>>().join(between)
    }

    /// What a text says, with commas, spaces or hyphens between the layers; `None` where it names anything else.
    /// Whether the numbers make sense is said by [`MlpSpec::check`](super::MlpSpec::check).
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let words = text.split([',', ' ', '-']).filter(|word| !word.is_empty());
        words
            .map(HiddenLayer::read)
            .collect::<Option<_>>()
            .map(Self)
    }
}

impl Deref for HiddenLayers {
    type Target = [HiddenLayer];

    fn deref(&self) -> &[HiddenLayer] {
        &self.0
    }
}

impl From<Vec<usize>> for HiddenLayers {
    /// Fully connected layers of so many units.
    fn from(units: Vec<usize>) -> Self {
        Self(units.into_iter().map(HiddenLayer::Dense).collect())
    }
}

impl From<Vec<HiddenLayer>> for HiddenLayers {
    fn from(layers: Vec<HiddenLayer>) -> Self {
        Self(layers)
    }
}

/// What is added to the units of a block where bytes hold no text. A number alone is a layer, as it was
/// before there were blocks.
const RESIDUAL: u64 = 1 << 32;

impl Serialize for HiddenLayer {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // More units than that are more than can be trained.
        let n_units = (self.n_units() as u64).min(RESIDUAL - 1);
        match self {
            Self::Dense(_) => n_units.serialize(to),
            Self::Residual(_) if to.is_human_readable() => self.text().serialize(to),
            Self::Residual(_) => (RESIDUAL + n_units).serialize(to),
        }
    }
}

/// How people write it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Units(usize),
    Text(String),
}

impl<'de> Deserialize<'de> for HiddenLayer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if !from.is_human_readable() {
            let number = u64::deserialize(from)?;
            let n_units = usize::try_from(number % RESIDUAL).unwrap_or(usize::MAX);
            return Ok(if number < RESIDUAL {
                Self::Dense(n_units)
            } else {
                Self::Residual(n_units)
            });
        }
        match Written::deserialize(from)? {
            Written::Units(n_units) => Ok(Self::Dense(n_units)),
            Written::Text(text) => Self::read(&text)
                .ok_or_else(|| serde::de::Error::custom("neither a number nor r and a number")),
        }
    }
}
