//! A decision tree: as many levels as can be read, and what is said of the rest.

use imbalance_lab::figure::{
    Palette, Paper, TreeLevels, TreeNode, TreePicture, TreeSplit, background, tree,
};
use plotters_svg::SVGBackend;
use proptest::prelude::*;

use crate::drawing::{Drawn, SIZES, draw, palette};
use crate::svg::Svg;

const ARM: &str = "#0072B2";
const GOOD: &str = "#7CA1BD";
const DEFAULT: &str = "#C42D78";

const COLUMNS: [&str; 5] = ["utilisation", "feature_3", "income", "age", "late_payments"];

fn node(counts: [usize; 2], split: Option<TreeSplit<'static>>) -> TreeNode<'static> {
    let share = counts[1] as f64 / (counts[0] + counts[1]).max(1) as f64;
    TreeNode {
        split,
        counts,
        share,
    }
}

/// Adds a tree in which rows part anew at every node until it has `n_levels` or `keeps` says that a node is a leaf.
fn grow(
    nodes: &mut Vec<TreeNode<'static>>,
    counts: [usize; 2],
    n_levels: usize,
    keeps: &impl Fn(usize) -> bool,
) -> usize {
    let place = nodes.len();
    nodes.push(node(counts, None));
    let [good, default] = counts;
    if n_levels > 1 && !keeps(place) {
        let left = [good * (50 + place * 13 % 40) / 100, default / 4];
        let yes = grow(nodes, left, n_levels - 1, keeps);
        let right = [good - left[0], default - left[1]];
        let no = grow(nodes, right, n_levels - 1, keeps);
        nodes[place].split = Some(TreeSplit {
            column: COLUMNS[place % COLUMNS.len()],
            bound: format!("≤ {}", place * 37 % 100 + 1),
            yes,
            no,
        });
    }
    place
}

fn full(n_levels: usize) -> Vec<TreeNode<'static>> {
    let mut nodes = Vec::new();
    grow(&mut nodes, [7_800, 200], n_levels, &|_| false);
    nodes
}

/// A tree as they grow: some branches end early.
fn uneven() -> Vec<TreeNode<'static>> {
    let mut nodes = Vec::new();
    grow(&mut nodes, [7_800, 200], 6, &|place| place % 4 == 3);
    nodes
}

fn draw_tree<'a>(
    paper: &Paper<SVGBackend<'a>>,
    palette: &Palette,
    nodes: &[TreeNode],
) -> Drawn<'a, TreeLevels> {
    let figure = TreePicture {
        arm: 0,
        nodes,
        positive: "default",
    };
    tree(paper, palette, &figure)
}

pub fn example<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    draw_tree(paper, palette, &uneven()).map(|_| ())
}

fn drawn(size: (u32, u32), nodes: &[TreeNode]) -> (Svg, TreeLevels) {
    draw(size, |paper| draw_tree(paper, &palette("light"), nodes))
}

fn words(svg: &Svg) -> Vec<String> {
    svg.texts().into_iter().map(|text| text.words).collect()
}

/// What is wrong with the texts of a figure.
fn faults(svg: &Svg, size: (u32, u32)) -> Vec<String> {
    let mut faults = Vec::new();
    let texts = svg.texts();
    for (place, text) in texts.iter().enumerate() {
        let paper = (f64::from(size.0), f64::from(size.1));
        if !text.bounds().lies_within(paper) {
            faults.push(format!("outside of {size:?}: {text:?}"));
        }
        let others = texts.iter().skip(place + 1);
        let met = others.filter(|other| other.bounds().overlaps(&text.bounds()));
        faults.extend(met.map(|other| format!("at {size:?}: {text:?} on {other:?}")));
    }
    faults
}

