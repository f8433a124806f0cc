//! Rules as a classifier.

use ndarray::{ArrayRef1, ArrayRef2};
use serde::{Deserialize, Serialize};

use super::nearest::nearest;
use super::rule::{Comparison, RuleSpec};
use super::text::Rules;
use crate::model::RuleError;
use crate::model::{Classifier, ColumnUnit, Says};

/// A rule for rows as models see them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Placed {
    column: usize,
    comparison: Comparison,
    threshold: f32,
    points: f64,
}

/// Rules that know their columns. The score of a row is the sum of its points: higher for a higher risk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RuleCard(Vec<Placed>);

impl Rules {
    /// Finds the rules' columns among those of the rows, in their order, by name; spaces around a name don't count, and
    /// the first of equal names is taken. Rules are typed in the file's units, rows come scaled: each value is scaled
    /// here, once, and rounded to single precision as rows are. So a row that equals the value in the file equals it
    /// here, and `<=` and `<` differ as they do there, unless values lie nearer to one another than single precision
    /// tells apart, 1e-7 of them.
    ///
    /// # Errors
    /// [`RuleError::UnknownColumn`], with the nearest names, for the first rule whose column isn't there.
    pub fn resolve(&self, columns: &[ColumnUnit]) -> Result<RuleCard, RuleError> {
        let placed = |(place, rule)| placed(place + 1, rule, columns);
        let rules: Result<_, _> = self.0.iter().enumerate().map(placed).collect();
        rules.map(RuleCard)
    }
}

fn placed(nth: usize, rule: &RuleSpec, columns: &[ColumnUnit]) -> Result<Placed, RuleError> {
    let name = rule.column.trim();
    let mut all = columns.iter().enumerate();
    let found = all.find(|(_, unit)| unit.name.trim() == name);
    let (column, unit) = found.ok_or_else(|| RuleError::UnknownColumn {
        rule: nth,
        name: name.into(),
        nearest: nearest(name, columns),
    })?;
    Ok(Placed {
        column,
        comparison: rule.comparison,
        threshold: unit.scaled(rule.value),
        points: rule.points,
    })
}

impl RuleCard {
    /// The points of a row, `(n_features,)`. A column that the row doesn't have is no number.
    #[must_use]
    pub fn points(&self, row: &ArrayRef1<f32>) -> f64 {
        let points = self.0.iter().map(|rule| {
            let value = row.get(rule.column).copied().unwrap_or(f32::NAN);
            let holds = rule.comparison.holds(value, rule.threshold);
            if holds { rule.points } else { 0.0 }
        });
        points.sum()
    }
}

impl Classifier for RuleCard {
    #[expect(clippy::cast_possible_truncation, reason = "scores are single")]
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>) {
        let points = rows.outer_iter().map(|row| self.points(&row) as f32);
        scores.extend(points);
    }

    fn says(&self) -> Says {
        Says::Margin
    }

    fn rows_at_once(&self) -> usize {
        (1 << 20) / self.0.len().max(1) + 1
    }
}
