//! Which explainer suits a model.

use std::rc::Rc;

use ndarray::ArrayRef2;

use super::{ExplainError, Explainer, KernelShap, LinearShap, TreeShap};
use crate::data::some_rows;
use crate::model::{Classifier, Structure};

/// Calls of a model, each a few milliseconds long, that an explanation may take where coalitions are drawn.
const CALLS: usize = 100;

/// Pairs of coalitions that are drawn at least, and those at which rather rows to compare with are given up.
const FEWEST_PAIRS: usize = 32;
const SOME_PAIRS: usize = 256;

/// Rows that are compared with at least, where there are as many.
const FEWEST_ROWS: usize = 5;

/// Explains a model exactly if its [`structure`](Classifier::structure) allows, by asking it about mixed rows otherwise.
/// Rows are compared with `background`, `(n_samples, n_features)`; where it has no row, trees are explained by their
/// covers, and nothing else can be. `seed` matters only where coalitions are drawn, see [`KernelShap`]: a model that takes
/// long to answer is asked about fewer of them, and compared with fewer rows, at even distances.
///
/// # Errors
/// [`ExplainError`] where background and model don't fit.
pub fn explainer<'a>(
    model: &'a Rc<dyn Classifier>,
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
        Structure::Unknown => Box::new(kernel(model, background, CALLS, seed)?),
    })
}

/// Explains a model by asking it about mixed rows, as many as so many of its calls take, each a few milliseconds long.
///
/// # Errors
/// As [`KernelShap::new`].
pub fn kernel(
    model: &Rc<dyn Classifier>,
    background: &ArrayRef2<f32>,
    n_calls: usize,
    seed: u64,
) -> Result<KernelShap, ExplainError> {
    let n_asked = n_calls * model.rows_at_once();
    let most = (n_asked / (2 * SOME_PAIRS)).clamp(FEWEST_ROWS, KernelShap::MOST_ROWS);
    // More rows than it takes are refused, and not left out unsaid.
    let n_rows = background.nrows();
    let step = if n_rows > KernelShap::MOST_ROWS {
        1
    } else {
        n_rows.div_ceil(most).max(1)
    };
    let rows: Vec<usize> = (0..n_rows).step_by(step).collect();
    let n_pairs = n_asked / (2 * rows.len().max(1));
    let n_pairs = n_pairs.clamp(FEWEST_PAIRS, KernelShap::PAIRS);
    let kernel = KernelShap::new(Rc::clone(model), &some_rows(background, &rows), seed)?;
    Ok(kernel.with_pairs(n_pairs))
}
