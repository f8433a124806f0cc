//! Names of files.

use crate::words::is_word;

/// The name of a figure: what its label says before the colon.
pub fn before_colon(label: &str) -> String {
    label.split(':').next().unwrap_or_default().to_owned()
}

/// A name as that of a file.
pub fn file_name(name: &str, ending: &str) -> String {
    let name = name.to_ascii_lowercase();
    let words = name.split(|c: char| !is_word(c));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    format!("{}.{ending}", words.join("-"))
}
