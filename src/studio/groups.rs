//! How the arms do within groups of applicants.

pub(super) mod rows;

use self::rows::{FEWEST, GroupedRows};
use super::Studio;
use super::sources::OfColumn;
use super::standing::{ArmView, Standing};
use crate::experiment::{AmountError, Grouping};
use crate::metrics::{Confusion, GroupRows, Match, Metric, cells_interval};
use crate::words::{Cell, Table, percent};

/// The least share of the highest rate of approval that passes the four-fifths rule of thumb (Uniform Guidelines on
/// Employee Selection Procedures, 1978, §4D).
const FOUR_FIFTHS: f64 = 0.8;

/// How each arm does in each group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Groups {
    /// What groups are called; the first are all rows.
    pub names: Vec<String>,
    /// The arms.
    pub arms: Vec<ArmGroups>,
}

/// How an arm does in each group.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmGroups {
    /// The arm's place.
    pub arm: usize,
    /// What people call it.
    pub name: String,
    /// All rows, then each group.
    pub groups: Vec<GroupStanding>,
}

/// How an arm does in a group.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GroupStanding {
    /// The threshold; of all rows `None` where groups have their own.
    pub threshold: Option<f64>,
    /// Its four counts.
    pub confusion: Confusion,
    /// The metric that was asked for.
    pub value: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// The share of applicants that are approved, of the highest that a group has; `None` for all rows, and for groups of
    /// few rows.
    pub of_highest: Option<f64>,
}

impl Studio {
    /// Takes in which group each applicant is of.
    pub(super) fn take_grouping(&mut self, id: u64, grouping: Result<Grouping, AmountError>) {
        let asked = self.open.grouping.take_if(|(open, ..)| *open == id);
        if let Some((_, input, column)) = asked {
            self.sources.grouping = Some(OfColumn {
                input,
                column,
                read: grouping.map_err(|error| error.to_string()),
            });
            self.grouped.take();
        }
    }

    /// The columns by which applicants can be grouped.
    #[must_use]
    pub fn group_columns(&self) -> Vec<String> {
        match (self.spec().data.file(), self.table(), self.preview()) {
            (Some(_), Some(table), _) => {
                let columns = table.columns.iter().filter(|column| !column.numbers_rows);
                columns.map(|column| column.name.clone()).collect()
            }
            (None, _, Some(preview)) => preview.names.clone(),
            _ => Vec::new(),
        }
    }

    /// A metric of each arm in each group of a column. Groups have the arm's threshold, or one by which they have something
    /// in common with all rows.
    ///
    /// # Errors
    /// A sentence where groups aren't known, or not of the rows that are judged.
    pub fn groups(&self, column: &str, metric: Metric, rule: Match) -> Result<Groups, String> {
        let known = self.sources.grouping.as_ref();
        let known = known.filter(|known| known.column == column);
        let known = known.ok_or("The column is being read.")?;
        let grouping = known.read.as_ref().map_err(Clone::clone)?;
        let views = &self.board.views.arms;
        let are_of_these = |view: &ArmView| view.reading.judged.input() == grouping.input;
        if !views.iter().all(are_of_these) {
            return Err("The rows that are judged are of other data: train again.".to_owned());
        }
        let grouped = self
            .grouped
            .get_or_init(|| GroupedRows::new(views, grouping));
        let arms = views.iter().zip(&grouped.arms).zip(&self.board.standings);
        let of_arm =
            |((view, groups), standing): ((&ArmView, &Vec<GroupRows>), &Standing)| ArmGroups {
                arm: view.arm.index(),
                name: view.name().to_owned(),
                groups: standings(
                    view,
                    groups,
                    standing.threshold,
                    metric,
                    rule,
                    grouped.has_rest,
                ),
            };
        let all = std::iter::once("All rows".to_owned());
        Ok(Groups {
            names: all.chain(grouped.names.iter().cloned()).collect(),
            arms: arms.map(of_arm).collect(),
        })
    }
}

