//! A table as people read it.

/// A caption, a line of heads and lines of cells, each line as long as the heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// What each column holds.
    pub head: Vec<String>,
    /// The lines.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without lines yet.
    #[must_use]
    pub fn new(caption: &str, head: &[&str]) -> Self {
        Self {
            caption: caption.to_owned(),
            head: head.iter().map(|&name| name.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// The same table with one more line.
    pub fn push(&mut self, row: impl IntoIterator<Item = String>) {
        self.rows.push(row.into_iter().collect());
    }

    /// At most `n` of the lines, evenly taken, the first and the last among them: what a person
    /// reads of a curve.
    #[must_use]
    pub fn thinned(mut self, n: usize) -> Self {
        let last = self.rows.len().saturating_sub(1);
        if self.rows.len() > n && n > 1 {
            let kept = (0..n).map(|place| std::mem::take(&mut self.rows[place * last / (n - 1)]));
            self.rows = kept.collect();
        }
        self
    }
}
