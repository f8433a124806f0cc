//! How a gradient becomes a change of the weights.

use ndarray::{Array2, Zip};
use serde::{Deserialize, Serialize};

use super::Dense;

/// An optimizer and its settings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OptimizerSpec {
    /// Adam, Kingma and Ba 2015, algorithm 1, as PyTorch computes it: with `m` and `v` the running
    /// means of gradient and squared gradient and `t` the step from 1 on,
    /// `w -= learning_rate · m/(1 - beta_1^t) / (sqrt(v/(1 - beta_2^t)) + epsilon)`.
    /// Keras adds its epsilon to `sqrt(v)` before the correction, which is only seen where
    /// gradients are as small as epsilon.
    Adam {
        /// Step size, above 0.
        learning_rate: f64,
        /// Decay of the mean of gradients, in `[0, 1)`.
        beta_1: f64,
        /// Decay of the mean of squared gradients, in `[0, 1)`.
        beta_2: f64,
        /// What keeps the quotient finite, above 0.
        epsilon: f64,
    },
    /// Stochastic gradient descent with momentum, as PyTorch computes it:
    /// `u = momentum · u + gradient; w -= learning_rate · u`.
    Sgd {
        /// Step size, above 0.
        learning_rate: f64,
        /// Share of the last step's direction that is kept, in `[0, 1)`; 0 for none.
        momentum: f64,
    },
}

impl Default for OptimizerSpec {
    /// Adam with Keras' defaults.
    fn default() -> Self {
        Self::Adam {
            learning_rate: 1e-3,
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-7,
        }
    }
}

impl OptimizerSpec {
    /// The step size.
    pub fn learning_rate(&self) -> f64 {
        match *self {
            Self::Adam { learning_rate, .. } | Self::Sgd { learning_rate, .. } => learning_rate,
        }
    }
}

/// An optimizer at work: its settings and what it remembers of earlier gradients.
#[derive(Clone, Debug)]
pub(super) struct Optimizer {
    spec: OptimizerSpec,
    /// Running means of the gradients, or velocities; shaped as the layers' parameters.
    first_moments: Vec<Array2<f32>>,
    /// Running means of the squared gradients; shaped as the layers' parameters.
    second_moments: Vec<Array2<f32>>,
    n_steps: i32,
}

impl Optimizer {
    /// An optimizer for these layers that has not made a step yet.
    pub(super) fn new(spec: OptimizerSpec, layers: &[Dense]) -> Self {
        let zeros = || {
            layers
                .iter()
                .map(|layer| Array2::zeros(layer.parameters.dim()))
                .collect()
        };
        Self {
            spec,
            first_moments: zeros(),
            second_moments: zeros(),
            n_steps: 0,
        }
    }

    /// Moves the parameters of all layers by one step against their gradients.
    pub(super) fn step(&mut self, layers: &mut [Dense], gradients: &[Dense]) {
        self.n_steps = self.n_steps.saturating_add(1);
        let update = Update::at_step(&self.spec, self.n_steps);
        let moments = self.first_moments.iter_mut().zip(&mut self.second_moments);
        for ((layer, gradient), (first, second)) in layers.iter_mut().zip(gradients).zip(moments) {
            update.apply(&mut layer.parameters, &gradient.parameters, first, second);
        }
    }
}

/// One step's arithmetic, with everything that doesn't depend on the parameter worked out.
enum Update {
    /// Both of Adam's corrections are folded into `rate` and `epsilon`, so that a parameter costs
    /// one root and one quotient.
    Adam {
        rate: f32,
        epsilon: f32,
        beta_1: f32,
        beta_2: f32,
        rest_1: f32,
        rest_2: f32,
    },
    Sgd {
        rate: f32,
        momentum: f32,
    },
}

impl Update {
    /// The arithmetic of step `t`, counted from 1.
    fn at_step(spec: &OptimizerSpec, t: i32) -> Self {
        match *spec {
            OptimizerSpec::Adam {
                learning_rate,
                beta_1,
                beta_2,
                epsilon,
            } => {
                let second_correction = (1.0 - beta_2.powi(t)).sqrt();
                Self::Adam {
                    rate: narrow(learning_rate * second_correction / (1.0 - beta_1.powi(t))),
                    epsilon: narrow(epsilon * second_correction),
                    beta_1: narrow(beta_1),
                    beta_2: narrow(beta_2),
                    rest_1: narrow(1.0 - beta_1),
                    rest_2: narrow(1.0 - beta_2),
                }
            }
            OptimizerSpec::Sgd {
                learning_rate,
                momentum,
            } => Self::Sgd {
                rate: narrow(learning_rate),
                momentum: narrow(momentum),
            },
        }
    }

    /// All four arrays have the same shape.
    fn apply(
        &self,
        parameters: &mut Array2<f32>,
        gradient: &Array2<f32>,
        first: &mut Array2<f32>,
        second: &mut Array2<f32>,
    ) {
        match *self {
            Self::Adam {
                rate,
                epsilon,
                beta_1,
                beta_2,
                rest_1,
                rest_2,
            } => {
                Zip::from(parameters)
                    .and(gradient)
                    .and(first)
                    .and(second)
                    .for_each(|w, &gradient, m, v| {
                        *m = beta_1 * *m + rest_1 * gradient;
                        *v = beta_2 * *v + rest_2 * gradient * gradient;
                        *w -= rate * *m / (v.sqrt() + epsilon);
                    });
            }
            Self::Sgd { rate, momentum } => {
                Zip::from(parameters)
                    .and(gradient)
                    .and(first)
                    .for_each(|w, &gradient, u| {
                        *u = momentum * *u + gradient;
                        *w -= rate * *u;
                    });
            }
        }
    }
}

/// A setting as `f32`, the precision of training.
#[expect(
    clippy::cast_possible_truncation,
    reason = "settings are given to a few digits"
)]
pub(super) fn narrow(setting: f64) -> f32 {
    setting as f32
}
