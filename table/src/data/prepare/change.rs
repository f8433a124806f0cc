//! What a step did to a frame.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Cells, Frame};
use crate::data::counted::counted;

/// What a step changed: for people to see, and to tell a step that does nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Columns that are there now and weren't before.
    pub new_columns: usize,
    /// Columns that are gone.
    pub gone_columns: usize,
    /// Cells of columns that stayed, with other contents.
    pub changed_cells: usize,
    /// Training rows that nothing behind learns from.
    pub gone_rows: usize,
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [
            (self.new_columns, "new column"),
            (self.gone_columns, "column gone"),
            (self.changed_cells, "changed cell"),
            (self.gone_rows, "training row gone"),
        ];
        let some = parts.into_iter().filter(|(n, _)| *n > 0);
        let told: Vec<_> = some
            .map(|(n, noun)| match noun.split_once(" gone") {
                Some((noun, _)) => format!("{} gone", counted(n, noun)),
                None => counted(n, noun),
            })
            .collect();
        if told.is_empty() {
            return f.write_str("changes nothing");
        }
        f.write_str(&told.join(", "))
    }
}

impl Change {
    /// What became of one frame in another of as many rows.
    #[must_use]
    pub fn between(before: &Frame, after: &Frame) -> Self {
        let by_name = |frame: &Frame| -> HashMap<String, Arc<Cells>> {
            let columns = frame.columns().iter();
            columns
                .map(|of| (of.name.clone(), Arc::clone(&of.cells)))
                .collect()
        };
        let (old, new) = (by_name(before), by_name(after));
        let changed = new.iter().filter_map(|(name, cells)| {
            let old = old.get(name)?;
            (!Arc::ptr_eq(old, cells)).then(|| n_changed(old, cells))
        });
        let n_stayed = new.keys().filter(|name| old.contains_key(*name)).count();
        Self {
            new_columns: new.len() - n_stayed,
            gone_columns: old.len() - n_stayed,
            changed_cells: changed.sum(),
            gone_rows: 0,
        }
    }
}

fn n_changed(before: &Cells, after: &Cells) -> usize {
    match (before, after) {
        (Cells::Numbers(before), Cells::Numbers(after)) => {
            let pairs = before.iter().zip(after);
            pairs.filter(|(a, b)| a.to_bits() != b.to_bits()).count()
        }
        (Cells::Texts { codes: before, .. }, Cells::Texts { codes: after, .. }) => {
            before.iter().zip(after).filter(|(a, b)| a != b).count()
        }
        _ => after.len(),
    }
}
