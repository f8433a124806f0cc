//! Links: short, whole, told when damaged, and those of before.

use std::ops::Range;

use imbalance_lab::balance::{RemedySpec, SmoteSpec};
use imbalance_lab::data::LabelChoice;
use imbalance_lab::experiment::{ArmSpec, Arms, LabSpec, Order, Preset, Source};
use imbalance_lab::metrics::{
    Binning, Constraint, Goal, Match, Metric, NamedPayoff, Objective, Payoff, ScaleKind,
};
use imbalance_lab::model::{HiddenLayer, ModelSpec};
use imbalance_lab::setting::Form;
use imbalance_lab::studio::{Link, LinkError, Look, MoneyMode, Opened, ScoreAxis, Tab, Verb};
use proptest::prelude::*;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use crate::bench::Bench;

/// Links of the first form, made by the version that had it: the tutorial, a study, uploaded scores.
const FIRST_FORM: &str = include_str!("links_v1.txt");
/// The same three in the form of today.
const SECOND_FORM: &str = include_str!("links_v2.txt");

fn opened(fragment: &str) -> Link {
    match Link::from_fragment(fragment) {
        Ok(Opened::Link(link)) => *link,
        other => panic!("{fragment}: {other:?}"),
    }
}

#[test]
fn the_tutorial_is_a_dozen_signs_and_a_change_is_a_few_more() {
    let mut link = Link::default();
    assert_eq!(link.to_fragment().len(), 11);
    link.study.threshold = 0.15;
    link.spec.data.generate.n_samples = 2_000;
    let fragment = link.to_fragment();
    assert!(
        fragment.ends_with("&rows=2000&threshold=0.15"),
        "{fragment}"
    );
    assert_eq!(opened(&fragment), link);
}

#[test]
fn links_of_each_form_open_and_mean_the_same() {
    let pairs = FIRST_FORM.lines().zip(SECOND_FORM.lines());
    assert_eq!(pairs.clone().count(), 3);
    for (first, second) in pairs {
        let link = Link::from_first_form(first).unwrap();
        assert_eq!(opened(second), link);
        assert_eq!(link.to_fragment(), second);
        assert!(
            second.len() * 4 < first.len(),
            "{} and {}",
            second.len(),
            first.len()
        );
    }
    let study = Link::from_first_form(FIRST_FORM.lines().nth(1).unwrap()).unwrap();
    assert_eq!(study.study.threshold, 0.15);
    assert_eq!(study.study.goal, Some(Goal::Max(Metric::Mcc)));
    assert_eq!(study.study.scales[1], ScaleKind::PriorCorrected);
    assert_eq!(study.study.binning, Binning::EqualCount(7));
    assert_eq!(study.spec.model.hidden_layers, vec![8, 4, 2].into());
    let scores = Link::from_first_form(FIRST_FORM.lines().nth(2).unwrap()).unwrap();
    assert_eq!(scores.spec.data.source, Source::Scores);
    assert_eq!(scores.spec.data.scores.file_name, "scores é.csv");
    assert_eq!(scores.spec.data.scores.choice.left_out, ["id", "a,b"]);
    assert_eq!(scores.study.threshold, 118_267.0);
}

#[test]
fn a_link_of_the_first_form_is_read_by_a_worker() {
    let first = FIRST_FORM.lines().nth(1).unwrap();
    let mut bench = Bench::new();
    bench.perform(Verb::OpenText(first.to_owned()));
    assert_eq!(bench.studio.link(), Link::from_first_form(first).unwrap());
    assert!(bench.studio.notices().is_empty());
}

#[test]
fn a_damaged_link_leaves_the_tutorial_and_a_notice() {
    let mut changed = Link {
        spec: Preset::Severe.spec(),
        ..Link::default()
    };
    changed.study.tab = Tab::Calibration;
    let good = changed.to_fragment();
    for text in [
        "top",
        "v3=abc",
        "v2=",
        "v2=%%%",
        "v1=%%%",
        "v1=",
        &good[..good.len() - 1],
    ] {
        let mut bench = Bench::new();
        bench.perform(Verb::OpenText(text.to_owned()));
        assert_eq!(bench.studio.link(), Link::default(), "{text}");
        assert_eq!(bench.studio.notices().len(), 1, "{text}");
        assert!(bench.studio.notices()[0].starts_with("The address names no experiment: "));
    }
    assert_eq!(Link::from_fragment("top"), Err(LinkError::Foreign));
    assert_eq!(
        Link::from_fragment("v2=00000000&rows=3"),
        Err(LinkError::Damaged)
    );
}

