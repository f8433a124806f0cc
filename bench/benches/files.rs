//! How fast a large file is read, and what it takes: 300,000 rows of 120 numbers, made here. `files.py` reads the same
//! with pandas.

#![expect(clippy::print_stdout, reason = "a bench says what it measures")]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Instant;

use imbalance_lab::data::{FormatChoice, TableReader};
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

const ROWS: u32 = 300_000;
const COLUMNS: u32 = 120;

fn text() -> String {
    let mut text = String::new();
    for column in 0..COLUMNS {
        let comma = if column == 0 { "" } else { "," };
        let _ = write!(text, "{comma}c{column}");
    }
    text.push('\n');
    let mut state = 1_u32;
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let comma = if column == 0 { "" } else { "," };
            let _ = match column {
                0 => write!(text, "{}", u8::from(state.is_multiple_of(50))),
                _ if (row + column) % 40 == 0 => write!(text, "{comma}"),
                _ if column % 3 == 0 => write!(text, "{comma}{}", state >> 18),
                _ => write!(text, "{comma}{}.{:02}", state >> 24, state % 100),
            };
        }
        text.push('\n');
    }
    text
}

fn main() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large.csv");
    let text = text();
    if fs::write(&path, &text).is_err() {
        println!("{} can't be written", path.display());
        return;
    }
    let megabytes = text.len() as f64 / 1e6;
    let before = PEAK.current_usage_as_mb();
    PEAK.reset_peak_usage();
    let began = Instant::now();
    let read =
        TableReader::new(text.as_bytes(), &FormatChoice::default()).and_then(|mut reader| {
            while reader.advance()? {}
            Ok(reader.finish())
        });
    let seconds = began.elapsed().as_secs_f64();
    let peak = PEAK.peak_usage_as_mb() - before;
    match read {
        Ok(table) => {
            let summary = table.summary();
            let profiled = began.elapsed().as_secs_f64();
            println!(
                "| {megabytes:.0} MB, {} × {} | read {seconds:.2} s, {:.0} MB/s, and profiled {profiled:.2} s | peak {peak:.0} MB, {:.2} × the file |",
                summary.n_rows,
                summary.columns.len(),
                megabytes / seconds,
                f64::from(peak) * 1.048_576 / megabytes
            );
        }
        Err(error) => println!("{error}"),
    }
    println!("file: {}", path.display());
}
