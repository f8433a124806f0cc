//! Which explainer suits a model.

use ndarray::ArrayRef2;

use super::{ExplainError, Explainer, KernelShap, LinearShap, TreeShap};
use crate::model::{Classifier, Structure};

/// Explains a model exactly if its [`structure`](Classifier::structure) allows, by asking it about mixed rows otherwise.
/// Rows are compared with `background`, `(n_samples, n_features)`; where it has no row, trees are explained by their
/// covers, and nothing else can be. `seed` matters only where coalitions are drawn, see [`KernelShap`].
///
/// # Errors
/// [`ExplainError`] where background and model don't fit.
pub fn explainer<'a>(
    model: &'a dyn Classifier,
    background: &ArrayRef2<f32>,
    seed: u64,
) -> Result<Box<dyn Explainer + 'a>, ExplainError> {
    let says = model.says();
    Ok(match model.structure() {
        Structure::Trees { base, scale, trees } => {
            let sum = (base, scale);
            Box::new(if background.nrows() == 0 {
                TreeShap::of_covers(sum, trees, says)
            } else {
                TreeShap::of_rows(sum, trees, says, background)?
            })
        }
        Structure::Linear {
            intercept,
            coefficients,
        } => Box::new(LinearShap::new(intercept, coefficients, says, background)?),
        Structure::Unknown => Box::new(KernelShap::new(model, background, seed)?),
    })
}
