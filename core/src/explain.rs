//! Why models decide as they do.
//!
//! An [`Explainer`] says of one row which part of its score each column has (Lundberg and Lee, "A Unified Approach to
//! Interpreting Model Predictions", 2017): exactly for trees ([`TreeShap`]) and linear models ([`LinearShap`]), for
//! others by asking them about mixed rows ([`KernelShap`]). [`explainer`] chooses.
//!
//! Everything works in parts of a few milliseconds, so that whoever drives it can listen for messages between two of
//! them, and speaks of the columns that the model sees, in the unit of its scores.

mod explainer;
mod explanation;
mod quadrature;
mod tree_shap;

pub use explainer::{ExplainError, Explainer};
pub use explanation::Explanation;
pub use tree_shap::TreeShap;

