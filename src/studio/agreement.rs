//! Where the arms decide differently.

use super::Studio;
use super::standing::ArmView;
use crate::metrics::{Agreement, Flags};
use crate::words::{Cell, ClassNames, Table, percent, significant};

/// Less isn't told.
const LEAST_P: f64 = 0.0001;

/// Two arms' decisions on the same test rows.
#[derive(Clone, Debug, PartialEq)]
pub struct TwoArms {
    /// What people call them.
    pub names: [String; 2],
    /// How many rows each rejects.
    pub agreement: Agreement,
    /// Rows on which they differ, by the first arm's falling score, as many as were asked for.
    pub rows: Vec<DisputedRow>,
}

/// A row on which two arms differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DisputedRow {
    /// Its number in the source.
    pub number: usize,
    /// Whether it is a default.
    pub is_default: bool,
    /// Whether the first arm rejects it; the second doesn't, or the other way round.
    pub is_flagged_by_first: bool,
    /// What each arm scores it.
    pub scores: [f64; 2],
}

impl Studio {
    /// Each arm with scores, and the test rows that it rejects.
    fn decisions(&self) -> impl Iterator<Item = (&ArmView, Flags)> {
        let arms = self.views().arms.iter().zip(self.standings());
        arms.map(|(view, standing)| (view, Flags::at(view.test(), standing.threshold)))
    }

    /// The decisions of two arms by name, with at most so many rows on which they differ; `None` where there are no such
    /// arms, or not of the same rows.
    #[must_use]
    pub fn disputed(&self, names: [&str; 2], most_rows: usize) -> Option<TwoArms> {
        let of = |name: &str| self.decisions().find(|(view, _)| view.name() == name);
        let ((first, by_first), (second, by_second)) = (of(names[0])?, of(names[1])?);
        let agreement = agreement(first, second, &by_first, &by_second)?;
        let judged = &first.reading.judged;
        let (labels, numbers) = (judged.labels(), judged.rows());
        let (ours, theirs) = (first.test().scores(), second.test().scores());
        let differ = |row: &&usize| by_first.has(**row) != by_second.has(**row);
        let rows = first.test().order().iter().filter(differ).take(most_rows);
        let row = |&row: &usize| {
            Some(DisputedRow {
                number: *numbers.get(row)?,
                is_default: *labels.get(row)?,
                is_flagged_by_first: by_first.has(row),
                scores: [*ours.get(row)?, *theirs.get(row)?],
            })
        };
        Some(TwoArms {
            names: names.map(str::to_owned),
            agreement,
            rows: rows.filter_map(row).collect(),
        })
    }

    /// What the arms are called, and Cohen's kappa of each with each, row after row; NaN where it is undefined.
    #[must_use]
    pub fn kappas(&self) -> (Vec<String>, Vec<f64>) {
        let arms: Vec<_> = self.decisions().collect();
        let pairs = arms
            .iter()
            .flat_map(|first| arms.iter().map(move |second| (first, second)));
        let kappa = |(first, second): (&(&ArmView, Flags), &(&ArmView, Flags))| {
            let of = agreement(first.0, second.0, &first.1, &second.1);
            of.and_then(|of| of.kappa()).unwrap_or(f64::NAN)
        };
        let names = arms.iter().map(|(view, _)| view.name().to_owned());
        (names.collect(), pairs.map(kappa).collect())
    }

    /// On how many rows each arm decides as each other, and Cohen's kappa.
    #[must_use]
    pub fn agreements(&self) -> Table {
        let arms: Vec<_> = self.decisions().collect();
        let names = arms.iter().map(|(view, _)| view.name());
        let head: Vec<&str> = std::iter::once("Decides like").chain(names).collect();
        let mut table = Table::new("Decisions alike, and Cohen's kappa", &head);
        for (place, (first, by_first)) in arms.iter().enumerate() {
            let cell = |(other, (second, by_second)): (usize, &(&ArmView, Flags))| {
                let agreement = agreement(first, second, by_first, by_second);
                let Some(of) = agreement.filter(|_| other != place) else {
                    return Cell::metric(None);
                };
                let kappa = of.kappa().map_or_else(String::new, |kappa| {
                    format!(", κ {}", significant(kappa, 2))
                });
                Cell::from(format!("{}{kappa}", percent(of.share_alike())))
            };
            let cells = arms.iter().enumerate().map(cell);
            table.push(std::iter::once(first.name().into()).chain(cells));
        }
        table
    }
}

fn agreement(
    first: &ArmView,
    second: &ArmView,
    by_first: &Flags,
    by_second: &Flags,
) -> Option<Agreement> {
    let (ours, theirs) = (&first.reading.judged, &second.reading.judged);
    let labels = ours.labels();
    let are_same = ours.rows() == theirs.rows() && labels == theirs.labels();
    let defaults = Flags::new(labels.len(), |row| labels[row]);
    are_same
        .then(|| Agreement::of(by_first, by_second, &defaults))
        .flatten()
}

impl TwoArms {
    /// How many rows of each class both reject, one of them, or neither.
    #[must_use]
    pub fn counts(&self, classes: &ClassNames) -> Table {
        let [first, second] = &self.names;
        let head = [
            "Test rows".to_owned(),
            "both reject".to_owned(),
            format!("only {first}"),
            format!("only {second}"),
            "neither".to_owned(),
        ];
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let mut table = Table::new("Rejected by both arms, by one, by neither", &head);
        let of = &self.agreement;
        for (class, name) in [(1, "Defaults"), (0, "Good customers")] {
            let counts = [of.both, of.only_first, of.only_second, of.neither];
            let cells = counts.map(|counts| Cell::count(counts[class]));
            table.push(std::iter::once(name.into()).chain(cells));
        }
        table.with_classes(classes)
    }

    /// The rows on which they differ.
    #[must_use]
    pub fn rows_table(&self, classes: &ClassNames) -> Table {
        let [first, second] = &self.names;
        let head = ["Row", "Outcome", "Decided rightly by", first, second];
        let mut table = Table::new("Rows on which they differ", &head);
        for row in &self.rows {
            let is_first_right = row.is_flagged_by_first == row.is_default;
            let outcome = if row.is_default {
                "default"
            } else {
                "good customer"
            };
            let right = if is_first_right { first } else { second };
            table.push([
                Cell::from(row.number.to_string()),
                Cell::from(classes.say(outcome)),
                Cell::from(right.as_str()),
                Cell::score(row.scores[0]),
                Cell::score(row.scores[1]),
            ]);
        }
        table
    }

    /// What the counts say, in words.
    #[must_use]
    pub fn said(&self) -> String {
        let [first, second] = &self.names;
        let alike = percent(self.agreement.share_alike());
        let [ours, theirs] = self.agreement.right_alone();
        let p = self.agreement.mcnemar().map_or_else(String::new, |p| {
            let p = if p < LEAST_P {
                format!("p < {LEAST_P}")
            } else {
                format!("p = {}", significant(p, 2))
            };
            format!(" (McNemar's exact test: {p})")
        });
        format!(
            "{first} and {second} decide {alike} of the test rows alike. {first} alone is right on {ours}, {second} alone on {theirs}{p}."
        )
    }
}
