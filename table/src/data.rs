//! Tables as read, and data sets of numbers and labels: reading, making, splitting and scaling them.

mod classification;
mod column_summary;
mod counted;
mod csv;
mod dataset;
mod hashing_reader;
mod label_choice;
mod label_values;
mod labelled;
mod left_out;
pub mod prepare;
mod row_numbers;
mod same_value;
mod scale;
mod score_choice;
mod score_error;
mod scored;
mod served;
mod some_rows;
mod split;
mod split_by;
mod split_folds;
mod summary;
mod table;
mod table_error;
mod workbook;

use self::csv::number_from;
pub use self::csv::{
    CsvError, Delimiter, Encoding, Format, FormatChoice, Header, MAX_CELLS, MAX_COLUMNS,
    MISSING_WORDS, Packing, TableReader, read_csv, typed_row,
};
pub use classification::{ClassificationError, ClassificationSpec, make_classification};
pub use column_summary::{ColumnSummary, MAX_LISTED_VALUES, ValueCount};
pub use counted::counted;
pub use dataset::{Dataset, DatasetError};
pub use hashing_reader::{HashingReader, sha256};
pub use label_choice::LabelChoice;
pub use labelled::Labelled;
pub use left_out::{ColumnLeftOut, LeftOut, LeftOutReason, MAX_SCORE_COLUMNS, RowsLeftOut};
pub use row_numbers::RowNumbers;
pub use scale::{Scaler, Scaling};
pub use score_error::ScoreError;
pub use scored::ScoredTable;
pub use some_rows::some_rows;
pub use split::{Fold, Part, Split, SplitBy, SplitError, SplitSpec, train_test_split};
pub use split_by::{group_numbers, split_by_group, split_by_time};
pub use split_folds::{split_by_fold, split_within};
pub use summary::{FIRST_ROWS, TableSummary};
pub use table::{Column, ColumnKind, Note, RawTable, Renamed, number_text};
pub use table_error::TableError;
