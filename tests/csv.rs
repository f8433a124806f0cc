//! Reading CSV: what is accepted, what is a number, and what each error says.

#![expect(
    clippy::expect_used,
    reason = "a test stops where its own preparation fails"
)]

use std::io::{self, Read};

use imbalance_lab::data::{
    ColumnKind, CsvError, HashingReader, MAX_CELLS, MAX_COLUMNS, MISSING_WORDS, Note, RawTable,
    read_csv,
};
use proptest::prelude::*;

fn read(text: &str) -> Result<RawTable, CsvError> {
    read_csv(text.as_bytes())
}

fn names(table: &RawTable) -> Vec<&str> {
    table.columns().iter().map(|column| column.name()).collect()
}

/// The cells of a column, `-` where missing.
fn cells(table: &RawTable, name: &str) -> Vec<String> {
    let column = table.column(name).expect("the column is there");
    (0..table.n_rows())
        .map(|row| column.cell(row).map_or("-".into(), Into::into))
        .collect()
}

fn error(text: &str) -> String {
    read(text).expect_err("the file has a fault").to_string()
}

fn kind(text: &str, name: &str) -> ColumnKind {
    let table = read(text).expect("the file is fine");
    table.column(name).expect("the column is there").kind()
}

#[test]
fn every_delimiter_gives_the_same_table() {
    let table = read("age,city,y\n31,Bern,0\n44,Rome,1\n").unwrap();
    assert_eq!(names(&table), ["age", "city", "y"]);
    assert_eq!(
        table.column("age").unwrap().numbers(),
        Some(&[31.0, 44.0][..])
    );
    assert_eq!(cells(&table, "city"), ["Bern", "Rome"]);
    for delimiter in [";", "\t", "|", "  "] {
        let other = read(&"age,city,y\n31,Bern,0\n44,Rome,1\n".replace(',', delimiter)).unwrap();
        assert_eq!(other.columns(), table.columns(), "{delimiter:?}");
    }
}

#[test]
fn byte_order_mark_crlf_and_a_missing_last_line_end_change_nothing() {
    let table = read("age,y\n31,0\n44,1\n").unwrap();
    for text in [
        "\u{feff}age,y\n31,0\n44,1\n",
        "age,y\r\n31,0\r\n44,1\r\n",
        "\u{feff}\"age\",y\r\n31,0\r\n44,1",
        "age,y\r31,0\r44,1",
        "\n\nage,y\n31,0\n\n44,1\n\n",
        " age , y \n 31 ,0\n44, 1 \n",
    ] {
        let read = read(text).unwrap();
        assert_eq!(read.columns(), table.columns(), "{text:?}");
        assert_eq!(
            (read.n_rows(), read.notes()),
            (table.n_rows(), table.notes())
        );
    }
}

#[test]
fn rows_have_the_numbers_that_a_spreadsheet_shows() {
    let numbers = |text: &str| read(text).unwrap().row_numbers().iter().collect::<Vec<_>>();
    assert_eq!(numbers("age,y\n31,0\n44,1\n"), [2, 3]);
    assert_eq!(numbers("\n\nage,y\n31,0\n\n\n44,1\n45,1\n"), [4, 7, 8]);
    assert_eq!(numbers("age,y\n\"3\n1\",0\n44,1\n"), [2, 3]);
    let cases: [(&str, &[usize]); 6] = [
        ("a,b\n\"1\n\n2\",2\n\n\"x\r\ny\",4\n5,6\n", &[2, 4, 5]),
        ("a,\"b\nc\"\r\n\r\n1,2\r\n3,4\r\n\r\n", &[3, 4]),
        ("a,b\r\r1,2\r3,4\r\r5,6", &[3, 4, 6]),
        // Lines that end in each of the three ways.
        (
            "a,b\r\n1,2\n3,4\r\n\n5,6\r\r\n7,8\n\r\n9,0",
            &[2, 3, 5, 7, 9],
        ),
        ("a,b\n1,2\r\n3,4\n5,6\r\n7,8\n", &[2, 3, 4, 5]),
        ("a,b\n\"1\r\",\"\n2\"\r\n3,4\n", &[2, 3]),
    ];
    for (text, rows) in cases {
        assert_eq!(numbers(text), rows, "{text:?}");
    }
}