/// A thousand links with a sign changed, added, lost or swapped, from both forms.
#[test]
fn a_thousand_mutations_end_in_a_notice_and_the_default() {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(7);
    let links: Vec<_> = FIRST_FORM.lines().chain(SECOND_FORM.lines()).collect();
    let mut n_mutated = 0;
    while n_mutated < 1_000 {
        let link = links[random.random_range(0..links.len())];
        let mut signs: Vec<char> = link.chars().collect();
        for _ in 0..random.random_range(1..4) {
            let place = random.random_range(0..signs.len());
            let sign = char::from(random.random_range(33_u8..127));
            match random.random_range(0..4) {
                0 => signs[place] = sign,
                1 => signs.insert(place, sign),
                2 => drop(signs.remove(place)),
                _ => {
                    let other = random.random_range(0..signs.len());
                    signs.swap(place, other);
                }
            }
        }
        let mutated: String = signs.into_iter().collect();
        if mutated == link {
            continue;
        }
        n_mutated += 1;
        let mut bench = Bench::new();
        bench.perform(Verb::OpenText(mutated.clone()));
        // The first form has no check sum: what still is a whole experiment is taken for one.
        let is_whole = mutated.starts_with("v1=") && bench.studio.notices().is_empty();
        if !is_whole {
            assert_eq!(bench.studio.link(), Link::default(), "{mutated}");
            assert_eq!(bench.studio.notices().len(), 1, "{mutated}");
        }
    }
}

#[test]
fn everything_that_is_looked_at_is_in_the_link() {
    let mut bench = Bench::new();
    for (key, text) in [
        ("axis", "share"),
        ("look", "people"),
        ("tab", "cost"),
        ("beta", "0.5"),
        ("across", "3"),
        ("up", "4"),
        ("n_bins", "20"),
        ("prevalence", "0.1"),
        ("compare", "recall"),
        ("money", "credit"),
        ("lgd", "60"),
        ("chooser", "1"),
    ] {
        let verb = Verb::Set {
            key: key.into(),
            text: text.into(),
        };
        bench.perform(verb);
    }
    bench.perform(Verb::Read {
        place: 1,
        kind: ScaleKind::PriorCorrected,
    });
    bench.perform(Verb::DuplicatePayoff);
    let link = bench.studio.link();
    assert_eq!(link.study.axis, Some(ScoreAxis::ShareRejected));
    assert_eq!(link.study.look, Look::People);
    assert_eq!(
        link.study.money.payoffs.len(),
        1 + NamedPayoff::usual().len()
    );
    assert_eq!(opened(&link.to_fragment()), link);
}

fn goal() -> impl Strategy<Value = Option<Goal>> {
    let limit = 0.0_f64..1.0;
    prop_oneof![
        Just(None),
        (0.0_f64..1.0).prop_map(|at| Some(Goal::Fixed(at))),
        Just(Some(Goal::Prevalence)),
        Just(Some(Goal::Max(Metric::F1))),
        Just(Some(Goal::Max(Metric::Informedness))),
        (0.1_f64..9.0).prop_map(|beta| Some(Goal::MaxFBeta(beta))),
        Just(Some(Goal::MinCost)),
        Just(Some(Goal::TopLeft)),
        (limit, 0..Objective::ALL.len()).prop_map(|(limit, place)| {
            Some(Goal::Constrained {
                maximise: Objective::ALL[place],
                subject_to: Constraint::FalsePositiveRateAtMost(limit),
            })
        }),
    ]
}

/// A share that a percentage in a field makes.
fn share(percent: Range<f64>) -> impl Strategy<Value = f64> {
    percent.prop_map(|percent| percent / 100.0)
}

fn remedy() -> impl Strategy<Value = RemedySpec> {
    let all = RemedySpec::all();
    (0..all.len(), any::<u32>(), 0.01_f64..1.0).prop_map(move |(place, whole, real)| {
        let mut remedy = all[place].clone();
        for field in remedy.fields() {
            let text = match field.form.options() {
                [] if matches!(field.form, Form::Whole(_)) => whole.to_string(),
                [] => real.to_string(),
                options => options[whole as usize % options.len()].0.to_owned(),
            };
            remedy.set(field.key, &text).unwrap();
        }
        remedy
    })
}

