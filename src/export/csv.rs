//! Comma separated values that no spreadsheet takes for a formula.

use crate::numbers::read_number;
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
    let mut text = String::new();
    write_line(&mut text, head.iter().map(|cell| harmless(cell.as_ref())));
    for line in lines {
        write_line(
            &mut text,
            line.into_iter().map(|cell| harmless(cell.as_ref())),
        );
    }
    text
}

/// Adds a line as RFC 4180 has it, but for its end, which is a line feed alone. The writer of the crate that reads files
/// can also leave numbers alone without quotes, for which it brings tables of powers along.
fn write_line(text: &mut String, cells: impl Iterator<Item = String>) {
    let begin = text.len();
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    // An empty line would be none.
    if text.len() == begin {
        text.push_str("\"\"");
    }
    text.push('\n');
}

/// A cell that can't be run: text that begins like a formula gets an apostrophe in front. A number
/// with a sign stays a number.
fn harmless(cell: &str) -> String {
    let is_number = read_number(cell).is_some_and(f64::is_finite);
    if cell.starts_with(FORMULA_SIGNS) && !is_number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
