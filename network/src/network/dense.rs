//! A fully connected layer.

use std::array::from_fn;
use std::ops::Range;

use ndarray::{Array1, Array2, ArrayRef2, s};
use rand::{Rng, RngExt};

use super::activation::{relu, relu_derivative};
use super::{Activation, Initialization};
use crate::panels::{
    Lanes, Panels, WIDTH, multiply, multiply_by_column, multiply_transposed,
    multiply_transposed_by_column,
};

/// Weights and biases of one fully connected layer, or the gradient of a loss by them.
///
/// Both live in one matrix, `(n_inputs + 1, n_outputs)`, the biases in its last row.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense {
    pub(super) parameters: Panels,
}

impl Dense {
    /// A layer with these weights `(n_inputs, n_outputs)` and a bias of zero.
    pub fn unbiased(weights: &ArrayRef2<f32>) -> Self {
        let (n_inputs, n_outputs) = weights.dim();
        let mut layer = Self::zeros(n_inputs, n_outputs);
        for (index, row) in weights.outer_iter().enumerate() {
            layer.parameters.set_row(index, &row.to_vec());
        }
        layer.parameters.set_row(n_inputs, &vec![0.0; n_outputs]);
        layer
    }

    /// A layer whose matrix `(n_inputs + 1, n_outputs)` holds the weights and, in its last row, the
    /// biases; `None` where there is no weight.
    pub fn from_parameters(parameters: &ArrayRef2<f32>) -> Option<Self> {
        let n_inputs = parameters.nrows().checked_sub(1)?;
        let mut layer = Self::unbiased(&parameters.slice(s![..n_inputs, ..]));
        let bias = parameters.row(n_inputs).to_vec();
        layer.parameters.set_row(n_inputs, &bias);
        (n_inputs > 0 && !bias.is_empty()).then_some(layer)
    }

    /// A layer of zeros.
    pub(super) fn zeros(n_inputs: usize, n_outputs: usize) -> Self {
        Self {
            parameters: Panels::zeros(n_inputs + 1, n_outputs),
        }
    }

    /// A layer of the same shape, all zero.
    pub(super) fn zeros_like(&self) -> Self {
        Self::zeros(self.n_inputs(), self.n_outputs())
    }

    /// Draws the weights of some inputs, input by input.
    pub(super) fn draw(
        &mut self,
        inputs: Range<usize>,
        initialization: Initialization,
        random: &mut impl Rng,
    ) {
        let limit = initialization.limit(self.n_inputs(), self.n_outputs());
        let mut weights = vec![0.0; self.n_outputs()];
        for input in inputs {
            weights.fill_with(|| random.random_range(-limit..=limit));
            self.parameters.set_row(input, &weights);
        }
    }

    /// How many inputs the layer takes.
    pub fn n_inputs(&self) -> usize {
        self.parameters.n_rows() - 1
    }

    /// How many outputs the layer gives.
    pub fn n_outputs(&self) -> usize {
        self.parameters.n_columns()
    }

    /// The weights `(n_inputs, n_outputs)` and below them, in the last row, the biases.
    pub fn parameters(&self) -> Array2<f32> {
        let shape = (self.parameters.n_rows(), self.n_outputs());
        Array2::from_shape_fn(shape, |(row, column)| self.parameters.value(row, column))
    }

    /// The weights, `(n_inputs, n_outputs)`.
    pub fn weights(&self) -> Array2<f32> {
        self.parameters().slice_move(s![..self.n_inputs(), ..])
    }

    /// The biases, `(n_outputs)`.
    pub fn bias(&self) -> Array1<f32> {
        self.parameters().slice_move(s![self.n_inputs(), ..])
    }

    /// Claims that no parameter of some panels is NaN or infinite.
    pub(super) fn is_finite(&self, mut panels: Range<usize>) -> bool {
        panels.all(|panel| {
            let parameters = self.parameters.panel(panel).as_flattened();
            parameters.iter().all(|parameter| parameter.is_finite())
        })
    }

    /// Copies some panels of a layer of the same shape.
    pub(super) fn copy_from(&mut self, other: &Self, panels: Range<usize>) {
        for panel in panels {
            let parameters = self.parameters.panel_mut(panel);
            parameters.copy_from_slice(other.parameters.panel(panel));
        }
    }

    /// Some panels of `outputs = f(inputs · weights + bias)`, `(n_rows, n_outputs)`, where `f` is
    /// the activation; the last layer has a single output and no activation.
    pub(super) fn forward(
        &self,
        inputs: &Panels,
        outputs: &mut Panels,
        panels: Range<usize>,
        activation: Option<Activation>,
    ) {
        match activation {
            None => self.logits(inputs, outputs),
            Some(Activation::Relu) => self.activate(inputs, outputs, panels, relu),
            // Each product with a function of its own is two kilobytes of machine code.
            Some(activation) => {
                self.weighted_sums(inputs, outputs, panels.clone());
                for panel in panels {
                    activation.apply(outputs.panel_mut(panel));
                }
            }
        }
    }

