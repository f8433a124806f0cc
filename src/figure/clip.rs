//! The part of a line that lies within the axes.

use super::Frame;
use super::frame::is_finite;

/// A point in units of the axes.
type Point = (f64, f64);

/// The pieces of the line through `points` that lie within the frame, each cut where it crosses the
/// edge. Points that aren't finite are left out, and their neighbours joined.
pub(super) fn within(frame: &Frame, points: &[Point]) -> Vec<Vec<Point>> {
    let finite: Vec<_> = points.iter().copied().filter(is_finite).collect();
    let mut pieces: Vec<Vec<Point>> = Vec::new();
    for pair in finite.windows(2) {
        let &[from, to] = pair else { continue };
        let Some([start, end]) = segment(frame, from, to) else {
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if piece.last() == Some(&start) => piece.push(end),
            _ => pieces.push(vec![start, end]),
        }
    }
    pieces
}

/// Whether a point lies within the frame, its edges included.
pub(super) fn contains(frame: &Frame, (x, y): Point) -> bool {
    let lies = |value: f64, (a, b): (f64, f64)| (a.min(b)..=a.max(b)).contains(&value);
    lies(x, frame.x) && lies(y, frame.y)
}

/// A value, or the end of the range that it lies beyond.
pub(super) fn clamped(value: f64, (a, b): (f64, f64)) -> f64 {
    value.max(a.min(b)).min(a.max(b))
}

/// The part of a segment within the frame (Liang and Barsky 1984); its own ends are kept exactly.
fn segment(frame: &Frame, from: Point, to: Point) -> Option<[Point; 2]> {
    let (enters, leaves) = [
        share_within(from.0, to.0, frame.x),
        share_within(from.1, to.1, frame.y),
    ]
    .into_iter()
    .try_fold((0.0_f64, 1.0_f64), |(enters, leaves), share| {
        let (first, last) = share?;
        Some((enters.max(first), leaves.min(last)))
    })?;
    let at = |share: f64| {
        let between = |a: f64, b: f64| a * (1.0 - share) + b * share;
        (
            clamped(between(from.0, to.0), frame.x),
            clamped(between(from.1, to.1), frame.y),
        )
    };
    (enters <= leaves).then(|| [at(enters), at(leaves)])
}

/// The shares of the way between which one coordinate lies within its range; `None` if it never
/// does.
fn share_within(from: f64, to: f64, (a, b): (f64, f64)) -> Option<(f64, f64)> {
    let (low, high) = (a.min(b), a.max(b));
    let way = to - from;
    if way == 0.0 {
        return (low..=high).contains(&from).then_some((0.0, 1.0));
    }
    let (first, last) = ((low - from) / way, (high - from) / way);
    Some((first.min(last), first.max(last)))
}
