//! What a column looks like, and what it says of the label by itself.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::column_type::ColumnType;
use super::columns::{known_numbers, quantile};
use super::correlation::Correlations;
use super::drop::{DropSpec, Useless};
use super::look_bins::{self, BINS, LookBin};
use super::missing_patterns::MissingPatterns;
use super::number::level_of;
use super::{Cells, Frame, FrameColumn, TrainingRows};
use crate::metrics::Ranking;
use crate::sorting::{sort_by, sort_numbers};
use crate::words::{percent, typeset};

/// Columns that are looked at.
const COLUMNS: usize = 500;
/// Texts that are named.
const SHOWN: usize = 3;
/// More levels than this tell nothing of the label.
const MOST_LEVELS: usize = 50;
/// An area under the curve beyond which a column knows too much.
const LEAKY_AUC: f64 = 0.95;
/// A level of one class alone is suspect where it has more than this share of the rows.
const LEAKY_SHARE: f64 = 0.01;
/// Parts of names of what is known only after the outcome.
const AFTERWARDS: [&str; 6] = [
    "recover",
    "charge_off",
    "chargeoff",
    "charged_off",
    "collection",
    "write_off",
];

/// What a column looks like in the training rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnLook {
    /// Its name.
    pub name: String,
    /// What it seems to hold.
    pub kind: ColumnType,
    /// Why it seems so, in a sentence.
    pub reason: String,
    /// Cells that are missing.
    pub n_missing: usize,
    /// Distinct values.
    pub n_distinct: usize,
    /// Least, quartiles and largest of numbers; the most frequent texts.
    pub values: String,
    /// Σ (share of the defaults − share of the others) · weight of evidence over ten bins of equally many rows or the
    /// levels, missing cells one of their own, with half a row of each class added to each; `None` of too many levels.
    pub information_value: Option<f64>,
    /// Area under the ROC curve of the numbers as scores, missing cells left out; `None` of texts.
    pub auc: Option<f64>,
    /// What should be known of it, a few words each.
    pub flags: Vec<String>,
    /// A histogram in letters.
    pub shape: String,
    /// Its values in parts, missing cells one of them; none of a column of too many texts.
    pub bins: Vec<LookBin>,
}

/// What the columns of a table look like in its training rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Looks {
    /// Each column.
    pub columns: Vec<ColumnLook>,
    /// Which cells are missing together.
    pub missing: MissingPatterns,
    /// How numbers go together.
    pub correlations: Correlations,
}

impl Frame {
    /// What columns look like in the training rows, one by one and together; `label` is what the label is called.
    #[must_use]
    pub fn looks(&self, training: &TrainingRows<'_>, label: &str) -> Looks {
        Looks {
            columns: self.look(training),
            missing: self.missing_patterns(training),
            correlations: self.correlations(training, label),
        }
    }

    /// What each column looks like in the training rows, the first few hundred of them.
    #[must_use]
    pub fn look(&self, training: &TrainingRows<'_>) -> Vec<ColumnLook> {
        let columns = self.columns().iter().take(COLUMNS);
        let all = self.columns();
        let useless = DropSpec::default();
        let of = |(place, column): (usize, &FrameColumn)| {
            let why = useless.reason(column, &all[..place], training.rows);
            look(column, training, why.as_ref())
        };
        columns.enumerate().map(of).collect()
    }
}

fn look(
    column: &FrameColumn,
    training: &TrainingRows<'_>,
    useless: Option<&Useless>,
) -> ColumnLook {
    let rows = training.rows;
    let n_missing = rows
        .iter()
        .filter(|&&row| column.cells.is_missing(row))
        .count();
    let mut looked = ColumnLook {
        name: column.name.clone(),
        n_missing,
        ..ColumnLook::default()
    };
    let name = column
        .name
        .to_ascii_lowercase()
        .replace([' ', '-', '.'], "_");
    if AFTERWARDS.iter().any(|part| name.contains(part)) {
        looked
            .flags
            .push("by its name known only after the outcome".to_owned());
    }
    match &*column.cells {
        Cells::Numbers(values) => of_numbers(values, training, &mut looked),
        Cells::Texts { .. } => of_texts(&column.cells, training, &mut looked),
    }
    if looked.n_distinct < 2 {
        looked.flags.push("constant".to_owned());
    }
    match useless {
        Some(Useless::Numbering | Useless::Naming) => looked.flags.push("identifier".to_owned()),
        Some(Useless::Duplicate(other)) => {
            looked.flags.push(format!("the same as {other}"));
        }
        Some(Useless::Constant) | None => {}
    }
    (looked.kind, looked.reason) = ColumnType::of(&column.cells, looked.n_distinct, useless);
    looked
}

fn is_default(training: &TrainingRows<'_>, row: usize) -> bool {
    training.labels.get(row).copied().unwrap_or_default()
}

