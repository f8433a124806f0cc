//! Which file names which, read from the text of `use` declarations and of paths.
//!
//! A name is followed through re-exports to the file that defines it, so that a parent which only
//! passes on what its children define stands in no circle with them. Methods are not seen: a path
//! has to name them or their type.

use std::collections::BTreeSet;

/// The name by which the binaries call the library.
const LIBRARY: &str = "imbalance_lab";

/// A file of `src/`.
pub struct File {
    /// Where it lies below `src/`.
    path: String,
    /// The modules down to it; none for the library's root.
    module: Vec<String>,
    uses: Vec<Use>,
    /// Its code without comments, `use` and `mod` declarations.
    body: String,
}

/// One name that a `use` declaration brings in.
struct Use {
    path: Vec<String>,
    name: String,
    is_passed_on: bool,
}

/// The files of a crate, with its binaries.
pub struct Files(Vec<File>);

impl File {
    /// Reads a file by its path below `src/`.
    pub fn new(path: &str, text: &str) -> Self {
        let code: Vec<_> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let (uses, body) = declarations(&code.join("\n"));
        let stem = path.trim_end_matches(".rs");
        let is_root = |name: &&str| !["lib", "main"].contains(name);
        let module = stem.split('/').filter(is_root).map(str::to_owned);
        Self {
            module: if stem == "main" {
                vec!["main".into()]
            } else {
                module.collect()
            },
            path: path.to_owned(),
            uses,
            body,
        }
    }

    /// The modules down to the root of its crate: the library, or a binary of its own.
    fn root(&self) -> &[String] {
        let depth = match self.module.first().map(String::as_str) {
            Some("bin") => 2,
            Some("main") => 1,
            _ => 0,
        };
        &self.module[..depth]
    }

    /// The paths that its code spells out, from `crate`, `super`, `self`, the library or a child.
    fn paths(&self, children: &[&str]) -> Vec<Vec<String>> {
        let starts = ["crate", "super", "self", LIBRARY];
        let starts = starts.iter().chain(children);
        let at_each = starts.flat_map(|start| {
            let found = self.body.match_indices(*start);
            found.filter(|(at, _)| is_start_of_word(&self.body, *at))
        });
        let spelt = at_each.map(|(at, _)| {
            let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            let rest = &self.body[at..];
            &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())]
        });
        let paths = spelt.filter(|path| path.contains("::"));
        paths.map(segments).collect()
    }

    fn mentions(&self, name: &str) -> bool {
        let is_end = |at: usize| {
            let next = self.body[at + name.len()..].chars().next();
            !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
        };
        let mut found = self.body.match_indices(name);
        found.any(|(at, _)| is_start_of_word(&self.body, at) && is_end(at))
    }
}

impl Files {
    /// The files, in any order.
    pub fn new(mut files: Vec<File>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self(files)
    }

    /// Every circle: the paths of files that name one another, directly or by way of others.
    pub fn circles(&self) -> Vec<Vec<String>> {
        let reached: Vec<_> = (0..self.0.len()).map(|file| self.reached(file)).collect();
        let reached = &reached;
        let circle = |file: usize| {
            let others = reached[file].iter().copied();
            others.filter(move |&other| reached[other].contains(&file))
        };
        let first = |&file: &usize| circle(file).next() == Some(file);
        let firsts = (0..self.0.len()).filter(first);
        let paths = |file| circle(file).map(|file| self.0[file].path.clone());
        firsts.map(|file| paths(file).collect()).collect()
    }

    /// All files that a file names, directly or by way of others.
    fn reached(&self, from: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(file) = open.pop() {
            let named = self.named_by(file).into_iter();
            open.extend(named.filter(|&other| reached.insert(other)));
        }
        reached
    }

    /// The other files that a file names. What it only passes on it doesn't name.
    fn named_by(&self, file: usize) -> BTreeSet<usize> {
        let this = &self.0[file];
        let used = this.uses.iter();
        let used = used.filter(|used| !used.is_passed_on || this.mentions(&used.name));
        let used = used.map(|used| used.path.clone());
        let is_child = |other: &&File| {
            other.module.len() == this.module.len() + 1 && other.module.starts_with(&this.module)
        };
        let children = self.0.iter().filter(is_child);
        let children = children.filter_map(|other| other.module.last().map(String::as_str));
        let children: Vec<_> = children.collect();
        let paths = used.chain(this.paths(&children));
        let mut named: BTreeSet<_> = paths
            .filter_map(|path| self.defining(file, &path, 0))
            .collect();
        named.remove(&file);
        named
    }

