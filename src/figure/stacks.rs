//! Where the dots of stacked applicants stand.

use super::frame::nearest_pixel;
use super::{Dot, Frame, People};

/// The side of the smallest dot and how far it is to the next, in pixels.
const SMALLEST: (i32, i32) = (3, 4);

/// A dot and the pixels it covers.
pub(super) struct Placed {
    /// The dot.
    pub dot: Dot,
    /// The pixel at its top left.
    pub corner: (i32, i32),
    /// How many pixels it is wide and high.
    pub size: i32,
}

/// The stacks of all bins: a grid of equal cells in each, filled column by column.
pub(super) struct Stacks {
    /// The row of the base line.
    base: i32,
    /// The pixel columns at which each bin begins and ends.
    bins: Vec<(i32, i32)>,
    /// How many dots of good customers and of defaults each bin holds.
    counts: Vec<[usize; 2]>,
    grid: Grid,
}

/// The cells in which dots stand.
struct Grid {
    /// The side of a dot.
    size: i32,
    /// From a dot to the one beside it.
    pitch: i32,
    /// How many dots stand side by side in a bin.
    n_columns: usize,
    /// From a dot to the one above it: the pitch, or less where the smallest dots have to overlap.
    rise: f64,
}

impl Stacks {
    /// The stacks of the largest dots with which the fullest bin keeps to the plot rectangle.
    pub fn new(frame: &Frame, figure: &People) -> Self {
        let column = |edge: f64| frame.x_to_pixel(edge).clamp(frame.left, frame.right);
        let columns: Vec<_> = figure.edges.iter().map(|&edge| column(edge)).collect();
        let bins: Vec<_> = columns
            .iter()
            .zip(columns.iter().skip(1))
            .map(|(&from, &to)| (from.min(to), from.max(to)))
            .collect();
        let mut counts = vec![[0, 0]; bins.len()];
        for dot in figure.dots {
            if let Some(count) = bin_of(figure.edges, dot).and_then(|bin| counts.get_mut(bin)) {
                count[usize::from(dot.is_default)] += 1;
            }
        }
        let base = frame.y_to_pixel(0.0);
        let tallest = |class: usize, least: usize| {
            counts
                .iter()
                .fold(least, |most, count| most.max(count[class]))
        };
        let rooms = [
            (base - 1 - frame.top, tallest(0, figure.tallest.0)),
            (frame.bottom - 1 - base, tallest(1, figure.tallest.1)),
        ];
        let narrowest = bins.iter().map(|(left, right)| right - left).min();
        let grid = Grid::fitting(narrowest.unwrap_or(0), rooms);
        Self {
            base,
            bins,
            counts,
            grid,
        }
    }

    /// Every dot that has a bin, in the order given.
    pub fn placed(&self, figure: &People) -> impl Iterator<Item = Placed> {
        let mut tops = vec![[Top::default(); 2]; self.bins.len()];
        figure.dots.iter().filter_map(move |dot| {
            let bin = bin_of(figure.edges, dot)?;
            let class = usize::from(dot.is_default);
            let cell = tops.get_mut(bin)?[class].next(self.counts.get(bin)?[class], &self.grid);
            Some(Placed {
                dot: *dot,
                corner: self.corner(*self.bins.get(bin)?, cell, dot.is_default),
                size: self.grid.size,
            })
        })
    }

    /// The pixel at the top left of a cell, counted in columns from the left of its bin and in rows
    /// from the base line.
    fn corner(
        &self,
        (left, right): (i32, i32),
        (column, row): (usize, usize),
        is_default: bool,
    ) -> (i32, i32) {
        let Grid { size, pitch, .. } = self.grid;
        let across = |n_columns: usize| pitch * i32::try_from(n_columns).unwrap_or(0);
        let spare = (right - left - across(self.grid.n_columns)).max(0);
        let height = nearest_pixel(row as f64 * self.grid.rise);
        let y = if is_default {
            self.base + 2 + height
        } else {
            self.base - 1 - height - size
        };
        (left + spare / 2 + across(column), y)
    }
}

impl Grid {
    /// The grid of the largest dots that fit into bins of this width. Each room is a height and the
    /// number of dots of one bin that have to stand in it.
    fn fitting(width: i32, rooms: [(i32, usize); 2]) -> Self {
        const SIZES: [(i32, i32); 4] = [(6, 7), (5, 6), (4, 5), SMALLEST];
        let columns = |pitch: i32| usize::try_from(width / pitch).unwrap_or(0);
        let rise = |size: i32, n_columns: usize| {
            let rises = rooms.map(|(height, dots)| {
                let above = dots.div_ceil(n_columns.max(1)).saturating_sub(1);
                f64::from((height - size).max(0)) / above.max(1) as f64
            });
            rises[0].min(rises[1])
        };
        let fits = |&(size, pitch): &(i32, i32)| {
            columns(pitch) > 0 && rise(size, columns(pitch)) >= f64::from(pitch)
        };
        let (size, pitch) = SIZES.into_iter().find(fits).unwrap_or(SMALLEST);
        let n_columns = columns(pitch).max(1);
        let rise = rise(size, n_columns).min(f64::from(pitch));
        // Whole and half pixels make an even pattern.
        let even = (2.0 * rise).floor() / 2.0;
        Self {
            size,
            pitch,
            n_columns,
            rise: if even >= 1.0 { even } else { rise },
        }
    }
}

/// How far the stack of one class in one bin has grown.
#[derive(Clone, Copy, Default)]
struct Top {
    n_before: usize,
    column: usize,
    row: usize,
}

impl Top {
    /// The column and row of the next of `n_dots` dots: columns are of equal height but for one dot,
    /// and fewer dots than columns are spread evenly.
    fn next(&mut self, n_dots: usize, grid: &Grid) -> (usize, usize) {
        let column = (2 * self.n_before + 1) * grid.n_columns / (2 * n_dots.max(1));
        self.row = if column == self.column && self.n_before > 0 {
            self.row + 1
        } else {
            0
        };
        self.column = column;
        self.n_before += 1;
        (self.column, self.row)
    }
}

/// The bin that a dot belongs to; none if its place isn't finite or there are no bins.
fn bin_of(edges: &[f64], dot: &Dot) -> Option<usize> {
    let (_, inner) = edges.split_first()?;
    let (last, inner) = inner.split_last()?;
    let is_rising = edges.first()? <= last;
    let is_left = |edge: &f64| {
        if is_rising {
            *edge <= dot.at
        } else {
            *edge >= dot.at
        }
    };
    dot.at.is_finite().then(|| inner.partition_point(is_left))
}
