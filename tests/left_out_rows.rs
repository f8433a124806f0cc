//! Steps that leave training rows out, and no others.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its own preparation fails"
)]

use imbalance_lab::data::prepare::{
    Apart, Cells, ClipSpec, FarOut, FillSpec, Frame, FrameColumn, IsolationSpec, Prepared,
    RepeatedSpec, StepSpec, TrainingRows, isolation_scores,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    rows: Vec<Vec<f64>>,
    scores: Vec<f64>,
    spread: f64,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/isolation.json")).unwrap()
}

fn frame(rows: &[Vec<f64>]) -> Frame {
    let columns = (0..rows[0].len()).map(|column| {
        let values = rows.iter().map(|row| row[column]).collect();
        FrameColumn::new(&format!("x{column}"), Cells::Numbers(values))
    });
    Frame::new(columns.collect()).unwrap()
}

#[test]
fn a_row_lies_apart_as_much_as_scikit_learns_forest_says() {
    const SEEDS: u32 = 40;
    let golden = golden();
    let frame = frame(&golden.rows);
    let rows: Vec<usize> = (0..golden.rows.len()).collect();
    let spec = IsolationSpec {
        n_rows: 128,
        ..IsolationSpec::default()
    };
    let mut mean = vec![0.0; rows.len()];
    for seed in 0..SEEDS {
        let scores = isolation_scores(&frame, &rows, &spec, seed).unwrap();
        for (mean, score) in mean.iter_mut().zip(scores) {
            *mean += score / f64::from(SEEDS);
        }
    }
    // Both are means over as many seeds: they differ by no more than five of their deviations.
    let near = 5.0 * golden.spread * (2.0 / f64::from(SEEDS)).sqrt();
    for (row, (found, expected)) in mean.iter().zip(&golden.scores).enumerate() {
        assert!(
            (found - expected).abs() < near,
            "{row}: {found} {expected} ±{near}"
        );
    }
}

/// Which training rows stay, and what the last step says.
fn done(frame: &Frame, train: &[usize], steps: &[StepSpec]) -> (Vec<usize>, Vec<String>, Prepared) {
    let labels = vec![false; frame.n_rows()];
    let training = TrainingRows {
        rows: train,
        labels: &labels,
        seed: 3,
    };
    let (prepared, after) = Prepared::fit(frame.clone(), steps, &training).unwrap();
    assert_eq!(after.n_rows(), frame.n_rows(), "every row is still there");
    let said = prepared.learnt().pop().unwrap_or_default();
    (prepared.training_rows().to_vec(), said, prepared)
}

#[test]
fn rows_that_lie_apart_are_flagged_or_left_out_of_the_training() {
    let golden = golden();
    let frame = frame(&golden.rows);
    let train: Vec<usize> = (4..400).rev().collect();
    let spec = IsolationSpec {
        share: 0.01,
        act: Apart::LeaveOut,
        ..IsolationSpec::default()
    };
    let (rows, said, _) = done(&frame, &train, &[StepSpec::Isolation(spec.clone())]);
    assert_eq!(rows.len(), 392);
    assert!((4..8).all(|far_out| !rows.contains(&far_out)), "{said:?}");
    let flags = IsolationSpec {
        act: Apart::Flag,
        ..spec
    };
    let (rows, _, prepared) = done(&frame, &train, &[StepSpec::Isolation(flags)]);
    assert_eq!(rows, train);
    let later = prepared.apply(frame).unwrap();
    let flag = &later.column("lies apart").unwrap().cells;
    assert!(
        (0..8).all(|row| flag.number(row) == 1.0),
        "those of the test too"
    );
    let n_flagged = (0..400).filter(|&row| flag.number(row) == 1.0).count();
    assert!(n_flagged < 20, "{n_flagged}");
}

#[test]
fn the_first_of_equal_training_rows_stays_and_later_steps_learn_from_what_is_left() {
    let amount = [5.0, 1.0, 5.0, f64::NAN, f64::NAN, 9.0, 5.0, 1.0];
    let town = ["a", "b", "a", "c", "c", "a", "a", "b"];
    let frame = Frame::new(vec![
        FrameColumn::new("amount", Cells::Numbers(amount.to_vec())),
        FrameColumn::new("town", Cells::texts(town.map(Some))),
    ]);
    let frame = frame.unwrap();
    let train = [6, 5, 4, 3, 2, 1];
    let all = StepSpec::Repeated(RepeatedSpec::default());
    let (rows, said, _) = done(&frame, &train, std::slice::from_ref(&all));
    assert_eq!(rows, [5, 3, 2, 1], "in the order in which they were drawn");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("2 training rows left out"));
    assert!(
        said[1].starts_with("2 rows that nothing here learns from"),
        "row 0 as row 2, row 7 as row 1"
    );
    let columns = vec!["town".to_owned()];
    let by_town = StepSpec::Repeated(RepeatedSpec { columns });
    assert_eq!(done(&frame, &train, &[by_town]).0, [3, 2, 1]);
    let fill = StepSpec::Fill(FillSpec::default());
    let (.., said, _) = done(&frame, &train, &[all, fill]);
    let said = said.join(" ");
    assert!(said.contains("median, 5"), "of 5, 1 and 9: {said}");
}

#[test]
fn rows_with_a_number_that_lies_far_out_are_left_out() {
    let golden = golden();
    let frame = frame(&golden.rows);
    let train: Vec<usize> = (4..400).collect();
    let spec = ClipSpec {
        columns: vec!["x0".into()],
        width: 2.0,
        act: FarOut::LeaveOut,
        ..ClipSpec::default()
    };
    let (rows, _, prepared) = done(&frame, &train, &[StepSpec::Clip(spec)]);
    assert!((4..8).all(|far_out| !rows.contains(&far_out)));
    assert_eq!(prepared.changes()[0].gone_rows, 396 - rows.len());
    assert_eq!(prepared.changes()[0].changed_cells, 0);
    let later = prepared.apply(frame.clone()).unwrap();
    assert_eq!(later, frame, "rows that come later stay as they are");
}
