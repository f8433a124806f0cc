//! The multilayer perceptron, and what fits of other models share with it: errors, checks, streams, losses.
//!
//! [`MlpSpec`] says what is asked for, [`Mlp`] is the network, and [`Fit`] trains one, a few
//! milliseconds a call, so that whoever drives it can listen for messages between two calls.
//!
//! All of it is `f32`. Randomness comes from [`streams`](stream): `rand`'s portable
//! `Xoshiro256PlusPlus`, one stream per purpose. Two fits with the same seed and architecture
//! start from the same weights, however many rows they train on.

pub mod activation;
pub mod attention;
mod back;
pub mod batches;
pub mod check;
pub mod dense;
pub mod dot;
pub mod dropout;
mod exponential;
pub mod fit;
mod fit_error;
mod forward;
pub mod gram;
mod heeding;
mod hidden;
mod hidden_layers;
pub mod initialization;
pub mod loss;
mod loss_spec;
pub mod mlp;
mod names;
pub mod normalisation;
mod normalised;
pub mod optimizer;
mod penalty;
mod per_layer;
mod prior;
mod residual;
mod rule_error;
pub mod scoring;
mod spec;
mod spec_error;
mod stopping;
pub mod stream;
pub mod training_rows;
mod wiring;
mod work;
pub mod workspace;

pub use activation::Activation;
pub use batches::Batches;
pub use dense::Dense;
pub use dropout::Dropout;
pub use fit::{Fit, Step};
pub use fit_error::FitError;
pub use hidden_layers::{HiddenLayer, HiddenLayers};
pub use initialization::Initialization;
pub use loss_spec::LossSpec;
pub use mlp::Mlp;
pub use normalisation::Normalisation;
pub use optimizer::OptimizerSpec;
pub use per_layer::PerLayer;
pub use rule_error::RuleError;
pub use spec::MlpSpec;
pub use spec_error::ModelSpecError;
pub use stopping::{EarlyStopping, Plateau, Watch, Watched};
pub use workspace::Workspace;
