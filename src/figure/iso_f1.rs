//! The curves of equal F1 behind precision and recall.

use plotters::backend::DrawingBackend;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::curve::{DOTTED, draw_line};
use super::names::Room;
use super::text::{self, LINE};
use super::{FigureError, Frame, Palette, Paper};

/// The values of F1 that have a curve.
const LEVELS: [f64; 4] = [0.2, 0.4, 0.6, 0.8];

/// How much of the quiet ink's colour a curve has.
const OPACITY: f64 = 0.5;

/// Into how many straight pieces a curve is cut.
const PIECES: u8 = 32;

/// The pixels between a label and the edge of the plot rectangle.
const GAP: i32 = 4;

/// Draws the dotted curves on which F1 is 0.2, 0.4, 0.6 and 0.8, each labelled above its right end,
/// if all labels have room under the next curve; and says where the labels are.
pub(super) fn draw_iso_f1<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
) -> Result<Vec<Room>, FigureError<DB>> {
    let faint = palette.muted.mix(OPACITY).stroke_width(1);
    for level in LEVELS {
        let mut pixels: Vec<_> = iso_f1(level).map(|at| frame.to_pixel(at)).collect();
        pixels.dedup();
        draw_line(paper, pixels, DOTTED, faint)?;
    }
    draw_labels(paper, frame, palette)
}

fn draw_labels<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
) -> Result<Vec<Room>, FigureError<DB>> {
    let style = text::style(palette.muted, HPos::Right, VPos::Top);
    let labels = LEVELS.map(|level| format!("F1 {level}"));
    let widest =
        labels.iter().try_fold(
            0,
            |widest, label| Ok(text::width(paper, label)?.max(widest)),
        )?;
    let right = frame.right - GAP;
    let left = frame.x_at(f64::from(right - widest));
    let row = |level: f64, recall: f64| frame.y_to_pixel(precision(level, recall));
    let tops = LEVELS.map(|level| row(level, left) - LINE);
    let above = LEVELS.iter().skip(1).map(|&level| row(level, 1.0));
    let is_roomy = 3 * widest <= frame.right - frame.left
        && tops
            .iter()
            .zip(above.chain([frame.top]))
            .all(|(&top, above)| above <= top);
    if !is_roomy {
        return Ok(Vec::new());
    }
    for (label, top) in labels.iter().zip(tops) {
        paper.draw_text(label, &style, (right, top))?;
    }
    Ok(tops
        .map(|top| (right - widest, top, right, top + LINE))
        .to_vec())
}

/// `(recall, precision)` along the curve of one F1, from precision 1 to recall 1.
///
/// Precision is `F r / (2 r − F)`, which is `(2 r − F) (2 p − F) = F²`: in even ratios of the first
/// factor the points lie as close where the curve is steep as where it is flat.
fn iso_f1(level: f64) -> impl Iterator<Item = (f64, f64)> {
    let (first, last) = (level * level / (2.0 - level), 2.0 - level);
    (0..=PIECES).map(move |piece| {
        let share = f64::from(piece) / f64::from(PIECES);
        let factor = first * (last / first).powf(share);
        (
            f64::midpoint(factor, level),
            f64::midpoint(level * level / factor, level),
        )
    })
}

/// The precision at a recall above `F / 2` on the curve of one F1.
fn precision(level: f64, recall: f64) -> f64 {
    level * recall / (2.0 * recall - level)
}
