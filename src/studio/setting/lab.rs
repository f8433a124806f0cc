//! The settings of an experiment.

use super::arms::{arms, arms_text};
use super::steps::{steps, steps_text};
use crate::balance::SmoteSpec;
use crate::data::{ClassificationSpec, Delimiter, Encoding, Header, Scaling, SplitBy};
use crate::experiment::{Arms, LabSpec, Order, Source};
use crate::model::settings as network;
use crate::setting::codec::{join, split};
use crate::setting::{Kind, Setting, at, choice, flag, place, real, size, text, whole};

type Lab = Setting<LabSpec>;

const SEED: (u64, u64) = (0, u32::MAX as u64);

#[expect(
    clippy::cast_possible_truncation,
    reason = "saturates at the largest seed"
)]
fn seed(value: u64) -> u32 {
    value.min(u64::from(u32::MAX)) as u32
}

const SOURCES: [Source; 3] = [Source::Generate, Source::Upload, Source::Scores];
const SPLITS: [SplitBy; 3] = [SplitBy::Chance, SplitBy::Time, SplitBy::Group];
const SCALINGS: [Scaling; 4] = [
    Scaling::ZScore,
    Scaling::Range,
    Scaling::Quartiles,
    Scaling::Nothing,
];
const ORDERS: [Order; 2] = [Order::ResampleThenScale, Order::ScaleThenResample];

fn generate(spec: &mut LabSpec) -> &mut ClassificationSpec {
    &mut spec.data.generate
}

fn default_share(spec: &ClassificationSpec) -> f64 {
    spec.weights.map_or(0.5, |[_, default]| default)
}

/// Where rows come from.
pub static SOURCE: Lab = choice(
    "source",
    "Data source",
    &[
        ("generate", "Generate"),
        ("upload", "Upload CSV"),
        ("scores", "Upload scores"),
    ],
    |s| place(&SOURCES, &s.data.source),
    |s, v| s.data.source = at(&SOURCES, v),
);
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
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some(Some(number))
}

macro_rules! file_settings {
    ($file:ident, $name:ident $hash:ident $label:ident $value:ident $left_out:ident $turned:ident
     $delimiter:ident $encoding:ident $header:ident $missing:ident $sheet:ident $also:ident $without:ident,
     $name_key:literal $hash_key:literal $label_key:literal $value_key:literal $left_out_key:literal
     $turned_key:literal $delimiter_key:literal $encoding_key:literal $header_key:literal
     $missing_key:literal $sheet_key:literal $also_key:literal $without_key:literal) => {
        static $name: Lab = text(
            $name_key,
            "File",
            "A name, please.",
            |s| s.data.$file.file_name.clone(),
            |s, v| put(&mut s.data.$file.file_name, v),
        );
        static $hash: Lab = text(
            $hash_key,
            "SHA-256 begins",
            "Hexadecimal digits, please.",
            |s| s.data.$file.file_hash.clone(),
            |s, v| put(&mut s.data.$file.file_hash, v),
        );
        static $label: Lab = text(
            $label_key,
            "Label column",
            "The name of a column, please.",
            |s| s.data.$file.choice.label_column.clone(),
            |s, v| put(&mut s.data.$file.choice.label_column, v),
        );
        static $value: Lab = text(
            $value_key,
            "Default value",
            "A value of the label, please.",
            |s| s.data.$file.choice.default_value.clone(),
            |s, v| put(&mut s.data.$file.choice.default_value, v),
        );
        static $left_out: Lab = text(
            $left_out_key,
            "Left out",
            "Names of columns, please.",
            |s| join(&s.data.$file.choice.left_out),
            |s, v| put_list(&mut s.data.$file.choice.left_out, v),
        );
        static $turned: Lab = text(
            $turned_key,
            "Turned",
            "Names of columns, please.",
            |s| join(&s.data.$file.choice.turned),
            |s, v| put_list(&mut s.data.$file.choice.turned, v),
        );
        /// Other values that mean default.
        pub static $also: Lab = text(
            $also_key,
            "Also default",
            "Values of the label with commas between them, please.",
            |s| s.data.$file.choice.also_default.join(", "),
            |s, v| {
                s.data.$file.choice.also_default = words(v);
                true
            },
        );
        /// Values whose rows are left out.
        pub static $without: Lab = text(
            $without_key,
            "Rows left out",
            "Values of the label with commas between them, please.",
            |s| s.data.$file.choice.without.join(", "),
            |s, v| {
                s.data.$file.choice.without = words(v);
                true
            },
        );
        /// What separates the cells of a file.
        pub static $delimiter: Lab = choice(
            $delimiter_key,
            "Between cells",
            &[
                ("found", "as found"),
                ("comma", "commas"),
                ("semicolon", "semicolons"),
                ("tab", "tabs"),
                ("pipe", "pipes"),
                ("spaces", "spaces"),
            ],
            |s| known(&Delimiter::ALL, s.data.$file.format.delimiter.as_ref()),
            |s, v| s.data.$file.format.delimiter = said(&Delimiter::ALL, v),
        );
        /// How the letters of a file are written as bytes.
        pub static $encoding: Lab = choice(
            $encoding_key,
            "Encoding",
            &[
                ("found", "as found"),
                ("utf-8", "UTF-8"),
                ("utf-16", "UTF-16"),
                ("utf-16be", "UTF-16, big-endian"),
                ("windows-1252", "windows-1252"),
            ],
            |s| known(&Encoding::ALL, s.data.$file.format.encoding.as_ref()),
            |s, v| s.data.$file.format.encoding = said(&Encoding::ALL, v),
        );
        /// How many rows of a file hold the names of its columns.
        pub static $header: Lab = choice(
            $header_key,
            "Names of columns",
            &[
                ("found", "as found"),
                ("none", "none"),
                ("first", "in the first row"),
                ("second", "in the second row"),
            ],
            |s| known(&Header::ALL, s.data.$file.format.header.as_ref()),
            |s, v| s.data.$file.format.header = said(&Header::ALL, v),
        );
        /// Which sheet of a workbook is read.
        pub static $sheet: Lab = text(
            $sheet_key,
            "Sheet of a workbook",
            "The name of a sheet, please.",
            |s| s.data.$file.format.sheet.clone(),
            |s, v| put(&mut s.data.$file.format.sheet, v.trim()),
        );
        /// What else stands for a missing cell.
        pub static $missing: Lab = text(
            $missing_key,
            "Also missing",
            "Texts with commas between them, please: -999, 99999999.",
            |s| s.data.$file.format.missing.join(", "),
            |s, v| {
                s.data.$file.format.missing = words(v);
                true
            },
        );
    };
}