    /// Some panels of `inputs · weights + bias`, `(n_rows, n_outputs)`.
    pub(super) fn weighted_sums(
        &self,
        inputs: &Panels,
        outputs: &mut Panels,
        panels: Range<usize>,
    ) {
        self.activate(inputs, outputs, panels, as_it_is);
    }

    /// Generic over what is done with a sum, so that relu is done within the product.
    fn activate(
        &self,
        inputs: &Panels,
        outputs: &mut Panels,
        panels: Range<usize>,
        f: impl Fn(f32) -> f32,
    ) {
        for panel in panels {
            if let Some((bias, weights)) = self.parameters.panel(panel).split_last() {
                multiply(inputs, weights, outputs, panel, |_, sums| {
                    from_fn(|lane| f(sums[lane] + bias[lane]))
                });
            }
        }
    }

    fn logits(&self, inputs: &Panels, outputs: &mut Panels) {
        if let Some((bias, weights)) = self.parameters.panel(0).split_last() {
            let outputs = outputs.panel_mut(0);
            multiply_by_column(inputs, weights, outputs);
            outputs.iter_mut().for_each(|output| output[0] += bias[0]);
        }
    }

    /// Turns some panels of the outputs of the layer below, `(n_rows, n_inputs)`, into its deltas,
    /// `f'(outputs) * (deltas · weightsᵀ)`, from the deltas of this layer, `(n_rows, n_outputs)`.
    pub(super) fn backward(
        &self,
        deltas: &Panels,
        outputs: &mut Panels,
        panels: Range<usize>,
        activation: Activation,
        transposed: &mut Vec<Lanes>,
    ) {
        for panel in panels {
            let inputs = panel * WIDTH..self.n_inputs();
            self.parameters.transpose(inputs, transposed);
            let weights = &*transposed;
            match activation {
                Activation::Relu => scale(deltas, weights, outputs, panel, relu_derivative),
                activation => {
                    activation.differentiate(outputs.panel_mut(panel));
                    scale(deltas, weights, outputs, panel, as_it_is);
                }
            }
        }
    }

    /// Multiplies a panel of `slopes`, `(n_rows, n_inputs)`, by `deltas · weightsᵀ`.
    pub(super) fn pull_back(
        &self,
        deltas: &Panels,
        slopes: &mut Panels,
        panel: usize,
        transposed: &mut Vec<Lanes>,
    ) {
        self.parameters
            .transpose(panel * WIDTH..self.n_inputs(), transposed);
        scale(deltas, transposed, slopes, panel, as_it_is);
    }

    /// Some panels of `deltas · weightsᵀ`, `(n_rows, n_inputs)`.
    pub(super) fn pull_back_alone(
        &self,
        deltas: &Panels,
        product: &mut Panels,
        panels: Range<usize>,
        transposed: &mut Vec<Lanes>,
    ) {
        for panel in panels {
            product.panel_mut(panel).fill([1.0; WIDTH]);
            self.pull_back(deltas, product, panel, transposed);
        }
    }

    /// Makes the biases of a panel 0.
    pub(super) fn unbias(&mut self, panel: usize) {
        if let Some(bias) = self.parameters.panel_mut(panel).last_mut() {
            *bias = Lanes::default();
        }
    }

    /// Makes some panels of `self` the gradient of a layer that got `inputs` and whose sums have
    /// these `deltas`, or adds it to them: `inputsᵀ · deltas` for the weights, the column sums of
    /// `deltas` for the biases.
    pub(super) fn set_gradient(
        &mut self,
        inputs: &Panels,
        deltas: &Panels,
        panels: Range<usize>,
        adds: bool,
    ) {
        let is_column = self.n_outputs() == 1;
        for panel in panels {
            let deltas = deltas.panel(panel);
            if let Some((bias, weights)) = self.parameters.panel_mut(panel).split_last_mut() {
                if is_column {
                    multiply_transposed_by_column(inputs, deltas, weights, adds);
                } else {
                    multiply_transposed(inputs, deltas, weights, adds);
                }
                let start = if adds { *bias } else { Lanes::default() };
                *bias = deltas.iter().fold(start, add);
            }
        }
    }
}

/// A function by name, so that a product with it is compiled once.
#[inline]
const fn as_it_is(value: f32) -> f32 {
    value
}

fn scale(
    deltas: &Panels,
    weights: &[Lanes],
    outputs: &mut Panels,
    panel: usize,
    f: impl Fn(f32) -> f32,
) {
    multiply(deltas, weights, outputs, panel, |outputs, sums| {
        from_fn(|lane| sums[lane] * f(outputs[lane]))
    });
}

/// Adds rows to as many rows.
pub(super) fn add_rows(rows: &mut [Lanes], others: &[Lanes]) {
    for (row, other) in rows.iter_mut().zip(others) {
        *row = add(*row, other);
    }
}

fn add(sums: Lanes, row: &Lanes) -> Lanes {
    from_fn(|lane| sums[lane] + row[lane])
}