proptest! {
    #[test]
    fn a_row_number_leads_back_to_its_row(gaps in prop::collection::vec(0_usize..3, 1..40)) {
        let mut text = "x,y\n".to_owned();
        for gap in &gaps {
            text += &("\n".repeat(*gap) + "1,2\n");
        }
        let table = read(&text).unwrap();
        let numbers: Vec<_> = table.row_numbers().iter().collect();
        prop_assert_eq!(numbers.len(), gaps.len());
        for (place, &number) in numbers.iter().enumerate() {
            prop_assert_eq!(table.row_numbers().place(number), Some(place));
        }
        let shown = (0..200).filter_map(|number| Some((number, table.row_numbers().place(number)?)));
        prop_assert_eq!(shown.map(|(number, _)| number).collect::<Vec<_>>(), numbers);
    }
}

#[test]
fn delimiter_is_found_outside_quotes_of_the_header() {
    let table = read("\"a,b,c\";\"d \"\"e,f,\"\"\"\n1;2\n").unwrap();
    assert_eq!(names(&table), ["a,b,c", "d \"e,f,\""]);
    let table = read("\"a;b\n;c;\",d\n1,2\n").unwrap();
    assert_eq!(names(&table), ["a;b\n;c;", "d"]);
}

#[test]
fn quoted_cells_hold_delimiters_quotes_and_line_breaks() {
    let table = read("a,b\n\"x, y\",\"say \"\"no\"\"\"\n\"two\r\nlines\",z\n").unwrap();
    assert_eq!(cells(&table, "a"), ["x, y", "two\r\nlines"]);
    assert_eq!(cells(&table, "b"), ["say \"no\"", "z"]);
}

#[test]
fn missing_words_and_spaces_are_missing_in_any_case() {
    let words = MISSING_WORDS
        .iter()
        .flat_map(|word| [word.to_lowercase(), word.to_uppercase()]);
    for word in words.chain(["".into(), "  ".into(), "\"\"".into(), " NA ".into()]) {
        let table = read(&format!("a,b,c\n1,x,{word}\n{word},{word},{word}\n")).unwrap();
        assert_eq!(cells(&table, "a"), ["1", "-"], "{word:?}");
        assert_eq!(cells(&table, "b"), ["x", "-"], "{word:?}");
        assert_eq!(table.column("c").unwrap().kind(), ColumnKind::Empty);
        let n_missing = table.columns().iter().map(|column| column.n_missing());
        assert_eq!(n_missing.collect::<Vec<_>>(), [1, 1, 2]);
    }
}

#[test]
fn numbers_are_finite_and_decimal() {
    for cell in [
        "1", "-1", "+1.5", ".5", "5.", "1e5", "2.5E-3", "007", "1e-999", "1 000", "\"1,5\"",
        "1'250.5",
    ] {
        let text = format!("a,b\n{cell},x\n");
        assert_eq!(kind(&text, "a"), ColumnKind::Number, "{cell}");
    }
    for cell in [
        "1e999",
        "-inf",
        "Infinity",
        "0x10",
        "5%",
        "1.2.3",
        "none",
        "1 00",
        "12 00 000",
        "1e",
        "..",
        "+",
    ] {
        let text = format!("a,b\n{cell},1\n");
        assert_eq!(kind(&text, "a"), ColumnKind::Text, "{cell}");
    }
}

/// A column of cells between semicolons.
fn numbers_of(cells: &[&str]) -> Option<Vec<f64>> {
    let rows: String = cells.iter().map(|cell| format!("{cell};x\n")).collect();
    let table = read(&format!("a;b\n{rows}")).expect("the file is fine");
    let column = table.column("a").expect("the column is there");
    column.numbers().map(<[f64]>::to_vec)
}

#[test]
fn a_column_keeps_to_one_decimal_mark_and_its_thousands_to_the_other() {
    let cases: [(&[&str], Option<&[f64]>); 9] = [
        (&["1,5", "-2", "\"0,25\""], Some(&[1.5, -2.0, 0.25])),
        (&["1,5", "1.250,5"], Some(&[1.5, 1250.5])),
        (&["1,5", "1.250"], Some(&[1.5, 1250.0])),
        (&["2.5", "1,250"], Some(&[2.5, 1250.0])),
        (&["1.234.567,8", "1"], Some(&[1_234_567.8, 1.0])),
        (
            &["1 234,5", "1\u{a0}234\u{a0}567"],
            Some(&[1234.5, 1_234_567.0]),
        ),
        (&["1,5", "2.5"], None),
        (&["1,2,3"], None),
        (&["1.25,5"], None),
    ];
    for (cells, expected) in cases {
        assert_eq!(numbers_of(cells).as_deref(), expected, "{cells:?}");
    }
}

