//! How good are the scores, and what does a threshold cost: everything that is read off held-out
//! rows.
//!
//! [`Ranking`] sorts the scored rows once and keeps cumulative counts. The ROC curve, the areas,
//! the best cuts *and* the four cells of [`Confusion`] at any threshold are read off those same
//! counts, so a dot on a curve and the matrix beside it cannot disagree.
//!
//! ```
//! use imbalance_base::metrics::{Metric, Ranking};
//!
//! let scores = [0.9, 0.6, 0.6, 0.1];
//! let ranking = Ranking::new(&scores, &[true, true, false, false])?;
//! let confusion = ranking.confusion_at(0.5);
//! assert_eq!((confusion.true_positives, confusion.false_positives), (2, 1));
//! assert_eq!(Metric::Precision.value(&ranking, &confusion), Some(2.0 / 3.0));
//! assert_eq!(ranking.roc_auc(), 0.875);
//! # Ok::<(), imbalance_base::metrics::RankingError>(())
//! ```
//!
//! What is undefined is `None` or an error, never 0 or 0.5. Where scikit-learn would put a number
//! in that place, the item says so.

mod agreement;
mod bootstrap;
mod calibration;
mod class_weights;
mod classification_report;
mod confusion;
mod counts;
mod crowd;
mod cut;
mod decile;
mod delong;
mod digits;
mod emp;
mod friedman;
mod gains;
mod goal;
mod groups;
mod h_measure;
mod histogram;
mod hull;
mod ks;
mod logistic;
mod matching;
mod measures;
mod metric;
mod money;
mod nearest;
mod over_repeats;
mod partial_auc;
mod precision_recall;
mod precision_recall_gain;
mod quadrant;
mod ranking;
mod ranking_error;
mod ranks;
mod roc;
mod scale;
mod sorted_row;
mod summary;
mod thinning;
mod wilcoxon;

pub use agreement::{Agreement, Flags};
pub use bootstrap::{
    ArmIntervals, Bootstrap, BootstrapSpec, Choose, Difference, DoubtedArm, Intervals, Optimism,
    Value, quantile,
};
pub use calibration::{
    Binning, Calibration, Recalibration, ReliabilityBin, recall_margin, wilson_interval,
};
pub use class_weights::ClassWeights;
pub use classification_report::{ClassificationReport, ReportRow};
pub use confusion::{Confusion, Count};
pub use crowd::{Stack, rows_per_dot};
pub use cut::Cut;
pub use decile::Decile;
pub use delong::{AucComparison, AucInterval, compare_aucs};
pub use digits::{fewest_digits, threshold_text};
pub use emp::{Emp, EmpSpec};
pub use friedman::{Friedman, ImanDavenport};
pub use gains::GainPoint;
pub use goal::{Constraint, Goal, GoalError, Objective};
pub use groups::{GroupRows, cells_interval};
pub use h_measure::HPrior;
pub use matching::{Match, matching_threshold};
pub use metric::{Better, Metric, MetricGroup};
pub use money::{
    Book, Books, CreditTerms, Exposures, MoneyError, NamedPayoff, NoApproval, Payoff, Policy,
    Stake, Zone,
};
pub use over_repeats::{OverRepeats, PairedDifferences};
pub use precision_recall::PrecisionRecallPoint;
pub use quadrant::Quadrant;
pub use ranking::Ranking;
pub use ranking_error::RankingError;
pub use ranks::{NEMENYI_VALUES, RankGroup, RankTable, critical_difference};
pub use roc::RocPoint;
pub use scale::{Isotonic, Platt, Scale, ScaleError, ScaleKind, meaning_of_score};
pub use thinning::thinned;
pub use wilcoxon::Wilcoxon;
