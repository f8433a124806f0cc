//! The names of columns, from the first row of a file.

use std::collections::HashSet;

use csv::StringRecord;

use crate::data::table::{Note, Renamed};

/// A unique name for each column, and what had to be changed for that.
pub(super) fn column_names(header: &StringRecord) -> (Vec<String>, Vec<Note>) {
    let written: HashSet<&str> = header.iter().map(str::trim).collect();
    let mut taken: HashSet<String> = HashSet::new();
    let mut notes = Vec::new();
    let mut names = Vec::with_capacity(header.len());
    for (index, from) in header.iter().map(str::trim).enumerate() {
        let is_free = |name: &String| !taken.contains(name) && !written.contains(name.as_str());
        let to = if from.is_empty() {
            let unnamed = format!("Unnamed: {index}");
            Some(unnamed.clone())
                .filter(is_free)
                .or_else(|| numbered(&unnamed, is_free))
        } else if taken.contains(from) {
            numbered(from, is_free)
        } else {
            None
        };
        let name = to.clone().unwrap_or_else(|| from.to_owned());
        if let Some(to) = to {
            notes.push(Note::Renamed(Renamed {
                position: index + 1,
                from: from.to_owned(),
                to,
            }));
        }
        taken.insert(name.clone());
        names.push(name);
    }
    if written.iter().all(|name| name.parse::<f64>().is_ok()) {
        notes.push(Note::NumbersAsNames);
    }
    (names, notes)
}

/// The first of `name.1`, `name.2` … that is free.
fn numbered(name: &str, is_free: impl Fn(&String) -> bool) -> Option<String> {
    (1..).map(|n: usize| format!("{name}.{n}")).find(is_free)
}
