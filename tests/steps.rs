//! Steps that people choose: each against NumPy, pandas or scikit-learn, and whatever their settings.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its own preparation fails"
)]

use std::collections::{HashMap, HashSet};

use imbalance_lab::data::prepare::{
    BinsSpec, CategorySpec, Cells, ClipSpec, DatesSpec, DropSpec, FarOut, Feature, FeatureSpec,
    FormulaSpec, Frame, FrameColumn, FrequencySpec, LevelOrder, Limit, MergeSpec, NumberSpec,
    OrdinalSpec, PrepareError, Prepared, ReshapeSpec, Shape, SparseSpec, StepSpec, TrainingRows,
    WoeSpec, WrittenStep, sound_steps, usual_steps,
};
use imbalance_lab::setting::Form;
use imbalance_lab::studio::setting::{steps, steps_text};
use imbalance_lab::studio::{ReadAs, StepChange};
use proptest::prelude::*;
use serde::Deserialize;

type Named = HashMap<String, Vec<Option<f64>>>;

#[derive(Deserialize)]
struct Golden {
    numbers: Named,
    town: Vec<String>,
    labels: Vec<bool>,
    train: Vec<usize>,
    iso: Vec<String>,
    dotted: Vec<String>,
    american: Vec<String>,
    month: Vec<String>,
    clip: HashMap<String, Named>,
    log: Named,
    root: Named,
    normal: Named,
    bins: Named,
    frequency: Vec<f64>,
    letters: Vec<f64>,
    rate: Vec<f64>,
    merged: Vec<String>,
    woe_later: Vec<f64>,
    months: Vec<f64>,
    first_of_month: Vec<f64>,
    payment: Vec<f64>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/steps.json")).unwrap()
}

fn numbers(values: &[Option<f64>]) -> Cells {
    Cells::Numbers(
        values
            .iter()
            .map(|value| value.unwrap_or(f64::NAN))
            .collect(),
    )
}

fn texts(values: &[String]) -> Cells {
    Cells::texts(values.iter().map(|value| Some(value.as_str())))
}

impl Golden {
    fn frame(&self) -> Frame {
        let numbers = self
            .numbers
            .iter()
            .map(|(name, values)| FrameColumn::new(name, numbers(values)));
        let dates = [
            ("iso", &self.iso),
            ("dotted", &self.dotted),
            ("american", &self.american),
            ("month", &self.month),
            ("town", &self.town),
        ];
        let texts = dates.map(|(name, values)| FrameColumn::new(name, texts(values)));
        Frame::new(numbers.chain(texts).collect()).unwrap()
    }

    fn training(&self) -> TrainingRows<'_> {
        TrainingRows {
            rows: &self.train,
            labels: &self.labels,
            seed: 42,
        }
    }

    fn done(&self, step: StepSpec) -> Frame {
        let (prepared, own) = Prepared::fit(self.frame(), &[step], &self.training()).unwrap();
        let later = prepared.apply(self.frame()).unwrap();
        assert_eq!(own.columns().len(), later.columns().len());
        later
    }

    fn check_numbers(&self, step: StepSpec, expected: &Named) {
        let frame = self.done(step);
        for (name, expected) in expected {
            is_near(
                &frame,
                name,
                &expected
                    .iter()
                    .map(|of| of.unwrap_or(f64::NAN))
                    .collect::<Vec<_>>(),
            );
        }
    }
}

fn is_near(frame: &Frame, name: &str, expected: &[f64]) {
    let Cells::Numbers(values) = &*frame.column(name).unwrap().cells else {
        panic!("{name} isn't numbers");
    };
    assert_eq!(values.len(), expected.len());
    for (row, (value, expected)) in values.iter().zip(expected).enumerate() {
        let is_same = value.is_nan() && expected.is_nan()
            || (value - expected).abs() <= 1e-9 * (1.0 + expected.abs());
        assert!(is_same, "{name}, row {row}: {value}, not {expected}");
    }
}

