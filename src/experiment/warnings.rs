//! What is to be said of the rows before anything is trained.

use super::{LabSpec, RowsPerClass, Source};
use crate::data::{Part, counted};

/// Fewer defaults than this in a part are said.
const FEW: usize = 10;

/// The rows of an experiment, counted.
pub(super) struct Counts {
    /// Training rows; none where nothing is trained.
    pub train: RowsPerClass,
    /// Validation rows; none without a validation share.
    pub validation: RowsPerClass,
    /// Test rows.
    pub test: RowsPerClass,
}

/// A sentence for each part that holds one class only, with what helps against it.
pub(super) fn warnings(counts: &Counts, spec: &LabSpec) -> Vec<String> {
    let (source, is_stratified) = (spec.data.source, spec.split.stratified);
    let all = [counts.train, counts.validation, counts.test];
    let all = RowsPerClass {
        good: all.iter().map(|rows| rows.good).sum(),
        default: all.iter().map(|rows| rows.default).sum(),
    };
    if let (Source::Generate, Some(is_default)) = (source, one_class(all)) {
        let sentence = if is_default {
            "Every row is a default. Lower Default rate."
        } else {
            "No row is a default. Raise Rows or Default rate."
        };
        return vec![sentence.to_owned()];
    }
    let held_out = |rows, part| held_out(rows, part, is_stratified);
    let train = of_training(counts.train, source, is_stratified);
    let validation = held_out(counts.validation, Part::Validation);
    let test = held_out(counts.test, Part::Test);
    [train, validation, test].into_iter().flatten().collect()
}

/// The class that all of the rows have, if they have one.
fn one_class(rows: RowsPerClass) -> Option<bool> {
    (rows.total() > 0 && rows.good.min(rows.default) == 0).then_some(rows.default > 0)
}

fn of_training(rows: RowsPerClass, source: Source, is_stratified: bool) -> Option<String> {
    let is_default = one_class(rows)?;
    let advice = match (source, is_default) {
        (Source::Generate, false) => "Raise Rows or Default rate.",
        (Source::Generate, true) => "Raise Rows or lower Default rate.",
        (Source::Upload | Source::Scores, _) if is_stratified => "Choose another seed.",
        (Source::Upload | Source::Scores, _) => "Stratify the split, or choose another seed.",
    };
    let missing = if is_default {
        "No good customers"
    } else {
        "No defaults"
    };
    Some(format!("{missing} among the training rows. {advice}"))
}

/// That a part has few defaults; none at all is another matter.
fn few(rows: RowsPerClass, part: Part) -> Option<String> {
    let n_rows = counted(rows.total(), &format!("{part} row"));
    let is_few = (1..FEW).contains(&rows.default) && rows.good > rows.default;
    is_few.then(|| {
        let n = counted(rows.default, "default");
        format!("The {n_rows} hold {n} only: what is read off them is very unsure.")
    })
}

fn held_out(rows: RowsPerClass, part: Part, is_stratified: bool) -> Option<String> {
    let Some(is_default) = one_class(rows) else {
        return few(rows, part);
    };
    if rows.total() == 1 {
        return Some(format!(
            "One {part} row can't hold both classes: raise the {part} share."
        ));
    }
    let missing = if is_default {
        "good customer"
    } else {
        "default"
    };
    let advice = match (part, is_stratified) {
        (Part::Test | Part::Training, false) => "stratify the split, or choose another seed",
        (Part::Test | Part::Training, true) => "raise the test share, or choose another seed",
        (Part::Validation, false) => {
            "raise the validation share, stratify the split, or choose another seed"
        }
        (Part::Validation, true) => "raise the validation share, or choose another seed",
    };
    let n_rows = counted(rows.total(), &format!("{part} row"));
    Some(format!("The {n_rows} hold no {missing}: {advice}."))
}
