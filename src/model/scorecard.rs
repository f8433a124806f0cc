//! Scorecards: points for what an applicant is, added up by hand. Siddiqi, "Credit Risk Scorecards" (2006), chapter 6.
//!
//! [`Rules`] are typed: "column, comparison, value: points". Their points say how **risky** an applicant is.
//!
//! Whichever it is, scores of the [`Classifier`](super::Classifier) are higher for a higher risk.

mod nearest;
mod rule;
mod rule_card;
mod rule_error;
mod rules;
mod unit;

pub use rule::{Comparison, RuleSpec};
pub use rule_card::RuleCard;
pub use rule_error::RuleError;
pub use rules::Rules;
pub use unit::ColumnUnit;
