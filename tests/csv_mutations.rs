//! Good files, damaged: whatever comes of it is a table or a sentence. `make fuzz` does it a million times.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its own preparation fails"
)]

use std::io::Write;
use std::path::Path;
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;
use imbalance_lab::data::{FormatChoice, RawTable, TableReader};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// How often, where nobody asks for more.
const USUAL: u64 = 2_000;

/// What is put in: all that means something to a reader.
const SIGNS: [&[u8]; 14] = [
    b"\"", b"'", b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"sep=;\n",
    b"1e309", b"1.234,5",
];

fn good_files() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files = vec![fs::read(folder.join("golden/workbook.xlsx")).unwrap()];
    for entry in fs::read_dir(folder.join("cases")).unwrap() {
        files.push(fs::read(entry.unwrap().path()).unwrap());
    }
    let text = "\u{feff}Name;Betrag;Tag;y\r\n\"Müller; A\";1.234,5;31.12.2020;ja\r\nÖzil;-2,25;01.02.2021;nein\r\n".repeat(3);
    let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
    writer.write_all(text.as_bytes()).unwrap();
    files.push(writer.finish().unwrap());
    files.push(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    files.push(text.into_bytes());
    files
}

fn damage(bytes: &mut Vec<u8>, random: &mut Xoshiro256PlusPlus) {
    for _ in 0..random.random_range(1..6) {
        let n = bytes.len();
        let place = random.random_range(0..=n);
        let end = (place + random.random_range(0..20)).min(n);
        match random.random_range(0..5) {
            0 if place < n => bytes[place] ^= 1 << random.random_range(0..8),
            1 => drop(bytes.drain(place..end)),
            2 => {
                let piece = bytes[place..end].to_vec();
                bytes.splice(place..place, piece);
            }
            3 => bytes.truncate(place),
            _ => {
                let sign = SIGNS[random.random_range(0..SIGNS.len())];
                bytes.splice(place..place, sign.iter().copied());
            }
        }
    }
}

fn ask(table: &RawTable) {
    let summary = table.summary();
    let _ = table.labelled(&summary.guess);
    let _ = table.scores(&summary.guess);
}

#[test]
fn a_damaged_file_gives_a_table_or_a_sentence() {
    let files = good_files();
    let asked = env::var("MUTATIONS").ok().and_then(|n| n.parse().ok());
    for seed in 0..asked.unwrap_or(USUAL) {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut bytes = files[random.random_range(0..files.len())].clone();
        damage(&mut bytes, &mut random);
        let choice = FormatChoice::default();
        let read = TableReader::new(bytes.as_slice(), &choice).and_then(|mut reader| {
            while reader.advance()? {}
            Ok(reader.finish())
        });
        match read {
            Ok(table) => ask(&table),
            Err(error) => assert!(error.to_string().len() > 20, "seed {seed}: {error}"),
        }
    }
}
