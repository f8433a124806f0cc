//! Why the trained models decide as they do, as far as they have said it.

use super::Studio;
use super::applicants::{Explained, ScoringArm};
use super::verb::{Ask, Enclosed};
use crate::experiment::message::Job;
use crate::experiment::{
    ColumnEffect, EffectWay, Importances, Reason, Reasons, ShapleyValues, TypedCells, Why, WhyAsked,
};
use crate::metrics::Metric;
use crate::sorting::sort_by;
use crate::words::{Cell, Table, significant};

/// Significant digits of what a column adds.
const DIGITS: usize = 3;

/// How the answers of an arm go with a column.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmEffect {
    /// The arm's place.
    pub arm: usize,
    /// What people call it.
    pub name: String,
    /// What it says, or why it says nothing.
    pub said: Result<ColumnEffect, String>,
}

/// What columns are worth to each arm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worths {
    /// The columns, from what is worth most on average.
    pub columns: Vec<String>,
    /// What they are worth to each arm.
    pub arms: Vec<ArmWorths>,
    /// What the arms that have no answer say, a sentence each.
    pub remarks: Vec<String>,
    /// Test rows that were shuffled.
    pub n_rows: usize,
}

/// What columns are worth to an arm.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmWorths {
    /// The arm's place.
    pub arm: usize,
    /// What people call it.
    pub name: String,
    /// Mean and standard error of each column's drops; `None` where the arm has no such column or the measure isn't defined.
    pub drops: Vec<Option<(f64, f64)>>,
}

impl Studio {
    /// Asks each trained arm about its model, in place of the last question of its kind.
    pub(super) fn explain(&mut self, asked: WhyAsked) -> Vec<Ask> {
        let job = |run| Job::Explain {
            run,
            asked: asked.clone(),
        };
        let (arms, asks) = self.ask_trained(&job, Enclosed::Nothing);
        let is_other =
            |of: &Explained| std::mem::discriminant(&of.asked) != std::mem::discriminant(&asked);
        self.sources.explained.retain(is_other);
        self.sources.explained.push(Explained { asked, arms });
        asks
    }

    /// The answers to a question of the arms that are still on the screen.
    fn answers(
        &self,
        asked: &WhyAsked,
    ) -> impl Iterator<Item = (&ScoringArm, Result<Why, String>)> {
        let of = self
            .sources
            .explained
            .iter()
            .filter(move |of| of.asked == *asked);
        let arms = of.flat_map(|of| &of.arms);
        let standing = arms.filter(|arm| self.scores_stand(arm));
        standing.filter_map(|arm| Some((arm, arm.why()?)))
    }

    /// What columns are worth to each arm, as far as it is heard.
    #[must_use]
    pub fn worths(&self, metric: Metric, is_together: bool) -> Worths {
        let mut worths = Worths::default();
        let asked = WhyAsked::Importance {
            metric,
            is_together,
        };
        for (arm, why) in self.answers(&asked) {
            match why {
                Ok(Why::Importance(of)) => worths.add(arm, &of),
                Ok(_) => {}
                Err(sentence) => worths.remarks.push(format!("{}: {sentence}", arm.name)),
            }
        }
        worths.sort();
        worths
    }

    /// How each arm's answers go with a column, as far as it is heard.
    #[must_use]
    pub fn effects(&self, column: &str, way: EffectWay) -> Vec<ArmEffect> {
        let column = column.to_owned();
        let asked = WhyAsked::Effect { column, way };
        let answers = self.answers(&asked);
        let answer = |(arm, why): (&ScoringArm, Result<Why, String>)| {
            let said = match why {
                Ok(Why::Effect(effect)) => Ok(effect),
                Ok(_) => return None,
                Err(sentence) => Err(sentence),
            };
            Some(ArmEffect {
                arm: arm.arm.index(),
                name: arm.name.clone(),
                said,
            })
        };
        answers.filter_map(answer).collect()
    }
}

impl Studio {
    /// What each column adds to the scores of test rows, with the places and names of the arms that have said it.
    #[must_use]
    pub fn shapley(&self) -> Vec<(usize, String, Result<ShapleyValues, String>)> {
        let answers = self.answers(&WhyAsked::Shapley);
        let answer = |(arm, why): (&ScoringArm, Result<Why, String>)| {
            let said = match why {
                Ok(Why::Shapley(values)) => Ok(values),
                Ok(_) => return None,
                Err(sentence) => Err(sentence),
            };
            Some((arm.arm.index(), arm.name.clone(), said))
        };
        answers.filter_map(answer).collect()
    }
}

