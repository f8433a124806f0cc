//! Models as values: the list of them, and what can be done with one whichever it is.

use imbalance_table::listed;
use serde::{Deserialize, Serialize};

use super::fitting::Fitting;
use super::{
    AdaBoostSpec, BlendSpec, BoostingSpec, Examples, ExtraTreesSpec, Fit, FitError, ForestSpec,
    LinearSvmSpec, LogisticSpec, LossSpec, MlpSpec, ModelSpecError, NaiveBayesSpec, NeighborsSpec,
    RulesSpec, ScorecardSpec, TreeSpec, settings,
};
use crate::setting::{Setting, Span};

/// A kind of model and how it is fitted. A new one is a file, and a line in [`ModelSpec`].
pub trait Model: Clone + Default + PartialEq + 'static {
    /// Its name in links: small letters, digits and hyphens.
    const KEY: &'static str;
    /// What people call it.
    const NAME: &'static str;

    /// Whether rows that are hard to tell can count more: the γ of a focal loss.
    const HAS_FOCUS: bool = false;

    /// What can be set, in an order in which one setting doesn't undo another.
    fn settings() -> &'static [&'static Setting<Self>];

    /// The setting at a place.
    #[must_use]
    fn setting(place: usize) -> Option<&'static Setting<Self>> {
        Self::settings().get(place).copied()
    }

    /// Which of its settings are worth searching, the most worth first, and where.
    #[must_use]
    fn spans() -> &'static [(&'static str, Span)] {
        &[]
    }

    /// Says whether it can be fitted to so many columns, beyond what each setting says of itself. What its fitting finds
    /// out at once needs no check before.
    ///
    /// # Errors
    /// What is wrong with its settings.
    fn check(&self, _n_features: usize) -> Result<(), ModelSpecError> {
        Ok(())
    }

    /// What of it listens to validation rows, in words; `None` where it can do without.
    fn listener(&self) -> Option<&'static str> {
        None
    }

    /// Whether it takes the gaps and categories of a file as they are.
    fn is_native(&self) -> bool {
        false
    }

    /// Rounds of its fitting: epochs, iterations or trees.
    fn rounds(&self) -> usize;

    /// Numbers that it learns from so many columns, where that is known before.
    fn n_parameters(&self, n_features: usize) -> usize;

    /// Bytes that its fitting takes at most, besides the rows in single precision and what it learns: roughly.
    fn bytes(&self, _n_rows: f64, _n_features: usize) -> f64 {
        0.0
    }

    /// Multiplications and additions of a fitting to so many rows, roughly: enough to tell seconds from minutes.
    fn operations(&self, n_rows: f64, n_features: usize) -> f64;

    /// Begins to fit it; `loss` is what each row counts.
    ///
    /// # Errors
    /// [`FitError`] where settings or rows don't hold.
    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError>;
}

