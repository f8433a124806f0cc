//! Reading CSV: whatever the bytes, and whatever a writer wrote.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its own preparation fails"
)]

use std::io::{self, Read};

use imbalance_lab::data::{CsvError, LabelChoice, MISSING_WORDS, RawTable, read_csv};
use proptest::collection::vec;
use proptest::prelude::*;

fn written(delimiter: u8, terminator: csv::Terminator, rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(terminator)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// What a cell of a text column should read as.
fn as_text(cell: &str) -> Option<&str> {
    let text = cell.trim();
    let is_word = MISSING_WORDS
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    (!text.is_empty() && !is_word).then_some(text)
}

fn terminator() -> impl Strategy<Value = csv::Terminator> {
    prop_oneof![
        Just(csv::Terminator::CRLF),
        Just(csv::Terminator::Any(b'\n'))
    ]
}

/// Bytes that look enough like CSV to get past the header.
fn csv_like() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just(b"1,2\n".to_vec()),
        2 => Just(b"1;2\r\n".to_vec()),
        1 => prop::sample::select(b"\",;\t\r\n\xff\xef\xbb\xbf a1.e-\0".to_vec()).prop_map(|byte| vec![byte]),
        1 => vec(any::<u8>(), 0..4),
    ];
    vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// A row of two cells, one of them with lines of its own.
fn cell() -> impl Strategy<Value = String> {
    let inner = vec(
        prop::sample::select(vec!["x", "\"\"", "\n", "\r\n", "\r", ","]),
        0..5,
    );
    inner.prop_map(|inner| format!("1,\"{}\"", inner.concat()))
}

fn line_end() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["\n", "\r\n", "\r"])
}

/// Line ends one after another, none of which joins the one before to a single `\r\n`.
fn apart<'a>(ends: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut apart: Vec<&str> = Vec::new();
    for end in ends {
        let joins = end == "\n" && apart.last() == Some(&"\r");
        apart.push(if joins { "\r\n" } else { end });
    }
    apart
}

/// Gives its bytes so many at a time.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.0.len().min(buffer.len()).min(self.1);
        let (now, later) = self.0.split_at(n);
        buffer[..n].copy_from_slice(now);
        self.0 = later;
        Ok(n)
    }
}

/// All that can be asked of a table, with each column as the label.
fn ask_everything(table: &RawTable) {
    let summary = table.summary();
    assert!(table.n_rows() > 0 && summary.first_rows.len() <= table.n_rows());
    for column in &summary.columns {
        let default_value = column.values.iter().flatten().next();
        let choice = LabelChoice {
            label_column: column.name.clone(),
            default_value: default_value
                .map(|value| value.value.clone())
                .unwrap_or_default(),
            ..LabelChoice::default()
        };
        if let Ok((rows, left_out)) = table.labelled(&choice) {
            assert_eq!(rows.labels().len() + left_out.n_rows(), table.n_rows());
            let n_columns = rows.frame().columns().len() + left_out.columns.len() + 1;
            assert_eq!(n_columns, table.columns().len());
            left_out.sentences();
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_give_a_table_or_a_sentence(bytes in prop_oneof![vec(any::<u8>(), 0..200), csv_like()]) {
        match read_csv(bytes.as_slice()) {
            Ok(table) => ask_everything(&table),
            Err(error) => prop_assert!(error.to_string().len() > 20),
        }
    }

    #[test]
    fn texts_come_back_as_they_were_written(
        rows in (2_usize..5).prop_flat_map(|n| vec(vec("[a-c\",;\t\n\r ä1?]{0,6}", n), 1..8)),
        delimiter in prop::sample::select(b",;\t".to_vec()),
        terminator in terminator(),
    ) {
        let mut table = vec![(0..rows[0].len()).map(|index| format!("column {index}")).collect()];
        table.extend(rows.iter().cloned());
        // A row of text that is no number makes all columns text.
        table.push(vec!["text".to_owned(); rows[0].len()]);
        let read = read_csv(written(delimiter, terminator, &table).as_slice()).unwrap();
        prop_assert_eq!(read.n_rows(), rows.len() + 1);
        for (index, row) in rows.iter().enumerate() {
            for (cell, column) in row.iter().zip(read.columns()) {
                let read = column.cell(index);
                prop_assert_eq!(read.as_deref(), as_text(cell));
            }
        }
    }

    #[test]
    fn numbers_come_back_to_the_last_bit(
        values in vec((any::<f64>(), any::<i64>()), 1..20),
        delimiter in prop::sample::select(b",;\t".to_vec()),
        terminator in terminator(),
    ) {
        let mut rows = vec![vec!["a".to_owned(), "b".to_owned()]];
        rows.extend(values.iter().map(|(a, b)| vec![format!("{a:?}"), b.to_string()]));
        let read = read_csv(written(delimiter, terminator, &rows).as_slice()).unwrap();
        let bits = |index: usize| -> Vec<u64> {
            read.columns()[index].numbers().unwrap_or_default().iter().map(|v| v.to_bits()).collect()
        };
        prop_assert_eq!(bits(0), values.iter().map(|(a, _)| a.to_bits()).collect::<Vec<_>>());
        let integers: Vec<u64> = values.iter().map(|&(_, b)| (b as f64).to_bits()).collect();
        prop_assert_eq!(bits(1), integers);
    }

    /// Rows are built line by line, so what a spreadsheet would count is known.
    #[test]
    fn rows_are_counted_whatever_ends_lines_and_wherever_blank_lines_stand(
        rows in vec((cell(), vec(line_end(), 1..4)), 1..30),
        above in vec(line_end(), 0..3),
        piece in 1_usize..9,
    ) {
        let header = ("a,b".to_owned(), vec!["\n"]);
        let mut text = apart(above.iter().copied()).concat();
        let mut row = above.len();
        let mut expected = Vec::new();
        for (record, ends) in std::iter::once(&header).chain(&rows) {
            text += record;
            text += &apart(ends.iter().copied()).concat();
            expected.push(row + 1);
            row += ends.len();
        }
        let table = read_csv(Pieces(text.as_bytes(), piece)).unwrap();
        let found: Vec<_> = table.row_numbers().iter().collect();
        prop_assert_eq!(found, &expected[1..]);
        text += "\"never closed\r\n";
        match read_csv(text.as_bytes()) {
            Err(CsvError::UnclosedQuote { row: found, .. }) => prop_assert_eq!(found, row + 1),
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn the_row_of_an_uneven_record_is_named(n_before in 0_usize..50, n_cells in 3_usize..6) {
        let text = format!("a,b\n{}{}\n1,2\n", "1,2\n".repeat(n_before), vec!["1"; n_cells].join(","));
        match read_csv(text.as_bytes()) {
            Err(CsvError::LongRow { row, found, .. }) => {
                prop_assert_eq!((row, found), (n_before + 2, n_cells));
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
