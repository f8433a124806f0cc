//! Corners of a hypercube, around which clusters lie.

use std::collections::HashSet;

use ndarray::{Array2, s};

use crate::random::NumpyRandom;

/// A corner is drawn as one number in up to so many dimensions; coordinates beyond are drawn one by
/// one.
const MAX_NUMBERED_DIMENSIONS: usize = 30;

/// `n` distinct corners of the unit hypercube, `(n, dimensions)` of 0 and 1, where `n` is at most
/// 2^min(dimensions, 30). As scikit-learn's `_generate_hypercube`.
pub(super) fn hypercube_vertices(
    n: usize,
    dimensions: usize,
    random: &mut NumpyRandom,
) -> Array2<f64> {
    let n_tossed = dimensions.saturating_sub(MAX_NUMBERED_DIMENSIONS);
    let n_numbered = dimensions - n_tossed;
    let mut vertices = Array2::zeros((n, dimensions));
    for value in vertices.slice_mut(s![.., ..n_tossed]) {
        *value = if random.randint(2) == 1 { 1.0 } else { 0.0 };
    }
    let corners = sample_without_replacement(1 << n_numbered, n, random);
    for (mut vertex, corner) in vertices.rows_mut().into_iter().zip(corners) {
        let bits = (0..n_numbered)
            .rev()
            .map(|bit| f64::from(u8::from(corner >> bit & 1 == 1)));
        vertex
            .iter_mut()
            .skip(n_tossed)
            .zip(bits)
            .for_each(|(value, bit)| *value = bit);
    }
    vertices
}

/// `size` distinct numbers below `n`, by the method that scikit-learn's function of this name
/// chooses: a shuffled prefix where the share is middling, retries where it is small, a reservoir
/// where nearly all are taken.
fn sample_without_replacement(n: usize, size: usize, random: &mut NumpyRandom) -> Vec<usize> {
    let share = size as f64 / n as f64;
    if share > 0.01 && share < 0.99 {
        return random.choice(n, size);
    }
    if share < 0.2 {
        return draw_until_distinct(n, size, random);
    }
    let mut reservoir: Vec<usize> = (0..size).collect();
    for item in size..n {
        if let Some(slot) = reservoir.get_mut(random.randint(item + 1)) {
            *slot = item;
        }
    }
    reservoir
}

fn draw_until_distinct(n: usize, size: usize, random: &mut NumpyRandom) -> Vec<usize> {
    let mut seen = HashSet::with_capacity(size);
    let mut drawn = Vec::with_capacity(size);
    while drawn.len() < size {
        let item = random.randint(n);
        if seen.insert(item) {
            drawn.push(item);
        }
    }
    drawn
}
