//! Scorecards: points for what an applicant is, added up by hand. Siddiqi, "Credit Risk Scorecards" (2006), chapter 6.
//!
//! A [`Scorecard`] is learnt: columns are cut into bins ([`WoeBins`]), a logistic regression on the bins' weights of
//! evidence says what each column counts, and [`PointScale`] turns log-odds into whole points. More points are a
//! **lower** risk, as on cards in use.
//!
//! [`Rules`] are typed: "column, comparison, value: points". Their points say how **risky** an applicant is.
//!
//! Whichever it is, scores of the [`Classifier`](super::Classifier) are higher for a higher risk.

mod binning;
mod card;
mod error;
mod fit;
mod merging;
mod nearest;
mod point_scale;
mod rule;
mod rule_card;
mod rule_error;
mod rules;
pub mod settings;
mod spec;
mod unit;

pub use binning::{WoeBin, WoeBins};
pub use card::{CardColumn, Scorecard};
pub use error::ScorecardError;
pub use fit::ScorecardFit;
pub use point_scale::PointScale;
pub use rule::{Comparison, RuleSpec};
pub use rule_card::RuleCard;
pub use rule_error::RuleError;
pub use rules::Rules;
pub use spec::ScorecardSpec;
pub use unit::ColumnUnit;
