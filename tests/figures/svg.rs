//! Reading a figure's SVG: enough of it to measure what was drawn.

use std::fs;

/// An SVG as text, and what it shows.
pub struct Svg {
    pub text: String,
}

/// A text element: where it is anchored and what it says.
#[derive(Debug)]
pub struct Text {
    x: f64,
    y: f64,
    anchor: String,
    dy: String,
    is_upright: bool,
    pub words: String,
}

/// A box in pixels.
#[derive(Debug)]
pub struct Bounds {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Bounds {
    pub fn lies_within(&self, (width, height): (f64, f64)) -> bool {
        self.left >= 0.0 && self.top >= 0.0 && self.right <= width && self.bottom <= height
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

impl Text {
    pub fn middle(&self) -> (f64, f64) {
        let Bounds {
            left,
            top,
            right,
            bottom,
        } = self.bounds();
        (f64::midpoint(left, right), f64::midpoint(top, bottom))
    }

    pub fn is_right_aligned(&self) -> bool {
        self.anchor == "end"
    }

    /// The box of a font of 11 px whose letters are 0.56 em wide on average, which is wider than
    /// common system fonts, ascend 0.76 em and descend 0.2 em.
    pub fn bounds(&self) -> Bounds {
        const EM: f64 = 11.0;
        let count: u32 = self.words.chars().count().try_into().unwrap();
        let width = f64::from(count) * 0.56 * EM;
        let before = match self.anchor.as_str() {
            "start" => 0.0,
            "middle" => width / 2.0,
            "end" => width,
            other => panic!("unknown anchor {other}"),
        };
        let baseline = match self.dy.as_str() {
            "0.76em" => 0.76 * EM,
            "0.5ex" => 0.26 * EM,
            other => panic!("unknown shift {other}"),
        };
        let (along, across) = (
            (-before, width - before),
            (baseline - 0.76 * EM, baseline + 0.2 * EM),
        );
        if self.is_upright {
            let (left, right) = (self.x + across.0, self.x + across.1);
            Bounds {
                left,
                right,
                top: self.y - along.1,
                bottom: self.y - along.0,
            }
        } else {
            let (left, right) = (self.x + along.0, self.x + along.1);
            Bounds {
                left,
                right,
                top: self.y + across.0,
                bottom: self.y + across.1,
            }
        }
    }
}

impl Svg {
    pub fn save(&self, name: &str) {
        let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/../figures");
        fs::create_dir_all(folder).unwrap();
        fs::write(format!("{folder}/{name}.svg"), &self.text).unwrap();
    }

    pub fn is_finite(&self) -> bool {
        !self.text.contains("NaN") && !self.text.contains("inf") && !self.text.contains("100000")
    }

    pub fn texts(&self) -> Vec<Text> {
        let elements = self.text.split("<text").skip(1);
        let texts = elements
            .filter_map(|element| element.split_once("</text>"))
            .map(|(text, _)| {
                let (tag, words) = text.split_once('>').unwrap();
                Text {
                    x: number(tag, "x"),
                    y: number(tag, "y"),
                    anchor: attribute(tag, "text-anchor").unwrap().to_owned(),
                    dy: attribute(tag, "dy").unwrap().to_owned(),
                    is_upright: tag.contains("rotate(270"),
                    words: words.trim().to_owned(),
                }
            });
        texts.filter(|text| !text.words.is_empty()).collect()
    }

    /// The elements whose tag begins like `element` and that have the colour.
    fn elements<'a>(&'a self, color: &'a str, element: &'a str) -> impl Iterator<Item = &'a str> {
        self.text
            .lines()
            .filter(move |line| line.starts_with(element) && line.contains(color))
    }

    pub fn count(&self, color: &str, element: &str) -> usize {
        self.elements(color, element).count()
    }

    pub fn discs(&self, color: &str) -> Vec<(i32, i32)> {
        let at = |line| (integer(line, "cx"), integer(line, "cy"));
        self.elements(color, "<circle").map(at).collect()
    }

    pub fn polyline(&self, color: &str) -> Vec<(i32, i32)> {
        self.elements(color, "<polyline").flat_map(points).collect()
    }

    /// `(stroke width, points)` of each line.
    pub fn lines(&self, color: &str) -> Vec<(i32, Vec<(i32, i32)>)> {
        let line = |line| (integer(line, "stroke-width"), points(line));
        self.elements(color, "<polyline").map(line).collect()
    }

    /// The corners of each polygon.
    pub fn polygons(&self, color: &str) -> Vec<Vec<(i32, i32)>> {
        self.elements(color, "<polygon").map(points).collect()
    }

    pub fn polygon_centres(&self, color: &str) -> Vec<(i32, i32)> {
        let centre = |corners: Vec<(i32, i32)>| {
            let count = i32::try_from(corners.len()).unwrap();
            let sum = corners
                .iter()
                .fold((0, 0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
            (sum.0 / count, sum.1 / count)
        };
        self.polygons(color).into_iter().map(centre).collect()
    }

    /// `(x, y, width, height)` of each rectangle.
    pub fn rectangles(&self, color: &str) -> Vec<(i32, i32, i32, i32)> {
        let measures = ["x", "y", "width", "height"];
        let measured = |line| measures.map(|name| integer(line, name)).into();
        self.elements(color, "<rect").map(measured).collect()
    }

    /// How opaque each element is, from 0 to 1.
    pub fn opacities(&self, color: &str, element: &str) -> Vec<f64> {
        let opacity = |line| number(line, "opacity");
        self.elements(color, element).map(opacity).collect()
    }
}

fn points(line: &str) -> Vec<(i32, i32)> {
    let pairs = attribute(line, "points").unwrap().split_whitespace();
    let pair = |pair: &str| {
        let (x, y) = pair.split_once(',').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    };
    pairs.map(pair).collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn number(tag: &str, name: &str) -> f64 {
    attribute(tag, name).unwrap().parse().unwrap()
}

fn integer(tag: &str, name: &str) -> i32 {
    attribute(tag, name).unwrap().parse().unwrap()
}