#[test]
fn a_mark_that_could_be_either_follows_the_other_columns_and_is_said() {
    let amount = |text: &str| {
        let table = read(text).unwrap();
        let notes = table
            .notes()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>();
        (table.column("a").unwrap().numbers().unwrap()[0], notes)
    };
    let said = |value: &str| {
        vec![format!(
            "a: 1.250 is read as {value}; it may be meant otherwise."
        )]
    };
    assert_eq!(amount("a,b\n1.250,x\n"), (1.25, said("1.25")));
    assert_eq!(amount("a;b\n1.250;x\n"), (1.25, said("1.25")));
    assert_eq!(amount("a;b\n1.250;0,5\n"), (1250.0, said("1250")));
    assert_eq!(amount("a;b\n1,250;x\n").0, 1.25);
    assert_eq!(amount("a,b\n\"1,250\",x\n").0, 1250.0);
    assert_eq!(amount("a,b\n1250,0.5\n"), (1250.0, vec![]));
}

#[test]
fn a_column_that_turns_to_text_keeps_what_was_written_above() {
    let mut text = String::from("id,n\n");
    for n in 0..70_000 {
        text += &format!("{n:06}.0,{n}\n");
    }
    let table = read(&(text + ",1\nA1,2\n000000.0,3\n")).unwrap();
    let ids = cells(&table, "id");
    assert_eq!(ids[0], "000000.0");
    assert_eq!(ids[69_999], "069999.0");
    assert_eq!(ids[70_000..], ["-", "A1", "000000.0"]);
    let stray = table.column("id").unwrap().stray_text();
    assert_eq!(stray, Some((70_003, "A1")));
}

#[test]
fn names_that_are_missing_or_taken_become_those_of_pandas() {
    let table = read("x,,x,x.1,,\"x\"\n1,2,3,4,5,6\n").unwrap();
    let expected = ["x", "Unnamed: 1", "x.2", "x.1", "Unnamed: 4", "x.3"];
    assert_eq!(names(&table), expected);
    let notes: Vec<String> = table.notes().iter().map(Note::to_string).collect();
    assert_eq!(notes[0], "Column 2 has no name; it is called Unnamed: 1.");
    assert_eq!(notes[1], "Column 3 is a second x; it is called x.2.");
    let table = read(",Unnamed: 0,Unnamed: 0\na,b,c\n").unwrap();
    assert_eq!(
        names(&table),
        ["Unnamed: 0.1", "Unnamed: 0", "Unnamed: 0.2"]
    );
    // What pandas saves of columns without names.
    let table = read("0,1\n1,0.5\n2,0.7\n").unwrap();
    assert_eq!(table.notes(), [Note::NumbersAsNames]);
}

