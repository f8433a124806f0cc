//! How files are read, and what makes numbers of their columns.

use super::super::steps::{steps, steps_text};
use super::written::{Lab, put, put_list};
use crate::data::{Delimiter, Encoding, Header};
use crate::setting::codec::join;
use crate::setting::{choice, place, text};

macro_rules! file_settings {
    ($file:ident, $name:ident $hash:ident $label:ident $value:ident $left_out:ident $turned:ident
     $delimiter:ident $encoding:ident $header:ident $missing:ident $sheet:ident $also:ident $without:ident,
     $name_key:literal $hash_key:literal $label_key:literal $value_key:literal $left_out_key:literal
     $turned_key:literal $delimiter_key:literal $encoding_key:literal $header_key:literal
     $missing_key:literal $sheet_key:literal $also_key:literal $without_key:literal) => {
        static $name: Lab = text(
            $name_key,
            "File",
            "A name, please.",
            |s| s.data.$file.file_name.clone(),
            |s, v| put(&mut s.data.$file.file_name, v),
        );
        static $hash: Lab = text(
            $hash_key,
            "SHA-256 begins",
            "Hexadecimal digits, please.",
            |s| s.data.$file.file_hash.clone(),
            |s, v| put(&mut s.data.$file.file_hash, v),
        );
        static $label: Lab = text(
            $label_key,
            "Label column",
            "The name of a column, please.",
            |s| s.data.$file.choice.label_column.clone(),
            |s, v| put(&mut s.data.$file.choice.label_column, v),
        );
        static $value: Lab = text(
            $value_key,
            "Default value",
            "A value of the label, please.",
            |s| s.data.$file.choice.default_value.clone(),
            |s, v| put(&mut s.data.$file.choice.default_value, v),
        );
        static $left_out: Lab = text(
            $left_out_key,
            "Left out",
            "Names of columns, please.",
            |s| join(&s.data.$file.choice.left_out),
            |s, v| put_list(&mut s.data.$file.choice.left_out, v),
        );
        static $turned: Lab = text(
            $turned_key,
            "Turned",
            "Names of columns, please.",
            |s| join(&s.data.$file.choice.turned),
            |s, v| put_list(&mut s.data.$file.choice.turned, v),
        );
        /// Other values that mean default.
        pub static $also: Lab = text(
            $also_key,
            "Also default",
            "Values of the label with commas between them, please.",
            |s| s.data.$file.choice.also_default.join(", "),
            |s, v| {
                s.data.$file.choice.also_default = words(v);
                true
            },
        );
        /// Values whose rows are left out.
        pub static $without: Lab = text(
            $without_key,
            "Rows left out",
            "Values of the label with commas between them, please.",
            |s| s.data.$file.choice.without.join(", "),
            |s, v| {
                s.data.$file.choice.without = words(v);
                true
            },
        );
        /// What separates the cells of a file.
        pub static $delimiter: Lab = choice(
            $delimiter_key,
            "Between cells",
            &[
                ("found", "as found"),
                ("comma", "commas"),
                ("semicolon", "semicolons"),
                ("tab", "tabs"),
                ("pipe", "pipes"),
                ("spaces", "spaces"),
            ],
            |s| known(&Delimiter::ALL, s.data.$file.format.delimiter.as_ref()),
            |s, v| s.data.$file.format.delimiter = said(&Delimiter::ALL, v),
        );
        /// How the letters of a file are written as bytes.
        pub static $encoding: Lab = choice(
            $encoding_key,
            "Encoding",
            &[
                ("found", "as found"),
                ("utf-8", "UTF-8"),
                ("utf-16", "UTF-16"),
                ("utf-16be", "UTF-16, big-endian"),
                ("windows-1252", "windows-1252"),
            ],
            |s| known(&Encoding::ALL, s.data.$file.format.encoding.as_ref()),
            |s, v| s.data.$file.format.encoding = said(&Encoding::ALL, v),
        );
        /// How many rows of a file hold the names of its columns.
        pub static $header: Lab = choice(
            $header_key,
            "Names of columns",
            &[
                ("found", "as found"),
                ("none", "none"),
                ("first", "in the first row"),
                ("second", "in the second row"),
            ],
            |s| known(&Header::ALL, s.data.$file.format.header.as_ref()),
            |s, v| s.data.$file.format.header = said(&Header::ALL, v),
        );
        /// Which sheet of a workbook is read.
        pub static $sheet: Lab = text(
            $sheet_key,
            "Sheet of a workbook",
            "The name of a sheet, please.",
            |s| s.data.$file.format.sheet.clone(),
            |s, v| put(&mut s.data.$file.format.sheet, v.trim()),
        );
        /// What else stands for a missing cell.
        pub static $missing: Lab = text(
            $missing_key,
            "Also missing",
            "Texts with commas between them, please: -999, 99999999.",
            |s| s.data.$file.format.missing.join(", "),
            |s, v| {
                s.data.$file.format.missing = words(v);
                true
            },
        );
    };
}

/// Where a value stands in a list of options, the first of which is that nobody has said one.
fn known<T: PartialEq>(all: &[T], value: Option<&T>) -> usize {
    value.map_or(0, |value| 1 + place(all, value))
}

fn said<T: Copy>(all: &[T], option: usize) -> Option<T> {
    all.get(option.checked_sub(1)?).copied()
}

/// Words with commas between them.
fn words(text: &str) -> Vec<String> {
    let words = text.split(',').map(str::trim);
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

file_settings!(upload, FILE FILE_HASH LABEL DEFAULT_VALUE LEFT_OUT TURNED DELIMITER ENCODING HEADER MISSING SHEET
    ALSO_DEFAULT WITHOUT,
    "file" "file_hash" "label" "default_value" "left_out" "turned" "delimiter" "encoding" "header" "missing" "sheet"
    "also_default" "without");
file_settings!(scores, SCORES_FILE SCORES_HASH SCORES_LABEL SCORES_VALUE SCORES_OUT SCORES_TURNED
    SCORES_DELIMITER SCORES_ENCODING SCORES_HEADER SCORES_MISSING SCORES_SHEET
    SCORES_ALSO SCORES_WITHOUT,
    "scores_file" "scores_hash" "scores_label" "scores_value" "scores_out" "scores_turned" "scores_delimiter"
    "scores_encoding" "scores_header" "scores_missing" "scores_sheet" "scores_also" "scores_without");

/// What makes numbers of the columns of a file.
pub static STEPS: Lab = text(
    "steps",
    "Steps",
    "A list of steps as a link holds it, please.",
    |s| steps_text(&s.prepare),
    |s, v| steps(v).map(|list| s.prepare = list).is_some(),
);

/// How a file of applicants is read.
pub(super) static READ: [&Lab; 14] = [
    &FILE,
    &FILE_HASH,
    &DELIMITER,
    &ENCODING,
    &HEADER,
    &MISSING,
    &SHEET,
    &LABEL,
    &DEFAULT_VALUE,
    &ALSO_DEFAULT,
    &WITHOUT,
    &LEFT_OUT,
    &TURNED,
    &STEPS,
];
/// How a file of scores is read.
pub(super) static SCORED: [&Lab; 13] = [
    &SCORES_FILE,
    &SCORES_HASH,
    &SCORES_DELIMITER,
    &SCORES_ENCODING,
    &SCORES_HEADER,
    &SCORES_MISSING,
    &SCORES_SHEET,
    &SCORES_LABEL,
    &SCORES_VALUE,
    &SCORES_ALSO,
    &SCORES_WITHOUT,
    &SCORES_OUT,
    &SCORES_TURNED,
];
