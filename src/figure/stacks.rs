//! Where the dots of applicants stand: side by side in their bin, row upon row.

use super::frame::is_finite;
use super::{Column, Frame, People};

/// The sides of the smallest and the largest dots in pixels; smaller ones are not counted at a glance.
const LEAST_SIDE: i32 = 5;
const MOST_SIDE: i32 = 8;

/// Rows of defaults that have room at least, unless dots are the smallest.
const ROWS: i32 = 6;

/// The least width of a bin in pixels, so that its number can stand on it; narrower ones are taken together.
const LEAST_WIDTH: i32 = 24;

/// The height in pixels of what a broken column has above its dots: the break, and its number.
const BROKEN: i32 = 16;

/// A dot and the pixels it covers.
pub(super) struct Placed {
    /// Its place on the axis.
    pub at: f64,
    /// Whether the applicant defaulted.
    pub is_default: bool,
    /// The pixel at its top left.
    pub corner: (i32, i32),
    /// How many pixels it is wide and high.
    pub side: i32,
}

/// A column that is higher than its room.
pub(super) struct Broken {
    /// Whether its applicants defaulted.
    pub is_default: bool,
    /// The pixels at which it begins and ends.
    pub columns: (i32, i32),
    /// The row of the break, which is the end of the dots.
    pub row: i32,
    /// How many applicants it has.
    pub n_applicants: usize,
}

/// The stacks of all bins: a grid of equal cells in each, filled row by row from the base line.
pub(super) struct Stacks {
    /// The row of the base line.
    base: i32,
    /// The pixels of the base line to the upper and to the lower edge.
    rooms: [i32; 2],
    bins: Vec<Bin>,
    side: i32,
}

struct Bin {
    /// The pixels at which it begins and ends.
    columns: (i32, i32),
    classes: [Column; 2],
}

impl Stacks {
    /// The stacks of a figure in its frame.
    pub fn new(frame: &Frame, figure: &People) -> Self {
        let bins = bins(frame, figure);
        let base = frame.y_to_pixel(0.0);
        let rooms = [base - 1 - frame.top, frame.bottom - 1 - base];
        // In higher figures larger dots, alike in arms one above the other.
        let side = (rooms[1] / ROWS).clamp(LEAST_SIDE, MOST_SIDE);
        Self {
            base,
            rooms,
            bins,
            side,
        }
    }

    /// Every dot that has room, bin after bin, good customers first.
    pub fn placed(&self) -> impl Iterator<Item = Placed> {
        self.columns().flat_map(move |(columns, class, column)| {
            let n_across = n_across(columns.1 - columns.0, self.side);
            let room = self.room_for_dots(columns, class, column);
            let n_known = column.at.len();
            let n_dots = (n_across * n_rows(room, self.side)).min(n_known);
            // From left to right as scores rise: stacks of equal height but for one dot, and fewer dots than stacks
            // spread evenly.
            let stack_of = move |dot: usize| (2 * dot + 1) * n_across / (2 * n_dots);
            let mut last = (usize::MAX, 0);
            (0..n_dots).filter_map(move |dot| {
                let stack = stack_of(dot);
                last = (stack, if stack == last.0 { last.1 + 1 } else { 0 });
                let corner = self.corner(columns, n_across, class, last);
                // Evenly taken where not all have room.
                let at = *column.at.get((2 * dot + 1) * n_known / (2 * n_dots))?;
                Some(Placed {
                    at,
                    is_default: class == 1,
                    corner,
                    side: self.side,
                })
            })
        })
    }

    /// The columns that are higher than their room.
    pub fn broken(&self) -> impl Iterator<Item = Broken> {
        self.columns().filter_map(|(columns, class, column)| {
            let room = self.room_for_dots(columns, class, column);
            let is_default = class == 1;
            (room < self.rooms[class]).then_some(Broken {
                is_default,
                columns,
                row: if is_default {
                    self.base + 2 + room
                } else {
                    self.base - 1 - room
                },
                n_applicants: column.n_applicants,
            })
        })
    }

    fn columns(&self) -> impl Iterator<Item = ((i32, i32), usize, &Column)> {
        let of = |bin: &Bin| [(bin.columns, 0), (bin.columns, 1)];
        let bins = self.bins.iter();
        bins.flat_map(move |bin| {
            of(bin).map(|(columns, class)| (columns, class, &bin.classes[class]))
        })
    }

    /// The height that dots may take: less than the room where the column is broken.
    fn room_for_dots(&self, columns: (i32, i32), class: usize, column: &Column) -> i32 {
        let room = self.rooms[class];
        if capacity(columns.1 - columns.0, room, self.side) >= column.n_dots {
            room
        } else {
            (room - BROKEN).max(0)
        }
    }

    /// The pixel at the top left of a dot: in which of so many stacks, and how many dots from the base line.
    fn corner(
        &self,
        (left, right): (i32, i32),
        n_across: usize,
        class: usize,
        (stack, row): (usize, usize),
    ) -> (i32, i32) {
        let pitch = self.side + 1;
        let spare = (right - left - pitch * whole(n_across)).max(0);
        let height = whole(row) * pitch;
        let y = if class == 1 {
            self.base + 2 + height
        } else {
            self.base - 1 - height - self.side
        };
        (left + spare / 2 + pitch * whole(stack), y)
    }
}

/// How many dots stand side by side.
fn n_across(width: i32, side: i32) -> usize {
    usize::try_from(width / (side + 1)).unwrap_or(0).max(1)
}

/// How many rows of dots have room.
fn n_rows(height: i32, side: i32) -> usize {
    usize::try_from((height + 1) / (side + 1)).unwrap_or(0)
}

fn capacity(width: i32, height: i32, side: i32) -> usize {
    n_across(width, side) * n_rows(height, side)
}

fn whole(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// The bins that can be placed, neighbours taken together until they are wide enough.
fn bins(frame: &Frame, figure: &People) -> Vec<Bin> {
    let n = figure
        .bins
        .len()
        .min(figure.edges.len().saturating_sub(1))
        .max(1);
    let width = (frame.right - frame.left) / whole(n).max(1);
    let is_wide =
        |together: &usize| n.is_multiple_of(*together) && width * whole(*together) >= LEAST_WIDTH;
    let together = (1..=n).find(is_wide).unwrap_or(n);
    let column = |edge: f64| frame.x_to_pixel(edge).clamp(frame.left, frame.right);
    let pairs = figure.edges.windows(2).zip(figure.bins);
    let pairs: Vec<_> = pairs
        .filter(|(pair, _)| matches!(pair, [from, to] if is_finite(&(*from, *to))))
        .collect();
    let bin = |group: &[(&[f64], &[Column; 2])]| {
        let ends = group
            .iter()
            .flat_map(|(pair, _)| pair.iter().map(|&edge| column(edge)));
        let left = ends.clone().min().unwrap_or(frame.left);
        let right = ends.max().unwrap_or(frame.right);
        let mut classes = [Column::default(), Column::default()];
        for (_, bin) in group {
            for (all, one) in classes.iter_mut().zip(*bin) {
                all.at.extend(&one.at);
                all.n_dots += one.n_dots;
                all.n_applicants += one.n_applicants;
            }
        }
        Bin {
            columns: (left, right),
            classes,
        }
    };
    pairs.chunks(together).map(bin).collect()
}
