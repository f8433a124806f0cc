//! Reading CSV: how a file is written is seen from the data.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its own preparation fails"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use imbalance_lab::data::{
    CsvError, Delimiter, Encoding, FormatChoice, Header, LabelChoice, Packing, RawTable,
    TableReader, read_csv,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn read_as(bytes: &[u8], choice: &FormatChoice) -> Result<RawTable, CsvError> {
    let mut reader = TableReader::new(bytes, choice)?;
    while reader.advance()? {}
    Ok(reader.finish())
}

fn column(table: &RawTable, name: &str) -> Vec<String> {
    let column = table.column(name).unwrap();
    let cell = |row| {
        column
            .cell(row)
            .map_or_else(|| "-".into(), |cell| cell.into_owned())
    };
    (0..table.n_rows()).map(cell).collect()
}

fn names(table: &RawTable) -> Vec<&str> {
    table.columns().iter().map(|column| column.name()).collect()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

const CITIES: &str = "city;income;defaulted\nZürich;1.250,5;0\nKöln;NA;1\nGenève;980;0\n";

fn check_cities(table: &RawTable, encoding: Encoding) {
    assert_eq!(table.format().encoding, encoding);
    assert_eq!(column(table, "city"), ["Zürich", "Köln", "Genève"]);
    assert_eq!(column(table, "income"), ["1250.5", "-", "980"]);
}

#[test]
fn letters_are_read_whatever_bytes_they_are() {
    check_cities(&read_csv(CITIES.as_bytes()).unwrap(), Encoding::Utf8);
    let western: Vec<u8> = CITIES
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    check_cities(
        &read_csv(western.as_slice()).unwrap(),
        Encoding::Windows1252,
    );
    check_cities(
        &read_csv(packed(&western).as_slice()).unwrap(),
        Encoding::Windows1252,
    );
    for mark in ["", "\u{feff}"] {
        let text = format!("{mark}{CITIES}");
        let little = utf16(&text, u16::to_le_bytes);
        check_cities(&read_csv(little.as_slice()).unwrap(), Encoding::Utf16Le);
        let big = utf16(&text, u16::to_be_bytes);
        check_cities(&read_csv(big.as_slice()).unwrap(), Encoding::Utf16Be);
    }
    // The quotes and the euro of windows-1252 aren't those of Latin-1.
    let table = read_csv(&b"a,b\n\x93x\x94,\x80 5\n"[..]).unwrap();
    assert_eq!(
        (column(&table, "a"), column(&table, "b")),
        (vec!["“x”".into()], vec!["€ 5".into()])
    );
}

#[test]
fn someones_word_goes_before_what_is_found() {
    let western = FormatChoice {
        encoding: Some(Encoding::Windows1252),
        ..FormatChoice::default()
    };
    let table = read_as(CITIES.as_bytes(), &western).unwrap();
    assert_eq!(column(&table, "city")[0], "ZÃ¼rich");
    let no_names = FormatChoice {
        header: Some(Header::None),
        delimiter: Some(Delimiter::Comma),
        missing: vec!["-999".into(), "unknown".into()],
        ..FormatChoice::default()
    };
    let table = read_as(b"a,b\n-999.0,unknown\n-999,c\n1,d\n", &no_names).unwrap();
    assert_eq!(names(&table), ["column 1", "column 2"]);
    assert_eq!(column(&table, "column 2"), ["b", "-", "c", "d"]);
    let named = FormatChoice {
        header: Some(Header::One),
        ..no_names
    };
    let table = read_as(b"a,b\n-999.0,unknown\n-999,c\n1,d\n", &named).unwrap();
    assert_eq!(
        column(&table, "a"),
        ["-", "-", "1"],
        "numbers are compared as numbers"
    );
}

#[test]
fn a_packed_file_that_is_cut_is_a_sentence() {
    let whole = packed(CITIES.repeat(50).as_bytes());
    let error = read_csv(&whole[..whole.len() / 2]).unwrap_err().to_string();
    assert!(error.starts_with("Reading the file failed"), "{error}");
}

fn workbook() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/workbook.xlsx")).unwrap()
}

#[test]
fn a_sheet_of_a_workbook_is_what_pandas_reads() {
    let choice = FormatChoice {
        sheet: "Loans & more".into(),
        ..FormatChoice::default()
    };
    let table = read_as(&workbook(), &choice).unwrap();
    let golden: BTreeMap<String, Vec<Option<String>>> =
        serde_json::from_str(include_str!("golden/workbook.json")).unwrap();
    assert_eq!(table.columns().len(), golden.len());
    for (name, cells) in &golden {
        let column = table.column(name).unwrap();
        let read = (0..table.n_rows()).map(|row| column.cell(row).map(|cell| cell.into_owned()));
        assert_eq!(read.collect::<Vec<_>>(), *cells, "{name}");
    }
    let rows: Vec<_> = table.row_numbers().iter().collect();
    assert_eq!(
        (rows[8], rows[9], rows[39]),
        (10, 12, 42),
        "an empty row is counted"
    );
    let sentence = "Read as a workbook of 2 sheets, of which Loans & more, names in the first row.";
    assert_eq!(table.format().to_string(), sentence);
}

