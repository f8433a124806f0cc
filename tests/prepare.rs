//! From the columns of a table to numbers: as scikit-learn's pipeline, and learnt from training rows alone.

#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

use imbalance_lab::data::prepare::{
    Cells, Change, DropSpec, FillSpec, Frame, FrameColumn, Middle, NameMissingSpec, OneHotSpec,
    PrepareError, Prepared, StepSpec, TargetSpec, TrainingRows, sound_steps,
};
use imbalance_lab::folds::stratified_folds;
use proptest::prelude::*;
use serde::Deserialize;

const TOLERANCE: f64 = 1e-9;

#[derive(Deserialize)]
struct Golden {
    prepared: Vec<Case>,
    folds: Vec<Folds>,
}

#[derive(Deserialize)]
struct Case {
    income: Vec<Option<f64>>,
    age: Vec<Option<f64>>,
    job: Vec<Option<String>>,
    owns: Vec<Option<String>>,
    area: Vec<Option<String>>,
    labels: Vec<bool>,
    train: Vec<usize>,
    middle: String,
    names: Vec<String>,
    values: Vec<Vec<f64>>,
    fills: Vec<f64>,
    later: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Folds {
    labels: Vec<bool>,
    n_folds: usize,
    seed: Option<u32>,
    folds: Vec<usize>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/prepare.json")).unwrap()
}

fn numbers(name: &str, values: &[Option<f64>]) -> FrameColumn {
    let values = values.iter().map(|value| value.unwrap_or(f64::NAN));
    FrameColumn::new(name, Cells::Numbers(values.collect()))
}

fn texts(name: &str, values: &[Option<String>]) -> FrameColumn {
    FrameColumn::new(name, Cells::texts(values.iter().map(Option::as_deref)))
}

impl Case {
    fn frame(&self) -> Frame {
        let columns = vec![
            numbers("income", &self.income),
            numbers("age", &self.age),
            texts("job", &self.job),
            texts("owns", &self.owns),
            texts("area", &self.area),
        ];
        Frame::new(columns).unwrap()
    }

    fn training(&self) -> TrainingRows<'_> {
        TrainingRows {
            rows: &self.train,
            labels: &self.labels,
            seed: 42,
        }
    }

    fn steps(&self) -> Vec<StepSpec> {
        let with = match self.middle.as_str() {
            "median" => Middle::Median,
            "mean" => Middle::Mean,
            _ => Middle::Mode,
        };
        let mut steps = sound_steps();
        for step in &mut steps {
            if let StepSpec::Fill(fill) = step {
                fill.with = with;
            }
        }
        steps
    }
}

fn check(frame: &Frame, names: &[String], expected: &[Vec<f64>]) {
    assert_eq!(frame.columns().len(), names.len());
    for (name, expected) in names.iter().zip(expected) {
        let Cells::Numbers(values) = &*frame.column(name).unwrap().cells else {
            panic!("{name} isn't numbers");
        };
        for (row, (value, expected)) in values.iter().zip(expected).enumerate() {
            let is_near = (value - expected).abs() <= TOLERANCE * expected.abs().max(1.0);
            assert!(is_near, "{name}, row {row}: {value} and {expected}");
        }
    }
}

#[test]
fn the_sound_steps_are_a_column_transformer_of_scikit_learn() {
    for case in golden().prepared {
        let (prepared, frame) =
            Prepared::fit(case.frame(), &case.steps(), &case.training()).unwrap();
        check(&frame, &case.names, &case.values);
        assert_eq!(
            frame.matrix().unwrap().dim(),
            (case.labels.len(), case.names.len())
        );
        check(
            &prepared.apply(case.frame()).unwrap(),
            &case.names,
            &case.later,
        );
        let fill = StepSpec::Fill(FillSpec {
            with: Middle::Constant,
            constant: -1.0,
            indicator: false,
        });
        let (_, frame) = Prepared::fit(case.frame(), &[fill], &case.training()).unwrap();
        let Cells::Numbers(income) = &*frame.column("income").unwrap().cells else {
            panic!("numbers");
        };
        let filled = income.iter().zip(&case.income);
        assert!(
            filled
                .into_iter()
                .all(|(value, raw)| *value == raw.unwrap_or(-1.0))
        );
        assert_eq!(case.fills.len(), 2);
    }
}

#[test]
fn folds_are_those_of_scikit_learn() {
    for case in golden().folds {
        let folds = stratified_folds(&case.labels, case.n_folds, case.seed);
        assert_eq!(
            folds, case.folds,
            "{} folds, seed {:?}",
            case.n_folds, case.seed
        );
    }
}

