//! Lists and names as text that a link can hold.

use form_urlencoded::{byte_serialize, parse};

/// Puts names side by side, whatever signs they hold.
pub fn join<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let escaped = |name: T| byte_serialize(name.as_ref().as_bytes()).collect::<String>();
    names.into_iter().map(escaped).collect::<Vec<_>>().join(",")
}

/// The names that [`join`] put side by side.
pub fn split(text: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    text.split(',').map(unescape).collect()
}

fn unescape(text: &str) -> String {
    let mut pairs = parse(text.as_bytes());
    pairs
        .next()
        .map_or_else(String::new, |(name, _)| name.into_owned())
}