#[test]
fn a_workbook_without_such_a_sheet_or_damaged_is_a_sentence() {
    let choice = FormatChoice {
        sheet: "Loan".into(),
        ..FormatChoice::default()
    };
    let said = |bytes: &[u8]| read_as(bytes, &choice).unwrap_err().to_string();
    assert_eq!(
        said(&workbook()),
        "The workbook has no sheet Loan; it has Read me, Loans & more."
    );
    let whole = workbook();
    assert!(said(&whole[..whole.len() - 30]).contains("damaged"));
}

#[test]
fn what_is_no_text_is_named_for_what_it_is() {
    let said = |bytes: &[u8]| read_csv(bytes).unwrap_err().to_string();
    assert!(said(b"PK\x03\x04\0\0\0\x08").contains("damaged"));
    assert!(said(b"PAR1\x15\0\x15\0").contains("Parquet"));
    assert!(said(&[0xd0, 0xcf, 0x11, 0xe0, 0, 1]).contains(".xls"));
    assert!(said(b"\x7fELF\0\0\x01\0\0\0").contains("no text"));
}

#[test]
fn names_are_told_from_data() {
    let header = |text: &str| read_csv(text.as_bytes()).unwrap().format().header;
    assert_eq!(header("a,b\n1,x\n2,y\n"), Header::One);
    assert_eq!(header("1,x\n2,y\n3,z\n"), Header::None);
    assert_eq!(
        header("1,2\n2,4\n3,5\n"),
        Header::One,
        "1, 2 … are what columns without names are called"
    );
    assert_eq!(header(",a\n0,1\n1,1\n"), Header::One);
    assert_eq!(header("x,y\nb,c\nd,e\n"), Header::One);
    let two = "X1,X2,Y\nLIMIT,AGE,default\n1,2,0\n3,4,1\n5,6,0\n";
    let table = read_csv(two.as_bytes()).unwrap();
    assert_eq!(
        (table.format().header, names(&table)),
        (Header::Two, vec!["LIMIT", "AGE", "default"])
    );
    assert_eq!(table.row_numbers().iter().collect::<Vec<_>>(), [3, 4, 5]);
    let none = read_csv("A11 6 1\nA12 48 2\nA14 12 1\n".as_bytes()).unwrap();
    assert_eq!(names(&none), ["column 1", "column 2", "column 3"]);
    assert_eq!(none.row_numbers().iter().collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(column(&none, "column 2"), ["6", "48", "12"]);
}

#[test]
fn whole_lines_in_quotes_and_single_quotes_are_seen() {
    let wrapped = "\"a,b,c\"\n\"1,\"\"x, y\"\",2\"\n\"3,z,4\"\n";
    let table = read_csv(wrapped.as_bytes()).unwrap();
    assert!(table.format().is_wrapped);
    assert_eq!(column(&table, "b"), ["x, y", "z"]);
    let single = "a,b\n1,'x, y'\n2,'z'\n";
    let table = read_csv(single.as_bytes()).unwrap();
    assert!(table.format().has_single_quotes);
    assert_eq!(column(&table, "b"), ["x, y", "z"]);
    let quoted = "\"a\",\"b\"\n\"1\",\"2\"\n";
    assert!(!read_csv(quoted.as_bytes()).unwrap().format().is_wrapped);
    let one_column = "\"a\"\n\"x\"\n\"y\"\n";
    assert!(!read_csv(one_column.as_bytes()).unwrap().format().is_wrapped);
}

#[test]
fn empty_cells_behind_the_last_column_are_left_out_and_said() {
    let table = read_csv("a,b\n1,2,\n3,4,\n5,6\n".as_bytes()).unwrap();
    assert_eq!(names(&table), ["a", "b"]);
    let notes: Vec<_> = table.notes().iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        ["2 rows with empty cells behind the last column: these are left out."]
    );
}

#[test]
fn how_a_file_is_read_is_one_sentence() {
    let said = |bytes: &[u8]| read_csv(bytes).unwrap().format().to_string();
    assert_eq!(
        said(b"a,b\n1,2\n"),
        "Read as UTF-8, commas between cells, names in the first row."
    );
    let packed = packed(&utf16("a;b\n1,5;2\n", u16::to_le_bytes));
    let sentence = "Read as gzip, UTF-16, semicolons between cells, decimal commas in 1 column, names in the first row.";
    assert_eq!(said(&packed), sentence);
}

