//! The form of an applicant: a field for each column that models know, filled from a row of the data.

use super::Studio;
use super::sources::UploadState;
use crate::data::{LabelChoice, TableSummary};
use crate::experiment::{Source, TypedCells};
use crate::words::plain_number;

/// Significant digits of a number of generated rows in a field.
const DIGITS: usize = 6;

/// Fields at most: beyond, no form helps.
const MOST_FIELDS: usize = 200;

/// A field of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplicantField {
    /// The column.
    pub name: String,
    /// The texts that occur there; none of numbers, and where there are many.
    pub options: Vec<String>,
}

impl Studio {
    /// The fields of the form; none of uploaded scores, and before there are data.
    #[must_use]
    pub fn applicant_fields(&self) -> Vec<ApplicantField> {
        let mut fields: Vec<_> = match self.table_of_run() {
            Some((table, choice)) => {
                let places = used(table, choice);
                let columns = places.filter_map(|place| table.columns.get(place));
                let field = |column: &crate::data::ColumnSummary| ApplicantField {
                    name: column.name.clone(),
                    options: match (column.kind, &column.values) {
                        (crate::data::ColumnKind::Text, Some(values)) => {
                            values.iter().map(|of| of.value.clone()).collect()
                        }
                        _ => Vec::new(),
                    },
                };
                columns.map(field).collect()
            }
            None if self.spec().data.source == Source::Generate => {
                let names = self.preview().map(|preview| preview.names.clone());
                let names = names.unwrap_or_default().into_iter();
                names
                    .map(|name| ApplicantField {
                        name,
                        options: Vec::new(),
                    })
                    .collect()
            }
            None => Vec::new(),
        };
        fields.truncate(MOST_FIELDS);
        fields
    }

    /// The rows that the form can be filled from, by their numbers.
    #[must_use]
    pub fn form_rows(&self) -> Vec<usize> {
        match self.table_of_run() {
            Some((table, _)) => table.row_numbers.clone(),
            None => self.preview().map_or_else(Vec::new, |preview| {
                preview.first_rows.iter().map(|row| row.number).collect()
            }),
        }
    }

    /// What a row has in the fields, by its number; nothing where it isn't one of [`form_rows`](Self::form_rows).
    #[must_use]
    pub fn form_row(&self, number: usize) -> TypedCells {
        let Some(place) = self.form_rows().iter().position(|of| *of == number) else {
            return TypedCells::new();
        };
        let fields = self.applicant_fields().into_iter();
        let texts: Vec<String> = match self.table_of_run() {
            Some((table, choice)) => {
                let cells = table.first_rows.get(place);
                let text = |column: usize| cells.and_then(|cells| cells.get(column)).cloned();
                used(table, choice)
                    .map(|column| text(column).unwrap_or_default())
                    .collect()
            }
            None => {
                let first = self
                    .preview()
                    .and_then(|preview| preview.first_rows.get(place));
                let values = first.map(|row| row.values.iter());
                let values = values.into_iter().flatten();
                values.map(|value| plain_number(*value, DIGITS)).collect()
            }
        };
        fields.map(|field| field.name).zip(texts).collect()
    }

    /// The table of the run's file, and how it is read.
    fn table_of_run(&self) -> Option<(&TableSummary, &LabelChoice)> {
        let data = &self.spec().data;
        if data.source != Source::Upload {
            return None;
        }
        match &self.sources.upload(data.source).state {
            UploadState::Loaded { table, .. } => Some((table, &data.upload.choice)),
            _ => None,
        }
    }
}

/// The places of the columns that aren't the label, and aren't left out by hand.
fn used<'a>(table: &'a TableSummary, choice: &'a LabelChoice) -> impl Iterator<Item = usize> + 'a {
    let columns = table.columns.iter().enumerate();
    let is_used = |name: &String| *name != choice.label_column && !choice.left_out.contains(name);
    columns.filter_map(move |(place, column)| is_used(&column.name).then_some(place))
}
