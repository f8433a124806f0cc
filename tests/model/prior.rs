//! The output's bias before anything is learnt.

use imbalance_lab::model::loss::probability;
use imbalance_lab::model::{Fit, LossSpec, MlpSpec};
use ndarray::Array2;

fn start(labels: Vec<bool>, hidden_layers: Vec<usize>, class_weights: [f64; 2]) -> Fit {
    let spec = MlpSpec {
        hidden_layers: hidden_layers.into(),
        output_bias: true,
        loss: LossSpec {
            class_weights,
            ..LossSpec::default()
        },
        ..MlpSpec::default()
    };
    Fit::new(Array2::zeros((labels.len(), 3)), labels, &spec).unwrap()
}

/// Of rows whose features say nothing, the cross-entropy is lowest where the network gives each the
/// share of positives: its derivative is 0 there.
#[test]
fn the_start_is_where_a_network_that_knows_no_feature_has_the_lowest_loss() {
    for (n_positive, n_negative, weights) in [
        (20_usize, 980_usize, [1.0, 1.0]),
        (300, 100, [1.0, 1.0]),
        (30, 970, [0.5, 16.0]),
    ] {
        let labels = [vec![true; n_positive], vec![false; n_negative]].concat();
        // The second has more parameters than are drawn at once.
        for hidden_layers in [vec![8], vec![1100, 1000]] {
            let fit = start(labels.clone(), hidden_layers, weights);
            let logit = fit.network().logits(&Array2::zeros((1, 3)))[0];
            let p = probability(logit);
            let pull = weights[1] * n_positive as f64 * (p - 1.0);
            let slope = pull + weights[0] * n_negative as f64 * p;
            assert!(slope.abs() < 1e-4, "{slope} at {logit}");
        }
    }
}

#[test]
fn without_rows_of_both_classes_the_start_is_0() {
    for label in [true, false] {
        let fit = start(vec![label; 9], vec![4], [1.0; 2]);
        assert_eq!(fit.network().logits(&Array2::zeros((1, 3))), [0.0]);
    }
}
