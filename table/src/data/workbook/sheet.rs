//! A sheet as text with commas between cells.

use std::io::{self, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use time::Date;

use super::xml::{add_text, attribute};
use crate::data::served::Served;
use crate::numbers::read_number;

/// The day before day 1 of a workbook, as julian days count: 30 December 1899, since such workbooks know a 29 February
/// 1900; or 1 January 1904.
const DAY_0: i32 = 2_415_019;
const DAY_0_OF_1904: i32 = 2_416_481;
/// Cells behind this column aren't read; it is above what a table may have.
const MOST_COLUMNS: usize = 1 << 14;

/// A sheet read row by row, as text in UTF-8: texts in quotes, dates as `2024-01-31`, an empty line for each row that
/// isn't there, so that rows keep their numbers.
pub(super) struct SheetText {
    xml: Reader<BufReader<Box<dyn Read>>>,
    buffer: Vec<u8>,
    strings: Vec<String>,
    are_dates: Vec<bool>,
    day_0: i32,
    /// Rows that were written.
    n_rows: usize,
    text: Served,
}

/// What a cell says of its value.
struct Cell {
    column: usize,
    kind: String,
    is_date: bool,
    value: String,
}

impl SheetText {
    pub(super) fn new(
        rows: Box<dyn Read>,
        strings: Vec<String>,
        are_dates: Vec<bool>,
        is_from_1904: bool,
    ) -> Self {
        Self {
            xml: Reader::from_reader(BufReader::new(rows)),
            buffer: Vec::new(),
            strings,
            are_dates,
            day_0: if is_from_1904 { DAY_0_OF_1904 } else { DAY_0 },
            n_rows: 0,
            text: Served::default(),
        }
    }

    /// Writes the next row; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        self.text.clear();
        let mut cells: Vec<String> = Vec::new();
        let mut cell: Option<Cell> = None;
        let mut is_value = false;
        loop {
            self.buffer.clear();
            let event = self
                .xml
                .read_event_into(&mut self.buffer)
                .map_err(|_| io::Error::other("a sheet of the workbook isn't whole"))?;
            match &event {
                Event::Eof => return Ok(false),
                Event::Start(element) | Event::Empty(element) => {
                    match element.local_name().as_ref() {
                        "row" => {
                            let number = attribute(element, "r")
                                .and_then(|r| r.parse().ok())
                                .unwrap_or(self.n_rows + 1);
                            // A row may be far below the one before; as many empty lines as a table may have rows.
                            while self.n_rows + 1 < number && self.n_rows < 2_000_000 {
                                self.text.bytes.push(b'\n');
                                self.n_rows += 1;
                            }
                            if matches!(event, Event::Empty(_)) {
                                self.text.bytes.push(b'\n');
                                self.n_rows += 1;
                            }
                        }
                        "c" if matches!(event, Event::Start(_)) => {
                            let place = attribute(element, "r").and_then(|place| column_of(&place));
                            let style = attribute(element, "s")
                                .and_then(|style| style.parse::<usize>().ok());
                            cell = Some(Cell {
                                column: place.unwrap_or(cells.len()),
                                kind: attribute(element, "t").unwrap_or_default(),
                                is_date: style
                                    .is_some_and(|style| self.are_dates.get(style) == Some(&true)),
                                value: String::new(),
                            });
                        }
                        "v" | "t" => is_value = matches!(event, Event::Start(_)),
                        _ => {}
                    }
                }
                Event::End(element) => match element.local_name().as_ref() {
                    "v" | "t" => is_value = false,
                    "c" => {
                        if let Some(cell) = cell.take().filter(|cell| cell.column < MOST_COLUMNS) {
                            if cells.len() <= cell.column {
                                cells.resize(cell.column + 1, String::new());
                            }
                            cells[cell.column] = written(&cell, &self.strings, self.day_0);
                        }
                    }
                    "row" => {
                        // A row of nothing but empty cells is a blank line.
                        if cells.iter().any(|cell| !cell.is_empty()) {
                            self.text.bytes.extend(cells.join(",").as_bytes());
                        }
                        self.text.bytes.push(b'\n');
                        self.n_rows += 1;
                        return Ok(true);
                    }
                    _ => {}
                },
                event if is_value => {
                    if let Some(cell) = &mut cell {
                        add_text(event, &mut cell.value);
                    }
                }
                _ => {}
            }
        }
    }
}

/// A cell as it stands in the text.
fn written(cell: &Cell, strings: &[String], day_0: i32) -> String {
    let value = cell.value.as_str();
    match cell.kind.as_str() {
        "s" => quoted(
            value
                .trim()
                .parse::<usize>()
                .ok()
                .and_then(|place| strings.get(place))
                .map_or("", String::as_str),
        ),
        "str" | "inlineStr" => quoted(value),
        "b" => (if value == "1" { "TRUE" } else { "FALSE" }).to_owned(),
        // What can't be calculated is missing.
        "e" => String::new(),
        "d" => value.get(..10).unwrap_or(value).to_owned(),
        _ if cell.is_date => date(value, day_0).unwrap_or_else(|| value.to_owned()),
        _ => value.to_owned(),
    }
}

fn quoted(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A number of days as a date.
#[expect(
    clippy::cast_possible_truncation,
    reason = "days in the range of dates"
)]
fn date(days: &str, day_0: i32) -> Option<String> {
    let days = read_number(days)?;
    let in_range = (1.0..3_000_000.0).contains(&days);
    let date = in_range.then(|| Date::from_julian_day(day_0 + days as i32).ok())??;
    let (year, month, day) = date.to_calendar_date();
    Some(format!("{year:04}-{:02}-{day:02}", u8::from(month)))
}

/// The column of a place such as `BC12`, from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let column = letters.fold(0, |column, letter| {
        26 * column + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    column.checked_sub(1)
}

impl Read for SheetText {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.text.is_out() {
            if !self.fill()? {
                return Ok(0);
            }
        }
        Ok(self.text.hand(buffer))
    }
}