#[test]
fn other_rows_teach_nothing() {
    for case in golden().prepared {
        let (prepared, _) = Prepared::fit(case.frame(), &case.steps(), &case.training()).unwrap();
        let mut other = Case {
            labels: case.labels.iter().map(|label| !label).collect(),
            income: vec![Some(1e9); case.income.len()],
            age: vec![None; case.age.len()],
            job: vec![Some("pilot".into()); case.job.len()],
            owns: vec![None; case.owns.len()],
            area: vec![Some("elsewhere".into()); case.area.len()],
            ..golden().prepared.remove(0)
        };
        for &row in &case.train {
            other.labels[row] = case.labels[row];
            other.income[row] = case.income[row];
            other.age[row] = case.age[row];
            other.job[row].clone_from(&case.job[row]);
            other.owns[row].clone_from(&case.owns[row]);
            other.area[row].clone_from(&case.area[row]);
        }
        let training = TrainingRows {
            rows: &case.train,
            labels: &other.labels,
            seed: 42,
        };
        let (again, _) = Prepared::fit(other.frame(), &case.steps(), &training).unwrap();
        assert_eq!(again.learnt(), prepared.learnt());
        let treated = [prepared, again].map(|steps| steps.apply(case.frame()).unwrap());
        assert_eq!(treated[0], treated[1]);
    }
}

#[test]
fn a_training_rows_own_label_isnt_in_its_share() {
    let case = golden().prepared.remove(0);
    let steps = case.steps();
    let (_, frame) = Prepared::fit(case.frame(), &steps, &case.training()).unwrap();
    for place in [0, 40, 99] {
        let mut labels = case.labels.clone();
        let row = case.train[place];
        let folds = |labels: &[bool]| {
            let of_training: Vec<_> = case.train.iter().map(|&row| labels[row]).collect();
            stratified_folds(&of_training, 5, Some(42))
        };
        let before = folds(&labels);
        // A row of the other class in the same fold changes places with it, so that the folds stay.
        let swap = (0..case.train.len()).find(|&other| {
            before[other] == before[place] && labels[case.train[other]] != labels[row]
        });
        labels.swap(row, case.train[swap.unwrap()]);
        if folds(&labels) != before {
            continue;
        }
        let training = TrainingRows {
            rows: &case.train,
            labels: &labels,
            seed: 42,
        };
        let (_, other) = Prepared::fit(case.frame(), &steps, &training).unwrap();
        let share = |frame: &Frame| match &*frame.column("area").unwrap().cells {
            Cells::Numbers(values) => values[row],
            Cells::Texts { .. } => panic!("numbers"),
        };
        assert_eq!(share(&frame), share(&other));
    }
}

#[test]
fn useless_columns_go_with_their_reasons() {
    let n = 40;
    let count = |from: u32, by: i32| -> Vec<Option<f64>> {
        (0..n)
            .map(|row| Some(f64::from(from) + f64::from(by * row)))
            .collect()
    };
    let name = |row: i32| Some(format!("customer {row}"));
    let income: Vec<_> = (0..n)
        .map(|row| (row % 7 != 0).then(|| f64::from(row * row % 31)))
        .collect();
    let same = |text: &str| vec![Some(text.to_owned()); n as usize];
    let columns = vec![
        numbers("Unnamed: 0", &count(0, 1)),
        numbers("falling", &count(900, -3)),
        numbers("income", &income),
        numbers("income again", &income),
        numbers("nothing", &vec![None; n as usize]),
        texts("country", &same("AT")),
        texts("name", &(0..n).map(name).collect::<Vec<_>>()),
        texts(
            "few",
            &(0..n)
                .map(|row| Some((row % 3).to_string()))
                .collect::<Vec<_>>(),
        ),
    ];
    let frame = Frame::new(columns).unwrap();
    let rows: Vec<usize> = (0..n as usize).rev().collect();
    let labels = vec![false; n as usize];
    let training = TrainingRows {
        rows: &rows,
        labels: &labels,
        seed: 42,
    };
    let steps = [StepSpec::Drop(DropSpec::default())];
    let (prepared, kept) = Prepared::fit(frame.clone(), &steps, &training).unwrap();
    let names: Vec<_> = kept
        .columns()
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    assert_eq!(names, ["income", "few"]);
    assert_eq!(
        prepared.learnt()[0],
        [
            "Unnamed: 0 is left out: it numbers the rows.",
            "falling is left out: it numbers the rows.",
            "income again is left out: it is the same as income.",
            "nothing is left out: it has one value in all training rows.",
            "country is left out: it has one value in all training rows.",
            "name is left out: it names the rows, hardly two alike.",
        ]
    );
    let change = Change {
        gone_columns: 6,
        ..Change::default()
    };
    assert_eq!(prepared.changes(), [change]);
    let none = DropSpec {
        constants: false,
        identifiers: false,
        duplicates: false,
        keep: Vec::new(),
    };
    let (_, all) = Prepared::fit(frame.clone(), &[StepSpec::Drop(none)], &training).unwrap();
    assert_eq!(all.columns().len(), frame.columns().len());
}

