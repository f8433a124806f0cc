//! The loss at any logit.

use imbalance_lab::model::Workspace;
use imbalance_lab::model::loss::{cross_entropy, mean_cross_entropy, probability};
use imbalance_lab::model::{Activation, Dense, Mlp};
use ndarray::Array2;
use proptest::prelude::*;

#[test]
fn the_loss_is_finite_and_right_at_logits_of_a_thousand() {
    assert_eq!(cross_entropy(1000.0, true), 0.0);
    assert_eq!(cross_entropy(1000.0, false), 1000.0);
    assert_eq!(cross_entropy(-1000.0, true), 1000.0);
    assert_eq!(cross_entropy(-1000.0, false), 0.0);
    assert_eq!((probability(1000.0), probability(-1000.0)), (1.0, 0.0));
    let (loss, gradient) = loss_and_gradient_at(1000.0, false);
    assert_eq!((loss, gradient), (1000.0, 1.0));
    let (loss, gradient) = loss_and_gradient_at(-1000.0, true);
    assert_eq!((loss, gradient), (1000.0, -1.0));
    assert_eq!(mean_cross_entropy(&[], &[]), None);
}

#[test]
fn a_logit_that_is_not_a_number_gives_no_loss_and_no_gradient() {
    let (loss, gradient) = loss_and_gradient_at(f32::NAN, true);
    assert!(loss.is_nan() && gradient.is_nan());
}

proptest! {
    #[test]
    fn loss_and_slope_are_finite_for_any_logit(logit in -1e4_f32..1e4, label: bool) {
        let (loss, gradient) = loss_and_gradient_at(logit, label);
        let exact = cross_entropy(logit, label);
        prop_assert!(exact >= 0.0);
        prop_assert!((loss - exact).abs() <= 1e-6 + 1e-6 * exact);
        let slope = probability(logit) - f64::from(u8::from(label));
        prop_assert!((gradient - slope).abs() < 1e-6);
    }
}

/// Loss and bias gradient of a network that is one bias, which is the logit, on one row.
fn loss_and_gradient_at(logit: f32, label: bool) -> (f64, f64) {
    let layer = Dense::from_parameters(&Array2::from_shape_vec((2, 1), vec![0.0, logit]).unwrap());
    let network = Mlp::from_layers(vec![layer.unwrap()], Activation::Relu).unwrap();
    let mut workspace = Workspace::for_training(&network, 1);
    let loss = workspace.backward(&network, &Array2::ones((1, 1)), &[label], 0.0);
    (loss, f64::from(workspace.gradients()[0].bias()[0]))
}
