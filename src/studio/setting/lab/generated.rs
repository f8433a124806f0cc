//! How rows are made.

use super::written::{Lab, SEED, seed};
use crate::data::ClassificationSpec;
use crate::experiment::LabSpec;
use crate::numbers::read_number;
use crate::setting::{flag, real, size, text, whole};

fn generate(spec: &mut LabSpec) -> &mut ClassificationSpec {
    &mut spec.data.generate
}

fn default_share(spec: &ClassificationSpec) -> f64 {
    spec.weights.map_or(0.5, |[_, default]| default)
}

/// Rows to generate.
pub static ROWS: Lab = whole(
    "rows",
    "Rows",
    (10, 6_000_000),
    |s| s.data.generate.n_samples as u64,
    |s, v| generate(s).n_samples = size(v),
);
/// Columns to generate.
pub static FEATURES: Lab = whole(
    "features",
    "Features",
    (1, 10_000),
    |s| s.data.generate.n_features as u64,
    |s, v| generate(s).n_features = size(v),
);
/// Columns in which the clusters differ.
pub static INFORMATIVE: Lab = whole(
    "informative",
    "Informative features",
    (1, 10_000),
    |s| s.data.generate.n_informative as u64,
    |s, v| generate(s).n_informative = size(v),
);
/// The share of defaults that is drawn.
pub static DEFAULT_RATE: Lab = real(
    "default_rate",
    "Default rate (%)",
    (0.0, 100.0),
    |s| default_share(&s.data.generate) * 100.0,
    |s, v| generate(s).weights = Some([1.0 - v / 100.0, v / 100.0]),
);
/// The share of good customers, where it isn't the rest.
pub static GOOD_RATE: Lab = real(
    "good_rate",
    "Share of good customers",
    (0.0, 1.0),
    |s| s.data.generate.weights.map_or(0.5, |[good, _]| good),
    |s, v| {
        let default = default_share(&s.data.generate);
        generate(s).weights = Some([v, default]);
    },
);
/// How far apart the clusters lie.
pub static CLASS_SEPARATION: Lab = real(
    "separation",
    "Class separation",
    (0.0, 100.0),
    |s| s.data.generate.class_sep,
    |s, v| generate(s).class_sep = v,
);
/// The share of labels that are drawn anew.
pub static LABEL_NOISE: Lab = real(
    "noise",
    "Label noise (%)",
    (0.0, 100.0),
    |s| s.data.generate.flip_y * 100.0,
    |s, v| generate(s).flip_y = v / 100.0,
);
/// The generator's seed.
pub static DATA_SEED: Lab = whole(
    "seed",
    "Seed",
    SEED,
    |s| s.data.generate.random_state.into(),
    |s, v| generate(s).random_state = seed(v),
);
/// Columns that combine others.
pub static REDUNDANT: Lab = whole(
    "redundant",
    "Redundant features",
    (0, 10_000),
    |s| s.data.generate.n_redundant as u64,
    |s, v| generate(s).n_redundant = size(v),
);
/// Columns that repeat others.
pub static REPEATED: Lab = whole(
    "repeated",
    "Repeated features",
    (0, 10_000),
    |s| s.data.generate.n_repeated as u64,
    |s, v| generate(s).n_repeated = size(v),
);
/// Clusters of each class.
pub static CLUSTERS: Lab = whole(
    "clusters",
    "Clusters per class",
    (1, 1_000),
    |s| s.data.generate.n_clusters_per_class as u64,
    |s, v| generate(s).n_clusters_per_class = size(v),
);
/// Where clusters sit.
pub static HYPERCUBE: Lab = flag(
    "hypercube",
    "Clusters on the corners of a hypercube",
    |s| s.data.generate.hypercube,
    |s, v| generate(s).hypercube = v,
);
static SHUFFLE: Lab = flag(
    "shuffle",
    "Rows and columns in random order",
    |s| s.data.generate.shuffle,
    |s, v| generate(s).shuffle = v,
);
static SHIFT: Lab = text(
    "shift",
    "Shift of columns",
    "A number or \"drawn\", please.",
    |s| drawn(s.data.generate.shift),
    |s, v| undrawn(v).map(|v| generate(s).shift = v).is_some(),
);
static SCALE: Lab = text(
    "column_scale",
    "Scale of columns",
    "A number or \"drawn\", please.",
    |s| drawn(s.data.generate.scale),
    |s, v| undrawn(v).map(|v| generate(s).scale = v).is_some(),
);

fn drawn(value: Option<f64>) -> String {
    value.map_or_else(|| "drawn".into(), |value| value.to_string())
}

fn undrawn(text: &str) -> Option<Option<f64>> {
    if text == "drawn" {
        return Some(None);
    }
    let number = read_number(text)?;
    number.is_finite().then_some(Some(number))
}

/// How rows are made.
pub(super) static GENERATED: [&Lab; 15] = [
    &ROWS,
    &FEATURES,
    &INFORMATIVE,
    &DEFAULT_RATE,
    &GOOD_RATE,
    &CLASS_SEPARATION,
    &LABEL_NOISE,
    &DATA_SEED,
    &REDUNDANT,
    &REPEATED,
    &CLUSTERS,
    &HYPERCUBE,
    &SHUFFLE,
    &SHIFT,
    &SCALE,
];
