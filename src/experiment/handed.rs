//! Rows of a file as they go from the worker that read it to one that trains.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::message::{Parcel, decode, encode};
use super::{UploadSpec, packed};
use crate::data::Dataset;

/// Rows of a file, and how it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandedRows {
    /// The file, and what of it was taken.
    pub upload: UploadSpec,
    names: Vec<String>,
    /// Row after row.
    #[serde(with = "packed::doubles")]
    features: Vec<f64>,
    #[serde(with = "packed::flags")]
    labels: Vec<bool>,
    #[serde(with = "packed::places")]
    row_numbers: Vec<usize>,
}

impl HandedRows {
    /// Packs the rows of a file.
    ///
    /// # Errors
    ///
    /// None that input can cause.
    pub fn pack(upload: &UploadSpec, rows: &Dataset) -> Result<Parcel, postcard::Error> {
        let handed = Self {
            upload: upload.clone(),
            names: rows.names().to_vec(),
            features: rows.features().iter().copied().collect(),
            labels: rows.labels().to_vec(),
            row_numbers: rows.row_numbers().to_vec(),
        };
        let bytes = encode(&handed)?;
        Ok(Parcel { bytes })
    }

    /// What [`pack`](Self::pack) packed; `None` of anything else.
    #[must_use]
    pub fn unpack(bytes: &[u8]) -> Option<(UploadSpec, Dataset)> {
        let handed: Self = decode(bytes).ok()?;
        let size = (handed.labels.len(), handed.names.len());
        let features = Array2::from_shape_vec(size, handed.features).ok()?;
        let rows = Dataset::new(features, handed.labels, handed.names).ok()?;
        Some((handed.upload, rows.with_row_numbers(handed.row_numbers)))
    }
}
