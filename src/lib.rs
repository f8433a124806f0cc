//! # Imbalance Lab
//!
//! Make or upload imbalanced credit data, train models with the imbalance treated in many ways, and
//! drag the decision threshold while ROC curve, confusion matrix and metrics move with it.
//!
//! ## The rooms
//!
//! Each room knows only those above it. Random streams and metrics are the package `imbalance-base`, words, settings and
//! data `imbalance-table`, models, remedies and explanations `imbalance-core`: so what computes is built for speed, and the
//! rest small.
//!
//! | room | what lives there |
//! |---|---|
//! | [`sorting`] | one sort for many short lists |
//! | [`numbers`] | numbers read from text |
//! | [`random`] | the streams of `numpy.random.RandomState`, so that a seed means what it means in Python |
//! | [`folds`] | rows dealt out in folds, each class with its share |
//! | `panels` | matrices as the products of them read and write them |
//! | `neighbors` | the nearest rows among rows |
//! | [`network`] | the multilayer perceptron, and what fits of all models share |
//! | `likelihood` | what every logistic regression adds up |
//! | [`metrics`] | the ranking of scored rows and all that is read off it |
//! | [`words`] | values as the text that people read |
//! | [`setting`] | settings by name: what a field shows, what a link holds, and what may stand there |
//! | [`data`] | tables as read, data sets of numbers and labels, generating, splitting and scaling them |
//! | [`model`] | classifiers and how they are fitted |
//! | [`balance`] | what is done about the imbalance, on training rows only |
//! | [`explain`] | why models decide as they do: columns' shares in scores, importances, dependence |
//! | [`experiment`] | an experiment as one value, its training runs, and what is known of them so far |
//! | [`studio`] | what people do: the page's state as values with verbs, links, and whose the numbers are |
//! | [`desk`] | what workers do, in small pieces of work |
//! | [`figure`] | one figure, one function, drawn on any backend |
//! | [`export`] | what people take away: CSV, and a study as one HTML file |
//! | `worker` | a desk in a browser's worker |
//! | `page` | the page; with `worker`, the only room that knows a browser |
//!
//! ## Words of this house
//!
//! | word | what it means here |
//! |---|---|
//! | arm | one of what is compared, by its place: trained here, with its remedies and its model, or a column of scores |
//! | remedy | something that is done about the imbalance |
//! | cut | a threshold and what it does; a row is flagged at or above it |
//! | desk | what a worker works at: its jobs and what it keeps at hand |
//! | board | what follows from results and threshold, computed once a change |
//! | ghost | a kept arm whose curves are drawn grey behind those of today, once it is pinned |
//! | input | what numbers were made from: settings of the generator, or a file by name and hash |
//! | judged | an arm's held-out rows, ranked |
//! | ledger | finished runs and repeats that are kept across reloads, in a store of bytes that the page owns |
//! | pair | the two arms whose difference is told: the reference, and the one that is compared with it |
//! | reading | a judged arm on a scale of scores and for a share of defaults |
//! | repeat | an experiment once more, with every seed one higher |
//! | round | an epoch whose scores are kept, to be shown again |
//! | standing | how an arm does at its threshold |
//! | studio | all that people can change, with what follows |
//! | twin | the numbers behind a figure, as a table |
//! | verb | something that a hand, a link or a lesson can do |
//!
//! ## Conventions
//!
//! - Positive = minority = default = `true`.
//! - A row is predicted to default if and only if `score >= threshold`.
//! - A rate whose denominator is zero is `None`, and shown as "–".
//! - Matrices are `(n_samples, n_features)`, one row an applicant.
//! - Training is `f32`; data before scaling, metrics and money are `f64`.

pub use imbalance_core::{
    balance, data, explain, folds, metrics, model, network, numbers, random, setting, sorting,
    words,
};

pub mod desk;
pub mod experiment;
pub mod export;
pub mod figure;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod page;
pub mod studio;
#[cfg(target_arch = "wasm32")]
pub mod worker;