#[test]
fn numbers_that_lie_far_out_are_brought_to_the_limits_of_numpy() {
    let golden = golden();
    for (key, limit, width) in [
        ("iqr", Limit::Iqr, 1.5),
        ("z", Limit::Deviations, 2.0),
        ("share", Limit::Share, 0.05),
    ] {
        let clip = ClipSpec {
            limit,
            width,
            ..ClipSpec::default()
        };
        golden.check_numbers(StepSpec::Clip(clip.clone()), &golden.clip[key]);
        let flag = ClipSpec {
            act: FarOut::Flag,
            columns: vec!["amount".into()],
            ..clip
        };
        let frame = golden.done(StepSpec::Clip(flag));
        let clipped = golden.clip[key]["amount"]
            .iter()
            .zip(&golden.numbers["amount"]);
        let is_far: Vec<f64> = clipped
            .map(|(clipped, raw)| f64::from(u8::from(clipped != raw)))
            .collect();
        is_near(&frame, "amount is far out", &is_far);
    }
}

#[test]
fn scales_are_bent_as_numpy_and_scikit_learn_bend_them() {
    let golden = golden();
    for (shape, expected) in [
        (Shape::Log, &golden.log),
        (Shape::Root, &golden.root),
        (Shape::Normal, &golden.normal),
    ] {
        let reshape = ReshapeSpec {
            shape,
            ..ReshapeSpec::default()
        };
        golden.check_numbers(StepSpec::Reshape(reshape), expected);
    }
    let bins = BinsSpec {
        bins: 8,
        ..BinsSpec::default()
    };
    golden.check_numbers(StepSpec::Bins(bins), &golden.bins);
}

#[test]
fn levels_are_numbers_as_pandas_and_scikit_learn_have_them() {
    let golden = golden();
    let columns = vec!["town".to_owned()];
    let frequency = FrequencySpec {
        columns: columns.clone(),
    };
    is_near(
        &golden.done(StepSpec::Frequency(frequency)),
        "town",
        &golden.frequency,
    );
    for (order, expected) in [
        (LevelOrder::Letters, &golden.letters),
        (LevelOrder::DefaultRate, &golden.rate),
    ] {
        let ordinal = OrdinalSpec {
            columns: columns.clone(),
            order,
            levels: Vec::new(),
        };
        is_near(&golden.done(StepSpec::Ordinal(ordinal)), "town", expected);
    }
    let merge = MergeSpec {
        columns: columns.clone(),
        least_share: 0.05,
        ..MergeSpec::default()
    };
    let frame = golden.done(StepSpec::Merge(merge));
    let Cells::Texts { codes, levels } = &*frame.column("town").unwrap().cells else {
        panic!("texts stay texts");
    };
    let merged = codes.iter().map(|&code| levels[code as usize].clone());
    assert_eq!(merged.collect::<Vec<_>>(), golden.merged);
    let woe = WoeSpec { columns, folds: 5 };
    is_near(&golden.done(StepSpec::Woe(woe)), "town", &golden.woe_later);
}

#[test]
fn dates_are_months_before_the_newest_training_row_however_they_are_written() {
    let golden = golden();
    let frame = golden.done(StepSpec::Dates(DatesSpec::default()));
    for name in ["iso", "dotted", "american"] {
        is_near(&frame, name, &golden.months);
    }
    is_near(&frame, "month", &golden.first_of_month);
    assert_eq!(
        frame.column("town").unwrap().cells,
        golden.frame().column("town").unwrap().cells
    );
}

#[test]
fn which_of_two_numbers_is_the_month_is_said_where_it_is_open() {
    let dates = ["03/04/2020", "05/06/2020", "07/08/2021"].map(Some);
    let frame = Frame::new(vec![FrameColumn::new("day", Cells::texts(dates))]).unwrap();
    let training = TrainingRows {
        rows: &[0, 1, 2],
        labels: &[false, true, false],
        seed: 0,
    };
    let (prepared, made) =
        Prepared::fit(frame, &[StepSpec::Dates(DatesSpec::default())], &training).unwrap();
    let said = prepared.learnt().concat().join(" ");
    assert!(
        said.contains("2021-07-08") && said.contains("may be meant otherwise"),
        "{said}"
    );
    is_near(&made, "day", &[491.0 / 30.4375, 428.0 / 30.4375, 0.0]);
}

