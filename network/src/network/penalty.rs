//! The penalty on the weights of a layer.

use std::ops::Range;

use super::Dense;

impl Dense {
    /// Adds to some panels of `self` the gradient of the penalty `l1 · Σ |w| + l2/2 · Σ w²` on the
    /// weights of `layer`; the derivative of `|w|` at 0 counts as 0, as PyTorch has it.
    pub(super) fn add_penalty_gradient(
        &mut self,
        layer: &Self,
        [l1, l2]: [f32; 2],
        panels: Range<usize>,
    ) {
        for panel in panels {
            let weights = layer.parameters.panel(panel).as_flattened();
            if let Some((_bias, gradient)) = self.parameters.panel_mut(panel).split_last_mut() {
                let gradient = gradient.as_flattened_mut();
                if l2 > 0.0 {
                    for (gradient, weight) in gradient.iter_mut().zip(weights) {
                        *gradient += l2 * weight;
                    }
                }
                if l1 > 0.0 {
                    for (gradient, weight) in gradient.iter_mut().zip(weights) {
                        *gradient += l1 * sign(*weight);
                    }
                }
            }
        }
    }
}

fn sign(weight: f32) -> f32 {
    f32::from(i8::from(weight > 0.0) - i8::from(weight < 0.0))
}
