//! What a preset's source published, beside what comes out here.

use super::Studio;
use crate::experiment::{Preset, Published, PublishedRow};
use crate::words::{Cell, Table};

impl Studio {
    /// What was published of the settings as they are; `None` where they are no such preset.
    #[must_use]
    pub fn published(&self) -> Option<&'static Published> {
        let mut all = Preset::ALL.into_iter();
        let preset = all.find(|preset| preset.of(self.spec()) == *self.spec())?;
        preset.published()
    }

    /// A line a model: what was published, and what the arm of its name reaches on the test rows, at its threshold.
    #[must_use]
    pub fn published_table(&self, of: &Published) -> Table {
        let names = of.metrics.iter().map(|metric| metric.name());
        let heads = names.flat_map(|name| [format!("{name}, published"), format!("{name}, here")]);
        let head: Vec<String> = std::iter::once("Model".to_owned()).chain(heads).collect();
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let mut table = Table::new("Published, set-up not reproduced", &head);
        for row in of.rows {
            table.push(self.published_line(of, row));
        }
        table
    }

    fn published_line(&self, of: &Published, row: &PublishedRow) -> Vec<Cell> {
        let mut arms = self.views().arms.iter().zip(self.standings());
        let arm = arms.find(|(view, _)| view.name() == row.arm);
        let pairs = of.metrics.iter().zip(row.values);
        let cells = pairs.flat_map(|(metric, there)| {
            let here = arm.and_then(|(view, at)| metric.value(view.test(), &at.outcomes));
            [Cell::metric(*there), Cell::metric(here)]
        });
        std::iter::once(row.arm.into()).chain(cells).collect()
    }
}