#[test]
fn texts_that_nearly_are_numbers_become_numbers_and_what_is_none_is_said() {
    let cells = ["1", "2,5", "x", "4", "5", "6", "7", "8", "9", "10", "11"].map(Some);
    let frame = Frame::new(vec![
        FrameColumn::new("n", Cells::texts(cells)),
        FrameColumn::new(
            "code",
            Cells::Numbers((0..11).map(|n| f64::from(n % 3)).collect()),
        ),
    ])
    .unwrap();
    let rows: Vec<_> = (0..11).collect();
    let labels = [true; 11];
    let training = TrainingRows {
        rows: &rows,
        labels: &labels,
        seed: 0,
    };
    let steps = [
        StepSpec::Number(NumberSpec::default()),
        StepSpec::Category(CategorySpec {
            columns: vec!["code".into()],
        }),
    ];
    let (prepared, made) = Prepared::fit(frame, &steps, &training).unwrap();
    is_near(
        &made,
        "n",
        &[1.0, 2.5, f64::NAN, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0],
    );
    assert!(matches!(
        *made.column("code").unwrap().cells,
        Cells::Texts { .. }
    ));
    assert!(
        prepared.learnt()[0][0].contains("such as “x”"),
        "{:?}",
        prepared.learnt()
    );
}

#[test]
fn a_column_that_lacks_more_than_its_share_goes() {
    let golden = golden();
    let sparse = |most_missing| StepSpec::Sparse(SparseSpec { most_missing });
    assert!(golden.done(sparse(0.05)).column("gaps").is_none());
    assert!(golden.done(sparse(0.5)).column("gaps").is_some());
}

#[test]
fn a_formula_makes_a_column() {
    let golden = golden();
    let made = |formula: &str| {
        let name = "made".to_owned();
        let formula = formula.to_owned();
        golden.done(StepSpec::Formula(FormulaSpec { name, formula }))
    };
    let amount: Vec<f64> = golden.numbers["amount"]
        .iter()
        .map(|of| of.unwrap())
        .collect();
    let few: Vec<f64> = golden.numbers["few"].iter().map(|of| of.unwrap()).collect();
    let of = |f: &dyn Fn(f64, f64) -> f64| -> Vec<f64> {
        amount.iter().zip(&few).map(|(a, b)| f(*a, *b)).collect()
    };
    is_near(
        &made("amount / (few + 1)"),
        "made",
        &of(&|a, b| a / (b + 1.0)),
    );
    is_near(
        &made("-few ^ 2 * 3 - -amount"),
        "made",
        &of(&|a, b| -(b * b) * 3.0 + a),
    );
    is_near(
        &made("max(log(amount), `few`)"),
        "made",
        &of(&|a, b| a.ln().max(b)),
    );
    is_near(&made("payment(amount, 6, 36)"), "made", &golden.payment);
    is_near(
        &made("months(dotted, iso)"),
        "made",
        &vec![0.0; amount.len()],
    );
    is_near(&made("1 / 0"), "made", &vec![f64::NAN; amount.len()]);
}

#[test]
fn a_column_is_made_from_others_without_a_formula() {
    let golden = golden();
    let made = |feature: Feature, columns: [&str; 3]| {
        let columns = columns.map(str::to_owned);
        golden.done(StepSpec::Feature(FeatureSpec { feature, columns }))
    };
    let of = |name: &str| -> Vec<f64> {
        let cells = golden.numbers[name].iter();
        cells.map(|cell| cell.unwrap_or(f64::NAN)).collect()
    };
    let (amount, few) = (of("amount"), of("few"));
    let both = |f: &dyn Fn(f64, f64) -> f64| -> Vec<f64> {
        amount.iter().zip(&few).map(|(a, b)| f(*a, *b)).collect()
    };
    let pair = ["amount", "few", ""];
    is_near(
        &made(Feature::Ratio, pair),
        "amount / few",
        &both(&|a, b| a / b),
    );
    is_near(
        &made(Feature::Difference, pair),
        "amount − few",
        &both(&|a, b| a - b),
    );
    is_near(
        &made(Feature::Product, pair),
        "amount × few",
        &both(&|a, b| a * b),
    );
    let name = "amount to a twelfth of few";
    is_near(
        &made(Feature::DebtToIncome, pair),
        name,
        &both(&|a, b| a / (b / 12.0)),
    );
    let months = made(Feature::Months, ["dotted", "iso", ""]);
    is_near(
        &months,
        "months from iso to dotted",
        &vec![0.0; amount.len()],
    );
    // An annuity of a year's rate in per cent over so many months.
    let paid = both(&|a, b| a * (b / 1200.0) / (1.0 - (1.0 + b / 1200.0).powf(-b)));
    is_near(
        &made(Feature::Payment, ["amount", "few", "few"]),
        "payment of amount",
        &paid,
    );
    let nothing = made(Feature::Payment, pair);
    let n_columns = golden.frame().columns().len();
    assert_eq!(nothing.columns().len(), n_columns, "one isn't named yet");
}