fn of_numbers(values: &[f64], training: &TrainingRows<'_>, looked: &mut ColumnLook) {
    let mut known = known_numbers(values, training.rows);
    sort_numbers(&mut known);
    let marks = [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| typeset(quantile(&known, share), 4));
    looked.values = marks.join(" · ");
    let bounds: Vec<f64> = (1..BINS)
        .map(|bin| quantile(&known, bin as f64 / BINS as f64))
        .collect();
    looked.shape = look_bins::shape(&known);
    let mut counts = vec![[0_usize; 2]; BINS + 1];
    let (mut scores, mut labels) = (Vec::new(), Vec::new());
    for &row in training.rows {
        let value = values.get(row).copied().unwrap_or(f64::NAN);
        let label = is_default(training, row);
        let bin = if value.is_nan() {
            BINS
        } else {
            bounds.partition_point(|bound| *bound < value)
        };
        counts[bin][usize::from(label)] += 1;
        if !value.is_nan() {
            scores.push(value);
            labels.push(label);
        }
    }
    let of_value = |value: f64| {
        let mut counts = [0; 2];
        for (score, label) in scores.iter().zip(&labels) {
            counts[usize::from(*label)] += usize::from(*score == value);
        }
        counts
    };
    looked.bins = look_bins::of_numbers(&known, &bounds, &counts, &of_value);
    known.dedup();
    looked.n_distinct = known.len();
    looked.information_value = information_value(&counts);
    looked.auc = Ranking::new(&scores, &labels)
        .ok()
        .map(|ranking| ranking.roc_auc());
    if looked.auc.is_some_and(|auc| auc.max(1.0 - auc) > LEAKY_AUC) {
        looked
            .flags
            .push("leak suspect: it tells the classes apart almost by itself".to_owned());
    }
}

fn of_texts(cells: &Cells, training: &TrainingRows<'_>, looked: &mut ColumnLook) {
    let mut by_level: HashMap<Option<&str>, [usize; 2]> = HashMap::new();
    for &row in training.rows {
        let counts = by_level.entry(level_of(cells, row)).or_default();
        counts[usize::from(is_default(training, row))] += 1;
    }
    let of_all = training.rows.len().max(1) as f64;
    let mut levels: Vec<_> = by_level
        .iter()
        .filter_map(|(level, counts)| Some(((*level)?, *counts)))
        .collect();
    let total = |counts: &[usize; 2]| counts[0] + counts[1];
    sort_by(&mut levels, |a, b| {
        total(&b.1).cmp(&total(&a.1)).then(a.0.cmp(b.0))
    });
    looked.n_distinct = levels.len();
    let named = levels.iter().take(SHOWN).map(|(level, counts)| {
        let share = percent(Some(total(counts) as f64 / of_all));
        format!("{level} {share}")
    });
    looked.values = named.collect::<Vec<_>>().join(" · ");
    if levels.len() > SHOWN {
        looked.values += " · …";
    }
    looked.bins = look_bins::of_texts(&levels, by_level.get(&None));
    let is_of_names = by_level.len() > MOST_LEVELS;
    let mut bins = looked.bins.iter();
    // Of dates periods say something, of names nothing does.
    if is_of_names && bins.any(|bin| bin.label.ends_with(" others")) {
        looked.bins.clear();
    }
    let shares: Vec<usize> = looked.bins.iter().map(LookBin::n_rows).collect();
    looked.shape = look_bins::bars(&shares);
    if is_of_names {
        return;
    }
    let counts: Vec<_> = by_level.values().copied().collect();
    looked.information_value = information_value(&counts);
    let suspect = levels
        .iter()
        .find(|(_, counts)| counts.contains(&0) && total(counts) as f64 > LEAKY_SHARE * of_all);
    if let Some((level, [others, _])) = suspect.filter(|(_, counts)| total(counts) > BINS) {
        let all = if *others == 0 { "all" } else { "none" };
        looked
            .flags
            .push(format!("leak suspect: of {level} {all} default"));
    }
}

/// `None` where a class is missing.
fn information_value(counts: &[[usize; 2]]) -> Option<f64> {
    let there: Vec<_> = counts
        .iter()
        .filter(|counts| counts[0] + counts[1] > 0)
        .collect();
    let n_classes = [0, 1].map(|class| there.iter().map(|counts| counts[class]).sum::<usize>());
    if n_classes.contains(&0) {
        return None;
    }
    let added = 0.5 * there.len() as f64;
    let parts = there.iter().map(|counts| {
        let [others, defaults] =
            [0, 1].map(|class| (counts[class] as f64 + 0.5) / (n_classes[class] as f64 + added));
        (defaults - others) * (defaults / others).ln()
    });
    Some(parts.sum())
}
