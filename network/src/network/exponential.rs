//! The exponential function of numbers up to 0, in `f32` and by `+ − × ÷` alone, so that the compiler
//! turns it into vector instructions and every browser gives the same bits.
//!
//! As Cephes' `expf`: `exp(x) = 2^n · exp(r)` with `n` whole and `|r| <= ln(2) / 2`.

/// Adding it leaves whole numbers: the unit of its last place is 1.
const ROUNDING: f32 = 12_582_912.0;

/// `ln(2)` in two parts, the first so short that `n` times it is exact.
const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];

/// `(exp(r) − 1 − r) / r²` by powers of `r`, the highest first.
const COEFFICIENTS: [f32; 6] = [
    1.987_569_1e-4,
    1.398_199_9e-3,
    8.333_452e-3,
    4.166_579_6e-2,
    0.166_666_65,
    0.5,
];

/// `n`, shifted so that it stands in the low bits, and `exp(r) − 1 − r` and `r`.
#[inline]
fn parts(x: f32) -> (f32, f32, f32) {
    let shifted = x * std::f32::consts::LOG2_E + ROUNDING;
    let n = shifted - ROUNDING;
    let r = x - n * LN_2[0] - n * LN_2[1];
    let polynomial = COEFFICIENTS.iter().fold(0.0, |sum, c| sum * r + c);
    (shifted, polynomial * r * r, r)
}

/// A number times `2^n`: the low bits of `shifted` are `n`, and the exponent begins at bit 23.
#[inline]
fn scaled(number: f32, shifted: f32) -> f32 {
    f32::from_bits(number.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// `exp(x)` for `x` up to 0, within a relative 1e-7; 0 below -40, where it is less than 5e-18.
///
/// Without that cut, rows that a network is sure of would have gradients so small that products of
/// them are subnormal numbers, with which processors are many times slower.
#[inline]
pub(super) fn exp_of_negative(x: f32) -> f32 {
    let (shifted, curve, r) = parts(x);
    let exp_x = scaled(curve + r + 1.0, shifted);
    if x < -40.0 { 0.0 } else { exp_x }
}

/// `exp(x) − 1` for `x` up to 0, within a relative 4e-7: `2^n · (exp(r) − 1) + (2^n − 1)`, so that
/// nothing is lost near 0. NaN stays NaN.
#[inline]
pub(super) fn exp_m1_of_negative(x: f32) -> f32 {
    let x = if x < -40.0 { -40.0 } else { x };
    let (shifted, curve, r) = parts(x);
    let power = scaled(1.0, shifted);
    power * (curve + r) + (power - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_as_near_to_the_true_value_as_is_stated() {
        for step in 0..400_000 {
            let x = -(step as f32) / 10_000.0 - 1e-6;
            let (exact, exact_m1) = (libm::exp(f64::from(x)), libm::expm1(f64::from(x)));
            let error = f64::from(exp_of_negative(x)) / exact - 1.0;
            assert!(error.abs() <= 1e-7, "exp({x}) is off by {error}");
            let error = f64::from(exp_m1_of_negative(x)) / exact_m1 - 1.0;
            assert!(error.abs() <= 4e-7, "exp({x}) - 1 is off by {error}");
        }
        assert!((exp_m1_of_negative(-1e-20) / -1e-20 - 1.0).abs() < 1e-6);
        assert_eq!(exp_of_negative(-1e30), 0.0);
        assert_eq!(exp_m1_of_negative(f32::NEG_INFINITY), -1.0);
        assert_eq!(exp_m1_of_negative(-0.0), 0.0);
    }
}
