//! Gradients against central differences of a loss in `f64` that shares no code with the crate.

use imbalance_lab::model::Workspace;
use imbalance_lab::model::{Activation, Dense, LossSpec, Mlp, MlpSpec};
use ndarray::{Array2, s};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use crate::activations::activate;
use crate::rows;

#[test]
fn gradients_equal_central_differences_for_every_parameter_and_activation() {
    for (index, activation) in Activation::ALL.into_iter().enumerate() {
        for hidden_layers in [vec![], vec![5], vec![6, 1, 4], vec![17, 9]] {
            let spec = MlpSpec {
                hidden_layers,
                activation,
                ..MlpSpec::default()
            };
            let (features, labels) = rows(23, 3, 100 + index as u64);
            let network = biased_network(3, &spec);
            for l2 in [0.0, 0.3] {
                let mut workspace = Workspace::for_training(&network, 30);
                workspace.backward(&network, &features, &labels, l2);
                let reference = Reference {
                    network: &network,
                    features: &features,
                    labels: &labels,
                    loss: LossSpec::default(),
                };
                reference.check(workspace.gradients(), f64::from(l2));
            }
        }
    }
}

#[test]
fn gradients_of_weighted_and_focal_losses_equal_central_differences() {
    for (index, (class_weights, gamma, alpha)) in [
        ([0.5, 4.0], 0.0, None),
        ([1.0, 1.0], 2.0, None),
        ([1.0, 1.0], 1.5, Some(0.25)),
        ([0.6, 2.5], 5.0, Some(0.9)),
        ([1.0, 1.0], 0.3, None),
    ]
    .into_iter()
    .enumerate()
    {
        let loss = LossSpec {
            class_weights,
            gamma,
            alpha,
        };
        let spec = MlpSpec {
            hidden_layers: vec![6, 3],
            activation: Activation::Tanh,
            ..MlpSpec::default()
        };
        let (features, labels) = rows(23, 3, 300 + index as u64);
        let network = biased_network(3, &spec);
        let mut workspace = Workspace::for_training(&network, 30).with_loss(&loss);
        workspace.backward(&network, &features, &labels, 0.1);
        let reference = Reference {
            network: &network,
            features: &features,
            labels: &labels,
            loss,
        };
        reference.check(workspace.gradients(), f64::from(0.1_f32));
    }
}

/// Weights of whole numbers count as if each row stood there so often.
#[test]
fn class_weights_are_rows_repeated() {
    let spec = MlpSpec {
        hidden_layers: vec![4],
        activation: Activation::Sigmoid,
        ..MlpSpec::default()
    };
    let (features, labels) = rows(19, 3, 9);
    let network = biased_network(3, &spec);
    let times = |label: bool| if label { 3 } else { 2 };
    let repeated = labels.iter().enumerate();
    let repeated: Vec<_> = repeated
        .flat_map(|(row, &label)| std::iter::repeat_n(row, times(label)))
        .collect();
    let labels_repeated: Vec<_> = repeated.iter().map(|&row| labels[row]).collect();
    let mut plain = Workspace::for_training(&network, 100);
    let features_repeated = features.select(ndarray::Axis(0), &repeated);
    let loss_repeated = plain.backward(&network, &features_repeated, &labels_repeated, 0.0);
    let loss = LossSpec {
        class_weights: [2.0, 3.0],
        ..LossSpec::default()
    };
    let mut weighted = Workspace::for_training(&network, 100).with_loss(&loss);
    let loss_weighted = weighted.backward(&network, &features, &labels, 0.0);
    // Both are means: over the rows that stand there.
    let ratio = repeated.len() as f64 / labels.len() as f64;
    assert!((loss_weighted - ratio * loss_repeated).abs() < 1e-6);
    for (ours, theirs) in weighted.gradients().iter().zip(plain.gradients()) {
        for (&a, b) in ours.parameters().iter().zip(theirs.parameters()) {
            assert!(
                (f64::from(a) - ratio * f64::from(b)).abs() < 1e-6,
                "{a} {b}"
            );
        }
    }
}

/// A network and rows, evaluated in `f64` by plain loops that share no code with the crate.
struct Reference<'a> {
    network: &'a Mlp,
    features: &'a Array2<f32>,
    labels: &'a [bool],
    loss: LossSpec,
}

impl Reference<'_> {
    /// Every gradient within 1e-4 of its central difference, relative to the layer's largest.
    fn check(&self, gradients: &[Dense], l2: f64) {
        let parameters: Vec<Array2<f64>> = self
            .network
            .layers()
            .iter()
            .map(|layer| layer.parameters().mapv(f64::from))
            .collect();
        for (index, gradient) in gradients.iter().enumerate() {
            let scale = gradient
                .parameters()
                .iter()
                .fold(1e-3_f32, |top, g| top.max(g.abs()));
            for ((row, column), &ours) in gradient.parameters().indexed_iter() {
                let loss_at = |shift: f64| {
                    let mut shifted = parameters.clone();
                    shifted[index][[row, column]] += shift;
                    self.loss(&shifted, l2)
                };
                let difference = (loss_at(1e-6) - loss_at(-1e-6)) / 2e-6;
                assert!(
                    (f64::from(ours) - difference).abs() < 1e-4 * f64::from(scale),
                    "layer {index}, parameter ({row}, {column}): {ours} is not {difference}"
                );
            }
        }
    }

    fn loss(&self, parameters: &[Array2<f64>], l2: f64) -> f64 {
        let mut total = 0.0;
        for (row, &label) in self.features.rows().into_iter().zip(self.labels) {
            let mut values: Vec<f64> = row.iter().map(|&x| f64::from(x)).collect();
            for (index, matrix) in parameters.iter().enumerate() {
                let bias = matrix.nrows() - 1;
                let sum = |unit: usize| {
                    let products = values
                        .iter()
                        .enumerate()
                        .map(|(i, x)| x * matrix[[i, unit]]);
                    matrix[[bias, unit]] + products.sum::<f64>()
                };
                let sums: Vec<f64> = (0..matrix.ncols()).map(sum).collect();
                let hidden = index + 1 < parameters.len();
                let output = |z| {
                    if hidden {
                        activate(self.network.activation(), z)
                    } else {
                        z
                    }
                };
                values = sums.into_iter().map(output).collect();
            }
            let probability = 1.0 / (1.0 + (-values[0]).exp());
            let own = if label {
                probability
            } else {
                1.0 - probability
            };
            let alpha = self
                .loss
                .alpha
                .map_or(1.0, |alpha| if label { alpha } else { 1.0 - alpha });
            let weight = alpha * self.loss.class_weights[usize::from(label)];
            total -= weight * (1.0 - own).powf(self.loss.gamma) * own.ln();
        }
        let weights = parameters
            .iter()
            .map(|m| m.slice(s![..-1, ..]).mapv(|w| w * w).sum());
        total / self.labels.len() as f64 + 0.5 * l2 * weights.sum::<f64>()
    }
}

/// A network whose biases are not zero, so that a wrong bias gradient can't hide.
fn biased_network(n_features: usize, spec: &MlpSpec) -> Mlp {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(5);
    let unbiased = Mlp::new(n_features, spec);
    let layers = unbiased.layers().iter().map(|layer| {
        let mut parameters = layer.parameters().to_owned();
        parameters
            .row_mut(layer.n_inputs())
            .mapv_inplace(|_| random.random_range(-0.5_f32..0.5));
        Dense::from_parameters(&parameters).unwrap()
    });
    Mlp::from_layers(layers.collect(), spec.activation).unwrap()
}
