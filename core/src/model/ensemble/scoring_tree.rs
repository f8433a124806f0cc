//! A tree as it scores: a few numbers a node, side by side.

/// A tree as it scores. The first node is the root, and children stand behind the node that leads to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoringTree {
    nodes: Vec<ScoringNode>,
}

/// A node of a tree that scores.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoringNode {
    /// What it asks; `None` for a leaf.
    pub question: Option<Question>,
    /// What a row that ends here adds to the score.
    pub value: f64,
    /// The weight of the training rows that came here.
    pub cover: f64,
}

/// What a node asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The column that is looked at.
    pub feature: u32,
    /// Up to here rows go left.
    pub threshold: f32,
    /// The left child's place among the nodes; the right one's is the next.
    pub left: u32,
    /// Whether rows go left that have no number there.
    pub missing_left: bool,
    /// Of a column of categories those that go left, in place of the threshold. One that isn't known counts as missing.
    pub among: Option<Box<Categories>>,
}

/// Some of up to 256 categories, by their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Categories([u64; 4]);

impl Categories {
    /// Takes one in.
    pub const fn add(&mut self, category: u8) {
        self.0[category as usize / 64] |= 1 << (category % 64);
    }

    /// Whether one is in.
    #[must_use]
    pub const fn has(&self, category: u8) -> bool {
        self.0[category as usize / 64] >> (category % 64) & 1 == 1
    }
}

impl ScoringTree {
    /// A tree of these nodes, the root first.
    #[must_use]
    pub const fn new(nodes: Vec<ScoringNode>) -> Self {
        Self { nodes }
    }

    /// Its nodes; the first is the root.
    #[must_use]
    pub fn nodes(&self) -> &[ScoringNode] {
        &self.nodes
    }

    /// What it adds to a row's score; 0 for a tree without nodes.
    ///
    /// # Panics
    /// Where the row has fewer columns than the tree asks about.
    #[must_use]
    pub fn value(&self, row: &[f32]) -> f64 {
        let Some(mut node) = self.nodes.first() else {
            return 0.0;
        };
        while let Some(question) = &node.question {
            node = &self.nodes[question.next(row)];
        }
        node.value
    }
}

impl Question {
    /// The place of the child that a row goes to.
    #[must_use]
    pub fn next(&self, row: &[f32]) -> usize {
        let value = row[self.feature as usize];
        let is_left = match &self.among {
            None => value <= self.threshold || self.missing_left && value.is_nan(),
            Some(among) => {
                category(value).map_or(self.missing_left, |category| among.has(category))
            }
        };
        self.left as usize + usize::from(!is_left)
    }
}

/// The number of a category; `None` where there is none, or one that isn't among those of the training rows.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be a byte"
)]
fn category(value: f32) -> Option<u8> {
    (0.0..256.0).contains(&value).then_some(value as u8)
}
