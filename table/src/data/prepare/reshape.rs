//! Numbers on another scale, and numbers as the bins that they lie in.

use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, Normal};

use super::columns::{are_numbers, chosen, columns_setting, known_numbers, quantile};
use super::fitted::{other_kind, treated};
use super::{Cells, Fitted, Frame, PrepareError, Step, TrainingRows};
use crate::setting::{Setting, at, choice, place, size, whole};
use crate::sorting::sort_numbers;

/// Quantiles that are learnt at most.
const QUANTILES: usize = 1_000;
/// Shares nearer to 0 or 1 than this are taken to be as far.
const NEAREST: f64 = 1e-7;

/// How a scale is bent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// ln (1 + |x|), with the sign of x.
    #[default]
    Log,
    /// √|x|, with the sign of x.
    Root,
    /// The normal quantile of the share of training rows below: scikit-learn 1.9's
    /// `QuantileTransformer(output_distribution="normal", subsample=None)`.
    Normal,
}

const SHAPES: [Shape; 3] = [Shape::Log, Shape::Root, Shape::Normal];

/// Bends the scale of numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReshapeSpec {
    /// Columns; none for all of numbers.
    pub columns: Vec<String>,
    /// How.
    pub shape: Shape,
}

struct Reshaped {
    shape: Shape,
    /// Columns with the quantiles of their training rows, where these are needed.
    columns: Vec<(String, Vec<f64>)>,
}

/// The names of columns of numbers, and the numbers of their training rows, sorted.
fn sorted(
    frame: &Frame,
    names: &[String],
    training: &TrainingRows<'_>,
) -> Result<Vec<(String, Vec<f64>)>, PrepareError> {
    let columns = chosen(frame, names, are_numbers)?.into_iter();
    let known = columns.map(|column| {
        let Cells::Numbers(values) = &*column.cells else {
            return Err(other_kind(column, "text", "numbers"));
        };
        let mut known = known_numbers(values, training.rows);
        sort_numbers(&mut known);
        Ok((column.name.clone(), known))
    });
    known.collect()
}

impl Step for ReshapeSpec {
    const KEY: &'static str = "reshape";
    const NAME: &'static str = "Numbers on another scale";
    const SETTINGS: &'static [Setting<Self>] = &[
        columns_setting!("all of numbers"),
        choice(
            "shape",
            "Scale",
            &[
                ("log", "log (1 + x)"),
                ("root", "square root"),
                ("normal", "quantiles to normal"),
            ],
            |s| place(&SHAPES, &s.shape),
            |s, v| s.shape = at(&SHAPES, v),
        ),
    ];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let learnt = sorted(frame, &self.columns, training)?.into_iter();
        let columns = learnt.map(|(name, known)| {
            if self.shape != Shape::Normal || known.is_empty() {
                return (name, Vec::new());
            }
            let n = known.len().clamp(2, QUANTILES);
            let places = (0..n).map(|place| place as f64 / (n - 1) as f64);
            (name, places.map(|share| quantile(&known, share)).collect())
        });
        Ok(Box::new(Reshaped {
            shape: self.shape,
            columns: columns.collect(),
        }))
    }
}

/// The share of training rows below a number: the mean of those from below and from above, where several are equal.
fn share_below(quantiles: &[f64], value: f64) -> f64 {
    let [first, .., highest] = quantiles else {
        return 0.5;
    };
    if value + NEAREST > *highest {
        return 1.0;
    }
    if value - NEAREST < *first {
        return 0.0;
    }
    let last = (quantiles.len() - 1) as f64;
    let between = |low: usize| {
        let (from, to) = (quantiles[low], quantiles[low + 1]);
        (low as f64 + (value - from) / (to - from)) / last
    };
    let above = quantiles.partition_point(|quantile| *quantile <= value);
    let below = quantiles.partition_point(|quantile| *quantile < value);
    if above > below {
        // Equal to quantiles from the place `below` on.
        return f64::midpoint(below as f64, (above - 1) as f64) / last;
    }
    between(above - 1)
}

impl Fitted for Reshaped {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let normal = Normal::standard();
        let columns = self
            .columns
            .iter()
            .map(|(name, quantiles)| (name, quantiles));
        treated(frame, columns, |column, quantiles| {
            let Cells::Numbers(values) = &*column.cells else {
                return Err(other_kind(&column, "text", "numbers"));
            };
            let bent = |&value: &f64| match self.shape {
                Shape::Log => value.abs().ln_1p().copysign(value),
                Shape::Root => value.abs().sqrt().copysign(value),
                Shape::Normal if quantiles.is_empty() || value.is_nan() => value,
                Shape::Normal => {
                    let share = share_below(quantiles, value);
                    normal.inverse_cdf(share.clamp(NEAREST, 1.0 - NEAREST))
                }
            };
            let values = values.iter().map(bent).collect();
            Ok(vec![column.with(Cells::Numbers(values))])
        })
    }

    fn learnt(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Turns numbers into the bin that they lie in, from 0 on: scikit-learn 1.9's `KBinsDiscretizer(encode="ordinal",
/// strategy="quantile", quantile_method="linear")`, but for bins without a number, which are left out however narrow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BinsSpec {
    /// Columns; none for all of numbers.
    pub columns: Vec<String>,
    /// Bins of as many training rows each, where no number is there so often that fewer come out.
    pub bins: usize,
}

impl Default for BinsSpec {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            bins: 10,
        }
    }
}

struct Bins {
    /// Columns with the bounds between their bins.
    columns: Vec<(String, Vec<f64>)>,
}

impl Step for BinsSpec {
    const KEY: &'static str = "bins";
    const NAME: &'static str = "Numbers to bins";
    const SETTINGS: &'static [Setting<Self>] = &[
        columns_setting!("all of numbers"),
        whole(
            "bins",
            "Bins",
            (2, 1_000),
            |s| s.bins as u64,
            |s, v| s.bins = size(v),
        ),
    ];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let n_bins = self.bins.max(2);
        let learnt = sorted(frame, &self.columns, training)?.into_iter();
        let columns = learnt.map(|(name, known)| {
            let shares = (0..=n_bins).map(|place| place as f64 / n_bins as f64);
            let mut bounds: Vec<f64> = shares.map(|share| quantile(&known, share)).collect();
            bounds.dedup();
            bounds.pop();
            (name, bounds.into_iter().skip(1).collect())
        });
        Ok(Box::new(Bins {
            columns: columns.collect(),
        }))
    }
}

impl Fitted for Bins {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|(name, bounds)| (name, bounds));
        treated(frame, columns, |column, bounds| {
            let Cells::Numbers(values) = &*column.cells else {
                return Err(other_kind(&column, "text", "numbers"));
            };
            let bin = |&value: &f64| {
                if value.is_nan() {
                    return value;
                }
                bounds.partition_point(|bound| *bound <= value) as f64
            };
            let values = values.iter().map(bin).collect();
            Ok(vec![column.with(Cells::Numbers(values))])
        })
    }

    fn learnt(&self) -> Vec<String> {
        let told = self.columns.iter();
        told.map(|(name, bounds)| format!("{name}: {} bins.", bounds.len() + 1))
            .collect()
    }
}
