//! The work on large networks and batches comes in parts, and nothing is lost between them.

use imbalance_lab::model::{Batches, Dense, Fit, Mlp, MlpSpec, OptimizerSpec, Step, Workspace};
use ndarray::{Array2, Axis, s};

use crate::rows;

#[test]
fn a_large_network_is_trained_in_parts_that_come_to_one_step_down_the_gradient() {
    let n_rows = 40;
    let (features, labels) = rows(n_rows, 10, 23);
    let spec = MlpSpec {
        hidden_layers: vec![1100, 1000].into(),
        batch_size: n_rows,
        optimizer: OptimizerSpec::Sgd {
            learning_rate: 1.0,
            momentum: 0.0,
        },
        l2: 0.01.into(),
        ..MlpSpec::default()
    };
    let mut fit = Fit::new(features.clone(), labels.clone(), &spec).unwrap();
    let steps: Vec<Step> = (0..40)
        .map_while(|_| part_of_first_epoch(&mut fit))
        .collect();
    assert!(steps.len() > 3, "{} steps", steps.len());

    let before = Mlp::new(10, &spec);
    let mut batches = Batches::new(40, n_rows, spec.seed);
    batches.shuffle();
    let order: Vec<usize> = batches.order().iter().map(|&row| row as usize).collect();
    let labels: Vec<bool> = order.iter().map(|&row| labels[row]).collect();
    let mut workspace = Workspace::for_training(&before, n_rows);
    let features = features.select(Axis(0), &order);
    workspace.backward(&before, &features, &labels, &[[0.0, 0.01]; 3]);
    let layers = before.layers().iter().zip(workspace.gradients());
    for (layer, (before, gradient)) in fit.network().layers().iter().zip(layers) {
        assert_eq!(
            layer.parameters(),
            before.parameters() - gradient.parameters()
        );
    }
}

/// The next step, if it doesn't end the first epoch.
fn part_of_first_epoch(fit: &mut Fit) -> Option<Step> {
    let step = fit.step().unwrap();
    (step == Step::Part).then_some(step)
}

#[test]
fn the_gradient_of_a_long_batch_is_the_mean_of_those_of_its_quarters() {
    let (features, labels) = rows(600, 7, 29);
    let spec = MlpSpec {
        hidden_layers: vec![12, 5].into(),
        ..MlpSpec::default()
    };
    let network = Mlp::new(7, &spec);
    let gradients = |start: usize, end: usize| -> Vec<Array2<f32>> {
        let mut workspace = Workspace::for_training(&network, end - start);
        let features = features.slice(s![start..end, ..]);
        workspace.backward(&network, &features, &labels[start..end], &[]);
        workspace
            .gradients()
            .iter()
            .map(Dense::parameters)
            .collect()
    };
    let quarters = [0, 150, 300, 450].map(|start| gradients(start, start + 150));
    for (layer, whole) in gradients(0, 600).iter().enumerate() {
        let mean = quarters.iter().map(|quarter| &quarter[layer] / 4.0);
        let mean = mean.fold(Array2::zeros(whole.dim()), |sum: Array2<f32>, part| {
            sum + part
        });
        let is_close = mean
            .iter()
            .zip(whole)
            .all(|(&a, &b)| f32::abs(a - b) < 1e-6);
        assert!(is_close, "{layer}");
    }
}
