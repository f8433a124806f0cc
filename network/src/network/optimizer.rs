//! How a gradient becomes a change of the weights.

use std::ops::Range;

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
    /// Changes the step size; the rest stays.
    pub const fn set_learning_rate(&mut self, rate: f64) {
        match self {
            Self::Adam { learning_rate, .. } | Self::Sgd { learning_rate, .. } => {
                *learning_rate = rate;
            }
        }
    }

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
    /// Running means of the gradients, or velocities; shaped as the layers.
    first_moments: Vec<Dense>,
    /// Running means of the squared gradients; shaped as the layers.
    second_moments: Vec<Dense>,
    n_steps: i32,
    /// The arithmetic of the next step.
    update: Update,
}

impl Optimizer {
    /// An optimizer for these layers that has not made a step yet.
    pub(super) fn new<'a>(
        spec: OptimizerSpec,
        layers: impl Iterator<Item = &'a Dense> + Clone,
    ) -> Self {
        Self {
            spec,
            first_moments: layers.clone().map(Dense::zeros_like).collect(),
            second_moments: layers.map(Dense::zeros_like).collect(),
            n_steps: 0,
            update: Update::at_step(&spec, 1),
        }
    }

    /// Moves some panels of layer `index` by one step against their gradient.
    pub(super) fn update(
        &mut self,
        index: usize,
        layer: &mut Dense,
        gradient: &Dense,
        panels: Range<usize>,
    ) {
        let (first, second) = (
            &mut self.first_moments[index],
            &mut self.second_moments[index],
        );
        for panel in panels {
            self.update.apply(
                layer.parameters.panel_mut(panel).as_flattened_mut(),
                gradient.parameters.panel(panel).as_flattened(),
                first.parameters.panel_mut(panel).as_flattened_mut(),
                second.parameters.panel_mut(panel).as_flattened_mut(),
            );
        }
    }

    /// The step size as it is now.
    pub(super) fn learning_rate(&self) -> f64 {
        self.spec.learning_rate()
    }

    /// Multiplies the step size, from the next step on.
    pub(super) fn slow_down(&mut self, factor: f64) {
        self.spec
            .set_learning_rate(self.spec.learning_rate() * factor);
        self.update = Update::at_step(&self.spec, self.n_steps.saturating_add(1));
    }

    /// Ends a step, when all panels of all layers have been moved.
    pub(super) fn end_step(&mut self) {
        self.n_steps = self.n_steps.saturating_add(1);
        self.update = Update::at_step(&self.spec, self.n_steps.saturating_add(1));
    }
}

/// One step's arithmetic, with everything that doesn't depend on the parameter worked out.
#[derive(Clone, Debug)]
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

    /// All four slices are equally long.
    fn apply(
        &self,
        parameters: &mut [f32],
        gradient: &[f32],
        first: &mut [f32],
        second: &mut [f32],
    ) {
        let moments = first.iter_mut().zip(second);
        let all = parameters.iter_mut().zip(gradient).zip(moments);
        match *self {
            Self::Adam {
                rate,
                epsilon,
                beta_1,
                beta_2,
                rest_1,
                rest_2,
            } => {
                for ((w, &gradient), (m, v)) in all {
                    *m = beta_1 * *m + rest_1 * gradient;
                    *v = beta_2 * *v + rest_2 * gradient * gradient;
                    *w -= rate * *m / (v.sqrt() + epsilon);
                }
            }
            Self::Sgd { rate, momentum } => {
                for ((w, &gradient), (u, _)) in all {
                    *u = momentum * *u + gradient;
                    *w -= rate * *u;
                }
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
