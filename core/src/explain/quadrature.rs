//! Integrals of polynomials from 0 to 1.

/// A rule of Gauss and Legendre: `Σ weight · p(point)` is the integral of `p` from 0 to 1, exactly for polynomials of a
/// degree below twice the number of points.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quadrature {
    /// Points between 0 and 1, and the weight of each.
    pub(super) points: Vec<(f64, f64)>,
}

impl Quadrature {
    /// The rule of so many points, at least one: roots of the Legendre polynomial by Newton's method.
    pub(super) fn new(n_points: usize) -> Self {
        /// Newton's method has the root to the last bit after five or six steps.
        const STEPS: usize = 12;
        let n = n_points.max(1) as f64;
        let point = |nth: usize| {
            let angle = core::f64::consts::PI * (nth as f64 + 0.75) / (n + 0.5);
            let mut x = libm::cos(angle);
            for _ in 0..STEPS {
                let (value, slope) = legendre(n_points.max(1), x);
                x -= value / slope;
            }
            let (_, slope) = legendre(n_points.max(1), x);
            ((1.0 + x) / 2.0, 1.0 / ((1.0 - x * x) * slope * slope))
        };
        Self {
            points: (0..n_points.max(1)).map(point).collect(),
        }
    }
}

/// The Legendre polynomial of a degree of at least 1, and its slope, at a point between −1 and 1.
fn legendre(degree: usize, x: f64) -> (f64, f64) {
    let (mut before, mut value) = (1.0, x);
    for k in 1..degree {
        let k = k as f64;
        let next = ((2.0 * k + 1.0) * x * value - k * before) / (k + 1.0);
        (before, value) = (value, next);
    }
    let slope = degree as f64 * (before - x * value) / (1.0 - x * x);
    (value, slope)
}

#[cfg(test)]
mod tests {
    use super::Quadrature;

    #[test]
    fn powers_are_integrated_exactly_up_to_the_degree() {
        for n_points in 1_u32..40 {
            let rule = Quadrature::new(n_points as usize);
            for power in 0..2 * n_points {
                let terms = rule.points.iter();
                let terms = terms.map(|(x, weight)| weight * libm::pow(*x, f64::from(power)));
                let error = terms.sum::<f64>() * f64::from(power + 1) - 1.0;
                assert!(
                    error.abs() < 1e-13,
                    "{n_points} points, power {power}: {error}"
                );
            }
        }
    }
}
