//! What people take away: tables as CSV, and the whole study as one HTML file.
//!
//! Everything here is text made of plain values; saving it is the page's part.

mod csv;
mod html;

pub use csv::{Prediction, predictions_csv, table_csv};
pub use html::{Report, html_report};
