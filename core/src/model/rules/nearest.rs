//! Which columns somebody may have meant.

use crate::model::ColumnUnit;

/// Names that are told.
const N_TOLD: usize = 3;

/// Characters of a name that are compared, so that a whole text in place of a name costs no time.
const N_COMPARED: usize = 64;

/// The columns whose names are nearest to a name, with commas between them, the nearest first.
pub(super) fn nearest(name: &str, columns: &[ColumnUnit]) -> String {
    let mut left: Vec<_> = columns
        .iter()
        .map(|column| (distance(name, &column.name), &column.name[..]))
        .collect();
    let mut told = Vec::new();
    while told.len() < N_TOLD
        && let Some(least) = left.iter().map(|(distance, _)| *distance).min()
        && let Some(place) = left.iter().position(|(distance, _)| *distance == least)
    {
        told.push(left.remove(place).1);
    }
    told.join(", ")
}

/// Levenshtein's distance; capital and small letters of English are the same.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(N_COMPARED).collect();
    let mut distances: Vec<usize> = (0..=b.len()).collect();
    for (row, a) in a.chars().take(N_COMPARED).enumerate() {
        let mut diagonal = row;
        distances[0] = row + 1;
        for (place, b) in b.iter().enumerate() {
            let changed = diagonal + usize::from(!a.eq_ignore_ascii_case(b));
            diagonal = distances[place + 1];
            distances[place + 1] = changed.min(diagonal + 1).min(distances[place] + 1);
        }
    }
    distances[b.len()]
}
