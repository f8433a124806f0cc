//! A node of a decision tree as it is drawn, and the lines of text in its box.

use crate::words::{count, metric, percent};

/// A node of a tree that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeNode<'a> {
    /// What it asks; `None` for a leaf.
    pub split: Option<TreeSplit<'a>>,
    /// Training rows that came here: negatives, positives.
    pub counts: [usize; 2],
    /// The score of a leaf: the share of positives, each row counted with its weight, in `[0, 1]`. A leaf says it where it
    /// isn't the share among the rows.
    pub share: f64,
}

/// A question, and where its answers lead.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeSplit<'a> {
    /// The column that it is about.
    pub column: &'a str,
    /// What is asked about it: "≤ 1.25". It stands behind the column's name and is shortened last.
    pub bound: String,
    /// The place of the node for "yes", behind that of this node; a question that leads elsewhere is a leaf.
    pub yes: usize,
    /// The place of the node for "no", likewise.
    pub no: usize,
}

impl TreeNode<'_> {
    pub(super) fn rows(&self) -> usize {
        self.counts[0].saturating_add(self.counts[1])
    }

    /// The share of positives among its rows.
    pub(super) fn rate(&self) -> Option<f64> {
        let rows = self.rows();
        (rows > 0).then(|| self.counts[1] as f64 / rows as f64)
    }
}

/// How the text of all boxes is broken into lines, and the narrowest box in which that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Breaks {
    /// Whether the bound of a question has a line of its own.
    pub in_questions: bool,
    /// Whether the share has a line of its own.
    pub in_counts: bool,
    /// In pixels.
    pub least_width: i32,
}

impl Breaks {
    /// From wide boxes to narrow ones.
    pub const ALL: [Self; 3] = [
        Self {
            in_questions: false,
            in_counts: false,
            least_width: 112,
        },
        Self {
            in_questions: true,
            in_counts: false,
            least_width: 96,
        },
        Self {
            in_questions: true,
            in_counts: true,
            least_width: 66,
        },
    ];

    /// The lines in the box of a question.
    pub fn n_lines(self) -> i32 {
        2 + i32::from(self.in_questions) + i32::from(self.in_counts)
    }
}

/// Says how many pixels wide a text is.
pub(super) type Measure<'a> = &'a dyn Fn(&str) -> i32;

/// A line of text, in ever shorter forms.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    forms: Vec<String>,
    /// The end that stays where all forms are too long.
    kept: &'a str,
    /// Whether it is the box's first concern: a question, or a score.
    pub is_strong: bool,
}

impl<'a> Line<'a> {
    fn new(is_strong: bool, forms: Vec<String>) -> Self {
        Self {
            forms,
            kept: "",
            is_strong,
        }
    }

    fn question(split: &'a TreeSplit) -> Self {
        Self {
            forms: vec![format!("{} {}", split.column, split.bound)],
            kept: &split.bound,
            is_strong: true,
        }
    }

    /// The width of its longest form.
    pub fn width(&self, measure: Measure) -> i32 {
        self.forms.first().map_or(0, |form| measure(form))
    }

    /// The form that fits and how many are longer, or what fits of the shortest.
    pub fn fitted(&self, room: i32, measure: Measure) -> (String, usize) {
        for (n_longer, form) in self.forms.iter().enumerate() {
            if measure(form) <= room {
                return (form.clone(), n_longer);
            }
        }
        let last = self.forms.last().map_or("", |it| it);
        let end = format!(" {}", self.kept);
        let begin = last.strip_suffix(&end).unwrap_or("");
        let begin = shortened(begin, room - measure(&end), measure);
        let text = if begin.chars().count() > 1 {
            begin + &end
        } else {
            shortened(last, room, measure)
        };
        (text, self.forms.len() + 1)
    }
}

/// As much of the beginning as fits, and "…"; nothing where no letter does.
fn shortened(text: &str, room: i32, measure: Measure) -> String {
    let ends = text.char_indices().map(|(end, _)| end).skip(1);
    let ends: Vec<_> = ends.collect();
    let shorter = ends.iter().rev().map(|&end| {
        let kept = text[..end].trim_end();
        format!("{kept}…")
    });
    let mut all = std::iter::once(text.to_owned()).chain(shorter);
    all.find(|it| measure(it) <= room).unwrap_or_default()
}

/// The lines of a node's box. `n_left_out` is how many leaves below it aren't drawn, `positive` what a row of the
/// positives is called.
pub(super) fn lines<'a>(
    node: &'a TreeNode,
    n_left_out: Option<usize>,
    breaks: Breaks,
    positive: &str,
) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    match (&node.split, n_left_out) {
        (_, Some(n)) => lines.push(left_out(n)),
        (Some(split), None) if breaks.in_questions => {
            lines.push(Line::new(true, vec![split.column.to_owned()]));
            lines.push(Line::new(true, vec![split.bound.clone()]));
        }
        (Some(split), None) => lines.push(Line::question(split)),
        (None, None) => lines.extend(score(node)),
    }
    // A leaf has nothing else to say.
    let is_strong = lines.is_empty();
    let n = node.rows();
    let short = count(n);
    let rows = format!("{short} {}", if n == 1 { "row" } else { "rows" });
    let share = percent(node.rate());
    let named = format!("{share} {positive}");
    if breaks.in_counts {
        lines.push(Line::new(is_strong, vec![rows, short]));
        lines.push(Line::new(is_strong, vec![named, share]));
    } else {
        let forms = vec![
            format!("{rows} · {named}"),
            format!("{rows} · {share}"),
            format!("{short} · {share}"),
        ];
        lines.push(Line::new(is_strong, forms));
    }
    lines
}

fn left_out(n: usize) -> Line<'static> {
    let n = count(n);
    let forms = vec![
        format!("… {n} more leaves"),
        format!("… {n} leaves"),
        format!("{n} leaves"),
        format!("… {n}"),
    ];
    Line::new(true, forms)
}

/// The score of a leaf whose rows have weights.
fn score(leaf: &TreeNode) -> Option<Line<'static>> {
    /// Nearer shares are written alike.
    const ALIKE: f64 = 0.000_5;
    let is_weighted = (leaf.share - leaf.rate()?).abs() >= ALIKE;
    let score = metric(Some(leaf.share));
    is_weighted.then(|| Line::new(true, vec![format!("score {score}"), score]))
}
