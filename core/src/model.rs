//! Classifiers and how they are fitted: the multilayer perceptron, linear models, naive Bayes, nearest neighbours,
//! decision trees, and many trees together.
//!
//! [`MlpSpec`] says what is asked for, [`Mlp`] is the network, and [`Fit`] trains one, a few
//! milliseconds a call, so that whoever drives it can listen for messages between two calls.
//!
//! [`ModelSpec`] lists the models. What every fitting has in common is [`Fitting`], and what every
//! trained model can do is [`Classifier`].
//!
//! All of the network is `f32`. Randomness comes from [`streams`](stream): `rand`'s portable
//! `Xoshiro256PlusPlus`, one stream per purpose. Two fits with the same seed and architecture
//! start from the same weights, however many rows they train on.

pub mod activation;
mod adaboost;
mod attention;
mod back;
pub mod batches;
mod boosting;
mod check;
mod classifier;
mod column_unit;
pub mod dense;
mod dot;
pub mod dropout;
mod ensemble;
mod examples;
mod exponential;
pub mod fit;
mod fit_error;
mod fitting;
mod forest;
mod forward;
mod gram;
mod heeding;
mod hidden;
mod hidden_layers;
pub mod initialization;
mod learnt;
mod linear_svm;
mod logistic;
pub mod loss;
mod loss_spec;
pub mod mlp;
mod model_spec;
mod naive_bayes;
mod names;
mod nearest_neighbors;
pub mod normalisation;
mod normalised;
pub mod optimizer;
mod penalty;
mod per_layer;
mod prior;
mod residual;
pub mod rules;
pub mod scorecard;
pub mod scoring;
pub mod settings;
mod spec;
mod spec_error;
mod stopping;
pub mod stream;
mod structure;
mod training_rows;
mod tree;
mod wiring;
mod work;
pub mod workspace;

pub use activation::Activation;
pub use adaboost::{AdaBoostFit, AdaBoostSpec, Undersampling};
pub use batches::Batches;
pub use boosting::{BoostingFit, BoostingSpec, Growth};
pub use classifier::{Classifier, Says};
pub use column_unit::ColumnUnit;
pub use dense::Dense;
pub use dropout::Dropout;
pub use ensemble::{Ensemble, Question, Running, ScoringNode, ScoringTree};
pub use examples::Examples;
pub use fit::{Fit, Step};
pub use fit_error::FitError;
pub use fitting::Fitting;
pub use forest::{Balance, ColumnsTried, ExtraTreesSpec, ForestFit, ForestSpec, TreesSpec};
pub use hidden_layers::{HiddenLayer, HiddenLayers};
pub use initialization::Initialization;
pub use learnt::Learnt;
pub use linear_svm::{LinearSvm, LinearSvmFit, LinearSvmSpec, SvmLoss};
pub use logistic::{Coefficient, Logistic, LogisticFit, LogisticSpec, Penalty};
pub use loss_spec::LossSpec;
pub use mlp::Mlp;
pub use model_spec::{Model, ModelSpec};
pub use naive_bayes::{NaiveBayes, NaiveBayesFit, NaiveBayesSpec};
pub use nearest_neighbors::{NearestNeighbors, NeighborsFit, NeighborsSpec, Votes};
pub use normalisation::Normalisation;
pub use optimizer::OptimizerSpec;
pub use per_layer::PerLayer;
pub use rules::{RuleError, RulesSpec};
pub use scorecard::{
    CardColumn, PointScale, Scorecard, ScorecardFit, ScorecardSpec, WoeBin, WoeBins,
};
pub use spec::MlpSpec;
pub use spec_error::ModelSpecError;
pub use stopping::{EarlyStopping, Plateau, Watch, Watched};
pub use structure::Structure;
pub use tree::{Node, Split, Tree, TreeFit, TreeSpec};
pub use workspace::Workspace;