    /// The file that defines what a path means in `file`; none for what lies outside the crate.
    fn defining(&self, file: usize, path: &[String], depth: usize) -> Option<usize> {
        let this = &self.0[file];
        let first = path.first()?.as_str();
        let mut module = match first {
            "crate" => this.root().to_vec(),
            LIBRARY => Vec::new(),
            "self" | "super" => this.module.clone(),
            child => {
                self.child(&this.module, child)?;
                return self.followed(file, path, depth);
            }
        };
        let mut rest = if first == "super" { path } else { &path[1..] };
        while let [first, deeper @ ..] = rest
            && first == "super"
        {
            module.pop();
            rest = deeper;
        }
        self.followed(self.at(&module)?, rest, depth)
    }

    /// Goes down the children and along re-exports of `file`.
    fn followed(&self, file: usize, path: &[String], depth: usize) -> Option<usize> {
        let Some((name, rest)) = path.split_first() else {
            return Some(file);
        };
        let this = &self.0[file];
        if let Some(child) = self.child(&this.module, name) {
            return self.followed(child, rest, depth);
        }
        let passed_on = this.uses.iter().find(|used| used.name == *name);
        match passed_on.filter(|_| depth < 9) {
            Some(used) => self.defining(file, &used.path, depth + 1),
            None => Some(file),
        }
    }

    fn at(&self, module: &[String]) -> Option<usize> {
        self.0.iter().position(|file| file.module == module)
    }

    fn child(&self, module: &[String], name: &str) -> Option<usize> {
        let is_child = |file: &File| {
            let last = file.module.split_last();
            last.is_some_and(|(last, parents)| last == name && parents == module)
        };
        self.0.iter().position(is_child)
    }
}

fn is_start_of_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
}

fn segments(path: &str) -> Vec<String> {
    let names = path.split("::").filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// The `use` declarations of some code, and the rest of it without `mod` declarations.
fn declarations(code: &str) -> (Vec<Use>, String) {
    let (mut uses, mut body) = (Vec::new(), String::new());
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let words: Vec<_> = line.split_whitespace().collect();
        let is_passed_on = line.trim_start().starts_with("pub");
        // `pub(in crate::metrics) use` is of three words.
        let place = words.iter().take(3).position(|word| *word == "use");
        let Some(place) = place.filter(|&place| place == 0 || is_passed_on) else {
            if words.contains(&"mod") && line.ends_with(';') {
                continue;
            }
            body.push_str(line);
            body.push('\n');
            continue;
        };
        let mut tree = words[place + 1..].join(" ");
        while !tree.contains(';') {
            let Some(next) = lines.next() else { break };
            tree.push_str(next);
        }
        let tree = tree.trim_end_matches(';');
        uses.extend(leaves(&[], tree).into_iter().map(|(path, name)| Use {
            path,
            name,
            is_passed_on,
        }));
    }
    (uses, body)
}

/// The paths at the ends of a tree such as `a::{b, c::{self, d as e}}`, each with its name.
fn leaves(before: &[String], tree: &str) -> Vec<(Vec<String>, String)> {
    let tree = tree.trim();
    if let Some((stem, rest)) = tree.split_once('{') {
        let stem = [before, &segments(stem.trim())].concat();
        let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
        let branches = parted(inner).into_iter();
        return branches.flat_map(|branch| leaves(&stem, branch)).collect();
    }
    if tree.is_empty() {
        return Vec::new();
    }
    let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
    let mut path = [before, &segments(path.trim())].concat();
    path.retain(|name| name != "*");
    if path.len() > 1 {
        path.pop_if(|name| name == "self");
    }
    let last = path.last().cloned().unwrap_or_default();
    let name = if alias.is_empty() {
        last
    } else {
        alias.trim().to_owned()
    };
    vec![(path, name)]
}

/// Parts a list at the commas that stand in no inner brackets.
fn parted(list: &str) -> Vec<&str> {
    let mut depth = 0;
    let is_comma = |c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    };
    list.split(is_comma).collect()
}
