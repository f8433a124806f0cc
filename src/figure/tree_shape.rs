//! How the nodes of a tree that is drawn hang together.

use super::tree_node::TreeNode;

/// How a tree's nodes hang together.
pub(super) struct Shape {
    /// The level of each node, 0 for the root; `None` where nothing leads to it.
    pub levels: Vec<Option<usize>>,
    /// The leaves at and below each node.
    pub leaves: Vec<usize>,
}

impl Shape {
    pub fn new(nodes: &[TreeNode]) -> Self {
        let mut levels = vec![None; nodes.len()];
        if let Some(root) = levels.first_mut() {
            *root = Some(0);
        }
        for place in 0..nodes.len() {
            for child in children(nodes, place).into_iter().flatten() {
                levels[child] = levels[place].map(|level| level + 1);
            }
        }
        let mut leaves = vec![1_usize; nodes.len()];
        for place in (0..nodes.len()).rev() {
            if let Some([yes, no]) = children(nodes, place) {
                leaves[place] = leaves[yes].saturating_add(leaves[no]);
            }
        }
        Self { levels, leaves }
    }

    pub fn n_levels(&self) -> usize {
        self.levels
            .iter()
            .flatten()
            .max()
            .map_or(0, |last| last + 1)
    }

    /// Whether a node is on one of the first levels.
    pub fn is_within(&self, place: usize, n_levels: usize) -> bool {
        self.levels[place].is_some_and(|level| level < n_levels)
    }
}

/// The places of the nodes behind "yes" and "no".
pub(super) fn children(nodes: &[TreeNode], place: usize) -> Option<[usize; 2]> {
    let split = nodes.get(place)?.split.as_ref()?;
    let is_behind = |child: usize| child > place && child < nodes.len();
    let leads_on = is_behind(split.yes) && is_behind(split.no) && split.yes != split.no;
    leads_on.then_some([split.yes, split.no])
}
