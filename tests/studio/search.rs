//! A search for settings: on folds of the training rows alone, while no training needs the workers.

use imbalance_lab::data::Fold;
use imbalance_lab::experiment::{ArmId, ArmSpec};
use imbalance_lab::metrics::Metric;
use imbalance_lab::model::{LogisticSpec, ModelSpec, TreeSpec};
use imbalance_lab::studio::setting::lab;
use imbalance_lab::studio::{FOLDS, SearchAsked, TRIED, Verb};

use crate::bench::Bench;

fn asked(metric: Metric, is_grid: bool) -> SearchAsked {
    SearchAsked {
        arm: ArmId::at(0),
        is_grid,
        metric,
    }
}

/// A bench with one arm of this model.
fn with(model: ModelSpec) -> Bench {
    let mut bench = Bench::new();
    bench.set(&lab::ROWS, 600);
    let arm = ArmSpec {
        model: Some(model),
        ..ArmSpec::default()
    };
    bench.perform(Verb::Arms {
        arms: vec![arm],
        came_from: vec![None],
    });
    bench
}

fn tree() -> Bench {
    with(ModelSpec::Tree(TreeSpec::default()))
}

#[test]
fn twenty_settings_are_tried_on_three_folds_and_the_best_comes_first() {
    let mut bench = tree();
    bench.perform(Verb::Search(asked(Metric::RocAuc, false)));
    let search = bench.studio.search().unwrap();
    assert!((15..=TRIED).contains(&search.models().len()), "drawn twice");
    let n = search.models().len() * FOLDS;
    assert_eq!(search.queue().progress(), (n, n));
    let tried = search.tried();
    assert_eq!(tried.len(), search.models().len());
    assert!(tried.windows(2).all(|pair| pair[0].mean >= pair[1].mean));
    assert!(
        tried
            .iter()
            .all(|of| of.deviation.is_some_and(|sd| sd >= 0.0))
    );
    assert_eq!(search.models()[0], ModelSpec::Tree(TreeSpec::default()));
    let table = bench.studio.found_table();
    assert_eq!(table.head[0], "Deepest level (0: no bound)");
    assert_eq!(table.rows.len(), tried.len());
    assert!(bench.studio.found_sentence().unwrap().contains("no part"));
}

#[test]
fn of_a_loss_the_lowest_comes_first() {
    let mut bench = with(ModelSpec::Logistic(LogisticSpec::default()));
    bench.perform(Verb::Search(asked(Metric::LogLoss, true)));
    let search = bench.studio.search().unwrap();
    let tried = search.tried();
    // What is set, C = 1, is in the middle of the grid.
    assert_eq!(tried.len(), TRIED - 1);
    assert!(tried.windows(2).all(|pair| pair[0].mean <= pair[1].mean));
    // A grid of one setting has equal ratios.
    let c: Vec<f64> = search
        .texts("c")
        .iter()
        .map(|c| c.parse().unwrap())
        .collect();
    assert!((c[1] - 0.001).abs() < 1e-9 && (c[c.len() - 1] - 1000.0).abs() < 1e-9);
    assert!(c[1..].windows(2).all(|pair| pair[1] > pair[0]));
}

#[test]
fn test_rows_have_no_part_in_a_search_and_folds_share_out_the_training_rows() {
    let bench = tree();
    let spec = bench.studio.spec().clone();
    let all = spec.clone().check().unwrap().rows(None).unwrap();
    let mut judged = Vec::new();
    for nth in 0..3 {
        let mut within = spec.clone();
        within.split.within = Some(Fold { n_folds: 3, nth });
        let rows = within.check().unwrap().rows(None).unwrap();
        let (train, test) = (&rows.split().train, &rows.split().test);
        assert!(
            train
                .iter()
                .chain(test)
                .all(|row| !all.split().test.contains(row))
        );
        assert_eq!(train.len() + test.len(), all.split().train.len());
        assert!(train.iter().all(|row| !test.contains(row)));
        judged.extend(test.iter().copied());
    }
    judged.sort_unstable();
    let mut training = all.split().train.clone();
    training.sort_unstable();
    assert_eq!(judged, training);
}

#[test]
fn what_is_found_is_used_by_a_press_and_then_trained_on_all_training_rows() {
    let mut bench = tree();
    bench.is_live = true;
    bench.perform(Verb::Search(asked(Metric::RocAuc, false)));
    let search = bench.studio.search().unwrap();
    let best = search.tried()[0].place;
    let model = search.models()[best].clone();
    bench.perform(Verb::UseFound(best));
    assert_eq!(bench.studio.spec().model_of(ArmId::at(0)), model);
    assert_eq!(bench.studio.search_stale(), None);
    let facts = bench.studio.runs().arms()[0].facts().unwrap();
    assert_eq!(facts.real.total(), 480);
    assert!(bench.studio.perform(Verb::UseFound(999)).is_err());
    bench.perform(Verb::Undo);
    assert_ne!(bench.studio.spec().model_of(ArmId::at(0)), model);
}

#[test]
fn a_search_gives_way_to_training_and_is_cancelled() {
    let mut bench = tree();
    bench.just(Verb::Search(asked(Metric::RocAuc, false)));
    let at_work = |bench: &Bench| bench.studio.search().unwrap().queue().last_at_work();
    assert!(at_work(&bench).is_some());
    bench.just(Verb::Train);
    assert!(bench.studio.runs().is_running());
    bench.settle();
    let queue = bench.studio.search().unwrap().queue().clone();
    assert!(!queue.is_running() && !bench.studio.runs().is_running());
    bench.just(Verb::Search(asked(Metric::RocAuc, true)));
    bench.perform(Verb::CancelSearch);
    let queue = bench.studio.search().unwrap().queue();
    assert!(queue.is_cancelled() && !queue.is_running());
    assert!(
        bench
            .studio
            .search_progress()
            .unwrap()
            .contains("cancelled")
    );
}

#[test]
fn other_rows_or_another_model_make_a_search_stale() {
    let mut bench = tree();
    bench.perform(Verb::Search(asked(Metric::RocAuc, false)));
    bench.set(&lab::ROWS, 700);
    assert!(bench.studio.search_stale().is_some());
    assert!(bench.studio.perform(Verb::UseFound(0)).is_err());
    bench.set(&lab::ROWS, 600);
    assert_eq!(bench.studio.search_stale(), None);
}

#[test]
fn every_model_with_spans_can_be_fitted_at_both_their_ends() {
    for model in ModelSpec::all() {
        for (key, span) in model.spans() {
            let field = model.fields().into_iter().find(|field| field.key == *key);
            let field = field.unwrap_or_else(|| panic!("{} has no {key}", model.key()));
            for share in [0.0, 0.5, 0.999_999] {
                let mut tried = model.clone();
                tried.set(key, &span.at(field.form, share)).unwrap();
                let told = tried.fields().into_iter().find(|field| field.key == *key);
                assert_eq!(told.unwrap().complaint, None, "{key} {share}");
            }
        }
    }
    let rules = ModelSpec::of_key("rules").unwrap();
    let mut bench = with(rules);
    let refused = bench
        .studio
        .perform(Verb::Search(asked(Metric::RocAuc, false)));
    assert!(refused.unwrap_err().contains("no settings to search"));
}
