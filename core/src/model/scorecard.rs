//! Scorecards: points for what an applicant is, added up by hand. Siddiqi, "Credit Risk Scorecards" (2006), chapter 6.
//!
//! Columns are cut into bins ([`WoeBins`]), a logistic regression on the bins' weights of evidence says what each column
//! counts, and [`PointScale`] turns log-odds into whole points. More points are a **lower** risk, as on cards in use; the
//! scores of the [`Classifier`](super::Classifier) are higher for a higher risk.

mod binning;
mod card;
mod fit;
mod merging;
mod point_scale;
mod settings;
mod spec;

pub use binning::{WoeBin, WoeBins};
pub use card::{CardColumn, Scorecard};
pub use fit::ScorecardFit;
pub use point_scale::PointScale;
pub use spec::ScorecardSpec;

use super::{Examples, FitError, Fitting, LossSpec, Model};
use crate::setting::{Setting, Span};

impl Model for ScorecardSpec {
    const KEY: &'static str = "scorecard";
    const NAME: &'static str = "scorecard";

    fn settings() -> &'static [&'static Setting<Self>] {
        &settings::ALL
    }

    fn spans() -> &'static [(&'static str, Span)] {
        &[
            ("columns", Span::Even(2.0, 8.0)),
            ("bins", Span::Even(2.0, 8.0)),
        ]
    }

    fn rounds(&self) -> usize {
        fit::REGRESSION.max_iter
    }

    /// How many bins there are is known when they are cut.
    fn n_parameters(&self, _: usize) -> usize {
        0
    }

    fn operations(&self, n_rows: f64, n_features: usize) -> f64 {
        /// Of a value that is sorted and put into a bin.
        const OF_VALUE: f64 = 200.0;
        /// Of a row in the regression on a few columns.
        const OF_ROW: f64 = 1_000.0;
        n_rows * (OF_VALUE * n_features as f64 + OF_ROW)
    }

    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        let spec = Self {
            class_weights: loss.weights(),
            ..*self
        };
        let Examples {
            features, labels, ..
        } = examples;
        Ok(Box::new(ScorecardFit::new(features, labels, spec)?))
    }
}