#[test]
fn each_step_says_what_it_has_learnt_and_changed() {
    let case = golden().prepared.remove(0);
    let (prepared, _) = Prepared::fit(case.frame(), &case.steps(), &case.training()).unwrap();
    let learnt = prepared.learnt();
    assert!(learnt[2].is_empty(), "{learnt:?}");
    let n_train = case.train.len();
    let n_missing = case
        .train
        .iter()
        .filter(|&&row| case.income[row].is_none())
        .count();
    assert!(learnt[3][0].starts_with(&format!(
        "income: {n_missing} of {n_train} training rows are missing; filled with the median, "
    )));
    assert_eq!(
        learnt[5][0],
        "job: a column each for 5 levels (Missing, Worker, clerk, none, self-employed)."
    );
    assert!(
        learnt[6][0].starts_with("area: 16 levels as their default rates, "),
        "{learnt:?}"
    );
    let n_filled = case.income.iter().filter(|cell| cell.is_none()).count();
    let fill = Change {
        new_columns: 1,
        gone_columns: 0,
        changed_cells: n_filled,
        gone_rows: 0,
    };
    assert_eq!(prepared.changes()[3], fill);
}

#[test]
fn what_doesnt_fit_is_a_sentence() {
    let case = golden().prepared.remove(0);
    let (prepared, _) = Prepared::fit(case.frame(), &case.steps(), &case.training()).unwrap();
    let mut columns = case.frame().into_columns();
    columns.remove(2);
    let error = prepared.apply(Frame::new(columns).unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "There is no column job, which the steps were fitted with."
    );
    let mut columns = case.frame().into_columns();
    columns[1] = texts("age", &case.owns);
    let error = prepared.apply(Frame::new(columns).unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Column age holds text; the steps were fitted with numbers."
    );
    let error = case.frame().matrix().unwrap_err();
    assert!(matches!(error, PrepareError::NotFinite { .. }), "{error}");
    let nobody = TrainingRows {
        rows: &[],
        labels: &case.labels,
        seed: 42,
    };
    assert_eq!(
        Prepared::fit(case.frame(), &case.steps(), &nobody).unwrap_err(),
        PrepareError::NoTrainingRows
    );
    let twice = vec![numbers("a", &[Some(1.0)]), numbers("a", &[Some(2.0)])];
    assert_eq!(Frame::new(twice), Err(PrepareError::SameName("a".into())));
    let ragged = vec![numbers("a", &[Some(1.0)]), numbers("b", &[])];
    assert!(
        Frame::new(ragged)
            .unwrap_err()
            .to_string()
            .contains("0 cells")
    );
}

fn cell() -> impl Strategy<Value = (Option<f64>, Option<String>, bool)> {
    let number = proptest::option::weighted(0.8, -1e6_f64..1e6);
    let text = proptest::option::weighted(0.8, "[a-e]{1,2}");
    (number, text, any::<bool>())
}

proptest! {
    #[test]
    fn whatever_a_table_holds_the_sound_steps_leave_finite_numbers(
        cells in proptest::collection::vec(cell(), 2..60), n_train in 1_usize..60, seed in any::<u32>(),
    ) {
        let values: Vec<_> = cells.iter().map(|cell| cell.0).collect();
        let words: Vec<_> = cells.iter().map(|cell| cell.1.clone()).collect();
        let labels: Vec<_> = cells.iter().map(|cell| cell.2).collect();
        let rows: Vec<usize> = (0..n_train.min(cells.len())).collect();
        let training = TrainingRows { rows: &rows, labels: &labels, seed };
        let frame = Frame::new(vec![numbers("n", &values), texts("t", &words), texts("u", &words)]).unwrap();
        let steps = [
            StepSpec::Fill(FillSpec::default()),
            StepSpec::NameMissing(NameMissingSpec::default()),
            StepSpec::OneHot(OneHotSpec { most_levels: 3, ..OneHotSpec::default() }),
            StepSpec::Target(TargetSpec { folds: 4, ..TargetSpec::default() }),
        ];
        for steps in [&steps[..], &sound_steps()] {
            let (prepared, own) = match Prepared::fit(frame.clone(), steps, &training) {
                Err(PrepareError::NothingLeft) => continue,
                fitted => fitted.unwrap(),
            };
            let later = prepared.apply(frame.clone()).unwrap();
            prop_assert!(own.matrix().is_ok() && later.matrix().is_ok());
            let names = |frame: &Frame| frame.columns().iter().map(|c| c.name.clone()).collect::<Vec<_>>();
            prop_assert_eq!(names(&own), names(&later));
        }
    }
}