/// Of all rows, then of each group. All rows have the cells of all groups together.
fn standings(
    view: &ArmView,
    rows: &[GroupRows],
    at: f64,
    metric: Metric,
    rule: Match,
    has_rest: bool,
) -> Vec<GroupStanding> {
    let Some((all, groups)) = rows.split_first() else {
        return Vec::new();
    };
    let standing = |rows: &GroupRows| {
        let threshold = rows.matching_threshold(view.test(), at, rule);
        GroupStanding {
            threshold: Some(threshold),
            confusion: rows.confusion_at(threshold),
            value: rows.value(metric, threshold),
            interval: rows.interval(metric, threshold),
            of_highest: None,
        }
    };
    let mut of_groups: Vec<GroupStanding> = groups.iter().map(standing).collect();
    let n_told = of_groups.len() - usize::from(has_rest).min(of_groups.len());
    // A share of a few rows says little, and would be the highest by luck.
    let is_told = |of: &&mut GroupStanding| of.confusion.n_samples() >= FEWEST;
    let approved = |of: &GroupStanding| of.confusion.share_flagged().map(|share| 1.0 - share);
    let told: Vec<&mut GroupStanding> = of_groups[..n_told].iter_mut().filter(is_told).collect();
    let shares = told.iter().filter_map(|of| approved(of));
    let highest = shares.fold(0.0, f64::max);
    let is_compared = told.len() > 1 && highest > 0.0;
    for of in told.into_iter().filter(|_| is_compared) {
        of.of_highest = approved(of).map(|share| share / highest);
    }
    let none = Confusion::default();
    let confusion = of_groups
        .iter()
        .fold(none, |sum, of| sum.plus(&of.confusion));
    let interval = if metric.ignores_threshold() {
        all.interval(metric, at)
    } else {
        cells_interval(metric, &confusion)
    };
    let all = GroupStanding {
        threshold: (rule == Match::Threshold).then_some(at),
        value: metric.value(view.test(), &confusion),
        interval,
        confusion,
        of_highest: None,
    };
    std::iter::once(all).chain(of_groups).collect()
}

impl Groups {
    /// As a table, a line for each group of each arm.
    #[must_use]
    pub fn table(&self, column: &str, metric: Metric) -> Table {
        let name = metric.name();
        let head = [
            "Model",
            column,
            "Rows",
            "Defaults",
            "Threshold",
            "Approved",
            "Of the highest",
            name,
            "from",
            "to",
        ];
        let mut table = Table::new(&format!("{name} by {column}"), &head);
        for arm in &self.arms {
            for (group, of) in self.names.iter().zip(&arm.groups) {
                let approved = of.confusion.share_flagged().map(|share| 1.0 - share);
                let (from, to) = of.interval.unzip();
                table.push([
                    arm.name.as_str().into(),
                    group.as_str().into(),
                    Cell::count(of.confusion.n_samples()),
                    Cell::count(of.confusion.n_positives()),
                    of.threshold.map_or_else(|| Cell::metric(None), Cell::score),
                    Cell::share(approved),
                    Cell::share(of.of_highest),
                    Cell::metric(of.value),
                    Cell::metric(from),
                    Cell::metric(to),
                ]);
            }
        }
        table
    }

    /// What the four-fifths rule of thumb makes of each arm, a sentence each.
    #[must_use]
    pub fn four_fifths(&self, column: &str) -> Vec<String> {
        let said = self.arms.iter().filter_map(|arm| {
            let lowest = arm.groups.iter().zip(&self.names);
            let lowest = lowest.filter_map(|(of, name)| Some((of.of_highest?, name)));
            let (share, name) = lowest.min_by(|a, b| a.0.total_cmp(&b.0))?;
            let verdict = if share < FOUR_FIFTHS {
                "below four fifths"
            } else {
                "at least four fifths"
            };
            Some(format!(
                "{}: {column} {name} is approved least often, {} of the highest group's share, {verdict}.",
                arm.name,
                percent(Some(share))
            ))
        });
        said.collect()
    }
}