fn own_model() -> impl Strategy<Value = ModelSpec> {
    let all = ModelSpec::all();
    (0..all.len(), 1_u32..1_000).prop_map(move |(place, whole)| {
        let mut model = all[place].clone();
        for field in model.fields() {
            let text = match field.form.options() {
                [] => whole.to_string(),
                options => options[whole as usize % options.len()].0.to_owned(),
            };
            model.set(field.key, &text).unwrap();
        }
        model
    })
}

prop_compose! {
    fn arm()(
        name in "\\PC{0,12}", is_hidden in any::<bool>(), remedies in prop::collection::vec(remedy(), 0..4),
        order in prop_oneof![Just(Order::ResampleThenScale), Just(Order::ScaleThenResample)],
        model in prop::option::of(own_model()),
    ) -> ArmSpec {
        ArmSpec { name, is_hidden, remedies, order, model }
    }
}

/// Lists that people make.
fn arms() -> impl Strategy<Value = Vec<ArmSpec>> {
    prop::collection::vec(arm(), 1..9)
}

prop_compose! {
    fn link()(
        rows in 10_usize..100_000, default in share(0.1..50.0), separation in 0.0_f64..3.0,
        test in share(1.0..90.0), lgd in share(0.0..100.0), ratio in 0.01_f64..1.0, seeds in any::<[u32; 3]>(), network in any::<u64>(),
        layers in prop::collection::vec(1_usize..4_000, 0..5), preset in 0_usize..3, arms in prop::option::of(arms()),
        order in prop_oneof![Just(Order::ResampleThenScale), Just(Order::ScaleThenResample)],
        names in prop::collection::vec("\\PC{0,12}", 0..5),
        threshold in 0.0_f64..1.0, prevalence in prop::option::of(0.001_f64..0.999),
        amounts in any::<[i32; 4]>(), scales in any::<[u8; 8]>(), rule in 0_usize..4, goal in goal(),
        columns in any::<[u16; 2]>(),
    ) -> Link {
        let mut spec = LabSpec::default();
        spec.data.generate.n_samples = rows;
        spec.data.generate.weights = Some([1.0 - default, default]);
        spec.data.generate.class_sep = separation;
        spec.data.generate.random_state = seeds[0];
        spec.split.test_share = test;
        spec.split.random_state = seeds[1];
        let smote = SmoteSpec { sampling_strategy: ratio, random_state: seeds[2], ..SmoteSpec::default() };
        spec.arms = match arms {
            Some(arms) => arms,
            None => Arms::ALL[preset].list(smote, order),
        };
        spec.model.hidden_layers = layers
            .into_iter()
            .map(|units| if units % 2 == 0 { HiddenLayer::Dense(units) } else { HiddenLayer::Residual(units) })
            .collect::<Vec<_>>()
            .into();
        spec.model.seed = network;
        spec.data.upload.choice = LabelChoice {
            label_column: names.first().cloned().unwrap_or_default(),
            left_out: names.iter().filter(|name| !name.is_empty()).cloned().collect(),
            ..LabelChoice::default()
        };
        let mut link = Link { spec, ..Link::default() };
        let study = &mut link.study;
        study.threshold = threshold;
        study.prevalence = prevalence;
        study.goal = goal;
        study.compare = Match::ALL[rule];
        study.columns = columns.map(usize::from);
        study.scales = scales.map(|scale| ScaleKind::ALL[usize::from(scale) % 4]);
        study.money.mode = MoneyMode::Credit;
        study.money.credit.lgd = lgd;
        let [tp, fp, tn, fn_] = amounts.map(f64::from);
        study.money.payoffs.push(NamedPayoff {
            name: names.join(","),
            payoff: Payoff { true_positive: tp, false_positive: fp, true_negative: tn, false_negative: fn_ },
        });
        link
    }
}

proptest! {
    #[test]
    fn a_link_read_back_is_the_same_study(link in link()) {
        prop_assert_eq!(opened(&link.to_fragment()), link);
    }
}
