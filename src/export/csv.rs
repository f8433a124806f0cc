//! Comma separated values that no spreadsheet takes for a formula.

use csv::Writer;

use crate::words::{ClassNames, Table};

/// Signs with which a spreadsheet lets a formula begin.
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What a model says of its applicants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction<'a> {
    /// The model's name.
    pub model: &'a str,
    /// The places of the applicants in the source, the first being 0.
    pub rows: &'a [usize],
    /// Their scores, in the same order.
    pub scores: &'a [f64],
    /// Who scores at least this is predicted to default.
    pub threshold: f64,
}

/// The predictions of all models, one after another, in the columns Model, Applicant Index, Default
/// Probability and Prediction (1 = default), which speak of what the classes are called. Scores have all their
/// digits.
#[must_use]
pub fn predictions_csv(predictions: &[Prediction], classes: &ClassNames) -> String {
    let head = [
        "Model",
        "Applicant Index",
        "Default Probability",
        "Prediction",
    ];
    let head = head.map(|name| classes.say(name));
    let lines = predictions.iter().flat_map(|prediction| {
        let applicants = prediction.rows.iter().zip(prediction.scores);
        applicants.map(|(row, score)| {
            let is_default = *score >= prediction.threshold;
            [
                prediction.model.to_owned(),
                row.to_string(),
                score.to_string(),
                u8::from(is_default).to_string(),
            ]
        })
    });
    written(&head, lines)
}

/// A table with its heads, its numbers plain; the caption is left to the name of the file.
#[must_use]
pub fn table_csv(table: &Table) -> String {
    let lines = table.rows.iter();
    let lines = lines.map(|row| row.iter().map(|cell| &cell.plain));
    written(&table.head, lines)
}

fn written<C: AsRef<str>>(
    head: &[impl AsRef<str>],
    lines: impl IntoIterator<Item = impl IntoIterator<Item = C>>,
) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    // Writing to memory can't fail, and every line has as many cells as the head.
    let _ = writer.write_record(head.iter().map(|cell| harmless(cell.as_ref())));
    for line in lines {
        let _ = writer.write_record(line.into_iter().map(|cell| harmless(cell.as_ref())));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// A cell that can't be run: text that begins like a formula gets an apostrophe in front. A number
/// with a sign stays a number.
fn harmless(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok_and(f64::is_finite);
    if cell.starts_with(FORMULA_SIGNS) && !is_number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
