//! Data that leave nothing to draw, or nowhere to draw it.

use imbalance_lab::figure::{
    Axis, CountScale, Curve, Loss, Losses, Scatter, ScoreHistogram, cut_line, losses, scatter,
    scores,
};

use crate::drawing::{self, Figure, draw, draw_everything, palette};

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
            name: "",
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
            besides: &[],
            is_labelled: true,
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
            let figure = ScoreHistogram {
                axis: &axis,
                edges,
                good: counts,
                default: counts,
                tallest: (0, 0),
                counts: CountScale::default(),
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
            name: "",
            points: &points,
        },
        Curve {
            arm: 1,
            name: "",
            points: &[],
        },
    ];
    let (svg, _) = draw((300, 300), |paper| drawing::roc_of(paper, &curves));
    assert!(svg.is_finite());
    assert_eq!(svg.count("#0072B2", "<polyline"), 0);
}
