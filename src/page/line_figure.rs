//! A figure with a line an arm, as many of the page are.

use leptos::prelude::*;

use crate::figure::{
    Axis, Curve, Frame, Lines, Mark, Palette, Reference, cut_line, lines, operating_points,
};
use crate::page::canvas::{Figure, Gesture, Pointing, Sheet, base, overlay};
use crate::page::session::Session;
use crate::page::twin::Twin;
use crate::studio::{ArmView, Verb};

/// A line of an arm.
#[derive(Clone)]
pub struct ArmLine {
    /// The arm's place.
    pub arm: usize,
    /// What is written at its end.
    pub name: String,
    /// `(x, y)`.
    pub points: Vec<(f64, f64)>,
}

impl ArmLine {
    /// A line that bears the arm's name.
    pub fn of(view: &ArmView, points: Vec<(f64, f64)>) -> Self {
        Self {
            arm: view.arm.index(),
            name: view.name().to_owned(),
            points,
        }
    }

    /// As a figure takes it.
    pub fn curve(&self) -> Curve<'_> {
        Curve {
            arm: self.arm,
            name: &self.name,
            points: &self.points,
        }
    }
}

/// What the lower canvas shows.
#[derive(Clone)]
pub struct LineData {
    /// Left to right.
    pub x: Axis,
    /// Bottom to top.
    pub y: Axis,
    /// Whether it is a square.
    pub is_square: bool,
    /// Pixels left and right of the plot.
    pub margins: Option<(i32, i32)>,
    /// The lines of all arms.
    pub curves: Vec<ArmLine>,
    /// Lines of single rows, thin below them.
    pub singles: Vec<ArmLine>,
    /// Dotted lines.
    pub references: Vec<Reference>,
}

/// What the upper canvas shows.
#[derive(Clone, Default)]
pub struct LineMarks {
    /// Operating points.
    pub dots: Vec<Mark>,
    /// The cut, where the x axis is that of the threshold.
    pub cut: Option<f64>,
}

/// Makes what a layer shows; whoever calls it is told when it has to be made again.
pub type Make<D> = Box<dyn Fn() -> D>;

/// A figure of lines with its marks.
#[component]
pub fn LineFigure(
    /// Class that decides its size.
    class: &'static str,
    /// Its content in words.
    #[prop(into)]
    label: Signal<String>,
    /// Axes and curves.
    data: Make<LineData>,
    /// Dots and cut.
    marks: Make<LineMarks>,
    /// Its numbers.
    twin: Twin,
    /// Told what the pointer does.
    on_pointing: Callback<Pointing>,
) -> impl IntoView {
    view! { <Figure class label base=base(data, draw) overlay=overlay(marks, draw_marks) twin on_pointing/> }
}

fn draw(sheet: &Sheet, palette: &Palette, data: &LineData) -> Option<Frame> {
    let curves: Vec<_> = data.curves.iter().map(ArmLine::curve).collect();
    let singles: Vec<_> = data.singles.iter().map(ArmLine::curve).collect();
    let figure = Lines {
        x: &data.x,
        y: &data.y,
        is_square: data.is_square,
        margins: data.margins,
        curves: &curves,
        singles: &singles,
        ranges: &[],
        references: &data.references,
    };
    lines(sheet, palette, &figure).ok()
}

/// Draws the marks of a figure of lines, or of one like it.
pub fn draw_marks(sheet: &Sheet, frame: &Frame, palette: &Palette, marks: &LineMarks) {
    // A canvas that can't be drawn on shows nothing; the numbers stand beside it.
    if let Some(cut) = marks.cut {
        let _ = cut_line(sheet, frame, palette, cut);
    }
    let _ = operating_points(sheet, frame, palette, &marks.dots);
}

/// A press or a drag on a figure over the axis of scores moves the threshold.
pub fn moves_threshold(session: Session) -> Callback<Pointing> {
    Callback::new(move |pointing: Pointing| {
        if matches!(pointing.gesture, Gesture::Press | Gesture::Drag) {
            let threshold = session.now(|studio| studio.scale().threshold(pointing.at.0));
            session.perform(Verb::Threshold(threshold));
        }
    })
}
