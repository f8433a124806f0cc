//! Rules as they were typed.

use serde::{Deserialize, Serialize};

use super::text::Rules;
use crate::model::RuleError;

/// Rules as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RulesSpec {
    /// The rules, as [`Rules`] reads them; with none, everybody has 0 points.
    pub text: String,
}

impl RulesSpec {
    /// The rules.
    ///
    /// # Errors
    /// [`RuleError`]: what is wrong with the first one that can't be read.
    pub(super) fn rules(&self) -> Result<Rules, RuleError> {
        if self.text.trim().is_empty() {
            return Ok(Rules::default());
        }
        Rules::parse(&self.text)
    }
}
