//! Classifiers and how they are fitted: the multilayer perceptron, linear models, naive Bayes, nearest neighbours,
//! decision trees, and many trees together.
//!
//! [`ModelSpec`] lists the models. What every fitting has in common is [`Fitting`], and what every
//! trained model can do is [`Classifier`].

mod adaboost;
mod blend;
mod boosting;
mod classifier;
mod column_unit;
mod ensemble;
mod examples;
mod fitting;
mod forest;
mod learnt;
mod linear_svm;
mod logistic;
mod model_spec;
mod naive_bayes;
mod nearest_neighbors;
pub mod rules;
pub mod scorecard;
pub mod settings;
mod structure;
mod tree;

pub use crate::network::{
    Activation, Batches, Dense, Dropout, EarlyStopping, Fit, FitError, HiddenLayer, HiddenLayers,
    Initialization, LossSpec, Mlp, MlpSpec, ModelSpecError, Normalisation, OptimizerSpec, PerLayer,
    Plateau, RuleError, Step, Watch, Watched, Workspace, activation, batches, dense, dropout, fit,
    initialization, loss, mlp, normalisation, optimizer, scoring, stream, workspace,
};
pub use adaboost::{AdaBoostFit, AdaBoostSpec, Undersampling};
pub use blend::{BlendFit, BlendSpec, Blended, Blending};
pub use boosting::{BoostingFit, BoostingSpec, Growth};
pub use classifier::{Classifier, Says};
pub use column_unit::ColumnUnit;
pub use ensemble::{Ensemble, Question, Running, ScoringNode, ScoringTree};
pub use examples::Examples;
pub use fitting::Fitting;
pub use forest::{Balance, ColumnsTried, ExtraTreesSpec, ForestFit, ForestSpec, TreesSpec};
pub use learnt::Learnt;
pub use linear_svm::{LinearSvm, LinearSvmFit, LinearSvmSpec, SvmLoss};
pub use logistic::{Coefficient, Logistic, LogisticFit, LogisticSpec, Penalty};
pub use model_spec::{Model, ModelSpec};
pub use naive_bayes::{NaiveBayes, NaiveBayesFit, NaiveBayesSpec};
pub use nearest_neighbors::{NearestNeighbors, NeighborsFit, NeighborsSpec, Votes};
pub use rules::RulesSpec;
pub use scorecard::{
    CardColumn, PointScale, Scorecard, ScorecardFit, ScorecardSpec, WoeBin, WoeBins,
};
pub use structure::Structure;
pub use tree::{Node, Split, Tree, TreeFit, TreeSpec};