impl Worths {
    fn add(&mut self, arm: &ScoringArm, of: &Importances) {
        let n_before = self.columns.len();
        for column in &of.columns {
            if !self.columns.contains(column) {
                self.columns.push(column.clone());
            }
        }
        let n_new = self.columns.len() - n_before;
        for arm in &mut self.arms {
            arm.drops.extend(std::iter::repeat_n(None, n_new));
        }
        let value = |column: &String| {
            let place = of.columns.iter().position(|known| known == column)?;
            let importance = of.importances.get(place)?;
            let n = importance.drops.len() as f64;
            // Drops of a shuffle each, as if they were independent.
            let error = importance.deviation()? / (n - 1.0).max(1.0).sqrt();
            Some((importance.mean()?, error))
        };
        let drops = self.columns.iter().map(value).collect();
        if of.baseline.is_none() {
            let name = &arm.name;
            self.remarks
                .push(format!("{name}: the measure isn't defined for its scores."));
        }
        self.n_rows = of.n_rows;
        self.arms.push(ArmWorths {
            arm: arm.arm.index(),
            name: arm.name.clone(),
            drops,
        });
    }

    /// Puts columns first that are worth most on average.
    fn sort(&mut self) {
        let mean = |column: usize| {
            let values = self.arms.iter().filter_map(|arm| arm.drops[column]);
            values.map(|(mean, _)| mean).sum::<f64>()
        };
        let means: Vec<f64> = (0..self.columns.len()).map(mean).collect();
        let mut order: Vec<usize> = (0..means.len()).collect();
        sort_by(&mut order, |&a, &b| means[b].total_cmp(&means[a]));
        self.columns = order
            .iter()
            .map(|&place| self.columns[place].clone())
            .collect();
        for arm in &mut self.arms {
            arm.drops = order.iter().map(|&place| arm.drops[place]).collect();
        }
    }

    /// As a table, a line a column.
    #[must_use]
    pub fn table(&self, metric: Metric) -> Table {
        let heads = self
            .arms
            .iter()
            .flat_map(|arm| [arm.name.clone(), format!("± ({})", arm.name)]);
        let head: Vec<String> = std::iter::once("Column".to_owned()).chain(heads).collect();
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let caption = format!("Drop in {} where a column is shuffled", metric.name());
        let mut table = Table::new(&caption, &head);
        for (place, column) in self.columns.iter().enumerate() {
            let cells = self.arms.iter().flat_map(|arm| {
                let (mean, error) = arm.drops[place].unzip();
                [Cell::metric(mean), Cell::metric(error)]
            });
            table.push(std::iter::once(column.as_str().into()).chain(cells));
        }
        table
    }
}

impl Reasons {
    /// Columns by how much they add, in size, the most first.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Reason> {
        let mut columns: Vec<_> = self.columns.iter().collect();
        sort_by(&mut columns, |a, b| b.value.abs().total_cmp(&a.value.abs()));
        columns
    }

    /// The columns that add most to the risk, the most first, with what is typed there, as a notice of adverse action lists
    /// them.
    #[must_use]
    pub fn against(&self, cells: &TypedCells, most: usize) -> Vec<String> {
        let sorted = self.sorted().into_iter();
        let raising = sorted.filter(|of| of.value > 0.0).take(most);
        let line = |of: &Reason| {
            let cell = cells.iter().find(|(name, _)| *name == of.column);
            let text = cell.map_or("", |(_, text)| text.as_str());
            let stands = if text.is_empty() { "missing" } else { text };
            let size = significant(of.value, DIGITS);
            format!("{}: {stands} (adds {size})", of.column)
        };
        raising.map(line).collect()
    }

    /// The columns that speak most for a default, or against it: `age +0.31; income +0.2`.
    #[must_use]
    pub fn main(&self, is_for: bool, most: usize) -> String {
        let sorted = self.sorted();
        let speaking = sorted
            .iter()
            .filter(|of| (of.value > 0.0) == is_for && of.value != 0.0);
        let say = |of: &&&Reason| {
            let sign = if of.value < 0.0 { '−' } else { '+' };
            let size = significant(of.value.abs(), DIGITS);
            format!("{} {sign}{size}", of.column)
        };
        let said: Vec<String> = speaking.take(most).map(|of| say(&of)).collect();
        said.join("; ")
    }
}
