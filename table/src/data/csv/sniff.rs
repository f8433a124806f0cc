//! How a file is written, seen from its beginning.

use csv::StringRecord;

use super::by_line::{is_wrapped, tabulate, unwrap};
use super::column_builder::is_missing;
use super::marks::Marks;
use super::{Delimiter, FormatChoice, Header};

/// Records that are looked at.
const RECORDS: usize = 200;
/// Of a hundred lines, as many stand in quotes where all are meant to.
const WRAPPED_PERCENT: usize = 90;

/// What the beginning of a text shows of the rest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sniffed {
    pub(super) delimiter: Delimiter,
    pub(super) has_single_quotes: bool,
    pub(super) is_wrapped: bool,
    /// Whether the first row is no row but `sep=` and the delimiter.
    pub(super) says_delimiter: bool,
    pub(super) header: Header,
}

impl Sniffed {
    /// Looks at the beginning of a text, of which `is_whole` says whether it is all of it.
    pub(super) fn of(head: &[u8], is_whole: bool, choice: &FormatChoice) -> Self {
        let said = said_delimiter(head);
        let is_wrapped = are_wrapped(head);
        let mut lines = Vec::new();
        if is_wrapped {
            for line in head.split_inclusive(|&byte| byte == b'\n') {
                unwrap(line, &mut lines);
            }
        } else {
            lines.extend(head);
        }
        let read = |delimiter: Delimiter, quote: u8| {
            let mut records = records(&lines, delimiter, quote);
            if !is_whole {
                records.pop();
            }
            if said.is_some() && !records.is_empty() {
                records.remove(0);
            }
            records
        };
        let delimiter = choice
            .delimiter
            .or(said)
            .unwrap_or_else(|| best_fit(|of| fit(&read(of, b'"'))));
        let plain = read(delimiter, b'"');
        let single = read(delimiter, b'\'');
        let has_single_quotes =
            !lines.contains(&b'"') && (has_quoted_column(&plain) || fit(&single) > fit(&plain));
        let records = if has_single_quotes { single } else { plain };
        Self {
            delimiter,
            has_single_quotes,
            is_wrapped,
            says_delimiter: said.is_some(),
            header: choice.header.unwrap_or_else(|| header(&records)),
        }
    }
}

/// The delimiter that fits best; of equals the first. Spaces stand within texts too, so they are the last resort.
fn best_fit(fit: impl Fn(Delimiter) -> Fit) -> Delimiter {
    let fits = Delimiter::ALL.map(|of| (of, fit(of)));
    let best = fits.into_iter().filter(|(of, _)| *of != Delimiter::Spaces);
    let best = best.reduce(|best, next| if next.1 > best.1 { next } else { best });
    let [.., spaces] = fits;
    match best {
        Some((_, fit)) if !fit.is_table && spaces.1.is_table => spaces.0,
        Some((of, _)) => of,
        None => Delimiter::Comma,
    }
}

/// The delimiter that a first line such as `sep=;` says, as spreadsheets write it.
fn said_delimiter(head: &[u8]) -> Option<Delimiter> {
    let line = head.split(|&byte| matches!(byte, b'\n' | b'\r')).next()?;
    let line = line.trim_ascii_start();
    let line = line
        .strip_prefix(b"\"")
        .and_then(|rest| rest.strip_suffix(b"\""))
        .unwrap_or(line);
    let sign = line
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case(b"sep="))
        .and(line.get(4..))?;
    let all = Delimiter::ALL
        .into_iter()
        .filter(|of| *of != Delimiter::Spaces);
    all.into_iter().find(|of| sign == [of.byte()])
}

/// Whether each line is one cell in quotes that holds delimiters.
fn are_wrapped(head: &[u8]) -> bool {
    let lines = head.split(|&byte| matches!(byte, b'\n' | b'\r'));
    let lines: Vec<_> = lines
        .filter(|line| !line.trim_ascii().is_empty())
        .take(RECORDS)
        .collect();
    let n_wrapped = lines.iter().filter(|line| is_wrapped(line)).count();
    if lines.len() < 2 || n_wrapped * 100 < lines.len() * WRAPPED_PERCENT {
        return false;
    }
    // As it stands there is one cell a line, whatever separates them; without the quotes there are more.
    let as_it_is = Delimiter::ALL.map(|of| fit(&records(head, of, b'"')));
    let mut inner = Vec::new();
    head.split_inclusive(|&byte| byte == b'\n')
        .for_each(|line| unwrap(line, &mut inner));
    let freed = Delimiter::ALL.map(|of| fit(&records(&inner, of, b'"')));
    let most = |fits: &[Fit]| fits.iter().filter(|fit| fit.is_table).count();
    most(&as_it_is) == 0 && most(&freed) > 0
}

