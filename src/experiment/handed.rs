//! Rows of a file as they go from the worker that read it to one that trains.

use serde::{Deserialize, Serialize};

use super::message::{Parcel, decode, encode};
use super::{UploadSpec, packed};
use crate::data::Labelled;
use crate::data::prepare::{Cells, Frame, FrameColumn};

/// Rows of a file, and how it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandedRows {
    /// The file, and what of it was taken.
    pub upload: UploadSpec,
    columns: Vec<HandedColumn>,
    #[serde(with = "packed::flags")]
    labels: Vec<bool>,
    #[serde(with = "packed::places")]
    row_numbers: Vec<usize>,
}

/// A column: numbers, or codes with their levels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct HandedColumn {
    name: String,
    #[serde(with = "packed::doubles")]
    numbers: Vec<f64>,
    #[serde(with = "packed::places")]
    codes: Vec<usize>,
    levels: Vec<String>,
}

impl HandedRows {
    /// Packs the rows of a file.
    ///
    /// # Errors
    ///
    /// None that input can cause.
    pub fn pack(upload: &UploadSpec, rows: &Labelled) -> Result<Parcel, postcard::Error> {
        let handed = Self {
            upload: upload.clone(),
            columns: rows
                .frame()
                .columns()
                .iter()
                .map(HandedColumn::of)
                .collect(),
            labels: rows.labels().to_vec(),
            row_numbers: rows.row_numbers().to_vec(),
        };
        let bytes = encode(&handed)?;
        Ok(Parcel { bytes })
    }

    /// What [`pack`](Self::pack) packed; `None` of anything else.
    #[must_use]
    pub fn unpack(bytes: &[u8]) -> Option<(UploadSpec, Labelled)> {
        let handed: Self = decode(bytes).ok()?;
        let columns = handed.columns.into_iter().map(HandedColumn::column);
        let frame = Frame::new(columns.collect()).ok()?;
        let rows = Labelled::new(frame, handed.labels, handed.row_numbers)?;
        Some((handed.upload, rows))
    }
}

impl HandedColumn {
    fn of(column: &FrameColumn) -> Self {
        let (numbers, codes, levels) = match &*column.cells {
            Cells::Numbers(values) => (values.clone(), Vec::new(), Vec::new()),
            Cells::Texts { codes, levels } => {
                let codes = codes.iter().map(|&code| code as usize).collect();
                (Vec::new(), codes, levels.clone())
            }
        };
        Self {
            name: column.name.clone(),
            numbers,
            codes,
            levels,
        }
    }

    fn column(self) -> FrameColumn {
        let cells = if self.codes.is_empty() {
            Cells::Numbers(self.numbers)
        } else {
            // A missing cell has the largest code that there is.
            let code = |code: usize| u32::try_from(code).unwrap_or(u32::MAX);
            Cells::Texts {
                codes: self.codes.into_iter().map(code).collect(),
                levels: self.levels,
            }
        };
        FrameColumn::new(&self.name, cells)
    }
}
