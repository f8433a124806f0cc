//! The rooms of the house: who may know whom.

#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

#[path = "house/circles.rs"]
mod circles;

use std::fs;
use std::path::{Path, PathBuf};

use circles::{File, Files};

/// Rooms from the ground up; each may use those before it.
const ROOMS: [&str; 20] = [
    "random",
    "folds",
    "panels",
    "neighbors",
    "network",
    "likelihood",
    "metrics",
    "words",
    "setting",
    "data",
    "model",
    "balance",
    "explain",
    "experiment",
    "studio",
    "desk",
    "figure",
    "export",
    "worker",
    "page",
];

/// Folders of the packages that the lower rooms stand in.
const PACKAGES: [&str; 4] = ["base", "table", "network", "core"];

const OF_THE_BROWSER: [&str; 6] = [
    "leptos",
    "gloo",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
];
const OF_THE_FIGURES: [&str; 4] = [
    "plotters",
    "plotters_backend",
    "plotters_canvas",
    "plotters_svg",
];

struct Source {
    path: String,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).into()
}

/// Every file of the house by its path below `src`, whichever of its packages it stands in.
fn sources() -> Vec<Source> {
    let mut all = sources_of(&root().join("src"), "");
    for package in PACKAGES {
        for mut source in sources_of(&root().join(package).join("src"), "") {
            if source.path == "lib.rs" {
                source.path = format!("{package}.rs");
            }
            all.push(source);
        }
    }
    all
}

fn sources_of(folder: &Path, below: &str) -> Vec<Source> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .flat_map(|entry| {
            let path = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                return sources_of(&entry.path(), &format!("{path}/"));
            }
            let text = fs::read_to_string(entry.path()).unwrap();
            vec![Source { path, text }]
        })
        .collect()
}

impl Source {
    fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    /// Whether its code, doc comments left out, names a path.
    fn names(&self, path: &str) -> bool {
        let code = self
            .text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        code.flat_map(|line| line.match_indices(path).map(move |(at, _)| (line, at)))
            .any(|(line, at)| {
                let before = line[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
            })
    }
}

#[test]
fn each_room_knows_only_those_above_it() {
    let mut n_checked = 0;
    for source in sources() {
        let Some(place) = ROOMS.iter().position(|room| *room == source.room()) else {
            continue;
        };
        n_checked += 1;
        for later in &ROOMS[place + 1..] {
            let path = format!("crate::{later}");
            assert!(!source.names(&path), "{} uses {path}", source.path);
        }
    }
    assert!(n_checked > 50, "{n_checked} files");
}

#[test]
fn model_and_metrics_know_none_of_their_neighbours() {
    for source in sources() {
        if !["model", "metrics"].contains(&source.room()) {
            continue;
        }
        for other in ["data", "balance", "model", "metrics"] {
            let is_own = other == source.room();
            assert!(
                is_own || !source.names(&format!("crate::{other}")),
                "{} uses {other}",
                source.path
            );
        }
    }
}

#[test]
fn the_browser_is_known_to_the_page_alone() {
    for source in sources() {
        let may = ["page", "worker", "main"].contains(&source.room());
        for library in OF_THE_BROWSER {
            assert!(
                may || !source.names(&format!("{library}::")),
                "{} uses {library}",
                source.path
            );
        }
    }
}

#[test]
fn plotters_is_known_to_the_figures_and_their_canvas_alone() {
    for source in sources() {
        let may = source.room() == "figure"
            || ["page/hidpi.rs", "page/surface.rs"].contains(&source.path.as_str());
        for library in OF_THE_FIGURES {
            assert!(
                may || !source.names(&format!("{library}::")),
                "{} uses {library}",
                source.path
            );
        }
    }
}

#[test]
fn every_room_stands_in_the_map() {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for source in sources() {
        let room = source.room();
        let is_there =
            |line: &str| line.starts_with("//! |") && line.contains(&format!("`{room}`"));
        let is_room = !["main", "lib"].contains(&room) && !PACKAGES.contains(&room);
        assert!(
            !is_room || map.lines().any(is_there),
            "{room} is not in the map of lib.rs"
        );
    }
}

#[test]
fn every_file_says_first_what_it_is_about() {
    for source in sources() {
        assert!(source.text.starts_with("//! "), "{}", source.path);
    }
}

/// The circles of some files, given as path and text.
fn circles(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let files = files.iter().map(|(path, text)| File::new(path, text));
    Files::new(files.collect()).circles()
}

#[test]
fn no_files_stand_in_a_circle() {
    let sources = sources();
    let files: Vec<_> = sources
        .iter()
        .map(|source| (source.path.as_str(), source.text.as_str()))
        .collect();
    let circles: Vec<_> = circles(&files)
        .iter()
        .map(|files| files.join(", "))
        .collect();
    assert!(circles.is_empty(), "circles: {circles:#?}");
}

/// A ranking that computes its measures itself, and one that leaves that to their files.
#[test]
fn a_circle_is_seen_through_what_a_parent_passes_on() {
    let root = ("lib.rs", "pub mod metrics;");
    let parent = (
        "metrics.rs",
        "mod measures;\nmod ranking;\npub use ranking::{Error, Ranking};",
    );
    let measures = (
        "metrics/measures.rs",
        "use super::{Cut, Ranking};\nfn of(ranking: &Ranking) {}",
    );
    let knowing = "use super::measures::{Kept,\n    Measures};\npub struct Ranking(Kept);";
    let spelt = "pub struct Ranking(crate::metrics::measures::Kept);";
    for text in [knowing, spelt] {
        let found = circles(&[root, parent, measures, ("metrics/ranking.rs", text)]);
        assert_eq!(
            found,
            [["metrics/measures.rs", "metrics/ranking.rs"]],
            "{text}"
        );
    }
    let unknowing = "/// See [`Kept`](super::measures::Kept).\npub struct Ranking;";
    let found = circles(&[root, parent, measures, ("metrics/ranking.rs", unknowing)]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_parent_stands_in_a_circle_only_with_children_that_it_uses_and_that_use_it() {
    let child = (
        "scale/platt.rs",
        "use super::ScaleError;\npub struct Platt;",
    );
    let passing_on = "mod platt;\npub use platt::Platt;\npub enum ScaleError {}";
    assert!(circles(&[("scale.rs", passing_on), child]).is_empty());
    let using = "mod platt;\npub use platt::Platt;\npub enum ScaleError { Of(Platt) }";
    let found = circles(&[("scale.rs", using), child]);
    assert_eq!(found, [["scale.rs", "scale/platt.rs"]]);
}
