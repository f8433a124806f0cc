//! One applicant whose cells are typed, and what models say of others who differ from them in one column.

use serde::{Deserialize, Serialize};

use super::held_out::shown;
use super::{Reasons, Trained, packed};
use crate::data::prepare::{Alternative, Alternatives, Frame, FrameColumn, PrepareError};
use crate::data::{number_text, typed_row};
use crate::model::Says;
use crate::numbers::read_number;
use crate::words::plain_number;

/// The names of columns, and what is typed there.
pub type TypedCells = Vec<(String, String)>;

/// Others who are scored at most, in all columns together.
const MOST_OTHERS: usize = 6_000;
/// Others who are scored of each column, at least and at most.
const FEWEST_OF_COLUMN: usize = 8;
const MOST_OF_COLUMN: usize = 128;

/// Significant digits of a number that stands in place of another.
const READ_DIGITS: usize = 7;

/// What a model says of an applicant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Applicant {
    /// What each score is.
    pub says: Says,
    /// That of the applicant.
    pub score: f32,
    /// What was made of the cells, a sentence each.
    pub notes: Vec<String>,
    /// Others who differ in one column each, in the order of the columns.
    pub others: Vec<Other>,
    /// Their scores.
    #[serde(with = "packed::singles")]
    pub scores: Vec<f32>,
    /// What each column adds to the score; `None` where that can't be told.
    pub reasons: Option<Reasons>,
}

/// Someone who differs from an applicant in one column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Other {
    /// The column.
    pub column: String,
    /// What stands there instead.
    pub text: String,
    /// How far that is from what the applicant has: the share of training rows between two numbers, 0..=1, and 1 between
    /// two texts.
    pub distance: f64,
}

impl Applicant {
    /// The applicant's score as it is ranked: log-odds as the probability that it is.
    #[must_use]
    pub fn shown(&self) -> f64 {
        shown(self.says, self.score)
    }

    /// Others, with their scores as they are ranked.
    pub fn others(&self) -> impl Iterator<Item = (&Other, f64)> {
        let scores = self.scores.iter().map(|score| shown(self.says, *score));
        self.others.iter().zip(scores)
    }
}

impl Trained {
    /// Scores an applicant, and others who have in one column what training rows have there.
    ///
    /// # Errors
    /// A sentence where there is no column to go by, or a number is missing that no step fills.
    pub fn score_applicant(
        &self,
        cells: &TypedCells,
        missing: &[String],
    ) -> Result<Applicant, String> {
        let table = typed_row(cells, missing);
        let (frame, notes) = self.way.template.frame(&table).map_err(said)?;
        let n_columns = frame.columns().len().max(1);
        let most = (MOST_OTHERS / n_columns).clamp(FEWEST_OF_COLUMN, MOST_OF_COLUMN);
        let (others, frame) = with_others(&frame, &self.way.alternatives, most)?;
        let rows = self.way.rows(&frame).map_err(said)?;
        let features = self.scaled(&rows).map_err(|error| error.to_string())?;
        let scored = self.scores_of(&features);
        let (&score, scores) = scored.scores.split_first().ok_or("There is no row.")?;
        Ok(Applicant {
            reasons: self.reasons(&features.row(0)),
            says: scored.says,
            score,
            notes,
            others,
            scores: scores.to_vec(),
        })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it maps an error")]
fn said(error: PrepareError) -> String {
    error.to_string()
}

/// A number in as many digits as people read, so that what is scored is what is said.
fn readable(value: Alternative) -> Alternative {
    match value {
        Alternative::Number(number) => {
            let read = read_number(&plain_number(number, READ_DIGITS));
            Alternative::Number(read.unwrap_or(number))
        }
        text @ Alternative::Text(_) => text,
    }
}

/// Others, and the rows of all of them below that of an applicant.
fn with_others(
    frame: &Frame,
    alternatives: &[Alternatives],
    most: usize,
) -> Result<(Vec<Other>, Frame), String> {
    let mut others = Vec::new();
    let mut changes = Vec::new();
    for (place, (column, known)) in frame.columns().iter().zip(alternatives).enumerate() {
        let now = column.cells.number(0);
        for value in known.some(most).into_iter().map(readable) {
            if column.cells.holds(0, &value) {
                continue;
            }
            let (text, distance) = match &value {
                Alternative::Number(number) => (number_text(*number), known.distance(now, *number)),
                Alternative::Text(text) => (text.clone(), 1.0),
            };
            let column = column.name.clone();
            others.push(Other {
                column,
                text,
                distance,
            });
            changes.push((place, value));
        }
    }
    let mut cells = frame.repeated(others.len() + 1);
    for (row, (place, value)) in changes.iter().enumerate() {
        if let Some(column) = cells.get_mut(*place) {
            column.put(row + 1, value);
        }
    }
    let names = frame.columns().iter().map(|column| &column.name);
    let columns = names
        .zip(cells)
        .map(|(name, cells)| FrameColumn::new(name, cells));
    Ok((others, Frame::new(columns.collect()).map_err(said)?))
}
