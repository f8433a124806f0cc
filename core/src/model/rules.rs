//! Rules that are typed: "column, comparison, value: points". Nothing is learnt; points say how **risky** somebody is.

mod fit;
mod nearest;
mod rule;
mod rule_card;
mod spec;
mod text;

pub use rule::{Comparison, RuleSpec};
pub use rule_card::RuleCard;

pub use spec::RulesSpec;
pub use text::Rules;

use super::{Examples, FitError, Fitting, LossSpec, Model};
use crate::setting::{Setting, text as setting};
use fit::Typed;

/// Any text can stand there: where the rules are applied it is told which one is wrong.
static TEXT: Setting<RulesSpec> = setting(
    "rules",
    "Rules, as in income < 20000: 15; age >= 60: -10",
    "Rules with semicolons between them, as in income < 20000: 15; age >= 60: -10.",
    |s| s.text.clone(),
    |s, v| {
        s.text = v.into();
        true
    },
);

static ALL: [&Setting<RulesSpec>; 1] = [&TEXT];

impl Model for RulesSpec {
    const KEY: &'static str = "rules";
    const NAME: &'static str = "typed rules";

    fn settings() -> &'static [&'static Setting<Self>] {
        &ALL
    }

    fn rounds(&self) -> usize {
        1
    }

    fn n_parameters(&self, _: usize) -> usize {
        0
    }

    fn operations(&self, n_rows: f64, _: usize) -> f64 {
        n_rows
    }

    fn fitting(&self, examples: Examples, _: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        let card = self.rules()?.resolve(&examples.columns)?;
        Ok(Box::new(Typed::new(card)))
    }
}
