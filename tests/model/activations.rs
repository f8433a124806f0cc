//! Activation functions against the textbook's in `f64`.

use imbalance_lab::model::Activation;
use imbalance_lab::model::activation::tanh;

#[test]
fn each_derivative_is_that_of_its_function() {
    for activation in Activation::ALL {
        for z in [-6.0_f32, -2.5, -1.0, -0.3, 0.2, 0.9, 1.7, 5.0] {
            let output = activation.value(z);
            let z = f64::from(z);
            let slope = (activate(activation, z + 1e-6) - activate(activation, z - 1e-6)) / 2e-6;
            assert!((f64::from(output) - activate(activation, z)).abs() < 1e-6);
            assert!((f64::from(activation.derivative(output)) - slope).abs() < 1e-6);
        }
    }
}

#[test]
fn tanh_is_within_5e_7_of_the_true_value_and_keeps_nan() {
    for step in -40_000..=40_000 {
        let z = step as f32 / 2_000.0;
        let error = f64::from(tanh(z)) - libm::tanh(f64::from(z));
        assert!(error.abs() <= 5e-7, "tanh({z}) is off by {error}");
        assert!(tanh(z).abs() <= 1.0 + f32::EPSILON);
    }
    assert!((tanh(1e-20) - 1e-20).abs() < 1e-25);
    assert!(
        Activation::ALL
            .iter()
            .all(|activation| activation.value(f32::NAN).is_nan())
    );
}

/// The activations as the textbook has them, in `f64`.
pub fn activate(activation: Activation, z: f64) -> f64 {
    match activation {
        Activation::Relu => z.max(0.0),
        Activation::LeakyRelu => z.max(0.01 * z),
        Activation::Tanh => z.tanh(),
        Activation::Sigmoid => 1.0 / (1.0 + (-z).exp()),
    }
}
