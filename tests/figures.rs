//! The figures, drawn as SVG in light and dark and at the sizes of a phone and of a projector.
//!
//! The pictures are left in `target/figures`, to be looked at.

#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a test panics where its SVG can't be read, and pixels are small"
)]

#[path = "figures/drawing.rs"]
mod drawing;
#[path = "figures/svg.rs"]
mod svg;

use drawing::{Figure, PR, ROC, SIZES, draw, draw_everything, palette};
use imbalance_lab::figure::{
    Axis, Curve, Frame, Loss, Losses, Mark, Palette, PaletteError, Scatter, Scores, cut_line,
    losses, operating_points, scatter, scores, steps,
};
use proptest::prelude::*;

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
            ["Score (probability of default)", "Rows (log scale)"],
        ),
        (Figure::Losses, ["Epoch", "Loss (binary cross-entropy)"]),
        (Figure::Scatter, ["income", "utilisation"]),
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
            assert_eq!(discs, [frame.to_pixel(at)], "one disc, and there");
            let corners: Vec<_> = curve.iter().map(|&point| frame.to_pixel(point)).collect();
            assert!(corners.contains(&discs[0]), "the disc lies on its curve");
            let polyline = svg.polyline("#0072B2");
            assert!(polyline.contains(&discs[0]), "{discs:?} on {polyline:?}");
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
    assert_eq!(svg.polygon_centres("#D55E00"), [frame.to_pixel(at)]);
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
fn the_cut_line_stands_at_its_score_and_tints_the_rejected_side() {
    for (axis, at) in [
        (Axis::probability(), 0.15),
        (Axis::log_odds(-9.0, 9.0), -1.7),
        (Axis::share_rejected(), 0.05),
    ] {
        let figure = Scores {
            axis: &axis,
            edges: &[],
            good: &[],
            default: &[],
            tallest: (0, 0),
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
    let figure = Scores {
        axis: &axis,
        edges: &edges,
        good: &good,
        default: &default,
        tallest: (0, 0),
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
fn degenerate_losses_are_drawn() {
    let nan = [(1.0, f64::NAN), (2.0, f64::INFINITY)];
    for (points, epochs) in [
        (&[][..], 0.0),
        (&[(1.0, 0.0)], 1.0),
        (&[(1.0, 0.0), (2.0, 0.0)], 2.0),
        (&[(1.0, 1e308), (2.0, 1e-308)], 2.0),
        (&nan, f64::NAN),
    ] {
        let arms = [Loss {
            arm: 0,
            training: points,
            held_out: points,
        }];
        let (svg, _) = draw((280, 200), |paper| {
            losses(
                paper,
                &palette("light"),
                &Losses {
                    arms: &arms,
                    epochs,
                },
            )
        });
        assert!(svg.is_finite(), "{points:?}");
    }
}

#[test]
fn degenerate_rows_are_drawn() {
    for points in [
        &[][..],
        &[(3.0, 3.0); 3],
        &[(0.0, 0.0)],
        &[(f64::NAN, 1.0), (1.0, f64::NEG_INFINITY)],
        &[(-1e308, -1e308), (1e308, 1e308)],
        &[(1e-308, 0.0), (2e-308, 0.0)],
    ] {
        let figure = Scatter {
            x_name: "",
            y_name: "b",
            good: points,
            default: points,
            synthetic: points,
        };
        let (svg, _) = draw((280, 280), |paper| {
            scatter(paper, &palette("light"), &figure)
        });
        assert!(svg.is_finite(), "{points:?}");
    }
}

#[test]
fn degenerate_scores_are_drawn() {
    let axes = [
        Axis::log_odds(2.0, 2.0),
        Axis::log_odds(f64::NEG_INFINITY, f64::NAN),
    ];
    for axis in axes {
        for (edges, counts) in [
            (&[][..], &[][..]),
            (&[2.0, 2.0], &[500]),
            (
                &[f64::NEG_INFINITY, f64::INFINITY, f64::NAN],
                &[1, usize::MAX],
            ),
            (&[0.0, 1.0], &[0, 0, 0]),
        ] {
            let figure = Scores {
                axis: &axis,
                edges,
                good: counts,
                default: counts,
                tallest: (0, 0),
            };
            let (svg, frame) = draw((280, 90), |paper| {
                let frame = scores(paper, &palette("light"), &figure)?;
                for at in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 2.0] {
                    cut_line(paper, &frame, &palette("light"), at)?;
                }
                Ok(frame)
            });
            assert!(svg.is_finite(), "{edges:?}");
            assert!(frame.left < frame.right && frame.top < frame.bottom);
        }
    }
}

#[test]
fn a_paper_without_room_is_no_panic() {
    for figure in Figure::ALL {
        for size in [(0, 0), (1, 1), (20, 300), (300, 20)] {
            assert!(draw_everything(figure, &palette("light"), size).is_finite());
        }
    }
}

#[test]
fn a_curve_without_finite_points_leaves_its_axes() {
    let points = [(f64::NAN, 0.0), (0.5, f64::INFINITY)];
    let curves = [
        Curve {
            arm: 0,
            points: &points,
        },
        Curve {
            arm: 1,
            points: &[],
        },
    ];
    let (svg, _) = draw((300, 300), |paper| drawing::roc_of(paper, &curves));
    assert!(svg.is_finite());
    assert_eq!(svg.count("#0072B2", "<polyline"), 0);
}

#[test]
fn the_pointer_finds_the_nearest_point_within_reach() {
    let frame = Frame::new((40, 10), (200, 200), (0.0, 1.0), (0.0, 1.0));
    let points = [(0.0, 0.0), (0.5, 0.5), (f64::NAN, 0.5), (0.52, 0.5)];
    assert_eq!(frame.nearest((143.0, 110.0), points, 10.0), Some(3));
    assert_eq!(frame.nearest((141.0, 110.0), points, 10.0), Some(1));
    assert_eq!(frame.nearest((90.0, 60.0), points, 10.0), None);
}

#[test]
fn ticks_stand_at_round_values_within_the_axis() {
    let labels = |axis: &Axis| {
        axis.ticks
            .iter()
            .map(|tick| tick.label.clone())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(labels(&Axis::spanning("", -4.2, 3.9)), "−4 −2 0 2");
    assert_eq!(labels(&Axis::spanning("", 0.0, 1.0)), "0 0.2 0.4 0.6 0.8 1");
    assert_eq!(
        labels(&Axis::spanning("", -12_000.0, 41_000.0)),
        "−10,000 0 10,000 20,000 30,000 40,000"
    );
    assert_eq!(
        labels(&Axis::spanning("", 0.00031, 0.00034)),
        "0.00031 0.000315 0.00032 0.000325 0.00033 0.000335 0.00034"
    );
    assert_eq!(
        labels(&Axis::from_zero("", 0.34)),
        "0 0.05 0.1 0.15 0.2 0.25 0.3 0.35"
    );
    assert_eq!(labels(&Axis::counting("", 1.0)), "0 1");
    assert_eq!(labels(&Axis::counting("", 20.0)), "0 5 10 15 20");
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

fn frames() -> impl Strategy<Value = Frame> {
    let end = -1e6..1e6_f64;
    let ranges = (end.clone(), end.clone(), end.clone(), end);
    ((0..80, 0..80), (1..1200, 1..1200), ranges)
        .prop_map(|(corner, size, (a, b, c, d))| Frame::new(corner, size, (a, b), (c, d)))
}

proptest! {
    #[test]
    fn a_pixel_goes_to_its_data_and_back(frame in frames(), u in 0.0..=1.0_f64, v in 0.0..=1.0_f64) {
        let x = frame.left + (u * f64::from(frame.right - frame.left)).round() as i32;
        let y = frame.top + (v * f64::from(frame.bottom - frame.top)).round() as i32;
        prop_assert_eq!(frame.to_pixel(frame.to_data((f64::from(x), f64::from(y)))), (x, y));
    }

    #[test]
    fn data_come_back_within_half_a_pixel(frame in frames(), u in 0.0..=1.0_f64, v in 0.0..=1.0_f64) {
        let data = (frame.x.0 + u * (frame.x.1 - frame.x.0), frame.y.0 + v * (frame.y.1 - frame.y.0));
        let (column, row) = frame.to_pixel(data);
        let back = frame.to_data((f64::from(column), f64::from(row)));
        let pixel = |range: (f64, f64), pixels: i32| (range.1 - range.0).abs() / f64::from(pixels);
        let (wide, high) = (pixel(frame.x, frame.right - frame.left), pixel(frame.y, frame.bottom - frame.top));
        prop_assert!((back.0 - data.0).abs() <= 0.5001 * wide);
        prop_assert!((back.1 - data.1).abs() <= 0.5001 * high);
    }

    #[test]
    fn any_two_ends_make_an_axis_with_two_ticks_or_more(low in any::<f64>(), high in any::<f64>()) {
        let axis = Axis::spanning("", low, high);
        prop_assert!(axis.range.0.is_finite() && axis.range.1.is_finite());
        prop_assert!(axis.range.0 < axis.range.1);
        prop_assert!((2..=11).contains(&axis.ticks.len()), "{:?}", axis);
        for tick in &axis.ticks {
            let slack = (axis.range.1 - axis.range.0) * 1e-6;
            prop_assert!(tick.at >= axis.range.0 - slack && tick.at <= axis.range.1 + slack);
        }
    }
}
