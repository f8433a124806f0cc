//! The figures, drawn as SVG in light and dark and at the sizes of a phone and of a projector.
//!
//! The pictures are left in `target/figures`, to be looked at.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a test panics where its SVG can't be read, and pixels are small"
)]

#[path = "figures/bin_rates.rs"]
mod bin_rates;
#[path = "figures/column_bars.rs"]
mod column_bars;
#[path = "figures/critical_difference.rs"]
mod critical_difference;
#[path = "figures/curves.rs"]
mod curves;
#[path = "figures/deciles.rs"]
mod deciles;
#[path = "figures/degenerate.rs"]
mod degenerate;
#[path = "figures/det.rs"]
mod det;
#[path = "figures/distribution.rs"]
mod distribution;
#[path = "figures/drawing.rs"]
mod drawing;
#[path = "figures/frame.rs"]
mod frame;
#[path = "figures/lines.rs"]
mod lines;
#[path = "figures/names.rs"]
mod names;
#[path = "figures/overlays.rs"]
mod overlays;
#[path = "figures/people.rs"]
mod people;
#[path = "figures/reliability.rs"]
mod reliability;
#[path = "figures/studies.rs"]
mod studies;
#[path = "figures/svg.rs"]
mod svg;
#[path = "figures/tree.rs"]
mod tree;

use drawing::{Figure, PR, ROC, SIZES, draw, draw_everything, palette};
use imbalance_lab::figure::{
    Axis, CountScale, Entry, Mark, Marker, Palette, PaletteError, Sample, ScoreHistogram, cut_line,
    legend, operating_points, scores, steps,
};

#[test]
fn every_figure_names_its_axes() {
    let titles = [
        (
            Figure::Roc,
            ["False positive rate", "True positive rate (recall)"],
        ),
        (Figure::PrecisionRecall, ["Recall", "Precision"]),
        (
            Figure::Scores,
            ["Probability of default", "Rows (log scale)"],
        ),
        (Figure::LinearScores, ["Probability of default", "Rows"]),
        (
            Figure::People,
            ["Probability of default", "1 dot = 5 applicants"],
        ),
        (Figure::Losses, ["Epoch", "Loss (binary cross-entropy)"]),
        (Figure::Scatter, ["income", "utilisation"]),
        (
            Figure::Lines,
            ["Share of applicants flagged", "Share of defaults caught"],
        ),
        (
            Figure::Det,
            [
                "False positive rate (%, probit scale)",
                "Miss rate (%, probit scale)",
            ],
        ),
        (Figure::Reliability, ["Mean score", "Default rate"]),
        (Figure::Distribution, ["Optimism of max F1", "Redraws"]),
        (
            Figure::Deciles,
            ["Decile of the score (1 = riskiest)", "Default rate"],
        ),
        (Figure::Profit, ["Probability of default", "Profit"]),
        (
            Figure::Gains,
            ["Share of applicants flagged", "Share of defaults caught"],
        ),
        (
            Figure::Ks,
            ["Probability of default", "Share of the class below"],
        ),
        (Figure::Lift, ["Share of applicants flagged", "Lift"]),
        (
            Figure::CriticalDifference,
            ["Mean rank (1 = best)", "Critical difference 2.04"],
        ),
        (Figure::Tree, ["yes", "no"]),
        (Figure::BinRates, ["Default rate", "Rows"]),
        (Figure::ColumnBars, ["Drop in ROC AUC", "income"]),
        (Figure::Waterfall, ["Log-odds", "income"]),
        (Figure::HeatMap, ["1 column_0", "1"]),
    ];
    for (figure, titles) in titles {
        let svg = draw_everything(figure, &palette("light"), (420, 300));
        for title in titles {
            assert!(
                svg.texts().iter().any(|text| text.words == title),
                "{figure:?}: {title}"
            );
        }
    }
}