macro_rules! models {
    ($($(#[$about:meta])* $variant:ident($spec:ty),)*) => {
        /// One of the models, with its settings.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum ModelSpec {
            $($(#[$about])* $variant($spec),)*
        }

        impl ModelSpec {
            /// Says whether it can be fitted to so many columns.
            ///
            /// # Errors
            /// What is wrong with its settings.
            pub fn check(&self, n_features: usize) -> Result<(), ModelSpecError> {
                match self {
                    $(Self::$variant(spec) => Model::check(spec, n_features),)*
                }
            }

            /// Which of its settings are worth searching, the most worth first, and where.
            #[must_use]
            pub fn spans(&self) -> &'static [(&'static str, Span)] {
                match self {
                    $(Self::$variant(_) => <$spec as Model>::spans(),)*
                }
            }

            /// What of it listens to validation rows, in words; `None` where it can do without.
            #[must_use]
            pub fn listener(&self) -> Option<&'static str> {
                match self {
                    $(Self::$variant(spec) => Model::listener(spec),)*
                }
            }

            /// Whether it takes the gaps and categories of a file as they are.
            #[must_use]
            pub fn is_native(&self) -> bool {
                match self {
                    $(Self::$variant(spec) => Model::is_native(spec),)*
                }
            }

            /// Rounds of its fitting: epochs, iterations or trees.
            #[must_use]
            pub fn rounds(&self) -> usize {
                match self {
                    $(Self::$variant(spec) => Model::rounds(spec),)*
                }
            }

            /// Numbers that it learns from so many columns, where that is known before.
            #[must_use]
            pub fn n_parameters(&self, n_features: usize) -> usize {
                match self {
                    $(Self::$variant(spec) => Model::n_parameters(spec, n_features),)*
                }
            }

            /// Whether rows that are hard to tell can count more: the γ of a focal loss.
            #[must_use]
            pub const fn has_focus(&self) -> bool {
                match self {
                    $(Self::$variant(_) => <$spec as Model>::HAS_FOCUS,)*
                }
            }

            /// Bytes that its fitting takes at most, besides rows and what it learns: roughly.
            #[must_use]
            pub fn bytes(&self, n_rows: f64, n_features: usize) -> f64 {
                match self {
                    $(Self::$variant(spec) => Model::bytes(spec, n_rows, n_features),)*
                }
            }

            /// Multiplications and additions of a fitting to so many rows, roughly.
            #[must_use]
            pub fn operations(&self, n_rows: f64, n_features: usize) -> f64 {
                match self {
                    $(Self::$variant(spec) => Model::operations(spec, n_rows, n_features),)*
                }
            }

            /// Begins to fit it; `loss` is what each row counts.
            ///
            /// # Errors
            /// [`FitError`] where settings or rows don't hold.
            pub fn fitting(
                &self,
                examples: Examples,
                loss: &LossSpec,
            ) -> Result<Box<dyn Fitting>, FitError> {
                match self {
                    $(Self::$variant(spec) => Model::fitting(spec, examples, loss),)*
                }
            }
        }

        listed!(ModelSpec of Model: $($variant($spec),)*);
    };
}

models! {
    /// A network of its own.
    Network(MlpSpec),
    /// A logistic regression.
    Logistic(LogisticSpec),
    /// A decision tree.
    Tree(TreeSpec),
    /// Trees, each of which mends what those before it get wrong.
    Boosting(BoostingSpec),
    /// A scorecard that is learnt.
    Scorecard(ScorecardSpec),
    /// A scorecard that is typed.
    Rules(RulesSpec),
    /// A linear support vector machine.
    Svm(LinearSvmSpec),
    /// A random forest.
    Forest(ForestSpec),
    /// Extremely randomised trees.
    ExtraTrees(ExtraTreesSpec),
    /// Boosted trees of a few levels.
    AdaBoost(AdaBoostSpec),
    /// Gaussian naive Bayes.
    Bayes(NaiveBayesSpec),
    /// Nearest neighbours.
    Neighbors(NeighborsSpec),
    /// Some of these together.
    Blend(BlendSpec),
}

impl Model for MlpSpec {
    const KEY: &'static str = "network";
    const NAME: &'static str = "own network";
    const HAS_FOCUS: bool = true;

    fn settings() -> &'static [&'static Setting<Self>] {
        &settings::ALL
    }

    fn spans() -> &'static [(&'static str, Span)] {
        &[
            ("rate", Span::Log(0.0001, 0.03)),
            ("dropout", Span::Even(0.0, 0.5)),
            ("l2", Span::Log(0.000001, 0.03)),
            ("batch", Span::Log(16.0, 512.0)),
        ]
    }

    fn check(&self, n_features: usize) -> Result<(), ModelSpecError> {
        Self::check(self, n_features)
    }

    fn listener(&self) -> Option<&'static str> {
        Self::listener(self)
    }

    fn rounds(&self) -> usize {
        self.epochs
    }

    fn n_parameters(&self, n_features: usize) -> usize {
        Self::n_parameters(self, n_features)
    }

    fn operations(&self, n_rows: f64, n_features: usize) -> f64 {
        /// Of a row a parameter: a product and a sum, forth, back, and for the gradient.
        const OF_PARAMETER: f64 = 6.0;
        OF_PARAMETER * n_rows * Self::n_parameters(self, n_features) as f64 * self.epochs as f64
    }

    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        let spec = Self {
            loss: *loss,
            ..self.clone()
        };
        Ok(Box::new(Fit::new(
            examples.features,
            examples.labels,
            &spec,
        )?))
    }
}
