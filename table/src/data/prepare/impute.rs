//! Missing cells: numbers get a middle of the training rows, texts a level of their own.

use serde::{Deserialize, Serialize};

use super::columns::known_numbers;
use super::fitted::{other_kind, treated};
use super::frame::MISSING;
use super::{Cells, Fitted, Frame, PrepareError, Step, TrainingRows};
use crate::setting::{Setting, at, choice, flag, place, real, text};
use crate::sorting::sort_numbers;
use crate::words::typeset;

/// Significant digits of a number in a sentence.
const DIGITS: usize = 5;

/// What missing numbers become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Middle {
    /// The median of the training rows.
    #[default]
    Median,
    /// Their mean.
    Mean,
    /// Their most frequent number, the least of several.
    Mode,
    /// A number that is typed.
    Constant,
}

/// Fills missing numbers, as scikit-learn 1.9's `SimpleImputer`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FillSpec {
    /// What they become.
    pub with: Middle,
    /// The number that is typed.
    pub constant: f64,
    /// Whether a column "… is missing" of 0 and 1 is put behind each in which a training row lacks a number.
    pub indicator: bool,
}

impl Default for FillSpec {
    fn default() -> Self {
        Self {
            with: Middle::Median,
            constant: 0.0,
            indicator: true,
        }
    }
}

/// Gives missing texts a level of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameMissingSpec {
    /// What the level is called.
    pub level: String,
}

impl Default for NameMissingSpec {
    fn default() -> Self {
        Self {
            level: "Missing".into(),
        }
    }
}

struct FilledColumn {
    name: String,
    value: f64,
    n_missing: usize,
    has_indicator: bool,
}

/// Numbers for missing cells, learnt.
struct Filled {
    spec: FillSpec,
    columns: Vec<FilledColumn>,
    n_training: usize,
}

const KINDS: [Middle; 4] = [Middle::Median, Middle::Mean, Middle::Mode, Middle::Constant];

impl Step for FillSpec {
    const KEY: &'static str = "fill";
    const NAME: &'static str = "Fill missing numbers";
    const SETTINGS: &'static [Setting<Self>] = &[
        choice(
            "with",
            "With the",
            &[
                ("median", "median"),
                ("mean", "mean"),
                ("mode", "mode"),
                ("constant", "constant"),
            ],
            |s| place(&KINDS, &s.with),
            |s, v| s.with = at(&KINDS, v),
        ),
        real(
            "constant",
            "Constant",
            (f64::MIN, f64::MAX),
            |s| s.constant,
            |s, v| s.constant = v,
        ),
        flag(
            "indicator",
            "A column that says where",
            |s| s.indicator,
            |s, v| s.indicator = v,
        ),
    ];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let columns = frame.columns().iter().filter_map(|column| {
            let Cells::Numbers(values) = &*column.cells else {
                return None;
            };
            let mut known = known_numbers(values, training.rows);
            let n_missing = training.rows.len() - known.len();
            Some(FilledColumn {
                name: column.name.clone(),
                value: match self.with {
                    Middle::Constant => self.constant,
                    with => with.of(&mut known),
                },
                n_missing,
                has_indicator: self.indicator && n_missing > 0,
            })
        });
        Ok(Box::new(Filled {
            spec: *self,
            columns: columns.collect(),
            n_training: training.rows.len(),
        }))
    }
}

impl Middle {
    /// That of some numbers; 0 where there is none.
    fn of(self, known: &mut [f64]) -> f64 {
        sort_numbers(known);
        match self {
            _ if known.is_empty() => 0.0,
            Self::Median | Self::Constant => {
                let middle = known.len() / 2;
                if known.len().is_multiple_of(2) {
                    f64::midpoint(known[middle - 1], known[middle])
                } else {
                    known[middle]
                }
            }
            Self::Mean => known.iter().sum::<f64>() / known.len() as f64,
            Self::Mode => {
                let runs = known.chunk_by(|a, b| a == b);
                // Of equals the first stays, which is the least.
                let longest =
                    runs.reduce(|best, run| if run.len() > best.len() { run } else { best });
                longest
                    .and_then(|run| run.first())
                    .copied()
                    .unwrap_or_default()
            }
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Median => "median",
            Self::Mean => "mean",
            Self::Mode => "mode",
            Self::Constant => "constant",
        }
    }
}

/// What the column is called that says where another lacks cells.
fn indicator_name(name: &str) -> String {
    format!("{name} is missing")
}

impl Fitted for Filled {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|known| (&known.name, known));
        treated(frame, columns, |column, known| {
            let Cells::Numbers(values) = &*column.cells else {
                return Err(other_kind(&column, "text", "numbers"));
            };
            let indicator = known.has_indicator.then(|| {
                let is_missing = values
                    .iter()
                    .map(|value| f64::from(u8::from(value.is_nan())));
                column.derived(indicator_name(&column.name), is_missing.collect())
            });
            let fill = |value: &f64| if value.is_nan() { known.value } else { *value };
            let is_whole = values.iter().all(|value| !value.is_nan());
            let filled = (!is_whole).then(|| Cells::Numbers(values.iter().map(fill).collect()));
            let filled = match filled {
                Some(cells) => column.with(cells),
                None => column,
            };
            Ok(std::iter::once(filled).chain(indicator).collect())
        })
    }

    fn learnt(&self) -> Vec<String> {
        let lacking = self.columns.iter().filter(|column| column.n_missing > 0);
        let told = lacking.map(|column| {
            let value = typeset(column.value, DIGITS);
            let (middle, name) = (self.spec.with.name(), &column.name);
            format!(
                "{name}: {} of {} training rows are missing; filled with the {middle}, {value}.",
                column.n_missing, self.n_training
            )
        });
        told.collect()
    }
}

/// A level for missing texts, by the columns that had one.
struct Named {
    level: String,
    columns: Vec<String>,
}

impl Step for NameMissingSpec {
    const KEY: &'static str = "missing";
    const NAME: &'static str = "Give missing texts a level";
    const SETTINGS: &'static [Setting<Self>] = &[text(
        "level",
        "Called",
        "A name, please.",
        |s| s.level.clone(),
        |s, v| {
            v.trim().clone_into(&mut s.level);
            !s.level.is_empty()
        },
    )];

    fn fit(
        &self,
        frame: &Frame,
        _training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let texts = frame.columns().iter();
        let texts = texts.filter(|column| matches!(*column.cells, Cells::Texts { .. }));
        Ok(Box::new(Named {
            level: self.level.clone(),
            columns: texts.map(|column| column.name.clone()).collect(),
        }))
    }
}

impl Fitted for Named {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|name| (name, ()));
        treated(frame, columns, |column, ()| {
            let Cells::Texts { codes, levels } = &*column.cells else {
                return Err(other_kind(&column, "numbers", "text"));
            };
            if !codes.contains(&MISSING) {
                return Ok(vec![column]);
            }
            let (mut codes, mut levels) = (codes.clone(), levels.clone());
            let place = levels.iter().position(|level| *level == self.level);
            let place = place.unwrap_or_else(|| {
                levels.push(self.level.clone());
                levels.len() - 1
            });
            let place = u32::try_from(place).unwrap_or(MISSING);
            let missing = codes.iter_mut().filter(|code| **code == MISSING);
            missing.for_each(|code| *code = place);
            Ok(vec![column.with(Cells::Texts { codes, levels })])
        })
    }

    fn learnt(&self) -> Vec<String> {
        Vec::new()
    }
}
