//! One column a level.

use serde::{Deserialize, Serialize};

use super::columns::{are_texts, chosen, columns_setting};
use super::fitted::treated;
use super::frame::text_of;
use super::number::wanted_texts;
use super::{Cells, Fitted, Frame, FrameColumn, PrepareError, Step, TrainingRows};
use crate::setting::{Setting, size, whole};
use crate::sorting::sort_by;

/// Turns texts of few levels into columns of 0 and 1, as scikit-learn 1.9's `OneHotEncoder(drop="if_binary",
/// handle_unknown="ignore")`: one column a level of the training rows in alphabetical order, of two levels only the
/// second. A level that no training row has, and a missing cell, are 0 everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneHotSpec {
    /// Columns; none for all of texts.
    pub columns: Vec<String>,
    /// Columns of more levels are left as they are.
    pub most_levels: usize,
}

impl Default for OneHotSpec {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            most_levels: 12,
        }
    }
}

/// Levels that a sentence names.
const SHOWN: usize = 5;

struct OneHot {
    /// Columns with the levels of their training rows, in alphabetical order.
    columns: Vec<(String, Vec<String>)>,
}

/// The distinct levels that training rows have, in alphabetical order.
pub(super) fn training_levels<'a>(
    codes: &[u32],
    levels: &'a [String],
    training: &TrainingRows<'_>,
) -> Vec<&'a str> {
    let mut is_there = vec![false; levels.len()];
    for &row in training.rows {
        let place = codes.get(row).and_then(|&code| usize::try_from(code).ok());
        if let Some(is_there) = place.and_then(|place| is_there.get_mut(place)) {
            *is_there = true;
        }
    }
    let there = levels.iter().zip(is_there);
    let mut there: Vec<_> = there
        .filter_map(|(level, is_there)| is_there.then_some(level.as_str()))
        .collect();
    sort_by(&mut there, Ord::cmp);
    there
}

impl Step for OneHotSpec {
    const KEY: &'static str = "one-hot";
    const NAME: &'static str = "A column for each level of texts";
    const SETTINGS: &'static [Setting<Self>] = &[
        columns_setting!("all of texts"),
        whole(
            "most",
            "Levels at most",
            (1, 1_000),
            |s| s.most_levels as u64,
            |s, v| s.most_levels = size(v),
        ),
    ];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let columns = chosen(frame, &self.columns, are_texts)?.into_iter();
        let columns = columns.filter_map(|column| {
            let Cells::Texts { codes, levels } = &*column.cells else {
                return None;
            };
            let levels = training_levels(codes, levels, training);
            let levels: Vec<_> = levels.into_iter().map(str::to_owned).collect();
            (levels.len() <= self.most_levels).then(|| (column.name.clone(), levels))
        });
        Ok(Box::new(OneHot {
            columns: columns.collect(),
        }))
    }
}

impl Fitted for OneHot {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|(name, levels)| (name, levels));
        treated(frame, columns, |column, wanted| {
            let Cells::Texts { codes, levels } = &*column.cells else {
                return Err(wanted_texts(&column));
            };
            let dropped = usize::from(wanted.len() == 2);
            let made = wanted.iter().skip(dropped).map(|level| {
                let is_level = |&code: &u32| text_of(levels, code) == Some(level);
                let values = codes.iter().map(|code| f64::from(u8::from(is_level(code))));
                column.derived(level_name(&column, level), values.collect())
            });
            Ok(made.collect())
        })
    }

    fn learnt(&self) -> Vec<String> {
        let told = self.columns.iter().map(|(name, levels)| {
            if let [first, second] = &levels[..] {
                return format!("{name}: 1 for {second}, 0 for {first}.");
            }
            let n = levels.len();
            let shown = levels.get(..SHOWN).unwrap_or(levels).join(", ");
            let more = if n > SHOWN { "…" } else { "" };
            format!("{name}: a column each for {n} levels ({shown}{more}).")
        });
        told.collect()
    }
}

/// What the column of a level is called.
fn level_name(column: &FrameColumn, level: &str) -> String {
    format!("{} = {level}", column.name)
}