#[test]
fn no_text_leaves_the_canvas_and_no_two_texts_overlap() {
    for figure in Figure::ALL {
        for theme in ["light", "dark"] {
            for size in SIZES {
                let svg = draw_everything(figure, &palette(theme), size);
                svg.save(&format!("{figure:?}-{theme}-{}x{}", size.0, size.1));
                let boxes: Vec<_> = svg.texts().iter().map(|text| text.bounds()).collect();
                for (text, bounds) in svg.texts().iter().zip(&boxes) {
                    let paper = (f64::from(size.0), f64::from(size.1));
                    assert!(
                        bounds.lies_within(paper),
                        "{figure:?} {size:?}: {text:?} {bounds:?}"
                    );
                }
                for (index, a) in boxes.iter().enumerate() {
                    for (other, b) in boxes.iter().enumerate().skip(index + 1) {
                        let texts = (&svg.texts()[index], &svg.texts()[other]);
                        assert!(!a.overlaps(b), "{figure:?} {size:?}: {texts:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn no_figure_writes_what_is_not_a_number() {
    for figure in Figure::ALL {
        for size in SIZES {
            assert!(
                draw_everything(figure, &palette("dark"), size).is_finite(),
                "{figure:?}"
            );
        }
    }
}

#[test]
fn the_colours_are_the_palettes() {
    let (light, dark) = (palette("light"), palette("dark"));
    for figure in Figure::ALL {
        for (theme, other) in [(&light, &dark), (&dark, &light)] {
            let svg = draw_everything(figure, theme, (420, 300)).text;
            let hex = |color: plotters::style::RGBColor| {
                format!("#{:02X}{:02X}{:02X}", color.0, color.1, color.2)
            };
            assert!(svg.contains(&hex(theme.muted)), "{figure:?}");
            assert!(!svg.contains(&hex(other.muted)), "{figure:?}");
        }
    }
}

#[test]
fn a_disc_marks_the_operating_point_of_the_first_arm_where_its_curve_says() {
    for points in [ROC, PR] {
        let curve = if points == PR {
            steps(points)
        } else {
            points.to_vec()
        };
        for &at in points {
            let (svg, frame) = draw((360, 360), |paper| {
                let frame = drawing::curves(paper, points == PR)?;
                operating_points(paper, &frame, &palette("light"), &[Mark { arm: 0, at }])?;
                Ok(frame)
            });
            let discs = svg.discs("#0072B2");
            let [_of_the_name, disc] = discs[..] else {
                panic!("two discs, not {discs:?}")
            };
            assert_eq!(disc, frame.to_pixel(at));
            let corners: Vec<_> = curve.iter().map(|&point| frame.to_pixel(point)).collect();
            assert!(corners.contains(&disc), "the disc lies on its curve");
            let polyline = svg.polyline("#0072B2");
            assert!(polyline.contains(&disc), "{disc:?} on {polyline:?}");
        }
    }
}

#[test]
fn the_second_arm_is_told_apart_without_colour() {
    let at = (0.1, 0.7);
    let (svg, frame) = draw((360, 360), |paper| {
        let frame = drawing::curves(paper, false)?;
        operating_points(paper, &frame, &palette("light"), &[Mark { arm: 1, at }])?;
        Ok(frame)
    });
    assert!(svg.discs("#D55E00").is_empty(), "another shape");
    let centres = svg.polygon_centres("#D55E00");
    assert_eq!(centres.len(), 2, "that of the name, and the dot");
    assert_eq!(centres.last(), Some(&frame.to_pixel(at)));
    assert_eq!(
        svg.count("#0072B2", "<polyline"),
        1,
        "a solid line in one stroke"
    );
    assert!(
        svg.count("#D55E00", "<polyline") > 20,
        "a dashed line in many"
    );
}

#[test]
fn eight_arms_have_eight_markers_and_eight_dashes() {
    let entries = [0, 1, 2, 3, 4, 5, 6, 7].map(|arm| Entry {
        sample: Sample::Arm(arm),
        name: "arm",
    });
    let (svg, _) = draw((800, 60), |paper| {
        legend(paper, &palette("light"), &entries).map(|_| ())
    });
    svg.save("eight-arms");
    let mut kinds: Vec<_> = (0..8).map(Marker::of_arm).collect();
    kinds.dedup();
    assert_eq!(kinds.len(), 8);
    let colors = [
        "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#4F5965", "#8B95A1",
    ];
    let first_dash = colors.map(|color| svg.polyline(color)[1].0 - svg.polyline(color)[0].0);
    let mut lengths = first_dash.to_vec();
    lengths.sort_unstable();
    lengths.dedup();
    assert_eq!(lengths.len(), 8, "{first_dash:?}");
}

#[test]
fn the_cut_line_stands_at_its_score_and_tints_the_rejected_side() {
    for (axis, at) in [
        (Axis::probability(), 0.15),
        (Axis::log_odds(-9.0, 9.0), -1.7),
        (Axis::share_rejected(), 0.05),
    ] {
        let figure = ScoreHistogram {
            axis: &axis,
            edges: &[],
            good: &[],
            default: &[],
            tallest: (0, 0),
            counts: CountScale::default(),
        };
        let (svg, frame) = draw((700, 120), |paper| {
            let frame = scores(paper, &palette("light"), &figure)?;
            cut_line(paper, &frame, &palette("light"), at)?;
            Ok(frame)
        });
        let column = frame.x_to_pixel(at);
        let share = f64::from(column - frame.left) / f64::from(frame.right - frame.left);
        let asked = (at - axis.range.0) / (axis.range.1 - axis.range.0);
        assert!((share - asked).abs() < 0.001, "{share} {asked}");
        let ink = svg.rectangles("#16202B");
        let [tint, cut] = ink[..] else {
            panic!("a tint and a line, not {ink:?}")
        };
        assert_eq!((tint.0, tint.0 + tint.2), (column, frame.right + 1));
        assert_eq!((cut.0, cut.0 + cut.2), (column - 1, column + 1));
    }
}

#[test]
fn bars_are_as_long_as_the_logarithms_of_their_counts() {
    let axis = Axis::probability();
    let (edges, good, default) = (
        [0.0, 0.25, 0.5, 0.75, 1.0],
        [900, 100, 0, 25],
        [0, 25, 0, 100],
    );
    let figure = ScoreHistogram {
        axis: &axis,
        edges: &edges,
        good: &good,
        default: &default,
        tallest: (0, 0),
        counts: CountScale::default(),
    };
    let (svg, frame) = draw((800, 400), |paper| {
        scores(paper, &palette("light"), &figure)
    });
    let base = frame.y_to_pixel(0.0);
    let up = svg.rectangles("#7CA1BD");
    let down = svg.rectangles("#C42D78");
    assert_eq!((up.len(), down.len()), (3, 2), "an empty bin has no bar");
    let heights: Vec<_> = up.iter().map(|bar| f64::from(bar.3)).collect();
    for (height, rows) in heights.iter().zip([900.0_f64, 100.0, 25.0]) {
        let expected = heights[0] * rows.ln_1p() / 900.0_f64.ln_1p();
        assert!(
            (height - expected).abs() <= 1.0,
            "{rows} rows: {height}, not {expected}"
        );
    }
    assert!(
        up.iter().all(|bar| bar.1 + bar.3 == base),
        "good stand on the base line"
    );
    assert!(
        down.iter().all(|bar| bar.1 == base + 1),
        "defaults hang from it"
    );
    assert!(
        (f64::from(down[1].3) - heights[1]).abs() <= 1.0,
        "one scale for both classes"
    );
}

#[test]
fn linear_bars_are_as_long_as_their_counts() {
    let axis = Axis::probability();
    let (edges, good, default) = (
        [0.0, 0.25, 0.5, 0.75, 1.0],
        [2_000, 1_000, 0, 1],
        [0, 500, 0, 1],
    );
    let figure = ScoreHistogram {
        axis: &axis,
        edges: &edges,
        good: &good,
        default: &default,
        tallest: (0, 0),
        counts: CountScale::Linear,
    };
    let (svg, frame) = draw((800, 400), |paper| {
        scores(paper, &palette("light"), &figure)
    });
    let heights = |color| {
        let bars = svg.rectangles(color);
        bars.iter().map(|bar| f64::from(bar.3)).collect::<Vec<_>>()
    };
    let (up, down) = (heights("#7CA1BD"), heights("#C42D78"));
    assert_eq!((up.len(), down.len()), (3, 2), "an empty bin has no bar");
    assert!((up[1] - up[0] / 2.0).abs() <= 1.0, "{up:?}");
    assert!((down[0] - up[0] / 4.0).abs() <= 1.0, "one scale for both");
    assert_eq!((up[2], down[1]), (2.0, 2.0), "a single row is seen");
    let base = f64::from(frame.y_to_pixel(0.0) - frame.top);
    let share = base / f64::from(frame.bottom - frame.top);
    assert!((share - 2.0 / 3.0).abs() < 0.01, "{share}");
}

#[test]
fn linear_counts_are_labelled_with_round_numbers() {
    let axis = Axis::probability();
    for (rows, height, expected) in [
        (1, 300, "4 2 0 2 4 6 8"),
        (1_200, 300, "600 400 200 0 200 400 600 800 1,000 1,200"),
        (30_000, 300, "15k 10k 5k 0 5k 10k 15k 20k 25k 30k"),
        (3_000_000, 120, "1M 0 1M 2M 3M"),
    ] {
        let figure = ScoreHistogram {
            axis: &axis,
            edges: &[0.0, 1.0],
            good: &[rows],
            default: &[0],
            tallest: (0, 0),
            counts: CountScale::Linear,
        };
        let (svg, _) = draw((400, height), |paper| {
            scores(paper, &palette("light"), &figure)
        });
        let texts = svg.texts();
        let labels = texts.iter().filter(|text| text.is_right_aligned());
        let words: Vec<_> = labels.map(|text| text.words.as_str()).collect();
        assert_eq!(words.join(" "), expected);
    }
}

#[test]
fn every_scale_of_counts_has_its_word() {
    assert_eq!(CountScale::ALL.map(CountScale::name), ["log", "linear"]);
    assert_eq!(CountScale::default(), CountScale::Log);
}

#[test]
fn stairs_enclose_the_average_precision() {
    let corners = steps(PR);
    let area: f64 = corners
        .windows(2)
        .map(|pair| (pair[1].0 - pair[0].0) * pair[0].1)
        .sum();
    let mut reached = 0.0;
    let mut average_precision = 0.0;
    for &(recall, precision) in PR {
        average_precision += (recall - reached) * precision;
        reached = recall;
    }
    assert!((area - average_precision).abs() < 1e-12);
    assert_eq!(
        corners[0].1, PR[0].1,
        "precision at recall 0 is the first threshold's"
    );
}

#[test]
fn a_colour_that_is_missing_or_no_hex_is_named() {
    let complete = |_: &str| Some(" #0Af ".to_owned());
    let blue = Palette::from_css(complete).map(|palette| palette.good);
    assert_eq!(blue, Ok(plotters::style::RGBColor(0, 170, 255)));
    let missing = Palette::from_css(|name| (name != "--arm-3").then(|| "#123456".to_owned()));
    assert_eq!(
        missing,
        Err(PaletteError::Missing {
            name: "--arm-3".to_owned()
        })
    );
    for value in ["", "red", "#12345", "#é2", "rgb(1, 2, 3)"] {
        let error = Palette::from_css(|_| Some(value.to_owned())).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("the colour --text is \"{value}\", which is neither #rgb nor #rrggbb")
        );
    }
}