/// The inputs of `cases/README.md` that were read wrongly once, with what is right.
#[test]
fn files_that_failed_are_read() {
    let file = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/cases")
            .join(name);
        read_csv(fs::read(path).unwrap().as_slice()).unwrap()
    };
    let choice = |table: &RawTable| LabelChoice::guess_scores(&table.summary().columns);
    for name in [
        "commas-in-semicolon-header.csv",
        "commas-in-semicolon-header-sep.csv",
        "quoted-decimal-comma.csv",
    ] {
        let table = file(name);
        assert_eq!(table.n_rows(), 12, "{name}");
        let mut choice = choice(&table);
        choice.label_column = table.columns()[0].name().to_owned();
        let scored = table.scores(&choice).unwrap();
        let ranking =
            imbalance_lab::metrics::Ranking::new(&scored.scores[0], &scored.labels).unwrap();
        assert!((ranking.roc_auc() - 0.583_333).abs() < 1e-6, "{name}");
    }
}

/// Gives its bytes so many at a time.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.0.len().min(buffer.len()).min(self.1);
        let (now, later) = self.0.split_at(n);
        buffer[..n].copy_from_slice(now);
        self.0 = later;
        Ok(n)
    }
}

proptest! {
    #[test]
    fn where_pieces_end_changes_nothing(
        cells in vec("[a-cäé€😀;,\"' 0-9.]{0,5}", 4..60),
        encoding in 0_usize..4,
        piece in 1_usize..7,
        is_packed: bool,
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["x", "y"]).unwrap();
        for pair in cells.chunks_exact(2) {
            writer.write_record(pair).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let mut bytes = match encoding {
            0 => text.into_bytes(),
            1 => utf16(&text, u16::to_le_bytes),
            2 => utf16(&text, u16::to_be_bytes),
            // Bytes of one letter each.
            _ => text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect(),
        };
        if is_packed {
            bytes = packed(&bytes);
        }
        let whole = read_csv(bytes.as_slice());
        let in_pieces = read_csv(Pieces(&bytes, piece));
        prop_assert_eq!(format!("{in_pieces:?}"), format!("{whole:?}"));
    }

    #[test]
    fn a_workbook_with_other_bytes_gives_a_table_or_a_sentence(
        places in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = workbook();
        for (place, byte) in places {
            let n_bytes = bytes.len();
            bytes[place.index(n_bytes)] = byte;
        }
        let choice = FormatChoice { sheet: "Loans & more".into(), ..FormatChoice::default() };
        if let Err(error) = read_as(&bytes, &choice) {
            prop_assert!(error.to_string().len() > 20);
        }
    }

    #[test]
    fn any_word_about_any_bytes_gives_a_table_or_a_sentence(
        bytes in vec(any::<u8>(), 0..300),
        delimiter in 0_usize..6,
        encoding in 0_usize..5,
        header in 0_usize..4,
    ) {
        let choice = FormatChoice {
            delimiter: Delimiter::ALL.get(delimiter).copied(),
            encoding: Encoding::ALL.get(encoding).copied(),
            header: Header::ALL.get(header).copied(),
            missing: vec!["1".into()],
            sheet: String::new(),
        };
        match read_as(&bytes, &choice) {
            Ok(table) => prop_assert!(table.n_rows() > 0),
            Err(error) => prop_assert!(error.to_string().len() > 20),
        }
    }
}

/// As `gzip -n` writes the same file under a name, with a comment, more besides and a checksum of the header.
fn gzip_with_all_that_a_header_can_hold(text: &str) -> Vec<u8> {
    let mut writer = GzBuilder::new()
        .filename("loans.csv")
        .comment("made by hand")
        .extra(vec![1, 2, 3, 4, 5])
        .write(Vec::new(), Compression::best());
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap()
}

#[test]
fn packed_files_are_unpacked_member_by_member_whatever_their_headers_hold() {
    let (first, second) = ("a,b\n1,2\n3,4\n", "5,6\n7,8\n");
    let mut members = gzip_with_all_that_a_header_can_hold(first);
    members.extend(packed(b""));
    members.extend(packed(second.as_bytes()));
    for padding in [0, 1, 512] {
        let padded: Vec<u8> = members.iter().copied().chain(vec![0; padding]).collect();
        let table = read_csv(padded.as_slice()).unwrap();
        assert_eq!(
            (table.n_rows(), table.format().packing.clone()),
            (4, Packing::Gzip)
        );
    }
}

#[test]
fn a_packed_file_that_is_cut_off_or_damaged_is_said_to_be_so() {
    let rows: String = (0..5_000)
        .map(|row| format!("{row},{}\n", row * 7919 % 997))
        .collect();
    let packed = packed(format!("a,b\n{rows}").as_bytes());
    for kept in [packed.len() / 2, packed.len() - 9, packed.len() - 1] {
        let error = read_csv(&packed[..kept]).unwrap_err().to_string();
        assert!(error.contains("cut off"), "{kept}: {error}");
    }
    let mut damaged = packed.clone();
    let last = damaged.len() - 8;
    damaged[last] ^= 1;
    let error = read_csv(damaged.as_slice()).unwrap_err().to_string();
    assert!(error.contains("damaged"), "{error}");
}