#[test]
fn a_fault_in_a_formula_is_named_with_its_character() {
    let golden = golden();
    let said = |formula: &str| {
        let step = StepSpec::Formula(FormulaSpec {
            name: "x".into(),
            formula: formula.into(),
        });
        Prepared::fit(golden.frame(), &[step], &golden.training())
            .unwrap_err()
            .to_string()
    };
    let cases = [
        (
            "amount / ",
            "character 10: a number, a column or a parenthesis is wanted.",
        ),
        ("(amount + 1", "character 12: ) is wanted."),
        (
            "amount few",
            "character 8: an operator, or the end is wanted.",
        ),
        ("amount $ 2", "character 8: $ has no meaning here."),
        ("1.2.3", "character 1: 1.2.3 is no number."),
        ("ln(amount)", "character 1: there is no function ln;"),
        (
            "max(few)",
            "character 1: max takes 2 arguments, and 1 are there.",
        ),
        ("`few", "character 1: the backquote is never closed."),
        ("income", "There is no column income"),
        ("town + 1", "Column town holds text"),
    ];
    for (formula, sentence) in cases {
        let said = said(formula);
        assert!(
            said.starts_with("Step 1, A column by a formula: "),
            "{said}"
        );
        assert!(said.contains(sentence), "{formula}: {said}");
    }
    assert!(said(&"(".repeat(500)).contains("less within parentheses"));
}

#[test]
fn every_step_stands_in_the_list_under_a_name_of_its_own() {
    let all = StepSpec::all();
    let keys: HashSet<_> = all.iter().map(StepSpec::key).collect();
    let names: HashSet<_> = all.iter().map(StepSpec::name).collect();
    assert_eq!((keys.len(), names.len()), (all.len(), all.len()));
}

#[test]
fn settings_of_steps_come_back_from_a_link() {
    for usual in StepSpec::all() {
        for field in usual.fields() {
            let texts: Vec<String> = match field.form {
                Form::Whole((low, high)) => vec![low.to_string(), high.to_string()],
                Form::Real((low, high)) => {
                    vec![low.max(-9.5).to_string(), high.min(99.25).to_string()]
                }
                Form::Flag | Form::Choice(_) => field
                    .form
                    .options()
                    .iter()
                    .map(|(key, _)| (*key).to_owned())
                    .collect(),
                Form::Text(_) => vec!["a b, c*d_e".into(), field.text.clone()],
            };
            for text in texts {
                let mut step = usual.clone();
                step.set(field.key, &text).unwrap();
                let list = [step, StepSpec::Drop(DropSpec::default())];
                let list = list.each_ref().map(WrittenStep::of);
                assert_eq!(
                    steps(&steps_text(&list)).as_deref(),
                    Some(&list[..]),
                    "{} {text}",
                    field.key
                );
            }
        }
        assert!(usual.clone().set("no such setting", "1").is_err());
    }
    assert_eq!(
        usual_steps(),
        sound_steps()
            .iter()
            .map(WrittenStep::of)
            .collect::<Vec<_>>()
    );
    assert_eq!(steps_text(&usual_steps()), "");
    assert_eq!(steps("").unwrap(), usual_steps());
    assert_eq!(steps(&steps_text(&[])).unwrap(), []);
    let read = |text: &str| {
        steps(text).unwrap()[0]
            .read()
            .map_err(|error| error.to_string())
    };
    assert_eq!(
        read("no-such-step"),
        Err("there is no step called no-such-step.".into())
    );
    assert!(read("clip*width*wide").unwrap_err().contains("number"));
    assert_eq!(read("clip").unwrap().key(), "clip");
}

#[test]
fn a_new_step_goes_to_where_it_makes_sense_and_can_be_moved_and_taken_out() {
    let keys = |list: &[WrittenStep]| list.iter().map(|step| step.key.clone()).collect::<Vec<_>>();
    let usual = usual_steps();
    let with = StepChange::Add("clip".into()).of(&usual, 0).unwrap();
    assert_eq!(
        keys(&with),
        [
            "number", "dates", "drop", "clip", "fill", "missing", "one-hot", "target"
        ]
    );
    let up = StepChange::Up.of(&with, 3).unwrap();
    assert_eq!(keys(&up)[2..4], ["clip", "drop"]);
    assert_eq!(StepChange::Down.of(&up, 2).unwrap(), with);
    assert_eq!(StepChange::Remove.of(&with, 3).unwrap(), usual);
    assert_eq!(StepChange::Reset.of(&up, 0).unwrap(), usual);
    assert!(StepChange::Add("nothing".into()).of(&usual, 0).is_err());
    let set = |key: &str, text: &str| StepChange::Set {
        key: key.into(),
        text: text.into(),
    };
    assert!(set("width", "many").of(&with, 3).is_err());
    assert_ne!(set("width", "2").of(&with, 3).unwrap(), with);
}

