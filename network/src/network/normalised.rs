//! A batch on its way through a batch normalisation, and back.

use std::array::from_fn;

use super::normalisation::scale;
use super::optimizer::narrow;
use super::{Dense, Normalisation};
use crate::panels::{Lanes, Panels, WIDTH};

/// What a batch leaves behind at a layer that is normalised. Sums run over the rows in order, in `f64`.
#[derive(Clone, Debug)]
pub(super) struct Normalised {
    /// `(z − mean) / sqrt(variance + ε)`, `(n_rows, n_units)`.
    values: Panels,
    /// Mean above variance.
    pub(super) statistics: Dense,
    /// Derivatives of the batch's mean loss by γ, and by β below.
    pub(super) gradient: Dense,
}

impl Normalised {
    /// Room for batches of up to `capacity` rows.
    pub(super) fn new(normalisation: &Normalisation, capacity: usize) -> Self {
        let none = normalisation.learned.zeros_like();
        Self {
            values: Panels::zeros(capacity, normalisation.n_units()),
            gradient: none.clone(),
            statistics: none,
        }
    }

    /// Normalises a panel of the weighted sums of a whole batch.
    pub(super) fn forward(&mut self, by: &Normalisation, sums: &mut Panels, panel: usize) {
        self.values.set_n_rows(sums.n_rows());
        let rows = sums.panel_mut(panel);
        let mean = means(rows, |_, row| *row);
        let from_mean = |row: &Lanes| -> Lanes { from_fn(|lane| row[lane] - mean[lane]) };
        let variance = means(rows, |_, row| {
            from_mean(row).map(|distance| distance * distance)
        });
        if let [means, variances] = self.statistics.parameters.panel_mut(panel) {
            (*means, *variances) = (mean, variance);
        }
        let [gamma, beta] = by.learned.parameters.panel(panel) else {
            return;
        };
        let inverse = scale(&[1.0; WIDTH], &variance);
        for (row, value) in rows.iter_mut().zip(self.values.panel_mut(panel)) {
            *value = from_mean(row);
            *value = from_fn(|lane| value[lane] * inverse[lane]);
            *row = from_fn(|lane| gamma[lane] * value[lane] + beta[lane]);
        }
    }

    /// Turns a panel of the derivatives by what [`forward`](Self::forward) made into those by the
    /// weighted sums, and finds those by γ and β:
    /// `γ / sqrt(variance + ε) · (d − mean of d − value · mean of (d · value))`.
    pub(super) fn backward(&mut self, by: &Normalisation, deltas: &mut Panels, panel: usize) {
        let values = self.values.panel(panel);
        let deltas = deltas.panel_mut(panel);
        let plain = means(deltas, |_, delta| *delta);
        let along = means(deltas, |row, delta| {
            let value = values.get(row).copied().unwrap_or_default();
            from_fn(|lane| delta[lane] * value[lane])
        });
        if let [gamma, beta] = self.gradient.parameters.panel_mut(panel) {
            let n_rows = deltas.len() as f32;
            *gamma = along.map(|mean| n_rows * mean);
            *beta = plain.map(|mean| n_rows * mean);
        }
        let learned = by.learned.parameters.panel(panel);
        let statistics = self.statistics.parameters.panel(panel);
        let ([gamma, _], [_, variance]) = (learned, statistics) else {
            return;
        };
        let factor = scale(gamma, variance);
        for (delta, value) in deltas.iter_mut().zip(values) {
            *delta = from_fn(|lane| {
                factor[lane] * (delta[lane] - plain[lane] - value[lane] * along[lane])
            });
        }
    }
}

/// Means over the rows of something that is found for each.
fn means(rows: &[Lanes], term: impl Fn(usize, &Lanes) -> Lanes) -> Lanes {
    let mut sums = [0.0; WIDTH];
    for (index, row) in rows.iter().enumerate() {
        for (sum, term) in sums.iter_mut().zip(term(index, row)) {
            *sum += f64::from(term);
        }
    }
    let n_rows = rows.len().max(1) as f64;
    sums.map(|sum| narrow(sum / n_rows))
}
