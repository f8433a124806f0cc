//! Levels of texts: rare ones put together, and each as a number of its own.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::columns::{are_texts, by_level, chosen, columns_setting, names};
use super::fitted::treated;
use super::number::{level_of, wanted_texts};
use super::{Cells, Fitted, Frame, FrameColumn, PrepareError, Step, TrainingRows};
use crate::setting::{Setting, at, choice, place, real, text};
use crate::sorting::sort_by;

/// Puts rare levels of texts together; those that no training row has are among them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergeSpec {
    /// Columns; none for all of texts.
    pub columns: Vec<String>,
    /// Levels of a smaller share of training rows are rare, 0..=1.
    pub least_share: f64,
    /// What they are called then.
    pub level: String,
}

impl Default for MergeSpec {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            least_share: 0.01,
            level: "Other".into(),
        }
    }
}

/// How many training rows have each level.
fn counted<'a>(
    column: &'a FrameColumn,
    training: &TrainingRows<'_>,
) -> HashMap<&'a str, [usize; 2]> {
    let mut counts: HashMap<&str, [usize; 2]> = HashMap::new();
    for &row in training.rows {
        if let Some(level) = level_of(&column.cells, row) {
            let is_default = training.labels.get(row).copied().unwrap_or_default();
            counts.entry(level).or_default()[usize::from(is_default)] += 1;
        }
    }
    counts
}

struct Merged {
    level: String,
    /// Columns with the levels that stay, and how many don't.
    columns: Vec<(String, Vec<String>, usize)>,
}

impl Step for MergeSpec {
    const KEY: &'static str = "merge";
    const NAME: &'static str = "Put rare levels together";
    const SETTINGS: &'static [Setting<Self>] = &[
        columns_setting!("all of texts"),
        real(
            "share",
            "Rare below (%)",
            (0.0, 100.0),
            |s| s.least_share * 100.0,
            |s, v| s.least_share = v / 100.0,
        ),
        text(
            "level",
            "Called",
            "A name, please.",
            |s| s.level.clone(),
            |s, v| {
                v.trim().clone_into(&mut s.level);
                !s.level.is_empty()
            },
        ),
    ];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let least = self.least_share * training.rows.len() as f64;
        let columns = chosen(frame, &self.columns, are_texts)?.into_iter();
        let columns = columns.map(|column| {
            let counts = counted(column, training);
            let n_levels = counts.len();
            let frequent = counts
                .into_iter()
                .filter(|(_, counts)| counts.iter().sum::<usize>() as f64 >= least);
            let mut frequent: Vec<_> = frequent.map(|(level, _)| level.to_owned()).collect();
            sort_by(&mut frequent, Ord::cmp);
            let n_rare = n_levels - frequent.len();
            (column.name.clone(), frequent, n_rare)
        });
        Ok(Box::new(Merged {
            level: self.level.clone(),
            columns: columns.collect(),
        }))
    }
}

impl Fitted for Merged {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|(name, kept, _)| (name, kept));
        treated(frame, columns, |column, kept| {
            if !are_texts(&column.cells) {
                return Err(wanted_texts(&column));
            }
            let merged = |row| {
                let level = level_of(&column.cells, row)?;
                let is_kept = kept.binary_search_by(|of| of.as_str().cmp(level)).is_ok();
                Some(if is_kept { level } else { self.level.as_str() })
            };
            let cells = Cells::texts((0..column.cells.len()).map(merged));
            Ok(vec![column.clone().with(cells)])
        })
    }

    fn learnt(&self) -> Vec<String> {
        let some = self.columns.iter().filter(|(.., n_rare)| *n_rare > 0);
        let told = some.map(|(name, _, n_rare)| {
            format!("{name}: {n_rare} rare levels are {} now.", self.level)
        });
        told.collect()
    }
}

/// By what levels are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LevelOrder {
    /// Their default rate among training rows, the lowest first; equal ones by their letters.
    #[default]
    DefaultRate,
    /// Their letters.
    Letters,
    /// A list that is typed.
    ByHand,
}

