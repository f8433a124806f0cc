//! Products of a row in single precision with numbers in double.

/// Sums that run side by side, each over every eighth column.
const LANES: usize = 8;

/// `Σ row · by`, with what `by` has more than `row` as the factor of a 1.
pub fn dot(row: &[f32], by: &[f64]) -> f64 {
    let (eights, rest) = row.as_chunks::<LANES>();
    let (by_eights, _) = by.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (values, by) in eights.iter().zip(by_eights) {
        for ((sum, value), by) in sums.iter_mut().zip(values).zip(by) {
            *sum += f64::from(*value) * by;
        }
    }
    let done = row.len() - rest.len();
    let mut sum = by.get(row.len()).copied().unwrap_or_default();
    for (value, by) in rest.iter().zip(by.iter().skip(done)) {
        sum += f64::from(*value) * by;
    }
    let [a, b, c, d, e, f, g, h] = sums;
    sum + (((a + e) + (c + g)) + ((b + f) + (d + h)))
}

/// Adds `times · row` to `to`, and `times` to what `to` has more than `row`.
pub fn add_times(times: f64, row: &[f32], to: &mut [f64]) {
    if let Some(last) = to.get_mut(row.len()) {
        *last += times;
    }
    for (to, value) in to.iter_mut().zip(row) {
        *to += times * f64::from(*value);
    }
}
