//! A fully connected layer.

use ndarray::linalg::general_mat_vec_mul;
use ndarray::{Array2, ArrayRef2, ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2, Axis, s};

use super::product::Product;

/// Weights and biases of one fully connected layer, or the gradient of a loss by them.
///
/// Both live in one matrix, `(n_inputs + 1, n_outputs)`, the biases in its last row: a step of the
/// optimizer is one loop over it. Layers with a single output need no matrix product.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense {
    pub(super) parameters: Array2<f32>,
}

impl Dense {
    /// A layer with these weights `(n_inputs, n_outputs)` and a bias of zero.
    pub fn unbiased(weights: &ArrayRef2<f32>) -> Self {
        let (n_inputs, n_outputs) = weights.dim();
        let mut parameters = Array2::zeros((n_inputs + 1, n_outputs));
        parameters.slice_mut(s![..n_inputs, ..]).assign(weights);
        Self { parameters }
    }

    /// A layer whose matrix `(n_inputs + 1, n_outputs)` holds the weights and, in its last row, the
    /// biases; `None` where there is no weight.
    pub fn from_parameters(parameters: &ArrayRef2<f32>) -> Option<Self> {
        let parameters = parameters.as_standard_layout().into_owned();
        (parameters.nrows() > 1 && parameters.ncols() > 0).then_some(Self { parameters })
    }

    /// A layer of the same shape, all zero.
    pub(super) fn zeros_like(&self) -> Self {
        Self {
            parameters: Array2::zeros(self.parameters.dim()),
        }
    }

    /// How many inputs the layer takes.
    pub fn n_inputs(&self) -> usize {
        self.parameters.nrows() - 1
    }

    /// How many outputs the layer gives.
    pub fn n_outputs(&self) -> usize {
        self.parameters.ncols()
    }

    /// The weights `(n_inputs, n_outputs)` and below them, in the last row, the biases.
    pub fn parameters(&self) -> ArrayView2<'_, f32> {
        self.parameters.view()
    }

    /// The weights, `(n_inputs, n_outputs)`.
    pub fn weights(&self) -> ArrayView2<'_, f32> {
        self.parameters.slice(s![..self.n_inputs(), ..])
    }

    /// The biases, `(n_outputs)`.
    pub fn bias(&self) -> ArrayView1<'_, f32> {
        self.parameters.row(self.n_inputs())
    }

    fn split_mut(&mut self) -> (ArrayViewMut2<'_, f32>, ArrayViewMut1<'_, f32>) {
        let n_inputs = self.n_inputs();
        let (weights, bias) = self.parameters.view_mut().split_at(Axis(0), n_inputs);
        (weights, bias.index_axis_move(Axis(0), 0))
    }

    /// `sums = inputs · weights`, `(n_rows, n_outputs)`; the biases are left to the activation.
    pub(super) fn weighted_sums(
        &self,
        inputs: &ArrayRef2<f32>,
        sums: &mut ArrayRef2<f32>,
        product: &mut Product,
    ) {
        let weights = self.weights();
        if weights.ncols() == 1 {
            general_mat_vec_mul(
                1.0,
                inputs,
                &weights.column(0),
                0.0,
                &mut sums.column_mut(0),
            );
        } else {
            product.plain(inputs, &weights, sums);
        }
    }

    /// `deltas_below = deltas · weightsᵀ`, `(n_rows, n_inputs)`, from deltas `(n_rows, n_outputs)`.
    pub(super) fn deltas_below(
        &self,
        deltas: &ArrayRef2<f32>,
        below: &mut ArrayRef2<f32>,
        product: &mut Product,
    ) {
        let weights = self.weights();
        if weights.ncols() == 1 {
            let weights = weights.column(0);
            for (mut row, &delta) in below.rows_mut().into_iter().zip(&deltas.column(0)) {
                row.zip_mut_with(&weights, |below, weight| *below = delta * weight);
            }
        } else {
            product.by_transposed(deltas, &weights, below);
        }
    }

    /// Makes `self` the gradient of a layer that got `inputs` and whose sums have these `deltas`:
    /// `inputsᵀ · deltas` for the weights, the column sums of `deltas` for the biases.
    pub(super) fn set_gradient(
        &mut self,
        inputs: &ArrayRef2<f32>,
        deltas: &ArrayRef2<f32>,
        product: &mut Product,
    ) {
        let (mut weights, mut bias) = self.split_mut();
        if deltas.ncols() == 1 {
            let mut weights = weights.column_mut(0);
            weights.fill(0.0);
            for (row, &delta) in inputs.rows().into_iter().zip(&deltas.column(0)) {
                weights.scaled_add(delta, &row);
            }
        } else {
            product.of_transposed(inputs, deltas, &mut weights);
        }
        bias.fill(0.0);
        for row in deltas.rows() {
            bias += &row;
        }
    }

    /// Adds the gradient of the penalty `l2/2 · Σ w²` on the weights of `layer`.
    pub(super) fn add_penalty_gradient(&mut self, l2: f32, layer: &Self) {
        self.split_mut().0.scaled_add(l2, &layer.weights());
    }
}
