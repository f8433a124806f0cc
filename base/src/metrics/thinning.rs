//! Fewer points for the same picture.

use crate::sorting::sort_rows;

/// Leaves out points of a curve that cannot be seen: of the points whose `x` falls in one of
/// `n_columns` equal columns it keeps the first, the lowest, the highest and the last, in their
/// order. So at most four a column when `x` never falls or never rises.
///
/// A line through these covers the same pixels (M4 aggregation, Jugel, Jerzak, Hackenbroich and
/// Markl 2014, "M4: a visualization-oriented time series data aggregation"). It is for drawing
/// only: no number is ever read off a thinned curve. Points are finite `(x, y)`.
///
/// ```
/// use imbalance_base::metrics::thinned;
///
/// let zigzag: Vec<_> = (0..1000).map(|i| (f64::from(i), f64::from(i % 7))).collect();
/// assert!(thinned(&zigzag, 10).len() <= 40);
/// assert_eq!(thinned(&zigzag, 10).last(), zigzag.last());
/// ```
#[must_use]
pub fn thinned(points: &[(f64, f64)], n_columns: usize) -> Vec<(f64, f64)> {
    let column = columns(points, n_columns);
    let runs = points.chunk_by(|a, b| column(a.0) == column(b.0));
    runs.flat_map(extremes).collect()
}

/// Which column an `x` falls in, counted from 0 as a whole number.
fn columns(points: &[(f64, f64)], n_columns: usize) -> impl Fn(f64) -> f64 {
    let low = points
        .iter()
        .map(|point| point.0)
        .fold(f64::INFINITY, f64::min);
    let high = points
        .iter()
        .map(|point| point.0)
        .fold(f64::NEG_INFINITY, f64::max);
    let last = n_columns.saturating_sub(1) as f64;
    let per_unit = if high > low {
        n_columns as f64 / (high - low)
    } else {
        0.0
    };
    move |x| ((x - low) * per_unit).floor().min(last)
}

fn extremes(run: &[(f64, f64)]) -> impl Iterator<Item = (f64, f64)> {
    let by_height = |&a: &usize, &b: &usize| run[a].1.total_cmp(&run[b].1);
    let lowest = (0..run.len()).min_by(by_height).unwrap_or(0);
    let highest = (0..run.len()).max_by(by_height).unwrap_or(0);
    let mut kept = [0, lowest, highest, run.len() - 1];
    sort_rows(&mut kept);
    (0..4)
        .filter(move |&i| i == 0 || kept[i] != kept[i - 1])
        .map(move |i| run[kept[i]])
}
