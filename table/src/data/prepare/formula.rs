//! Columns made by a formula: `income / (debt + 1)`.

mod parse;

use serde::{Deserialize, Serialize};

use self::parse::{Expression, Function, Operator};
use super::columns::by_level;
use super::dates::{DAYS_OF_MONTH, DateOrder, are_dates, julian_day};
use super::{Cells, Fitted, Frame, FrameColumn, PrepareError, Step, TrainingRows};
use crate::setting::{Setting, text};

/// Makes a column by a formula of others: numbers, `+ - * / ^`, parentheses, names of columns (in backquotes where they hold
/// other signs than letters, digits and `_`), `log`, `exp`, `sqrt`, `abs`, `min`, `max`, `months(later, earlier)` of
/// columns of dates, and `payment(amount, rate a year in %, months)`. A result that isn't finite is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormulaSpec {
    /// What the column is called.
    pub name: String,
    /// The formula.
    pub formula: String,
}

struct Made {
    name: String,
    expression: Option<Expression>,
    /// Columns of dates, and whether the day comes first there.
    dates: Vec<(String, bool)>,
}

impl Step for FormulaSpec {
    const KEY: &'static str = "formula";
    const NAME: &'static str = "A column by a formula";
    const SETTINGS: &'static [Setting<Self>] = &[
        text(
            "name",
            "Called",
            "A name, please.",
            |s| s.name.clone(),
            |s, v| {
                v.trim().clone_into(&mut s.name);
                true
            },
        ),
        text(
            "formula",
            "Formula, such as income / (debt + 1)",
            "A formula, please.",
            |s| s.formula.clone(),
            |s, v| {
                v.trim().clone_into(&mut s.formula);
                true
            },
        ),
    ];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        // Nothing is made before anything is typed.
        let expression = if self.formula.is_empty() {
            None
        } else {
            Some(Expression::of(&self.formula).map_err(PrepareError::Formula)?)
        };
        let name = if self.name.is_empty() {
            &self.formula
        } else {
            &self.name
        };
        let mut dates = Vec::new();
        for used in expression.iter().flat_map(Expression::columns) {
            let column = frame
                .column(used)
                .ok_or_else(|| PrepareError::NoColumn(used.to_owned()))?;
            if let Cells::Texts { codes, levels } = &*column.cells {
                let levels = super::one_hot::training_levels(codes, levels, training);
                let (is_day_first, _) = are_dates(&levels, DateOrder::Found)
                    .ok_or_else(|| super::fitted::other_kind(column, "text", "numbers or dates"))?;
                dates.push((used.to_owned(), is_day_first));
            }
        }
        Ok(Box::new(Made {
            name: name.clone(),
            expression,
            dates,
        }))
    }
}

/// A column as numbers; dates as days.
fn numbers(column: &FrameColumn, is_day_first: bool) -> Vec<f64> {
    match &*column.cells {
        Cells::Numbers(values) => values.clone(),
        Cells::Texts { codes, levels } => {
            let day = |level: &str| julian_day(level, is_day_first).map(f64::from);
            by_level(codes, levels, f64::NAN, day)
        }
    }
}

impl Made {
    fn values(&self, of: &Expression, frame: &Frame) -> Result<Vec<f64>, PrepareError> {
        Ok(match of {
            Expression::Number(number) => vec![*number; frame.n_rows()],
            Expression::Column(name) => {
                let column = frame
                    .column(name)
                    .ok_or_else(|| PrepareError::NoColumn(name.clone()))?;
                let date = self.dates.iter().find(|(of, _)| of == name);
                numbers(column, date.is_some_and(|(_, is_day_first)| *is_day_first))
            }
            Expression::Negative(of) => {
                let values = self.values(of, frame)?.into_iter();
                values.map(|value| -value).collect()
            }
            Expression::Both(operator, left, right) => {
                let pairs = self
                    .values(left, frame)?
                    .into_iter()
                    .zip(self.values(right, frame)?);
                let both = |(left, right): (f64, f64)| match operator {
                    Operator::Plus => left + right,
                    Operator::Minus => left - right,
                    Operator::Times => left * right,
                    Operator::Over => left / right,
                    Operator::Power => left.powf(right),
                };
                pairs.map(both).collect()
            }
            Expression::Call(function, arguments) => {
                let arguments: Vec<Vec<f64>> = arguments
                    .iter()
                    .map(|of| self.values(of, frame))
                    .collect::<Result<_, _>>()?;
                let of_row = |row: usize| {
                    let cells: Vec<f64> = arguments
                        .iter()
                        .map(|of| of.get(row).copied().unwrap_or(f64::NAN))
                        .collect();
                    called(*function, &cells)
                };
                (0..frame.n_rows()).map(of_row).collect()
            }
        })
    }
}

fn called(function: Function, cells: &[f64]) -> f64 {
    let [first, second, third] =
        [0, 1, 2].map(|place| cells.get(place).copied().unwrap_or(f64::NAN));
    // A missing cell makes the result missing, also that of the least and the largest.
    let is_missing = cells.iter().any(|cell| cell.is_nan());
    match function {
        _ if is_missing => f64::NAN,
        Function::Log => first.ln(),
        Function::Exp => first.exp(),
        Function::Sqrt => first.sqrt(),
        Function::Abs => first.abs(),
        Function::Min => first.min(second),
        Function::Max => first.max(second),
        Function::Months => (first - second) / DAYS_OF_MONTH,
        Function::Payment => {
            let rate = second / 1200.0;
            if rate == 0.0 {
                first / third
            } else {
                first * rate / (1.0 - (1.0 + rate).powf(-third))
            }
        }
    }
}

impl Fitted for Made {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let Some(expression) = &self.expression else {
            return Ok(frame);
        };
        let values = self.values(expression, &frame)?.into_iter();
        let known = values.map(|value| if value.is_finite() { value } else { f64::NAN });
        let cells = Cells::Numbers(known.collect());
        let mut columns = frame.into_columns();
        columns.push(FrameColumn::new(&self.name, cells));
        Frame::new(columns)
    }

    fn learnt(&self) -> Vec<String> {
        Vec::new()
    }
}
