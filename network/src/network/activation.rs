//! What a hidden unit does with its weighted sum.

use serde::{Deserialize, Serialize};

use super::exponential::exp_m1_of_negative;
use crate::panels::Lanes;

/// The slope of [`Activation::LeakyRelu`] below zero, PyTorch's default.
pub const LEAKY_SLOPE: f32 = 0.01;

/// λ and α of [`Activation::Selu`], to as many digits as `f32` holds: those at which means of 0 and
/// variances of 1 stay so from layer to layer. Klambauer, Unterthiner, Mayr and Hochreiter,
/// "Self-Normalizing Neural Networks" (2017).
pub const SELU: [f32; 2] = [1.050_701, 1.673_263_2];

/// The activation function of the hidden layers.
///
/// Function and derivative travel together. The derivative is a function of the *output*, so that
/// the weighted sums need not be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activation {
    /// `max(z, 0)`; derivative 0 at 0.
    #[default]
    Relu,
    /// `z` where positive, `0.01 z` elsewhere.
    LeakyRelu,
    /// `tanh(z)`, see [`tanh`].
    Tanh,
    /// `1 / (1 + exp(-z))`, computed as `(1 + tanh(z / 2)) / 2`.
    Sigmoid,
    /// `z` where positive, `exp(z) − 1` elsewhere: α = 1. Clevert, Unterthiner and Hochreiter, "Fast
    /// and Accurate Deep Network Learning by Exponential Linear Units" (2016).
    Elu,
    /// `λ z` where positive, `λα (exp(z) − 1)` elsewhere, see [`SELU`]. Its authors draw initial
    /// weights from a normal distribution of variance `1 / n_inputs` and drop units in a way of
    /// their own; weights are drawn here as [`Initialization`](super::Initialization) says, and units
    /// are dropped as for any other activation.
    Selu,
}

impl Activation {
    /// Every activation, in the order in which a menu shows them.
    pub const ALL: [Self; 6] = [
        Self::Relu,
        Self::LeakyRelu,
        Self::Tanh,
        Self::Sigmoid,
        Self::Elu,
        Self::Selu,
    ];

    /// The activation of one weighted sum.
    pub fn value(self, z: f32) -> f32 {
        match self {
            Self::Relu => relu(z),
            Self::LeakyRelu => leaky_relu(z),
            Self::Tanh => tanh(z),
            Self::Sigmoid => sigmoid(z),
            Self::Elu => elu(z),
            Self::Selu => selu(z),
        }
    }

    /// The derivative with respect to the weighted sum, where the activation is `output`.
    pub fn derivative(self, output: f32) -> f32 {
        match self {
            Self::Relu => relu_derivative(output),
            Self::LeakyRelu => leaky_relu_derivative(output),
            Self::Tanh => tanh_derivative(output),
            Self::Sigmoid => sigmoid_derivative(output),
            Self::Elu => elu_derivative(output),
            Self::Selu => selu_derivative(output),
        }
    }

    /// Turns weighted sums into outputs, [`value`](Self::value) by value.
    pub(super) fn apply(self, rows: &mut [Lanes]) {
        match self {
            Self::Relu => each(rows, relu),
            Self::LeakyRelu => each(rows, leaky_relu),
            Self::Tanh => each(rows, tanh),
            Self::Sigmoid => each(rows, sigmoid),
            Self::Elu => each(rows, elu),
            Self::Selu => each(rows, selu),
        }
    }

    /// Turns outputs into [`derivative`](Self::derivative)s.
    pub(super) fn differentiate(self, rows: &mut [Lanes]) {
        match self {
            Self::Relu => each(rows, relu_derivative),
            Self::LeakyRelu => each(rows, leaky_relu_derivative),
            Self::Tanh => each(rows, tanh_derivative),
            Self::Sigmoid => each(rows, sigmoid_derivative),
            Self::Elu => each(rows, elu_derivative),
            Self::Selu => each(rows, selu_derivative),
        }
    }
}

fn each(rows: &mut [Lanes], f: impl Fn(f32) -> f32) {
    for value in rows.as_flattened_mut() {
        *value = f(*value);
    }
}

/// The hyperbolic tangent, within 5e-7 of the true value.
///
/// A quotient of two polynomials, odd of degree 13 over even of degree 6, as Eigen computes it
/// (`generic_fast_tanh_float`). It needs only products, sums and one quotient: the compiler turns
/// it into vector instructions and every browser gives the same bits. NaN stays NaN.
#[inline]
pub fn tanh(z: f32) -> f32 {
    const NUMERATOR: [f32; 7] = [
        -2.760_768_4e-16,
        2.000_188e-13,
        -8.604_672e-11,
        5.122_297_3e-8,
        1.485_722_35e-5,
        6.372_619_5e-4,
        4.893_524_6e-3,
    ];
    const DENOMINATOR: [f32; 4] = [1.198_258_4e-6, 1.185_347_1e-4, 2.268_434_7e-3, 4.893_525e-3];
    const SATURATION: f32 = 7.905_311;
    let z = z.clamp(-SATURATION, SATURATION);
    let square = z * z;
    let horner = |sum: f32, coefficient: &f32| sum * square + coefficient;
    z * NUMERATOR.iter().fold(0.0, horner) / DENOMINATOR.iter().fold(0.0, horner)
}

#[inline]
fn sigmoid(z: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * z)
}

/// Written so that NaN stays NaN: `f32::max` would turn it into 0 and hide a broken run.
#[inline]
pub(super) fn relu(z: f32) -> f32 {
    if z < 0.0 { 0.0 } else { z }
}

#[inline]
fn leaky_relu(z: f32) -> f32 {
    if z < 0.0 { LEAKY_SLOPE * z } else { z }
}

#[inline]
fn elu(z: f32) -> f32 {
    // Both sides are computed, so that the loop has no branch.
    let below = exp_m1_of_negative(if z > 0.0 { 0.0 } else { z });
    if z > 0.0 { z } else { below }
}

#[inline]
fn selu(z: f32) -> f32 {
    let [lambda, alpha] = SELU;
    let below = lambda * alpha * exp_m1_of_negative(if z > 0.0 { 0.0 } else { z });
    if z > 0.0 { lambda * z } else { below }
}

#[inline]
pub(super) fn relu_derivative(output: f32) -> f32 {
    if output > 0.0 { 1.0 } else { 0.0 }
}

#[inline]
fn leaky_relu_derivative(output: f32) -> f32 {
    if output > 0.0 { 1.0 } else { LEAKY_SLOPE }
}

#[inline]
fn tanh_derivative(output: f32) -> f32 {
    1.0 - output * output
}

#[inline]
fn sigmoid_derivative(output: f32) -> f32 {
    output * (1.0 - output)
}

#[inline]
fn elu_derivative(output: f32) -> f32 {
    if output > 0.0 { 1.0 } else { output + 1.0 }
}

#[inline]
fn selu_derivative(output: f32) -> f32 {
    let [lambda, alpha] = SELU;
    if output > 0.0 {
        lambda
    } else {
        output + lambda * alpha
    }
}
