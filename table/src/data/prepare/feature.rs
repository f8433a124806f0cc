//! Columns made of others as analysts make them, without a formula to write.

use serde::{Deserialize, Serialize};

use super::{Fitted, FormulaSpec, Frame, PrepareError, Step, TrainingRows};
use crate::setting::{Setting, at, choice, place, text};

/// What is made of the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Feature {
    /// The first over the second.
    #[default]
    Ratio,
    /// The first less the second.
    Difference,
    /// Both multiplied.
    Product,
    /// What is paid back a month of an annuity: amount, rate a year in per cent, months.
    Payment,
    /// Months from the second date to the first, such as the length of a history.
    Months,
    /// What is paid a month over a twelfth of an income a year.
    DebtToIncome,
}

const FEATURES: [Feature; 6] = [
    Feature::Ratio,
    Feature::Difference,
    Feature::Product,
    Feature::Payment,
    Feature::Months,
    Feature::DebtToIncome,
];

/// Makes a column of two or three others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureSpec {
    /// What is made.
    pub feature: Feature,
    /// The names of the columns; nothing is made before each that it takes is named.
    pub columns: [String; 3],
}

impl FeatureSpec {
    /// The same as a formula; `None` before its columns are named.
    #[must_use]
    pub fn formula(&self) -> Option<FormulaSpec> {
        let n_columns = if self.feature == Feature::Payment {
            3
        } else {
            2
        };
        let named = self.columns.get(..n_columns)?;
        if named.iter().any(String::is_empty) {
            return None;
        }
        let [a, b, c] = self.columns.each_ref().map(|name| format!("`{name}`"));
        let [first, second, _] = &self.columns;
        let (name, formula) = match self.feature {
            Feature::Ratio => (format!("{first} / {second}"), format!("{a} / {b}")),
            Feature::Difference => (format!("{first} − {second}"), format!("{a} - {b}")),
            Feature::Product => (format!("{first} × {second}"), format!("{a} * {b}")),
            Feature::Payment => (
                format!("payment of {first}"),
                format!("payment({a}, {b}, {c})"),
            ),
            Feature::Months => (
                format!("months from {second} to {first}"),
                format!("months({a}, {b})"),
            ),
            Feature::DebtToIncome => (
                format!("{first} to a twelfth of {second}"),
                format!("{a} / ({b} / 12)"),
            ),
        };
        Some(FormulaSpec { name, formula })
    }
}

/// A column by its place.
macro_rules! column {
    ($key:literal, $label:literal, $place:literal) => {
        text(
            $key,
            $label,
            "The name of a column, please.",
            |s| s.columns[$place].clone(),
            |s, v| {
                v.trim().clone_into(&mut s.columns[$place]);
                true
            },
        )
    };
}

impl Step for FeatureSpec {
    const KEY: &'static str = "feature";
    const NAME: &'static str = "A column from others";
    const SETTINGS: &'static [Setting<Self>] = &[
        choice(
            "make",
            "What is made",
            &[
                ("ratio", "ratio: first over second"),
                ("difference", "difference: first less second"),
                ("product", "product"),
                (
                    "payment",
                    "monthly payment: amount, rate a year (%), months",
                ),
                ("months", "months between: later, earlier date"),
                ("dti", "debt to income: payment a month, income a year"),
            ],
            |s| place(&FEATURES, &s.feature),
            |s, v| s.feature = at(&FEATURES, v),
        ),
        column!("first", "First column", 0),
        column!("second", "Second column", 1),
        column!("third", "Third column", 2),
    ];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        self.formula().unwrap_or_default().fit(frame, training)
    }
}
