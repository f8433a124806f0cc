//! From data to pixels and back, and the ticks between.

use imbalance_lab::figure::{Axis, Frame};
use proptest::prelude::*;

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
