//! Names the build by what it is made of, so that a page and its workers can tell that they match.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let mut sources = BTreeMap::new();
    for root in ["src", "base", "core", "table", "Cargo.lock", "Cargo.toml"] {
        println!("cargo::rerun-if-changed={root}");
        collect(Path::new(root), &mut sources)?;
    }
    let mut hasher = DefaultHasher::new();
    sources.hash(&mut hasher);
    println!("cargo::rustc-env=BUILD={:016x}", hasher.finish());
    Ok(())
}

fn collect(path: &Path, sources: &mut BTreeMap<PathBuf, Vec<u8>>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), sources)?;
        }
    } else {
        sources.insert(path.into(), fs::read(path)?);
    }
    Ok(())
}
