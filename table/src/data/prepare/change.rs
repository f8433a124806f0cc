//! What a step did to a frame.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Cells, Frame, FrameColumn};

/// What a step changed: for people to see, and to tell a step that does nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Columns that are there now and weren't before.
    pub new_columns: usize,
    /// Columns that are gone.
    pub gone_columns: usize,
    /// Cells of columns that stayed, with other contents.
    pub changed_cells: usize,
}

impl Change {
    /// What became of one frame in another of as many rows.
    #[must_use]
    pub fn between(before: &Frame, after: &Frame) -> Self {
        let is_there = |frame: &Frame, column: &FrameColumn| frame.column(&column.name).is_some();
        let new = after
            .columns()
            .iter()
            .filter(|column| !is_there(before, column));
        let gone = before
            .columns()
            .iter()
            .filter(|column| !is_there(after, column));
        let changed = after.columns().iter().filter_map(|column| {
            let old = before.column(&column.name)?;
            let is_same = Arc::ptr_eq(&old.cells, &column.cells);
            (!is_same).then(|| n_changed(&old.cells, &column.cells))
        });
        Self {
            new_columns: new.count(),
            gone_columns: gone.count(),
            changed_cells: changed.sum(),
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
