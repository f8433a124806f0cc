//! Why a trained model decides as it does: what columns are worth to it, and how its answers go with one of them.

use std::rc::Rc;

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::Trained;
use super::held_out::{loss, shown};
use super::shapley::{Adding, ShapleyValues};
use crate::data::some_rows;
use crate::explain::{
    AccumulatedWork, DependenceSpec, DependenceWork, Importance, Measure, Permutation,
    PermutationSpec, joined_groups,
};
use crate::metrics::{Better, Confusion, Metric, MetricGroup, Ranking};
use crate::model::{ColumnUnit, Says};

/// Test rows that are shuffled, at most.
const MOST_SHUFFLED: usize = 5_000;

/// Test rows in which a column is given other values, at most, and how many values.
const MOST_VARIED: usize = 500;
const VALUES: usize = 30;

/// Rows that are followed one by one.
const LINES: usize = 40;

/// Columns that correlate by as much are shuffled together, where that is asked for.
const TOGETHER: f64 = 0.8;

/// What is asked of a trained model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WhyAsked {
    /// What columns are worth to it.
    Importance {
        /// By what it is measured: a metric that [ignores the threshold](Metric::ignores_threshold).
        metric: Metric,
        /// Whether columns that correlate are shuffled together.
        is_together: bool,
    },
    /// How its answers go with a column.
    Effect {
        /// The name that models know it by.
        column: String,
        /// How that is told.
        way: EffectWay,
    },
    /// What each column adds to the scores of test rows.
    Shapley,
}

/// How it is told how answers go with a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EffectWay {
    /// The mean answer where every row has a value: partial dependence.
    #[default]
    Mean,
    /// The same, and the answers for some rows one by one: individual conditional expectation.
    Lines,
    /// What the answer rises by as rows go from one value to the next near their own, added up: accumulated local effects.
    Accumulated,
}

impl EffectWay {
    /// Every way, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Mean, Self::Lines, Self::Accumulated];

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mean => "Partial dependence",
            Self::Lines => "With single rows (ICE)",
            Self::Accumulated => "Accumulated effects (ALE)",
        }
    }
}

/// What is known of a trained model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Why {
    /// What columns are worth to it.
    Importance(Importances),
    /// How its answers go with a column.
    Effect(ColumnEffect),
    /// What each column adds to the scores of test rows.
    Shapley(ShapleyValues),
}

/// What columns are worth to a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Importances {
    /// The columns of the file, those that were shuffled together as one.
    pub columns: Vec<String>,
    /// What each is worth.
    pub importances: Vec<Importance>,
    /// The measure of the rows as they are; `None` where it isn't defined.
    pub baseline: Option<f64>,
    /// Test rows that were shuffled.
    pub n_rows: usize,
}

/// How the answers of a model go with a column, whose values are in the file's unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnEffect {
    /// The column.
    pub column: String,
    /// Values of the column, ascending.
    pub values: Vec<f32>,
    /// The mean answer at each of them, or the accumulated effect.
    pub means: Vec<f64>,
    /// The answers for some rows at each of them.
    pub lines: Vec<Vec<f64>>,
    /// Of a column of categories what they are called, by their numbers; none of numbers.
    pub levels: Vec<String>,
    /// What answers are: probabilities, also where scores are log-odds, or margins.
    pub says: Says,
    /// Test rows that were asked about.
    pub n_rows: usize,
}

/// Scores and labels to what a metric makes of them, more being better; `None` where it is undefined, as those of
/// probabilities are of margins.
fn measure(metric: Metric, says: Says) -> Measure {
    Box::new(move |scores, labels| {
        if metric.group() == MetricGroup::Probability && says == Says::Margin {
            return None;
        }
        if metric == Metric::LogLoss {
            return loss(says, scores, labels).map(|loss| -loss);
        }
        let scores: Vec<f64> = scores.iter().map(|score| shown(says, *score)).collect();
        let ranking = Ranking::new(&scores, labels).ok()?;
        let value = metric.value(&ranking, &Confusion::<f64>::default())?;
        Some(match metric.better() {
            Better::Lower => -value,
            Better::Higher | Better::Neither => value,
        })
    })
}

/// Scaled rows, `(n_rows, n_features)`, their labels and their places.
pub(super) type SomeRows = (Rc<Array2<f32>>, Vec<bool>, Vec<usize>);

/// A question being answered, a few milliseconds at a time.
pub enum Explaining {
    /// Columns are shuffled.
    Shuffling(Box<Permutation>, Vec<String>, usize),
    /// A column is given other values.
    Varying(Box<Varying>),
    /// Rows are explained.
    Adding(Box<Adding>),
}

/// A column being given other values.
pub struct Varying {
    unit: ColumnUnit,
    levels: Vec<String>,
    n_rows: usize,
    work: VaryingWork,
}

enum VaryingWork {
    Dependence(DependenceWork),
    Accumulated(AccumulatedWork),
}