/// Where a value stands in a list of options, the first of which is that nobody has said one.
fn known<T: PartialEq>(all: &[T], value: Option<&T>) -> usize {
    value.map_or(0, |value| 1 + place(all, value))
}

fn said<T: Copy>(all: &[T], option: usize) -> Option<T> {
    all.get(option.checked_sub(1)?).copied()
}

/// Words with commas between them.
fn words(text: &str) -> Vec<String> {
    let words = text.split(',').map(str::trim);
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn put(field: &mut String, text: &str) -> bool {
    text.clone_into(field);
    true
}

fn put_list(field: &mut Vec<String>, text: &str) -> bool {
    *field = split(text);
    true
}

file_settings!(upload, FILE FILE_HASH LABEL DEFAULT_VALUE LEFT_OUT TURNED DELIMITER ENCODING HEADER MISSING SHEET
    ALSO_DEFAULT WITHOUT,
    "file" "file_hash" "label" "default_value" "left_out" "turned" "delimiter" "encoding" "header" "missing" "sheet"
    "also_default" "without");
file_settings!(scores, SCORES_FILE SCORES_HASH SCORES_LABEL SCORES_VALUE SCORES_OUT SCORES_TURNED
    SCORES_DELIMITER SCORES_ENCODING SCORES_HEADER SCORES_MISSING SCORES_SHEET
    SCORES_ALSO SCORES_WITHOUT,
    "scores_file" "scores_hash" "scores_label" "scores_value" "scores_out" "scores_turned" "scores_delimiter"
    "scores_encoding" "scores_header" "scores_missing" "scores_sheet" "scores_also" "scores_without");

/// What makes numbers of the columns of a file.
pub static STEPS: Lab = text(
    "steps",
    "Steps",
    "A list of steps as a link holds it, please.",
    |s| steps_text(&s.prepare),
    |s, v| steps(v).map(|list| s.prepare = list).is_some(),
);

/// Share of the rows to test on.
pub static TEST_SHARE: Lab = real(
    "test",
    "Test share (%)",
    (0.0, 100.0),
    |s| s.split.test_share * 100.0,
    |s, v| s.split.test_share = v / 100.0,
);
/// Share of the rows to choose a threshold on.
pub static VALIDATION_SHARE: Lab = real(
    "validation",
    "Validation share (%)",
    (0.0, 100.0),
    |s| s.split.validation_share * 100.0,
    |s, v| s.split.validation_share = v / 100.0,
);
/// Whether each part keeps the default rate.
pub static STRATIFIED: Lab = flag(
    "stratified",
    "Stratified: the same default rate in every part",
    |s| s.split.stratified,
    |s, v| s.split.stratified = v,
);
/// How columns are scaled.
pub static SCALING: Lab = choice(
    "scaling",
    "Columns scaled by",
    &[
        ("z", "mean and deviation"),
        ("range", "range, 0 to 1"),
        ("quartiles", "median and quartiles"),
        ("none", "nothing"),
    ],
    |s| place(&SCALINGS, &s.scaling),
    |s, v| s.scaling = at(&SCALINGS, v),
);
/// Seed of the split.
pub static SPLIT_SEED: Lab = whole(
    "split_seed",
    "Split seed",
    SEED,
    |s| s.split.random_state.into(),
    |s, v| s.split.random_state = seed(v),
);

/// By what rows of a file are divided.
pub static SPLIT_BY: Lab = choice(
    "split_by",
    "Split",
    &[
        ("chance", "at random"),
        ("time", "by time, the newest held out"),
        ("group", "by group, each on one side"),
    ],
    |s| place(&SPLITS, &s.split.by),
    |s, v| s.split.by = at(&SPLITS, v),
);
/// The column by which they are divided.
pub static SPLIT_COLUMN: Lab = text(
    "split_column",
    "Split by column",
    "The name of a column, please.",
    |s| s.split.column.clone(),
    |s, v| put(&mut s.split.column, v),
);

/// From when on rows are tested on.
pub static SPLIT_FROM: Lab = text(
    "split_from",
    "Tested on from (a date, last year, or empty)",
    "A date or a number, please.",
    |s| s.split.from.clone(),
    |s, v| put(&mut s.split.from, v),
);

/// The list of arms, where it isn't one that a press of [`SMOTE`] sets.
pub static ARMS: Lab = text(
    "arms",
    "Arms",
    "A list of arms as a link holds it, please.",
    |s| {
        if s.preset().is_some() {
            String::new()
        } else {
            arms_text(&s.arms)
        }
    },
    |s, v| {
        if v.is_empty() {
            // What a link without a list means.
            s.arms = LabSpec::default().arms;
            return true;
        }
        arms(v).map(|arms| s.arms = arms).is_some()
    },
);
/// Which arms are trained.
pub static SMOTE: Lab = choice(
    "smote",
    "SMOTE",
    &[("off", "Off"), ("on", "On"), ("both", "Compare both")],
    |s| {
        s.preset()
            .map_or(Arms::ALL.len(), |arms| place(&Arms::ALL, &arms))
    },
    |s, v| {
        if let Some(arms) = Arms::ALL.get(v) {
            s.arms = arms.list(s.smote().copied().unwrap_or_default(), s.order());
        }
    },
);
/// SMOTE's neighbours.
pub static NEIGHBORS: Lab = whole(
    "k",
    "Neighbours (k)",
    (1, 1_000),
    |s| smote(s).k_neighbors as u64,
    |s, v| set_smote(s, |smote| smote.k_neighbors = size(v)),
);
/// Rows of the minority over rows of the majority.
pub static RATIO: Lab = real(
    "ratio",
    "Minority to majority",
    (0.0, 1.0),
    |s| smote(s).sampling_strategy,
    |s, v| set_smote(s, |smote| smote.sampling_strategy = v),
);
/// What comes first.
pub static ORDER: Lab = choice(
    "order",
    "Order",
    &[
        ("smote", "SMOTE, then scale"),
        ("scale", "Scale, then SMOTE"),
    ],
    |s| place(&ORDERS, &s.order()),
    |s, v| s.set_order(at(&ORDERS, v)),
);
/// SMOTE's seed.
pub static SMOTE_SEED: Lab = whole(
    "smote_seed",
    "SMOTE seed",
    SEED,
    |s| smote(s).random_state.into(),
    |s, v| set_smote(s, |smote| smote.random_state = seed(v)),
);

fn smote(spec: &LabSpec) -> SmoteSpec {
    spec.smote().copied().unwrap_or_default()
}

/// Changes SMOTE where an arm has it.
fn set_smote(spec: &mut LabSpec, change: impl FnOnce(&mut SmoteSpec)) {
    if let Some(smote) = spec.smote_mut() {
        change(smote);
    }
}

/// A setting of the network that arms share.
macro_rules! shared_network {
    ($($name:ident)*) => {
        $(
            /// The setting of this name of the network that arms share.
            pub static $name: Lab = Setting {
                key: network::$name.key,
                label: network::$name.label,
                kind: match network::$name.kind {
                    Kind::Whole { range, .. } => Kind::Whole {
                        read: |s| match network::$name.kind {
                            Kind::Whole { read, .. } => read(&s.model),
                            _ => 0,
                        },
                        write: |s, v| {
                            if let Kind::Whole { write, .. } = network::$name.kind {
                                write(&mut s.model, v);
                            }
                        },
                        range,
                    },
                    Kind::Real { range, .. } => Kind::Real {
                        read: |s| match network::$name.kind {
                            Kind::Real { read, .. } => read(&s.model),
                            _ => 0.0,
                        },
                        write: |s, v| {
                            if let Kind::Real { write, .. } = network::$name.kind {
                                write(&mut s.model, v);
                            }
                        },
                        range,
                    },
                    Kind::Flag { .. } => Kind::Flag {
                        read: |s| match network::$name.kind {
                            Kind::Flag { read, .. } => read(&s.model),
                            _ => false,
                        },
                        write: |s, v| {
                            if let Kind::Flag { write, .. } = network::$name.kind {
                                write(&mut s.model, v);
                            }
                        },
                    },
                    Kind::Choice { options, .. } => Kind::Choice {
                        options,
                        read: |s| match network::$name.kind {
                            Kind::Choice { read, .. } => read(&s.model),
                            _ => 0,
                        },
                        write: |s, v| {
                            if let Kind::Choice { write, .. } = network::$name.kind {
                                write(&mut s.model, v);
                            }
                        },
                    },
                    Kind::Text { wanted, .. } => Kind::Text {
                        read: |s| match network::$name.kind {
                            Kind::Text { read, .. } => read(&s.model),
                            _ => String::new(),
                        },
                        write: |s, v| match network::$name.kind {
                            Kind::Text { write, .. } => write(&mut s.model, v),
                            _ => false,
                        },
                        wanted,
                    },
                },
            };
        )*
    };
}

shared_network! {
    HIDDEN EPOCHS BATCH ACTIVATION OPTIMIZER LEARNING_RATE INITIALIZATION L2 NETWORK_SEED
    BETA_1 BETA_2 EPSILON MOMENTUM L1 DROPOUT BATCH_NORM PRIOR_BIAS PLATEAU EARLY_STOPPING WATCH
}

/// How rows are made.
static GENERATED: [&Lab; 15] = [
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
/// How a file of applicants is read.
static READ: [&Lab; 14] = [
    &FILE,
    &FILE_HASH,
    &DELIMITER,
    &ENCODING,
    &HEADER,
    &MISSING,
    &SHEET,
    &LABEL,
    &DEFAULT_VALUE,
    &ALSO_DEFAULT,
    &WITHOUT,
    &LEFT_OUT,
    &TURNED,
    &STEPS,
];
/// How a file of scores is read.
static SCORED: [&Lab; 13] = [
    &SCORES_FILE,
    &SCORES_HASH,
    &SCORES_DELIMITER,
    &SCORES_ENCODING,
    &SCORES_HEADER,
    &SCORES_MISSING,
    &SCORES_SHEET,
    &SCORES_LABEL,
    &SCORES_VALUE,
    &SCORES_ALSO,
    &SCORES_WITHOUT,
    &SCORES_OUT,
    &SCORES_TURNED,
];
/// How rows are divided.
static DIVIDED: [&Lab; 8] = [
    &TEST_SHARE,
    &VALIDATION_SHARE,
    &STRATIFIED,
    &SPLIT_SEED,
    &SPLIT_BY,
    &SPLIT_COLUMN,
    &SPLIT_FROM,
    &SCALING,
];
/// How classes are balanced, and what learns.
static TRAINED: [&Lab; 26] = [
    &ARMS,
    &SMOTE,
    &NEIGHBORS,
    &RATIO,
    &ORDER,
    &SMOTE_SEED,
    &HIDDEN,
    &EPOCHS,
    &BATCH,
    &ACTIVATION,
    &OPTIMIZER,
    &LEARNING_RATE,
    &INITIALIZATION,
    &L2,
    &NETWORK_SEED,
    &BETA_1,
    &BETA_2,
    &EPSILON,
    &MOMENTUM,
    &L1,
    &DROPOUT,
    &BATCH_NORM,
    &PRIOR_BIAS,
    &PLATEAU,
    &EARLY_STOPPING,
    &WATCH,
];
static ANY: [&Lab; 1] = [&SOURCE];

/// Every setting, in an order in which one doesn't undo another.
pub fn all() -> impl Iterator<Item = &'static Lab> {
    let parts: [&'static [&'static Lab]; 6] =
        [&ANY, &GENERATED, &READ, &SCORED, &DIVIDED, &TRAINED];
    parts.into_iter().flatten().copied()
}

/// The settings that have a part in numbers from this source.
pub fn used(source: Source) -> impl Iterator<Item = &'static Lab> {
    let parts: [&'static [&'static Lab]; 4] = match source {
        Source::Generate => [&ANY, &GENERATED, &DIVIDED, &TRAINED],
        Source::Upload => [&ANY, &READ, &DIVIDED, &TRAINED],
        // Nothing is trained, so there is no test share.
        Source::Scores => [&[], &SCORED, &DIVIDED[1..], &[]],
    };
    parts.into_iter().flatten().copied()
}