#[test]
fn texts_of_trees_of_all_kinds_keep_apart_and_within_the_paper() {
    let kinds = [
        ("full", full(7)),
        ("uneven", uneven()),
        ("small", full(3)),
        ("stump", full(2)),
        ("leaf", full(1)),
    ];
    for (kind, nodes) in kinds {
        for theme in ["light", "dark"] {
            for size in SIZES {
                let palette = palette(theme);
                let (svg, levels) = draw(size, |paper| {
                    background(paper, &palette)?;
                    draw_tree(paper, &palette, &nodes)
                });
                svg.save(&format!("tree-{kind}-{theme}-{}x{}", size.0, size.1));
                assert_eq!(faults(&svg, size), [""; 0], "{kind}");
                assert!(levels.drawn >= 1);
            }
        }
    }
}

#[test]
fn a_small_tree_is_drawn_whole_with_the_counts_of_every_node() {
    let nodes = full(3);
    let (svg, levels) = drawn((900, 480), &nodes);
    assert_eq!(levels, TreeLevels { drawn: 3, all: 3 });
    let words = words(&svg);
    assert!(words.contains(&"utilisation ≤ 1".into()), "{words:?}");
    assert!(words.contains(&"8,000 rows · 2.5 % default".into()));
    assert!(words.iter().all(|it| !it.contains('…')), "{words:?}");
    for node in &nodes {
        let n = node.counts[0] + node.counts[1];
        let digits = n.to_string();
        let (thousands, rest) = digits.split_at(digits.len().saturating_sub(3));
        let comma = if thousands.is_empty() { "" } else { "," };
        let rows = format!("{thousands}{comma}{rest} rows");
        assert!(
            words.iter().any(|it| it.starts_with(&rows)),
            "{rows}: {words:?}"
        );
    }
    for answer in ["yes", "no"] {
        assert_eq!(words.iter().filter(|it| *it == answer).count(), 3);
    }
}

#[test]
fn a_phone_shows_three_levels_and_a_projector_four_or_more() {
    for (size, least) in [((280, 280), 3), ((900, 480), 4)] {
        assert!(drawn(size, &full(8)).1.drawn >= least, "{size:?}");
    }
    assert!(drawn((900, 480), &uneven()).1.drawn >= 5);
    assert!(drawn((700, 120), &full(3)).1.drawn == 3);
}