impl Trained {
    /// Begins to answer a question, by test rows.
    ///
    /// # Errors
    /// A sentence where there is no test row, or no such column.
    pub fn explaining(&self, asked: &WhyAsked) -> Result<Explaining, String> {
        match asked {
            WhyAsked::Importance {
                metric,
                is_together,
            } => {
                let (features, labels, _) = self.some_test_rows(MOST_SHUFFLED)?;
                let mut groups = self.by_origin();
                if *is_together {
                    groups = joined_groups(&features, &groups, TOGETHER);
                }
                let names = groups.iter().map(|group| self.name_of(group)).collect();
                let n_rows = labels.len();
                let permutation = Permutation::new(
                    Rc::clone(&self.model),
                    (features, labels),
                    groups,
                    measure(*metric, self.model.says()),
                    PermutationSpec::default(),
                );
                let permutation = Box::new(permutation);
                Ok(Explaining::Shuffling(permutation, names, n_rows))
            }
            WhyAsked::Shapley => self.adding().map(Box::new).map(Explaining::Adding),
            WhyAsked::Effect { column: name, way } => {
                let (features, labels, _) = self.some_test_rows(MOST_VARIED)?;
                let place = self.columns.iter().position(|unit| unit.name == *name);
                let column = place.ok_or_else(|| format!("The model has no column {name}."))?;
                let model = Rc::clone(&self.model);
                let work = if *way == EffectWay::Accumulated {
                    let work = AccumulatedWork::new(model, features, column, VALUES);
                    VaryingWork::Accumulated(work)
                } else {
                    let n_lines = if *way == EffectWay::Lines { LINES } else { 0 };
                    let spec = DependenceSpec {
                        column,
                        resolution: VALUES,
                        n_lines,
                        ..DependenceSpec::default()
                    };
                    VaryingWork::Dependence(DependenceWork::new(model, features, &spec))
                };
                let native = self.way.native.as_ref();
                let levels = native.and_then(|native| native.levels(name));
                Ok(Explaining::Varying(Box::new(Varying {
                    levels: levels.unwrap_or_default().to_vec(),
                    unit: self.columns[column].clone(),
                    n_rows: labels.len(),
                    work,
                })))
            }
        }
    }

    /// Test rows at even distances, their labels, and their places among the test rows.
    ///
    /// # Errors
    /// A sentence without any.
    pub(super) fn some_test_rows(&self, most: usize) -> Result<SomeRows, String> {
        let none = "There are no test rows to ask the model about.";
        let held_out = self.held_out.as_ref().ok_or(none)?;
        let (first, labels) = (held_out.validation().len(), held_out.test());
        let step = labels.len().div_ceil(most).max(1);
        let rows: Vec<usize> = (0..labels.len()).step_by(step).collect();
        let taken: Vec<usize> = rows.iter().map(|row| first + row).collect();
        let features = some_rows(&held_out.features(), &taken);
        let labels: Vec<bool> = rows.iter().map(|&row| labels[row]).collect();
        if labels.is_empty() {
            return Err(none.to_owned());
        }
        Ok((Rc::new(features), labels, rows))
    }

    /// The columns that were made from each column of the file.
    fn by_origin(&self) -> Vec<Vec<usize>> {
        let (names, places) = self.origins();
        let mut groups = vec![Vec::new(); names.len()];
        for (column, place) in places.into_iter().enumerate() {
            groups[place].push(column);
        }
        groups
    }

    /// The columns of the file that columns were made from, in their order, and for each column the place of its own among
    /// them.
    pub(super) fn origins(&self) -> (Vec<String>, Vec<usize>) {
        let mut names: Vec<String> = Vec::new();
        let place = |column: usize| {
            let origin = self.origin(column);
            let known = names.iter().position(|known| known == origin);
            known.unwrap_or_else(|| {
                names.push(origin.to_owned());
                names.len() - 1
            })
        };
        let places = (0..self.columns.len()).map(place).collect();
        (names, places)
    }

    /// The column of the file that a column was made from.
    fn origin(&self, column: usize) -> &str {
        let own = self.columns.get(column).map(|unit| &unit.name);
        let origin = self.way.origins.get(column).or(own);
        origin.map_or("", String::as_str)
    }

    /// The columns of the file in a group.
    fn name_of(&self, group: &[usize]) -> String {
        let mut names: Vec<&str> = Vec::new();
        for &column in group {
            let name = self.origin(column);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(" + ")
    }
}

impl Explaining {
    /// Does a part of the work; the answer with the last, or a sentence why there is none.
    pub fn advance(&mut self) -> Option<Result<Why, String>> {
        match self {
            Self::Shuffling(permutation, names, n_rows) => permutation.advance().then(|| {
                Ok(Why::Importance(Importances {
                    columns: std::mem::take(names),
                    importances: permutation.importances().to_vec(),
                    baseline: permutation.baseline(),
                    n_rows: *n_rows,
                }))
            }),
            Self::Varying(varying) => varying.advance().map(|effect| Ok(Why::Effect(effect))),
            Self::Adding(adding) => adding.advance().map(|found| found.map(Why::Shapley)),
        }
    }
}

impl Varying {
    fn advance(&mut self) -> Option<ColumnEffect> {
        let (grid, means, lines, says) = match &mut self.work {
            VaryingWork::Dependence(work) => {
                if !work.advance() {
                    return None;
                }
                let found = work.found();
                (&found.grid, &found.means, &found.lines[..], found.says)
            }
            VaryingWork::Accumulated(work) => {
                if !work.advance() {
                    return None;
                }
                let found = work.found();
                (&found.borders, &found.effects, &[][..], found.says)
            }
        };
        let values = grid.iter();
        let values = values.map(|value| single(self.unit.unscaled(f64::from(*value))));
        Some(ColumnEffect {
            column: self.unit.name.clone(),
            values: values.collect(),
            means: means.clone(),
            lines: lines.to_vec(),
            levels: self.levels.clone(),
            says,
            n_rows: self.n_rows,
        })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "they came from singles")]
const fn single(value: f64) -> f32 {
    value as f32
}
