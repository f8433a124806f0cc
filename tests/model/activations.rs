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

#[test]
fn elu_and_selu_are_within_a_relative_5e_7_of_the_true_value() {
    for activation in [Activation::Elu, Activation::Selu] {
        for step in -50_000..=50_000 {
            let z = step as f32 / 1_000.0;
            let exact = activate(activation, f64::from(z));
            let error = f64::from(activation.value(z)) - exact;
            assert!(
                error.abs() <= 5e-7 * exact.abs(),
                "{activation:?}({z}) is off by {error}"
            );
        }
        let depth = activation.derivative(activation.value(f32::NEG_INFINITY));
        assert!(depth.abs() < 1e-6, "{depth}");
    }
}

/// The activations as the textbook has them, in `f64`.
pub fn activate(activation: Activation, z: f64) -> f64 {
    match activation {
        Activation::Relu => z.max(0.0),
        Activation::LeakyRelu => z.max(0.01 * z),
        Activation::Tanh => z.tanh(),
        Activation::Sigmoid => 1.0 / (1.0 + (-z).exp()),
        Activation::Elu if z > 0.0 => z,
        Activation::Elu => z.exp_m1(),
        Activation::Selu if z > 0.0 => 1.050_700_987_355_480_5 * z,
        Activation::Selu => 1.050_700_987_355_480_5 * 1.673_263_242_354_377_2 * z.exp_m1(),
    }
}