#[test]
fn a_deep_tree_tells_how_many_leaves_are_left_out() {
    let nodes = full(8);
    let (svg, levels) = drawn((900, 480), &nodes);
    assert_eq!(levels.all, 8);
    let words = words(&svg);
    let told = words.iter().filter_map(|it| it.strip_prefix("… "));
    let told: Vec<usize> = told
        .map(|it| it.split(' ').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(told.len(), 1 << (levels.drawn - 1), "{words:?}");
    assert_eq!(told.iter().sum::<usize>(), 1 << 7);
}

#[test]
fn a_tree_of_one_leaf_is_one_box_without_lines() {
    for size in SIZES {
        let (svg, levels) = drawn(size, &full(1));
        assert_eq!(levels, TreeLevels { drawn: 1, all: 1 });
        assert_eq!(words(&svg), ["8,000 rows · 2.5 % default"], "{size:?}");
        assert_eq!(svg.rectangles(ARM).len(), 1);
    }
}

#[test]
fn bars_show_the_share_of_positives_and_a_few_are_still_seen() {
    for (counts, share) in [([300, 100], 0.25), ([9_999, 1], 0.0), ([1, 9_999], 1.0)] {
        let (svg, _) = drawn((420, 300), &[node(counts, None)]);
        let [[good], [default]] = [svg.rectangles(GOOD), svg.rectangles(DEFAULT)]
            .map(|it| <[_; 1]>::try_from(it).unwrap());
        let all = good.2 + default.2;
        assert!((f64::from(default.2) - share * f64::from(all)).abs() <= 1.0);
        assert!(good.2 > 0 && default.2 > 0);
        assert_eq!(default.0 + default.2, good.0);
    }
}

#[test]
fn lines_are_as_thick_as_the_share_of_rows_that_take_them() {
    let split = TreeSplit {
        column: "income",
        bound: "≤ 3".into(),
        yes: 1,
        no: 2,
    };
    let nodes = [
        node([900, 300], Some(split)),
        node([800, 0], None),
        node([100, 300], None),
    ];
    let (svg, _) = drawn((420, 300), &nodes);
    let mut widths: Vec<_> = svg.rectangles(ARM).iter().map(|it| it.2).collect();
    widths.retain(|width| *width <= 6);
    assert_eq!(widths, [6, 4, 2], "all, two thirds, one third");
}

#[test]
fn a_leaf_whose_score_is_not_the_share_of_its_rows_says_it() {
    let leaf = TreeNode {
        split: None,
        counts: [90, 10],
        share: 0.689_7,
    };
    let (svg, _) = drawn((280, 200), &[leaf]);
    assert_eq!(words(&svg), ["score 0.690", "100 rows · 10.0 % default"]);
}

#[test]
fn long_names_are_shortened_and_their_bounds_are_not() {
    let mut nodes = full(3);
    for split in nodes.iter_mut().filter_map(|node| node.split.as_mut()) {
        split.column = "person_home_ownership = MORTGAGE, or rented from a relative";
    }
    for size in SIZES {
        let (svg, _) = drawn(size, &nodes);
        assert_eq!(faults(&svg, size), [""; 0]);
        let words = words(&svg);
        let is_bound = |it: &&String| it.contains("≤ ");
        assert!(words.iter().filter(is_bound).count() >= 1, "{words:?}");
        assert!(
            words
                .iter()
                .any(|it| it.starts_with("pe") && it.contains('…'))
        );
    }
}

#[test]
fn what_leads_nowhere_is_a_leaf_and_no_paper_is_too_small() {
    for (yes, no) in [(0, 1), (1, 1), (1, 7), (usize::MAX, 1)] {
        let mut nodes = full(2);
        if let Some(split) = &mut nodes[0].split {
            (split.yes, split.no) = (yes, no);
        }
        let levels = drawn((420, 300), &nodes).1;
        assert_eq!(levels, TreeLevels { drawn: 1, all: 1 });
    }
    for size in [(0, 0), (1, 1), (20, 300), (300, 20), (12, 12)] {
        for nodes in [&[][..], &full(1), &full(5)] {
            let (svg, levels) = drawn(size, nodes);
            assert!(svg.is_finite(), "{size:?}");
            assert_eq!(levels.drawn, nodes.len().min(1));
        }
    }
}

/// A chain: each question parts one leaf from the rest.
#[test]
fn a_chain_of_thousands_is_drawn_as_far_as_it_can_be_read() {
    let mut nodes = Vec::new();
    for place in (0..4_000).step_by(2) {
        let split = TreeSplit {
            column: "age",
            bound: "≤ 1".into(),
            yes: place + 1,
            no: place + 2,
        };
        nodes.push(node([4_000 - place, 9], Some(split)));
        nodes.push(node([1, 0], None));
    }
    nodes.push(node([1, 9], None));
    let (svg, levels) = drawn((900, 480), &nodes);
    assert_eq!(levels.all, 2_001);
    assert!(levels.drawn >= 5, "{levels:?}");
    assert!(words(&svg).iter().any(|it| it.starts_with("… 1,99")));
}

proptest! {
    #[test]
    fn no_text_of_any_tree_lies_on_another_or_leaves_the_paper(
        kept in prop::collection::vec(any::<bool>(), 64),
        n_levels in 1_usize..9,
        size in (150_u32..1_000, 60_u32..600),
    ) {
        let mut nodes = Vec::new();
        let keeps = |place: usize| place > 0 && kept[place % kept.len()] && place.is_multiple_of(3);
        grow(&mut nodes, [123_456, 1_234], n_levels, &keeps);
        let (svg, levels) = drawn(size, &nodes);
        prop_assert_eq!(faults(&svg, size), Vec::<String>::new());
        prop_assert!(levels.drawn <= levels.all && levels.all <= n_levels);
    }
}
