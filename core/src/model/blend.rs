//! Blends: models whose probabilities are averaged, or stacked.

mod blended;
mod fit;
mod spec;

pub use blended::Blended;
pub use fit::BlendFit;
pub use spec::{BlendSpec, Blending};

use super::{
    AdaBoostSpec, BoostingSpec, Examples, ExtraTreesSpec, FitError, Fitting, ForestSpec,
    LogisticSpec, LossSpec, Model, ModelSpecError, NaiveBayesSpec, NeighborsSpec, TreeSpec,
};
use crate::setting::{Setting, at, choice, flag, place};

type Of = Setting<BlendSpec>;

static BLENDING: Of = choice(
    "blending",
    "Put together by",
    &[("average", "Average"), ("stack", "Stacking")],
    |s| place(&Blending::ALL, &s.blending),
    |s, v| s.blending = at(&Blending::ALL, v),
);

/// Makes the switches, and what the models at their places are, of one list.
macro_rules! members {
    ($($place:literal $name:ident $key:literal $label:literal $spec:ty,)*) => {
        $(static $name: Of = flag(
            $key,
            $label,
            |s| s.members[$place],
            |s, v| s.members[$place] = v,
        );)*

        static ALL: [&Of; 1 + spec::MEMBERS] = [&BLENDING, $(&$name),*];

        fn begin(place: usize, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
            match place {
                $($place => <$spec>::default().fitting(examples, loss),)*
                _ => Err(FitError::NoRows),
            }
        }

        /// Numbers that a model at a place learns of so many rows and columns, operations that it takes, and bytes.
        fn counts(place: usize, n_rows: f64, n_features: usize) -> (usize, f64, f64) {
            match place {
                $($place => {
                    let spec = <$spec>::default();
                    (
                        spec.n_parameters(n_features),
                        spec.operations(n_rows, n_features),
                        spec.bytes(n_rows, n_features),
                    )
                })*
                _ => (0, 0.0, 0.0),
            }
        }
    };
}

members! {
    0 LOGISTIC "with_logistic" "Logistic regression" LogisticSpec,
    1 TREE "with_tree" "Decision tree" TreeSpec,
    2 FOREST "with_forest" "Random forest" ForestSpec,
    3 EXTRA "with_extra_trees" "Extra trees" ExtraTreesSpec,
    4 BOOSTING "with_boosting" "Gradient boosting" BoostingSpec,
    5 ADABOOST "with_adaboost" "AdaBoost" AdaBoostSpec,
    6 BAYES "with_bayes" "Naive Bayes" NaiveBayesSpec,
    7 NEIGHBORS "with_neighbors" "Nearest neighbours" NeighborsSpec,
}

impl Model for BlendSpec {
    const KEY: &'static str = "blend";
    const NAME: &'static str = "blend of models";

    fn settings() -> &'static [&'static Of] {
        &ALL
    }

    fn check(&self, _n_features: usize) -> Result<(), ModelSpecError> {
        Self::check(self)
    }

    fn rounds(&self) -> usize {
        self.places().count() + usize::from(self.blending == Blending::Stack)
    }

    fn n_parameters(&self, n_features: usize) -> usize {
        let each = self.places().map(|place| counts(place, 1.0, n_features).0);
        each.sum()
    }

    /// The rows once more for the model at hand, and what the largest takes.
    fn bytes(&self, n_rows: f64, n_features: usize) -> f64 {
        let each = self
            .places()
            .map(|place| counts(place, n_rows, n_features).2);
        4.0 * n_rows * n_features as f64 + each.fold(0.0, f64::max)
    }

    fn operations(&self, n_rows: f64, n_features: usize) -> f64 {
        let each = self
            .places()
            .map(|place| counts(place, n_rows, n_features).1);
        // Five times to four fifths of the rows, besides all of them.
        let times = if self.blending == Blending::Stack {
            5.0
        } else {
            1.0
        };
        times * each.sum::<f64>()
    }

    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        Ok(Box::new(BlendFit::new(begin, examples, loss, self)?))
    }
}
