//! Real files for tests, where they are.

use std::path::{Path, PathBuf};

/// Where real files may be, seen from a checkout and from a work tree of one.
pub fn real_file(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("IMBALANCE_LAB_DATA").map(PathBuf::from);
    let folders = [
        named,
        Some(root.join("../shared/data")),
        Some(root.join("../../shared/data")),
    ];
    let found = folders
        .into_iter()
        .flatten()
        .map(|folder| folder.join(name))
        .find(|path| path.exists());
    if found.is_none() {
        eprintln!("skipped: {name} is in none of $IMBALANCE_LAB_DATA and ../shared/data");
    }
    found
}