/// The records of a text, at most so many; those that are no text in UTF-8 have no cells.
fn records(text: &[u8], delimiter: Delimiter, quote: u8) -> Vec<StringRecord> {
    let mut tabulated = Vec::new();
    let text = if delimiter == Delimiter::Spaces {
        text.split_inclusive(|&byte| byte == b'\n')
            .for_each(|line| tabulate(line, &mut tabulated));
        &tabulated
    } else {
        text
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.byte())
        .quote(quote)
        .has_headers(false)
        .flexible(true)
        .from_reader(text);
    let records = reader
        .byte_records()
        .take(RECORDS + 1)
        .filter_map(Result::ok);
    records.map(StringRecord::from_byte_record_lossy).collect()
}

/// How well a delimiter fits; the better one is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// Whether most rows have as many cells, more than one, as the first.
    is_table: bool,
    /// Of a hundred rows, those with as many cells as most.
    percent: usize,
    /// Rows: fewer where a quote is never closed.
    n_rows: usize,
    /// Cells that most rows have.
    n_cells: usize,
}

fn fit(records: &[StringRecord]) -> Fit {
    let lengths: Vec<usize> = records.iter().map(StringRecord::len).collect();
    let n_of = |length: usize| lengths.iter().filter(|of| **of == length).count();
    let most = lengths
        .iter()
        .copied()
        .max_by_key(|length| (n_of(*length), *length))
        .unwrap_or_default();
    let percent = 100 * n_of(most) / lengths.len().max(1);
    Fit {
        is_table: most > 1 && lengths.first() == Some(&most) && percent >= 50,
        percent: if most > 1 { percent } else { 0 },
        n_rows: lengths.len(),
        n_cells: most,
    }
}

/// Whether a column has all its cells in single quotes.
fn has_quoted_column(records: &[StringRecord]) -> bool {
    let n_columns = records
        .iter()
        .map(StringRecord::len)
        .max()
        .unwrap_or_default();
    let is_quoted = |cell: &str| cell.len() > 1 && cell.starts_with('\'') && cell.ends_with('\'');
    let is_column = |place: usize| {
        let mut cells = records
            .iter()
            .skip(1)
            .filter_map(|record| record.get(place))
            .map(str::trim)
            .peekable();
        cells.peek().is_some() && cells.all(is_quoted)
    };
    (0..n_columns).any(is_column)
}

/// How many rows hold names: those above which stand texts where all below are numbers.
fn header(records: &[StringRecord]) -> Header {
    let [first, second, ..] = records else {
        return Header::One;
    };
    let n_columns = records
        .iter()
        .map(StringRecord::len)
        .max()
        .unwrap_or_default();
    let is_there = |cell: &str| !is_missing(cell.trim());
    let is_number = |cell: &str| !Marks::of(cell.trim()).is_none();
    let numbers_from = |from: usize| -> Vec<usize> {
        let is_of_numbers = |place: &usize| {
            let cells = records[from..]
                .iter()
                .filter_map(|record| record.get(*place));
            let mut cells = cells.filter(|cell| is_there(cell)).peekable();
            cells.peek().is_some() && cells.all(is_number)
        };
        (0..n_columns).filter(is_of_numbers).collect()
    };
    let cells = |record: &'_ StringRecord, places: &[usize], is: &dyn Fn(&str) -> bool| {
        places
            .iter()
            .filter(|place| record.get(**place).is_some_and(is))
            .count()
    };
    let below = numbers_from(1);
    if !below.is_empty() {
        let is_data = cells(first, &below, &is_number) == below.len() && !counts_up(first);
        return if is_data { Header::None } else { Header::One };
    }
    let further = if records.len() > 3 {
        numbers_from(2)
    } else {
        Vec::new()
    };
    let is_name = |cell: &str| is_there(cell) && !is_number(cell);
    let has_two = further.len() > 1
        && cells(second, &further, &is_name) == further.len()
        && cells(first, &further, &is_number) == 0;
    if has_two { Header::Two } else { Header::One }
}

/// Whether a row is 0, 1, 2 … or 1, 2, 3 …, as columns without names are saved.
fn counts_up(record: &StringRecord) -> bool {
    let numbers: Option<Vec<usize>> = record.iter().map(|cell| cell.trim().parse().ok()).collect();
    let is_run = |numbers: &Vec<usize>| {
        numbers.len() > 1
            && numbers.first().is_some_and(|first| *first < 2)
            && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
    };
    numbers.is_some_and(|numbers| is_run(&numbers))
}
