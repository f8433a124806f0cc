//! A tree that grows.

use std::ops::Range;

use super::bins::Bins;
use super::candidate::{BinQuestion, Candidate, Trial};
use super::histogram::{Histograms, Pool, Sums};
use super::node::Node;
use super::spec::{BoostingSpec, Growth};
use crate::model::ScoringTree;

/// Values that are added up in one part of the work.
const PART: usize = 1 << 19;

/// The search for the best split of a node, a column at a time.
#[derive(Clone, Debug)]
struct Search {
    node: usize,
    trial: Trial,
    histograms: Histograms,
    /// The larger sibling, whose histograms are what the node's leave over of their parent's.
    sibling: Option<(usize, Trial, Histograms)>,
    /// Columns that are done.
    n_done: usize,
}

/// A tree that grows, and what one tree leaves to the next.
#[derive(Clone, Debug)]
pub(super) struct Growing {
    pub(super) nodes: Vec<Node>,
    /// Every row that it learns from, those of a node side by side and in their order.
    pub(super) rows: Vec<u32>,
    /// The columns that it may ask about.
    pub(super) columns: Vec<u32>,
    spare: Vec<u32>,
    /// Gradients and Hessians of the rows of the node that is searched.
    ordered: Vec<[f32; 2]>,
    /// Nodes to be searched, the next one last.
    waiting: Vec<usize>,
    search: Option<Search>,
    pool: Pool,
    /// The column of each split, and what it gained.
    pub(super) gains: Vec<(u32, f64)>,
}

impl Growing {
    pub(super) fn new(n_columns: usize) -> Self {
        Self {
            nodes: Vec::new(),
            rows: Vec::new(),
            columns: Vec::new(),
            spare: Vec::new(),
            ordered: Vec::new(),
            waiting: Vec::new(),
            search: None,
            pool: Pool::new(n_columns),
            gains: Vec::new(),
        }
    }

    /// Starts a tree of the rows and columns that were drawn.
    pub(super) fn begin(&mut self, pairs: &[[f32; 2]]) {
        let mut sums = Sums::default();
        for pair in self.rows.iter().filter_map(|&row| pairs.get(row as usize)) {
            sums += Sums::of(*pair);
        }
        self.nodes.clear();
        self.gains.clear();
        self.add(0..self.rows.len(), sums, 0);
        self.waiting.push(0);
    }

    fn add(&mut self, rows: Range<usize>, sums: Sums, depth: usize) {
        self.nodes.push(Node::new(rows, sums, depth));
    }

    /// Adds up some columns, or splits a node. True when nothing is left to split.
    pub(super) fn advance(&mut self, bins: &Bins, pairs: &[[f32; 2]], spec: &BoostingSpec) -> bool {
        let mut n_added = 0;
        while n_added < PART {
            n_added += if let Some(search) = self.search.take() {
                self.go_on(search, bins, pairs)
            } else if let Some(node) = self.waiting.pop() {
                self.search(node, None, pairs, spec)
            } else if let Some((node, best)) = self.next(spec) {
                self.split(node, &best, bins, pairs, spec)
            } else {
                self.end();
                return true;
            };
        }
        false
    }

    /// The node that is split next, and how.
    fn next(&self, spec: &BoostingSpec) -> Option<(usize, Candidate)> {
        let mut next: Option<(usize, Candidate)> = None;
        let n_leaves = self.nodes.len().div_ceil(2);
        for (place, node) in self.nodes.iter().enumerate() {
            let Some(best) = node.best.filter(|_| n_leaves < spec.max_leaves) else {
                continue;
            };
            let is_before = next.is_none_or(|(other, than)| match spec.growth {
                Growth::LeafWise => best.gain > than.gain,
                Growth::DepthWise => node.depth < self.nodes[other].depth,
            });
            if is_before {
                next = Some((place, best));
            }
        }
        next
    }

    /// Begins to search a node. Returns how much work that was.
    fn search(
        &mut self,
        node: usize,
        sibling: Option<(usize, Histograms)>,
        pairs: &[[f32; 2]],
        spec: &BoostingSpec,
    ) -> usize {
        let histograms = self.free_histograms();
        let trial = |of: &Node| Trial::new(of.sums, spec);
        self.search = Some(Search {
            node,
            trial: trial(&self.nodes[node]),
            histograms,
            sibling: sibling.map(|(place, of)| (place, trial(&self.nodes[place]), of)),
            n_done: 0,
        });
        let rows = &self.rows[self.nodes[node].rows.clone()];
        self.ordered.clear();
        if rows.len() < pairs.len() {
            let of_rows = rows.iter().map(|&row| pairs[row as usize]);
            self.ordered.extend(of_rows);
        }
        rows.len()
    }

    /// Histograms to be filled. Where there are too many, the node of the fewest rows that has some gives its up, so that
    /// its children are added up both.
    fn free_histograms(&mut self) -> Histograms {
        if let Some(free) = self.pool.take() {
            return free;
        }
        let nodes = self.nodes.iter_mut();
        let owners = nodes.filter(|node| node.histograms.is_some());
        let least = owners.min_by_key(|node| node.rows.len());
        least
            .and_then(|node| node.histograms.take())
            .unwrap_or_default()
    }

