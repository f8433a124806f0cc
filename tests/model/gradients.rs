//! Gradients against central differences of a loss in `f64` that shares no code with the crate.

use imbalance_lab::model::Workspace;
use imbalance_lab::model::normalisation::EPSILON;
use imbalance_lab::model::{
    Activation, Dense, HiddenLayer, HiddenLayers, LossSpec, Mlp, MlpSpec, Normalisation,
};
use ndarray::{Array2, s};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use crate::activations::activate;
use crate::rows;

#[test]
fn gradients_equal_central_differences_for_every_parameter_and_activation() {
    for (index, activation) in Activation::ALL.into_iter().enumerate() {
        for units in [vec![], vec![5], vec![6, 1, 4], vec![17, 9]] {
            let spec = MlpSpec {
                hidden_layers: units.into(),
                activation,
                ..MlpSpec::default()
            };
            let (features, labels) = rows(23, 3, 100 + index as u64);
            let network = biased_network(3, &spec);
            for l2 in [0.0, 0.3] {
                let mut workspace = Workspace::for_training(&network, 30);
                workspace.backward(&network, &features, &labels, &[[0.0, l2]; 4]);
                let reference = Reference {
                    network: &network,
                    hidden: &spec.hidden_layers,
                    features: &features,
                    labels: &labels,
                    loss: LossSpec::default(),
                };
                reference.check(&workspace, [0.0, f64::from(l2)]);
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
            hidden_layers: vec![6, 3].into(),
            activation: Activation::Tanh,
            ..MlpSpec::default()
        };
        let (features, labels) = rows(23, 3, 300 + index as u64);
        let network = biased_network(3, &spec);
        let mut workspace = Workspace::for_training(&network, 30).with_loss(&loss);
        workspace.backward(&network, &features, &labels, &[[0.0, 0.1]; 3]);
        let reference = Reference {
            network: &network,
            hidden: &spec.hidden_layers,
            features: &features,
            labels: &labels,
            loss,
        };
        reference.check(&workspace, [0.0, f64::from(0.1_f32)]);
    }
}

#[test]
fn gradients_of_normalised_layers_equal_central_differences_and_their_biases_have_none() {
    for (index, activation) in Activation::ALL.into_iter().enumerate() {
        for units in [vec![5], vec![6, 3], vec![17, 9]] {
            let spec = MlpSpec {
                hidden_layers: units.into(),
                activation,
                ..MlpSpec::default()
            };
            let (features, labels) = rows(300, 3, 200 + index as u64);
            let network = normalised(biased_network(3, &spec));
            let mut workspace = Workspace::for_training(&network, 300);
            workspace.backward(&network, &features, &labels, &[[0.2, 0.0]; 4]);
            for gradient in &workspace.gradients()[..spec.hidden_layers.len()] {
                assert!(gradient.bias().iter().all(|&bias| bias == 0.0));
            }
            let reference = Reference {
                network: &network,
                hidden: &spec.hidden_layers,
                features: &features,
                labels: &labels,
                loss: LossSpec::default(),
            };
            reference.check(&workspace, [f64::from(0.2_f32), 0.0]);
        }
    }
}

/// Blocks with and without a projection, one above another, above features and above layers; the rows of
/// networks that aren't normalised go through them in two parts.
#[test]
fn gradients_of_residual_blocks_equal_central_differences() {
    let shapes = ["r3", "r5", "4, r4, r4", "9, r5, r5, 3", "r3, r9, r2"];
    for (index, activation) in Activation::ALL.into_iter().enumerate() {
        for text in shapes {
            let spec = MlpSpec {
                hidden_layers: HiddenLayers::read(text).unwrap(),
                activation,
                ..MlpSpec::default()
            };
            let (features, labels) = rows(300, 3, 400 + index as u64);
            let plain = biased_network(3, &spec);
            for network in [normalised(plain.clone()), plain] {
                let mut workspace = Workspace::for_training(&network, 300);
                workspace.backward(&network, &features, &labels, &[[0.05, 0.1]; 12]);
                let reference = Reference {
                    network: &network,
                    hidden: &spec.hidden_layers,
                    features: &features,
                    labels: &labels,
                    loss: LossSpec::default(),
                };
                reference.check(&workspace, [f64::from(0.05_f32), f64::from(0.1_f32)]);
            }
        }
    }
}

/// Weights of whole numbers count as if each row stood there so often.
#[test]
fn class_weights_are_rows_repeated() {
    let spec = MlpSpec {
        hidden_layers: vec![4].into(),
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
    let loss_repeated = plain.backward(&network, &features_repeated, &labels_repeated, &[]);
    let loss = LossSpec {
        class_weights: [2.0, 3.0],
        ..LossSpec::default()
    };
    let mut weighted = Workspace::for_training(&network, 100).with_loss(&loss);
    let loss_weighted = weighted.backward(&network, &features, &labels, &[]);
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
    hidden: &'a [HiddenLayer],
    features: &'a Array2<f32>,
    labels: &'a [bool],
    loss: LossSpec,
}

impl Reference<'_> {
    /// Every gradient within 1e-4 of its central difference, relative to the layer's largest.
    fn check(&self, workspace: &Workspace, penalty: [f64; 2]) {
        let layers = self.network.layers().iter().map(Dense::parameters);
        let learned = self.network.normalisations().iter();
        let learned = learned.map(Normalisation::learned);
        let parameters: Vec<Array2<f64>> = layers
            .chain(learned)
            .map(|matrix| matrix.mapv(f64::from))
            .collect();
        let gradients = workspace.gradients().iter();
        let gradients: Vec<_> = gradients
            .chain(workspace.normalisation_gradients())
            .collect();
        assert_eq!(gradients.len(), parameters.len());
        for (index, gradient) in gradients.into_iter().enumerate() {
            let scale = gradient
                .parameters()
                .iter()
                .fold(1e-3_f32, |top, g| top.max(g.abs()));
            for ((row, column), &ours) in gradient.parameters().indexed_iter() {
                let loss_at = |shift: f64| {
                    let mut shifted = parameters.clone();
                    shifted[index][[row, column]] += shift;
                    self.loss(&shifted, penalty)
                };
                let difference = (loss_at(1e-6) - loss_at(-1e-6)) / 2e-6;
                assert!(
                    (f64::from(ours) - difference).abs() < 1e-4 * f64::from(scale),
                    "layer {index}, parameter ({row}, {column}): {ours} is not {difference}"
                );
            }
        }
    }

    /// The mean loss of all rows, layer by layer; `parameters` are those of the layers, then γ above β of
    /// those that are normalised.
    fn loss(&self, parameters: &[Array2<f64>], [l1, l2]: [f64; 2]) -> f64 {
        let n_layers = self.network.layers().len();
        let (layers, learned) = parameters.split_at(n_layers);
        let activate = |z| activate(self.network.activation(), z);
        let mut values = self.features.mapv(f64::from);
        let mut next = 0;
        for layer in self.hidden {
            // Normalised sums of the next layer.
            let mut sums = |inputs: &Array2<f64>| {
                let mut sums = weighted_sums(inputs, &layers[next]);
                if let Some(learned) = learned.get(next) {
                    normalise(&mut sums, learned);
                }
                next += 1;
                sums
            };
            let first = sums(&values).mapv(activate);
            values = match *layer {
                HiddenLayer::Dense(_) => first,
                HiddenLayer::Residual(n_units) if n_units == values.ncols() => {
                    (sums(&first) + values).mapv(activate)
                }
                HiddenLayer::Residual(_) => {
                    let projected = sums(&values);
                    (sums(&first) + projected).mapv(activate)
                }
            };
        }
        assert_eq!(next + 1, n_layers);
        let values = weighted_sums(&values, &layers[next]);
        let rows = values.column(0).to_vec().into_iter().zip(self.labels);
        let total: f64 = rows.map(|(logit, &label)| self.loss_of(logit, label)).sum();
        let weights = layers.iter().map(|matrix| matrix.slice(s![..-1, ..]));
        let penalty = |w: f64| l1 * w.abs() + 0.5 * l2 * w * w;
        let penalties = weights.map(|weights| weights.mapv(penalty).sum());
        total / self.labels.len() as f64 + penalties.sum::<f64>()
    }

    fn loss_of(&self, logit: f64, label: bool) -> f64 {
        let probability = 1.0 / (1.0 + (-logit).exp());
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
        -weight * (1.0 - own).powf(self.loss.gamma) * own.ln()
    }
}

fn weighted_sums(inputs: &Array2<f64>, matrix: &Array2<f64>) -> Array2<f64> {
    let bias = matrix.nrows() - 1;
    inputs.dot(&matrix.slice(s![..bias, ..])) + matrix.row(bias)
}

/// Batch normalisation column by column.
fn normalise(values: &mut Array2<f64>, learned: &Array2<f64>) {
    for (unit, mut column) in values.columns_mut().into_iter().enumerate() {
        let mean = column.mean().unwrap();
        column -= mean;
        let variance = column.mapv(|z| z * z).mean().unwrap();
        let factor = learned[[0, unit]] / (variance + f64::from(EPSILON)).sqrt();
        column.mapv_inplace(|z| z * factor + learned[[1, unit]]);
    }
}

/// The same network with normalised hidden layers, whose γ and β are not all alike.
fn normalised(network: Mlp) -> Mlp {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(6);
    let units = network.layers().iter().rev().skip(1).rev();
    let normalisations = units.map(|layer| {
        let n_units = layer.n_outputs();
        let learned =
            Array2::from_shape_simple_fn((2, n_units), || random.random_range(-1.5_f32..1.5));
        Normalisation::new(n_units).with_learned(&learned).unwrap()
    });
    let normalisations = normalisations.collect();
    network.with_normalisations(normalisations).unwrap()
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
    Mlp::from_hidden(&spec.hidden_layers, layers.collect(), spec.activation).unwrap()
}
