//! The names of columns, from the first row of a file.

use std::collections::{HashMap, HashSet};

use csv::StringRecord;

use crate::data::table::{Note, Renamed};
use crate::numbers::read_number;

/// A unique name for each column, and what had to be changed for that.
pub(super) fn column_names(header: &StringRecord) -> (Vec<String>, Vec<Note>) {
    let written: HashSet<&str> = header.iter().map(str::trim).collect();
    let mut used = HashSet::new();
    let mut last_number: HashMap<String, usize> = HashMap::new();
    let mut notes = Vec::new();
    let mut names = Vec::with_capacity(header.len());
    for (index, from) in header.iter().map(str::trim).enumerate() {
        let (wanted, is_free) = if from.is_empty() {
            let unnamed = format!("Unnamed: {index}");
            let is_free = !written.contains(unnamed.as_str());
            (unnamed, is_free)
        } else {
            (from.to_owned(), used.insert(from))
        };
        let name = if is_free {
            wanted
        } else {
            let number = last_number.entry(wanted.clone()).or_insert(0);
            numbered(&wanted, number, &written)
        };
        if name != from {
            notes.push(Note::Renamed(Renamed {
                position: index + 1,
                from: from.to_owned(),
                to: name.clone(),
            }));
        }
        names.push(name);
    }
    if written.iter().all(|name| read_number(name).is_some()) {
        notes.push(Note::NumbersAsNames);
    }
    (names, notes)
}

/// A name for each column of a file that has none.
pub(super) fn numbered_names(n_columns: usize) -> (Vec<String>, Vec<Note>) {
    let names = (1..=n_columns).map(|place| format!("column {place}"));
    (names.collect(), vec![Note::NoNames])
}

/// The next of `name.1`, `name.2` … that the header doesn't have itself.
fn numbered(name: &str, number: &mut usize, written: &HashSet<&str>) -> String {
    loop {
        *number += 1;
        let numbered = format!("{name}.{number}");
        if !written.contains(numbered.as_str()) {
            return numbered;
        }
    }
}