proptest! {
    #[test]
    fn any_list_of_steps_on_any_columns_gives_columns_or_a_sentence(
        cells in prop::collection::vec(("[a-c0-9./-]{0,4}", prop::option::of(-9.0..9.0_f64)), 5..30),
        places in prop::collection::vec(0_usize..17, 0..6),
    ) {
        let texts = cells.iter().map(|(text, _)| (!text.is_empty()).then_some(text.as_str()));
        let numbers = cells.iter().map(|(_, number)| number.unwrap_or(f64::NAN)).collect();
        let frame = Frame::new(vec![
            FrameColumn::new("a", Cells::texts(texts)),
            FrameColumn::new("b", Cells::Numbers(numbers)),
        ])
        .unwrap();
        let labels: Vec<bool> = (0..cells.len()).map(|row| row % 3 == 0).collect();
        let rows: Vec<usize> = (0..cells.len()).filter(|row| row % 4 > 0).collect();
        let training = TrainingRows { rows: &rows, labels: &labels, seed: 1 };
        let all = StepSpec::all();
        let steps: Vec<_> = places.iter().map(|&place| all[place % all.len()].clone()).collect();
        match Prepared::fit(frame.clone(), &steps, &training) {
            Ok((prepared, made)) => {
                prop_assert_eq!(made.n_rows(), cells.len());
                let later = prepared.apply(frame).unwrap();
                let names = |frame: &Frame| frame.columns().iter().map(|of| of.name.clone()).collect::<Vec<_>>();
                prop_assert_eq!(names(&later), names(&made));
                prop_assert_eq!(prepared.done().len(), steps.len());
            }
            Err(error) => prop_assert!(matches!(error, PrepareError::Step { .. } | PrepareError::NothingLeft), "{}", error),
        }
    }

    #[test]
    fn no_text_makes_a_formula_panic(text in "([a-z0-9+*/^(),. `-]|\\PC){0,40}") {
        let frame = Frame::new(vec![FrameColumn::new("a", Cells::Numbers(vec![1.0, 2.0]))]).unwrap();
        let training = TrainingRows { rows: &[0, 1], labels: &[true, false], seed: 0 };
        let step = StepSpec::Formula(FormulaSpec { name: "made".into(), formula: text });
        let _ = Prepared::fit(frame, &[step], &training);
    }
}

#[test]
fn a_column_is_read_as_someone_says_and_what_is_found_of_others_stays() {
    let usual = usual_steps();
    let as_category = ReadAs::Category.among(&usual, "region".into());
    assert_eq!(ReadAs::of(&as_category, "region"), ReadAs::Category);
    assert_eq!(
        as_category[1..],
        usual,
        "one step more, and before all others"
    );
    let both = ReadAs::Category.among(&as_category, "branch".into());
    assert_eq!(both.len(), as_category.len(), "in the same step");
    assert_eq!(ReadAs::of(&both, "branch"), ReadAs::Category);
    let as_number = ReadAs::Number.among(&both, "region".into());
    assert_eq!(ReadAs::of(&as_number, "region"), ReadAs::Number);
    assert_eq!(ReadAs::of(&as_number, "branch"), ReadAs::Category);
    let twice = ReadAs::Number.among(&as_number, "region".into());
    assert_eq!(twice, as_number);
    let as_found = ReadAs::Found.among(&as_number, "region".into());
    let as_found = ReadAs::Found.among(&as_found, "branch".into());
    assert_eq!(as_found, usual);
}

#[test]
fn a_name_with_a_comma_or_quotes_comes_back_from_a_field() {
    for name in ["income, total", "a \"b\", c", "\"", "plain", "1,5"] {
        let steps = ReadAs::Category.among(&usual_steps(), name.to_owned());
        assert_eq!(ReadAs::of(&steps, name), ReadAs::Category, "{name}");
        let again = ReadAs::Category.among(&steps, "other".to_owned());
        assert_eq!(ReadAs::of(&again, name), ReadAs::Category, "{name}");
        assert_eq!(ReadAs::of(&again, "other"), ReadAs::Category);
    }
}