#[test]
fn uneven_rows_are_named_with_row_column_and_counts() {
    assert_eq!(
        read("a,b,c\n1,2,3\n4,5\n"),
        Err(CsvError::ShortRow {
            row: 3,
            found: 2,
            expected: 3,
            column: "c".into()
        })
    );
    let message = error("a,b\n1,2\n3\n");
    let beginning = "Row 3 has 1 cell; the header has 2. There is none for column b: ";
    assert!(message.starts_with(beginning), "{message}");
    let message = error("a;b\n1;2\n3;4;5\n");
    for part in ["Row 3", "3 cells", "has 2", "column b", "holds a semicolon"] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts_them() {
    for (above, row) in [
        ("a,b\n", 2),
        ("a,b\n1,2\n", 3),
        ("\n\na,b\n1,2\n\n\n", 7),
        ("a,b\n\"1\n2\n3\",4\n", 3),
        ("\"a\nb\",c\n\n\"1\n\n2\",4\n", 4),
    ] {
        for text in [above.to_owned(), above.replace('\n', "\r\n")] {
            match read(&format!("{text}wrong")) {
                Err(CsvError::ShortRow { row: found, .. }) => assert_eq!(found, row, "{text:?}"),
                other => panic!("{text:?} gave {other:?}"),
            }
        }
    }
}

#[test]
fn a_quote_that_is_never_closed_is_found_where_it_opens() {
    assert_eq!(
        read("a,b\n1,2\n3,\"4\n5,6\n7,8\n"),
        Err(CsvError::UnclosedQuote {
            row: 3,
            column: "b".into()
        })
    );
    assert_eq!(
        read("a,\"b\n1,2"),
        Err(CsvError::UnclosedQuote {
            row: 1,
            column: "2".into()
        })
    );
    assert!(error("a,b\n\"1\"\",2").contains("row 2, column a is never closed"));
    assert!(error("a,b\n\n\r\n\"1\n\n,2\n").contains("row 4, column a is never closed"));
    assert!(read("a,b\n\"1\",\"2\"").is_ok());
    assert!(read("a,b\n5\" pipe,2").is_ok());
}

#[test]
fn bytes_that_are_not_utf8_after_letters_that_are_are_named_with_row_and_column() {
    let not_utf8 = |row, column: &str| {
        Err(CsvError::NotUtf8 {
            row,
            column: column.into(),
        })
    };
    let mixed = "age,city\n1,Zürich\n2,".bytes().chain(*b"Z\xfcrich\n");
    let mixed: Vec<u8> = mixed.collect();
    assert_eq!(read_csv(&mixed[..]), not_utf8(3, "city"));
    assert!(
        read_csv(&mixed[..])
            .unwrap_err()
            .to_string()
            .contains("CSV UTF-8")
    );
    // What the reader itself puts behind the file to see its end.
    assert_eq!(
        read_csv(
            "ä\n1\n"
                .bytes()
                .chain([0xff])
                .collect::<Vec<_>>()
                .as_slice()
        ),
        not_utf8(3, "ä")
    );
}

#[test]
fn a_file_without_rows_or_with_too_many_columns_is_refused() {
    for text in ["", "\n\n", "\u{feff}", "\r\n"] {
        assert_eq!(read(text), Err(CsvError::Empty), "{text:?}");
    }
    for text in ["a,b", "a,b\n", "a,b\r\n\r\n"] {
        assert_eq!(
            read(text),
            Err(CsvError::NoRows { n_columns: 2 }),
            "{text:?}"
        );
    }
    let wide = |n: usize| format!("{0}\n{0}\n", vec!["1"; n].join(","));
    assert_eq!(
        read(&wide(MAX_COLUMNS + 1)),
        Err(CsvError::TooManyColumns {
            n_columns: MAX_COLUMNS + 1
        })
    );
    assert_eq!(
        read(&wide(MAX_COLUMNS)).unwrap().columns().len(),
        MAX_COLUMNS
    );
}

#[test]
fn a_file_without_end_is_given_up_before_the_memory_is_full() {
    let head = vec!["x"; MAX_COLUMNS].join(",") + "\n";
    let row = vec![""; MAX_COLUMNS].join(",") + "\n";
    let rows = head.as_bytes().chain(Endless {
        row: row.into_bytes(),
        at: 0,
    });
    let error = CsvError::TooManyCells {
        row: MAX_CELLS / MAX_COLUMNS + 2,
    };
    assert_eq!(read_csv(rows).unwrap_err(), error);
}

/// The same row again and again.
struct Endless {
    row: Vec<u8>,
    at: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = (self.row.len() - self.at).min(buffer.len());
        buffer[..n].copy_from_slice(&self.row[self.at..self.at + n]);
        self.at = (self.at + n) % self.row.len();
        Ok(n)
    }
}

/// Gives its text in pieces of a few bytes, and fails at the end if it is to.
struct Trickle<'a> {
    text: &'a [u8],
    fails: bool,
}

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.text.is_empty() && self.fails {
            return Err(io::Error::other("the disk is gone"));
        }
        let n = self.text.len().min(buffer.len()).min(3);
        let (now, later) = self.text.split_at(n);
        buffer[..n].copy_from_slice(now);
        self.text = later;
        Ok(n)
    }
}

#[test]
fn the_pieces_in_which_a_file_arrives_do_not_matter() {
    let text = "\u{feff}age;city\r\n31;\"Zürich\r\n\"\"old\"\"\"\r\n44;Łódź\r\n";
    let trickle = Trickle {
        text: text.as_bytes(),
        fails: false,
    };
    assert_eq!(read_csv(trickle), read(text));
}

#[test]
fn a_reader_that_fails_is_an_error_and_no_table() {
    let trickle = Trickle {
        text: b"a,b\n1,2\n",
        fails: true,
    };
    let message = read_csv(trickle).unwrap_err().to_string();
    assert!(message.contains("the disk is gone"), "{message}");
}

#[test]
fn hash_is_the_start_of_the_sha256_of_the_bytes_as_they_are() {
    // SHA-256 of "abc" from FIPS 180-2, appendix B.1.
    let mut reader = HashingReader::new(Trickle {
        text: b"abc",
        fails: false,
    });
    io::copy(&mut reader, &mut io::sink()).unwrap();
    assert_eq!(reader.hash(), "ba7816bf8f01cfea");
    let text = "a,b\n1,2\n";
    let mut reader = HashingReader::new(text.as_bytes());
    assert_eq!(read_csv(&mut reader), read(text));
    let mut copy = HashingReader::new(text.as_bytes());
    io::copy(&mut copy, &mut io::sink()).unwrap();
    assert_eq!(reader.hash(), copy.hash());
}

#[test]
fn errors_survive_the_way_through_json() {
    let error = read("a;b\n1;2;3\n").unwrap_err();
    let json = serde_json::to_string(&error).unwrap();
    assert_eq!(serde_json::from_str::<CsvError>(&json).unwrap(), error);
}
