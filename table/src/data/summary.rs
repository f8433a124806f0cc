//! What the page shows of a table.

use serde::{Deserialize, Serialize};

use super::{Column, ColumnSummary, Format, LabelChoice, RawTable};

/// How many rows a [`TableSummary`] shows.
pub const FIRST_ROWS: usize = 200;

/// What the page shows of a table, so that the table itself can stay in the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSummary {
    /// Rows below the header.
    pub n_rows: usize,
    /// The columns, in the order of the file.
    pub columns: Vec<ColumnSummary>,
    /// The first [`FIRST_ROWS`] rows, a text a column: as [`Column::cell`], nothing where missing.
    pub first_rows: Vec<Vec<String>>,
    /// Their numbers, as a spreadsheet counts.
    pub row_numbers: Vec<usize>,
    /// What looks like the label, to start with.
    pub guess: LabelChoice,
    /// Sentences on how the header was understood.
    pub notes: Vec<String>,
    /// How the file is written.
    pub format: Format,
}

impl RawTable {
    /// What the page shows of this table.
    pub fn summary(&self) -> TableSummary {
        let columns: Vec<_> = self.columns().iter().map(ColumnSummary::of).collect();
        let cell = |column: &Column, row| column.cell(row).unwrap_or_default().into_owned();
        let cells = |row| {
            self.columns()
                .iter()
                .map(|column| cell(column, row))
                .collect()
        };
        let guess = LabelChoice::guess(&columns);
        let label = columns
            .iter()
            .position(|column| column.name == guess.label_column);
        let why =
            label.map(|place| LabelChoice::reason(&columns[place], place + 1 == columns.len()));
        TableSummary {
            n_rows: self.n_rows(),
            row_numbers: self.row_numbers().iter().take(FIRST_ROWS).collect(),
            first_rows: (0..self.n_rows().min(FIRST_ROWS)).map(cells).collect(),
            guess,
            columns,
            notes: self
                .notes()
                .iter()
                .map(ToString::to_string)
                .chain(why)
                .collect(),
            format: self.format().clone(),
        }
    }
}

impl TableSummary {
    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&ColumnSummary> {
        self.columns.iter().find(|column| column.name == name)
    }
}
