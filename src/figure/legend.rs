//! The key of a saved figure; on the page it is HTML.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor, ShapeStyle};

use super::axes::size;
use super::band::BAND_OPACITY;
use super::curve::{DASHED, DOTTED, Dash, dash_of_arm, draw_line};
use super::people::{color_of_class, draw_person};
use super::text::{self, LINE};
use super::{FigureError, Marker, Palette, Paper};

/// What a legend shows beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// An arm's line with its dash and marker.
    Arm(usize),
    /// An arm's marker alone, where dashes mean something else.
    ArmMarker(usize),
    /// The solid line of training losses.
    Training,
    /// The dashed line of held-out losses.
    HeldOut,
    /// The dotted line of chance or prevalence.
    Reference,
    /// Good customers.
    Good,
    /// Defaults.
    Default,
    /// Synthetic defaults.
    Synthetic,
    /// The thin line of a convex hull.
    Hull,
    /// The wash of a band.
    Band,
    /// An applicant's dot, larger than it is drawn.
    Person {
        /// Whether the applicant defaulted.
        is_default: bool,
        /// Whether the cut rejects the applicant.
        is_rejected: bool,
    },
}

impl Sample {
    fn width(self) -> i32 {
        match self {
            Self::Arm(_) | Self::Training | Self::HeldOut | Self::Reference | Self::Hull => {
                LINE_SAMPLE
            }
            Self::ArmMarker(_)
            | Self::Good
            | Self::Default
            | Self::Synthetic
            | Self::Band
            | Self::Person { .. } => MARKER_SAMPLE,
        }
    }
}

/// One entry of a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What is shown.
    pub sample: Sample,
    /// What it is called.
    pub name: &'a str,
}

/// The width of a line's sample in pixels.
const LINE_SAMPLE: i32 = 26;

/// The width of a marker's or an area's sample in pixels.
const MARKER_SAMPLE: i32 = 12;

/// The pixels between a sample and its name, and three times between entries.
const GAP: i32 = 6;

/// Draws a legend at the top, in as many rows as it needs, and returns the paper under it, for the
/// figure and its overlay.
///
/// # Errors
/// What the backend reports.
pub fn legend<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    entries: &[Entry],
) -> Result<Paper<DB>, FigureError<DB>> {
    let (paper_width, _) = size(paper);
    let style = text::style(palette.text, HPos::Left, VPos::Center);
    let (mut x, mut y) = (GAP, LINE);
    for entry in entries {
        let sample = entry.sample.width();
        let name = text::fitted(paper, entry.name, paper_width - sample - 3 * GAP)?;
        let width = sample + GAP + text::width(paper, &name)?;
        if x > GAP && x + width + GAP > paper_width {
            (x, y) = (GAP, y + LINE + 4);
        }
        draw_sample(paper, palette, entry.sample, (x, y))?;
        paper.draw_text(&name, &style, (x + sample + GAP, y))?;
        x += width + 3 * GAP;
    }
    let (_, below) = paper.split_vertically(y + LINE);
    Ok(below)
}

fn draw_sample<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    sample: Sample,
    (x, y): (i32, i32),
) -> Result<(), FigureError<DB>> {
    let middle = (x + sample.width() / 2, y);
    let line = |color: RGBColor, dash: Option<Dash>, width: u32| {
        draw_line(
            paper,
            vec![(x, y), (x + sample.width(), y)],
            dash,
            color.stroke_width(width),
        )
    };
    let square = |style: ShapeStyle| {
        let corners = [(middle.0 - 5, y - 5), (middle.0 + 5, y + 5)];
        paper.draw(&Rectangle::new(corners, style))
    };
    match sample {
        Sample::Arm(arm) => {
            line(palette.arm(arm), dash_of_arm(arm), 2)?;
            Marker::of_arm(arm).fill_ringed(paper, middle, 4, (palette.arm(arm), palette.surface))
        }
        Sample::ArmMarker(arm) => Marker::of_arm(arm).fill(paper, middle, 4, palette.arm(arm)),
        Sample::Training => line(palette.muted, None, 2),
        Sample::HeldOut => line(palette.muted, DASHED, 2),
        Sample::Reference => line(palette.muted, DOTTED, 1),
        Sample::Good => square(palette.good.filled()),
        Sample::Default => square(palette.default.filled()),
        Sample::Band => square(palette.muted.mix(BAND_OPACITY).filled()),
        Sample::Synthetic => Marker::Diamond.outline(paper, middle, 4, palette.default),
        Sample::Hull => line(palette.muted, None, 1),
        Sample::Person {
            is_default,
            is_rejected,
        } => {
            let color = color_of_class(palette, is_default);
            let corner = (middle.0 - 4, y - 4);
            draw_person(paper, corner, 8, is_rejected, (color, palette.surface))
        }
    }
}