    /// Adds up a column and tries its splits, or ends the search behind the last column.
    fn go_on(&mut self, mut search: Search, bins: &Bins, pairs: &[[f32; 2]]) -> usize {
        let Some(&column) = self.columns.get(search.n_done) else {
            self.end_search(search);
            return 0;
        };
        search.n_done += 1;
        let (cuts, column_bins) = (&bins.cuts[column as usize], bins.column(column));
        let histogram = &mut search.histograms[column as usize];
        let n_bins = cuts.n_bins() + 1;
        histogram.clear(n_bins);
        let rows = &self.rows[self.nodes[search.node].rows.clone()];
        if rows.len() == pairs.len() {
            histogram.add(column_bins.iter().copied(), pairs);
        } else {
            let of_rows = rows.iter().map(|&row| column_bins[row as usize]);
            histogram.add(of_rows, &self.ordered);
        }
        let try_column = if cuts.are_categories() {
            Trial::try_categories
        } else {
            Trial::try_column
        };
        try_column(&mut search.trial, column, cuts, histogram);
        if let Some((_, trial, rest)) = &mut search.sibling {
            let rest = &mut rest[column as usize];
            rest.subtract(histogram, n_bins);
            try_column(trial, column, cuts, rest);
        }
        self.search = Some(search);
        rows.len() + 4 * n_bins
    }

    fn end_search(&mut self, search: Search) {
        let own = (search.node, search.trial, search.histograms);
        for (place, trial, histograms) in [Some(own), search.sibling].into_iter().flatten() {
            let node = &mut self.nodes[place];
            node.best = trial.best;
            if trial.best.is_some() {
                node.histograms = Some(histograms);
            } else {
                self.pool.give(Some(histograms));
            }
        }
    }

    /// Splits a node. Returns how much work that was.
    fn split(
        &mut self,
        place: usize,
        best: &Candidate,
        bins: &Bins,
        pairs: &[[f32; 2]],
        spec: &BoostingSpec,
    ) -> usize {
        let left = self.nodes.len();
        self.gains.push((best.question.column, best.gain));
        let node = &mut self.nodes[place];
        node.best = None;
        node.split = Some((best.question, left));
        let histograms = node.histograms.take();
        let (rows, depth, right) = (node.rows.clone(), node.depth + 1, node.sums - best.left);
        let middle = rows.start + self.part(rows.clone(), best.question, bins);
        self.add(rows.start..middle, best.left, depth);
        self.add(middle..rows.end, right, depth);
        let is_open = |node: &Node| {
            Trial::new(node.sums, spec).is_hopeful()
                && spec.max_depth.is_none_or(|most| depth < most)
        };
        let are_open = [left, left + 1].map(|place| is_open(&self.nodes[place]));
        let is_full = self.nodes.len().div_ceil(2) >= spec.max_leaves;
        let is_left_larger = middle - rows.start > rows.end - middle;
        let [small, large] = if is_left_larger { [1, 0] } else { [0, 1] };
        match histograms {
            Some(histograms) if !is_full && are_open[large] => {
                let sibling = Some((left + large, histograms));
                return rows.len() + self.search(left + small, sibling, pairs, spec);
            }
            histograms => self.pool.give(histograms),
        }
        let open = [left + 1, left]
            .into_iter()
            .filter(|place| are_open[place - left]);
        self.waiting.extend(open.filter(|_| !is_full));
        rows.len()
    }

    /// Brings the rows of a node that go left before the others, and counts them.
    fn part(&mut self, rows: Range<usize>, question: BinQuestion, bins: &Bins) -> usize {
        let column = bins.column(question.column);
        let rows = &mut self.rows[rows];
        if self.spare.len() < rows.len() {
            self.spare.resize(rows.len(), 0);
        }
        let (mut n_left, mut n_right) = (0, 0);
        for place in 0..rows.len() {
            let row = rows[place];
            let is_left = question.is_left(column[row as usize]);
            rows[n_left] = row;
            self.spare[n_right] = row;
            n_left += usize::from(is_left);
            n_right += usize::from(!is_left);
        }
        rows[n_left..].copy_from_slice(&self.spare[..n_right]);
        n_left
    }

    /// Takes back what no leaf needs any more.
    fn end(&mut self) {
        for node in &mut self.nodes {
            self.pool.give(node.histograms.take());
        }
    }

    /// The leaves, with what each adds to the score of its rows.
    pub(super) fn leaves(&self, spec: &BoostingSpec) -> impl Iterator<Item = (&[u32], f64)> {
        let leaves = self.nodes.iter().filter(|node| node.split.is_none());
        leaves.map(|node| (&self.rows[node.rows.clone()], node.value(spec)))
    }

    /// What the tree adds to the score of a row.
    pub(super) fn value(&self, row: usize, bins: &Bins, spec: &BoostingSpec) -> f64 {
        let mut node = &self.nodes[0];
        while let Some((question, left)) = node.split {
            let is_left = question.is_left(bins.column(question.column)[row]);
            node = &self.nodes[left + usize::from(!is_left)];
        }
        node.value(spec)
    }

    /// The tree as it scores.
    pub(super) fn tree(&self, bins: &Bins, spec: &BoostingSpec) -> ScoringTree {
        let node = |node: &Node| node.scoring(bins, spec);
        ScoringTree::new(self.nodes.iter().map(node).collect())
    }
}
