//! Where a figure's data lie on its paper.

/// The plot rectangle of a drawn figure and the data at its edges.
///
/// Pixels count from the paper's top left corner, y downwards; data have their zero wherever the
/// axes say, y upwards. A range may run backwards (`x.0 > x.1`): then larger values lie further left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The pixel column of `x.0`.
    pub left: i32,
    /// The pixel row of `y.1`.
    pub top: i32,
    /// The pixel column of `x.1`; always right of `left`.
    pub right: i32,
    /// The pixel row of `y.0`; always below `top`.
    pub bottom: i32,
    /// The data at the left and at the right edge; never equal, always finite.
    pub x: (f64, f64),
    /// The data at the bottom and at the top edge; never equal, always finite.
    pub y: (f64, f64),
}

impl Frame {
    /// A frame whose rectangle begins at `left, top` and is at least one pixel wide and high, and
    /// whose ranges are finite and have a width: one without is widened by half of its value's size
    /// to either side (by 0.5 at zero).
    #[must_use]
    pub fn new(
        (left, top): (i32, i32),
        (width, height): (i32, i32),
        x: (f64, f64),
        y: (f64, f64),
    ) -> Self {
        let (right, bottom) = (left + width.max(1), top + height.max(1));
        Self {
            left,
            top,
            right,
            bottom,
            x: usable_range(x),
            y: usable_range(y),
        }
    }

    /// The pixel column nearest to `x`.
    #[must_use]
    pub fn x_to_pixel(&self, x: f64) -> i32 {
        let share = (x - self.x.0) / (self.x.1 - self.x.0);
        nearest_pixel(f64::from(self.left) + share * f64::from(self.right - self.left))
    }

    /// The pixel row nearest to `y`.
    #[must_use]
    pub fn y_to_pixel(&self, y: f64) -> i32 {
        let share = (y - self.y.0) / (self.y.1 - self.y.0);
        nearest_pixel(f64::from(self.bottom) - share * f64::from(self.bottom - self.top))
    }

    /// The pixel nearest to a point of the data.
    #[must_use]
    pub fn to_pixel(&self, (x, y): (f64, f64)) -> (i32, i32) {
        (self.x_to_pixel(x), self.y_to_pixel(y))
    }

    /// The x of the data under a pixel column, kept within the axis: what a drag means.
    #[must_use]
    pub fn x_at(&self, pixel: f64) -> f64 {
        let share = (pixel - f64::from(self.left)) / f64::from(self.right - self.left);
        between(self.x, share)
    }

    /// The y of the data under a pixel row, kept within the axis.
    #[must_use]
    pub fn y_at(&self, pixel: f64) -> f64 {
        let share = (f64::from(self.bottom) - pixel) / f64::from(self.bottom - self.top);
        between(self.y, share)
    }

    /// The point of the data under a pixel, kept within the axes.
    #[must_use]
    pub fn to_data(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x_at(x), self.y_at(y))
    }

    /// Whether a pixel lies in the plot rectangle, its edges included.
    #[must_use]
    pub fn contains(&self, (x, y): (f64, f64)) -> bool {
        (f64::from(self.left)..=f64::from(self.right)).contains(&x)
            && (f64::from(self.top)..=f64::from(self.bottom)).contains(&y)
    }

    /// The index of the point of the data that is drawn nearest to a pixel, if one lies within
    /// `reach` pixels of it: what the pointer is on.
    #[must_use]
    pub fn nearest(
        &self,
        (x, y): (f64, f64),
        points: impl IntoIterator<Item = (f64, f64)>,
        reach: f64,
    ) -> Option<usize> {
        let distance = |point: (f64, f64)| {
            let (column, row) = self.to_pixel(point);
            (f64::from(column) - x).hypot(f64::from(row) - y)
        };
        points
            .into_iter()
            .enumerate()
            .filter(|(_, point)| is_finite(point))
            .map(|(index, point)| (index, distance(point)))
            .filter(|(_, distance)| *distance <= reach)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(index, _)| index)
    }
}

/// A range that an axis can show: finite, and wide enough that its ends differ as drawn.
///
/// A range without width is widened by half of its value's size to either side (by 0.5 at zero);
/// what isn't finite becomes 0 below and 1 above.
pub(super) fn usable_range((low, high): (f64, f64)) -> (f64, f64) {
    const LARGEST: f64 = 1e300;
    let low = if low.is_finite() {
        low.clamp(-LARGEST, LARGEST)
    } else {
        0.0
    };
    let high = if high.is_finite() {
        high.clamp(-LARGEST, LARGEST)
    } else {
        low + 1.0
    };
    let size = low.abs().max(high.abs());
    if (high - low).abs() > size * 1e-9 && (high - low).abs() > 1e-290 {
        return (low, high);
    }
    let half = if size > 1e-280 { size / 2.0 } else { 0.5 };
    (low - half, high + half)
}

/// Whether both coordinates of a point are finite, so that it can be drawn.
pub(super) fn is_finite((x, y): &(f64, f64)) -> bool {
    x.is_finite() && y.is_finite()
}

/// The value at `share` of the way along a range, never outside of it.
fn between((from, to): (f64, f64), share: f64) -> f64 {
    let share = share.clamp(0.0, 1.0);
    from * (1.0 - share) + to * share
}

/// The pixel nearest to a position; positions far off the paper stay far off.
#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped to what a canvas can address"
)]
pub(super) fn nearest_pixel(position: f64) -> i32 {
    position.clamp(-100_000.0, 100_000.0).round() as i32
}
