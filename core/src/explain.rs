//! Why models decide as they do.
//!
//! An [`Explainer`] says of one row which part of its score each column has (Lundberg and Lee, "A Unified Approach to
//! Interpreting Model Predictions", 2017): exactly for trees ([`TreeShap`]) and linear models ([`LinearShap`]), for
//! others by asking them about mixed rows ([`KernelShap`]). [`explainer`] chooses. Of a model as a whole,
//! [`Permutation`] says what columns are worth to it, [`DependenceWork`] and [`AccumulatedWork`] how its answers go with
//! a column.
//!
//! Everything works in parts of a few milliseconds, so that whoever drives it can listen for messages between two of
//! them, and speaks of the columns that the model sees, in the unit of its scores where nothing else is said.

mod accumulated;
mod asking;
mod choice;
mod coalitions;
mod dependence;
mod explainer;
mod explanation;
mod groups;
mod kernel_shap;
mod linear_shap;
mod permutation;
mod quadrature;
mod tree_shap;

pub use accumulated::{Accumulated, AccumulatedWork};
pub use choice::{explainer, kernel};
pub use dependence::{Dependence, DependenceSpec, DependenceWork};
pub use explainer::{ExplainError, Explainer};
pub use explanation::Explanation;
pub use groups::joined_groups;
pub use kernel_shap::KernelShap;
pub use linear_shap::LinearShap;
pub use permutation::{Importance, Measure, Permutation, PermutationSpec};
pub use tree_shap::TreeShap;
