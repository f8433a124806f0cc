//! Classifiers: the multilayer perceptron, and how it is fitted.
//!
//! [`MlpSpec`] says what is asked for, [`Mlp`] is the network, and [`Fit`] trains one, a
//! mini-batch a call, so that whoever drives it can listen for messages between two calls.
//!
//! All of it is `f32`. Randomness comes from [`streams`](stream): `rand`'s portable
//! `Xoshiro256PlusPlus`, one stream per purpose. Two fits with the same seed and architecture
//! start from the same weights, however many rows they train on.

pub mod activation;
pub mod batches;
pub mod dense;
pub mod fit;
pub mod initialization;
pub mod loss;
pub mod mlp;
mod names;
pub mod optimizer;
mod product;
pub mod spec;
pub mod stream;

pub use activation::Activation;
pub use batches::Batches;
pub use dense::Dense;
pub use fit::{Fit, FitError, Step};
pub use initialization::Initialization;
pub use mlp::Mlp;
pub use optimizer::OptimizerSpec;
pub use spec::{MlpSpec, MlpSpecError};
