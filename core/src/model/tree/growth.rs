//! How a tree is to grow.

/// How a tree is to grow.
#[derive(Clone, Copy, Debug)]
pub(in crate::model) struct Growth {
    /// The most splits above a leaf.
    pub(in crate::model) max_depth: usize,
    /// The least rows of a node that is split.
    pub(in crate::model) min_samples_split: usize,
    /// The least rows of a leaf.
    pub(in crate::model) min_samples_leaf: usize,
    /// Columns that are tried at a node, drawn without replacement; from as many as there are on all of them, in their
    /// order. Columns that are constant at the node count, but are never the only ones that are tried.
    pub(in crate::model) n_tried: usize,
    /// Whether one threshold of each column is tried, drawn between the least and the largest value at the node, instead
    /// of all of them.
    pub(in crate::model) is_random: bool,
    /// Whether each tree grows on all rows, in their order, and their orders by the values of each column are kept.
    pub(in crate::model) keeps_orders: bool,
}
