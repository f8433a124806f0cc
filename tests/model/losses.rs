//! The loss at any logit.

use imbalance_lab::model::Workspace;
use imbalance_lab::model::loss::{cross_entropy, mean_cross_entropy, probability};
use imbalance_lab::model::{Activation, Dense, LossSpec, Mlp, MlpSpec};
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

proptest! {
    /// At any logit, also where the network is sure and wrong, or so sure that the focal loss is next to nothing.
    #[test]
    fn a_focal_loss_is_finite_and_right_for_any_logit(
        logit in -1e4_f32..1e4, label: bool, gamma in 0.0..6.0_f64, weight in 0.1..9.0_f64,
    ) {
        let loss = LossSpec { class_weights: [weight, weight], gamma, alpha: None };
        let (ours, gradient) = with_loss(&loss, logit, label);
        let other = 1.0 - if label { probability(logit) } else { probability(-logit) };
        let exact = weight * other.powf(gamma) * cross_entropy(logit, label);
        prop_assert!((ours - exact).abs() <= 1e-5 * (1.0 + exact), "{} {}", ours, exact);
        prop_assert!(gradient.is_finite());
        let plain = with_loss(&LossSpec::default(), logit, label);
        if gamma == 0.0 {
            prop_assert!((gradient - weight * plain.1).abs() < 1e-5);
        }
    }
}

#[test]
fn gamma_and_alpha_out_of_range_are_refused_with_a_sentence() {
    let refused = |loss| {
        let spec = MlpSpec {
            loss,
            ..MlpSpec::default()
        };
        spec.check(3).unwrap_err().to_string()
    };
    let plain = LossSpec::default();
    assert_eq!(
        refused(LossSpec {
            gamma: -1.0,
            ..plain
        }),
        "the gamma of the focal loss is -1; it needs to be between 0 and 20"
    );
    assert_eq!(
        refused(LossSpec {
            alpha: Some(1.0),
            ..plain
        }),
        "the alpha of the focal loss is 1; it needs to be above 0 and below 1"
    );
    assert_eq!(
        refused(LossSpec {
            class_weights: [0.0, 1.0],
            ..plain
        }),
        "the weight of negatives is 0; it needs to be above 0 and at most 1,000,000"
    );
}

/// Loss and bias gradient of a network that is one bias, which is the logit, on one row.
fn loss_and_gradient_at(logit: f32, label: bool) -> (f64, f64) {
    with_loss(&LossSpec::default(), logit, label)
}

fn with_loss(of: &LossSpec, logit: f32, label: bool) -> (f64, f64) {
    let layer = Dense::from_parameters(&Array2::from_shape_vec((2, 1), vec![0.0, logit]).unwrap());
    let network = Mlp::from_layers(vec![layer.unwrap()], Activation::Relu).unwrap();
    let mut workspace = Workspace::for_training(&network, 1).with_loss(of);
    let loss = workspace.backward(&network, &Array2::ones((1, 1)), &[label], &[]);
    (loss, f64::from(workspace.gradients()[0].bias()[0]))
}