const ORDERS: [LevelOrder; 3] = [
    LevelOrder::DefaultRate,
    LevelOrder::Letters,
    LevelOrder::ByHand,
];

/// Turns texts into the place of their level, from 0; one that isn't known is −1, as scikit-learn 1.9's
/// `OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrdinalSpec {
    /// Columns; none for all of texts.
    pub columns: Vec<String>,
    /// By what levels are ordered.
    pub order: LevelOrder,
    /// The levels in their order, where it is typed.
    pub levels: Vec<String>,
}

/// Turns texts into the share of training rows that have their level; 0 where none does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrequencySpec {
    /// Columns; none for all of texts.
    pub columns: Vec<String>,
}

/// What stands for each level.
struct Coded {
    columns: Vec<(String, HashMap<String, f64>)>,
    otherwise: f64,
}

impl Step for OrdinalSpec {
    const KEY: &'static str = "ordinal";
    const NAME: &'static str = "Texts to their place";
    const SETTINGS: &'static [Setting<Self>] = &[
        columns_setting!("all of texts"),
        choice(
            "order",
            "Ordered by",
            &[
                ("rate", "default rate"),
                ("letters", "letters"),
                ("hand", "hand"),
            ],
            |s| place(&ORDERS, &s.order),
            |s, v| s.order = at(&ORDERS, v),
        ),
        text(
            "levels",
            "The order by hand",
            "Levels with commas between them, please.",
            |s| super::columns::listed(&s.levels),
            |s, v| {
                s.levels = names(v);
                true
            },
        ),
    ];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let columns = chosen(frame, &self.columns, are_texts)?.into_iter();
        let columns = columns.map(|column| {
            let counts = counted(column, training);
            let mut levels: Vec<&str> = match self.order {
                LevelOrder::ByHand => self.levels.iter().map(String::as_str).collect(),
                _ => counts.keys().copied().collect(),
            };
            let rate = |level: &str| {
                let [others, defaults] = counts.get(level).copied().unwrap_or_default();
                defaults as f64 / (others + defaults).max(1) as f64
            };
            match self.order {
                LevelOrder::ByHand => {}
                LevelOrder::Letters => sort_by(&mut levels, Ord::cmp),
                LevelOrder::DefaultRate => {
                    sort_by(&mut levels, |a, b| {
                        rate(a).total_cmp(&rate(b)).then(a.cmp(b))
                    });
                }
            }
            let places = levels.into_iter().enumerate();
            let codes = places.map(|(place, level)| (level.to_owned(), place as f64));
            (column.name.clone(), codes.collect())
        });
        Ok(Box::new(Coded {
            columns: columns.collect(),
            otherwise: -1.0,
        }))
    }
}

impl Step for FrequencySpec {
    const KEY: &'static str = "frequency";
    const NAME: &'static str = "Texts to their frequency";
    const SETTINGS: &'static [Setting<Self>] = &[columns_setting!("all of texts")];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let n_rows = training.rows.len().max(1) as f64;
        let columns = chosen(frame, &self.columns, are_texts)?.into_iter();
        let columns = columns.map(|column| {
            let counts = counted(column, training).into_iter();
            let share = |counts: [usize; 2]| counts.iter().sum::<usize>() as f64 / n_rows;
            let codes = counts.map(|(level, counts)| (level.to_owned(), share(counts)));
            (column.name.clone(), codes.collect())
        });
        Ok(Box::new(Coded {
            columns: columns.collect(),
            otherwise: 0.0,
        }))
    }
}

impl Fitted for Coded {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|(name, codes)| (name, codes));
        treated(frame, columns, |column, known| {
            let Cells::Texts { codes, levels } = &*column.cells else {
                return Err(wanted_texts(&column));
            };
            let of_level = |level: &str| known.get(level).copied();
            let values = by_level(codes, levels, self.otherwise, of_level);
            Ok(vec![column.with(Cells::Numbers(values))])
        })
    }

    fn learnt(&self) -> Vec<String> {
        let told = self.columns.iter();
        told.map(|(name, codes)| format!("{name}: a number each for {} levels.", codes.len()))
            .collect()
    }
}
