//! The shapes of points: each arm has its own, so that colour is never the only difference.

use plotters::backend::DrawingBackend;
use plotters::element::{Circle, PathElement, Polygon};
use plotters::style::{Color, RGBColor};

use super::{ARMS, FigureError, Paper};

/// The shape of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A disc: the first arm, and good customers.
    Circle,
    /// A square: the second arm.
    Square,
    /// A square on its corner: the third arm, and defaults.
    Diamond,
    /// A triangle that points up: the fourth arm.
    Triangle,
    /// A triangle that points down: the fifth arm.
    TriangleDown,
    /// A flat bar: the sixth arm.
    Bar,
    /// An upright cross: the seventh arm.
    Plus,
    /// An hourglass: the eighth arm.
    Hourglass,
}

impl Marker {
    /// The marker of an arm, counted from 0.
    #[must_use]
    pub fn of_arm(arm: usize) -> Self {
        const MARKERS: [Marker; ARMS] = [
            Marker::Circle,
            Marker::Square,
            Marker::Diamond,
            Marker::Triangle,
            Marker::TriangleDown,
            Marker::Bar,
            Marker::Plus,
            Marker::Hourglass,
        ];
        MARKERS[arm % ARMS]
    }

    /// Fills the marker at a pixel; all shapes of one radius have about the same area.
    pub(super) fn fill<DB: DrawingBackend>(
        self,
        paper: &Paper<DB>,
        at: (i32, i32),
        radius: i32,
        color: impl Color,
    ) -> Result<(), FigureError<DB>> {
        match self {
            Self::Circle => paper.draw(&Circle::new(at, radius, color.filled())),
            _ => paper.draw(&Polygon::new(self.corners(at, radius), color.filled())),
        }
    }

    /// Draws the marker's outline at a pixel.
    pub(super) fn outline<DB: DrawingBackend>(
        self,
        paper: &Paper<DB>,
        at: (i32, i32),
        radius: i32,
        color: impl Color,
    ) -> Result<(), FigureError<DB>> {
        if self == Self::Circle {
            return paper.draw(&Circle::new(at, radius, color.stroke_width(1)));
        }
        let mut corners = self.corners(at, radius);
        corners.extend_from_within(..2);
        paper.draw(&PathElement::new(corners, color.stroke_width(1)))
    }

    /// Fills the marker with a ring of the surface's colour, so that it stands off a curve.
    pub(super) fn fill_ringed<DB: DrawingBackend>(
        self,
        paper: &Paper<DB>,
        at: (i32, i32),
        radius: i32,
        (color, surface): (RGBColor, RGBColor),
    ) -> Result<(), FigureError<DB>> {
        self.fill(paper, at, radius + 2, surface)?;
        self.fill(paper, at, radius, color)
    }

    /// The corners of an angular marker, symmetric to its pixel.
    fn corners(self, (x, y): (i32, i32), r: i32) -> Vec<(i32, i32)> {
        let wide = r + (r + 2) / 4;
        let offsets = match self {
            Self::Circle | Self::Square => vec![(-r, -r), (r, -r), (r, r), (-r, r)],
            Self::Diamond => vec![(0, -wide), (wide, 0), (0, wide), (-wide, 0)],
            Self::Triangle => vec![(0, -wide), (wide, wide), (-wide, wide)],
            Self::TriangleDown => vec![(0, wide), (wide, -wide), (-wide, -wide)],
            Self::Bar => vec![
                (-wide, -r / 2),
                (wide, -r / 2),
                (wide, r / 2),
                (-wide, r / 2),
            ],
            Self::Plus => {
                let thin = (r / 2).max(1);
                vec![
                    (-thin, -wide),
                    (thin, -wide),
                    (thin, -thin),
                    (wide, -thin),
                    (wide, thin),
                    (thin, thin),
                    (thin, wide),
                    (-thin, wide),
                    (-thin, thin),
                    (-wide, thin),
                    (-wide, -thin),
                    (-thin, -thin),
                ]
            }
            Self::Hourglass => vec![(-wide, -wide), (wide, -wide), (-wide, wide), (wide, wide)],
        };
        offsets
            .into_iter()
            .map(|(dx, dy)| (x + dx, y + dy))
            .collect()
    }
}
