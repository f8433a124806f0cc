//! What stays of a run: the model, which scores rows that were not in it, and what it has learnt.

#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

use std::io::{Cursor, Result as IoResult};

use imbalance_lab::desk::{Desk, Readable};
use imbalance_lab::experiment::message::{Command, Done, Ending, Event, Job, News, decode};
use imbalance_lab::experiment::{
    ArmId, ArmSpec, EffectWay, LabSpec, NewRows, NewScores, Preset, Rows, ScoringError, Why,
    WhyAsked,
};
use imbalance_lab::metrics::{Metric, MetricGroup};
use imbalance_lab::model::rules::RulesSpec;
use imbalance_lab::model::{
    EarlyStopping, Learnt, LogisticSpec, MlpSpec, ModelSpec, OptimizerSpec, Penalty, Says, Watch,
};

/// There are no files.
struct NoFile;

impl Readable for NoFile {
    type Reader = Cursor<&'static str>;

    fn open(&self) -> IoResult<Self::Reader> {
        Ok(Cursor::new(""))
    }

    fn size(&self) -> f64 {
        0.0
    }
}

/// A desk that does one job after another.
#[derive(Default)]
struct Room {
    desk: Desk<NoFile>,
    n_jobs: u64,
}

impl Room {
    /// Does a job; its number, and what was said.
    fn job(&mut self, job: Job) -> (u64, Vec<Event>) {
        self.n_jobs += 1;
        let id = self.n_jobs;
        let mut said = Vec::new();
        self.desk
            .hear(Command::Do { id, job }, None, &mut |event| said.push(event));
        while self.desk.is_busy() {
            self.desk.work(&|| 0.0, &mut |event| said.push(event));
            self.desk.hear(Command::Seen, None, &mut |_| {});
        }
        (id, said)
    }

    fn trained(&mut self, spec: &LabSpec) -> (u64, Option<Learnt>) {
        let (arm, spec, is_slow) = (ArmId(0), spec.clone(), false);
        let (id, said) = self.job(Job::Train { arm, spec, is_slow });
        let done = Done::Trained(Ending::Finished);
        assert_eq!(said.last(), Some(&Event::Done { id, done }));
        let learnt = said.iter().find_map(|event| match event {
            Event::News {
                news: News::Learnt(parcel),
                ..
            } => Some(decode(&parcel.bytes).unwrap()),
            _ => None,
        });
        (id, learnt)
    }

    fn scored(&mut self, run: u64, rows: NewRows) -> Result<NewScores, ScoringError> {
        let (_, said) = self.job(Job::Score { run, rows });
        match said.into_iter().next_back() {
            Some(Event::Done {
                done: Done::Scored(scored),
                ..
            }) => decode(&scored.bytes).unwrap(),
            other => panic!("{other:?}"),
        }
    }
}

impl Room {
    fn explained(&mut self, run: u64, asked: WhyAsked) -> Result<Why, String> {
        let (_, said) = self.job(Job::Explain { run, asked });
        match said.into_iter().next_back() {
            Some(Event::Done {
                done: Done::Explained(why),
                ..
            }) => decode(&why.bytes).unwrap(),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_columns_add_to_the_scores_of_test_rows_sums_to_how_far_they_are_apart() {
    let mut room = Room::default();
    for model in ModelSpec::all() {
        let mut spec = spec(model.clone());
        spec.data.generate.n_samples = 120;
        let (run, _) = room.trained(&spec);
        let Ok(Why::Shapley(found)) = room.explained(run, WhyAsked::Shapley) else {
            panic!("{model:?}");
        };
        let n_columns = found.columns.len();
        assert_eq!(found.columns, rows_of(&spec).all().names());
        assert_eq!(found.values.len(), found.rows.len() * n_columns);
        assert_eq!(found.places.len(), found.values.len());
        let scores = room.scored(run, test_rows(&spec)).unwrap().scores;
        // The base is the same for all rows, so sums are as far apart as scores.
        let sums: Vec<f64> = found
            .values
            .chunks(n_columns)
            .map(|row| row.iter().map(|value| f64::from(*value)).sum())
            .collect();
        for (place, sum) in found.rows.iter().zip(&sums) {
            let apart = f64::from(scores[*place]) - f64::from(scores[found.rows[0]]);
            let size = 1.0 + f64::from(scores[*place].abs());
            assert!(
                (sum - sums[0] - apart).abs() < 1e-4 * size,
                "{model:?} {place}"
            );
        }
        assert!(found.sizes().iter().all(|size| *size >= 0.0));
    }
}

fn spec(model: ModelSpec) -> LabSpec {
    let mut spec = Preset::Quick.spec();
    spec.data.generate.n_samples = 400;
    spec.model.epochs = 2;
    spec.arms = vec![ArmSpec {
        model: Some(model),
        ..ArmSpec::default()
    }];
    spec
}

fn rows_of(spec: &LabSpec) -> Rows {
    spec.clone().check().unwrap().rows(None).unwrap()
}

/// The test rows of an experiment in the columns' own units.
fn test_rows(spec: &LabSpec) -> NewRows {
    let rows = rows_of(spec);
    let all = rows.all();
    let test = rows.split().test.iter();
    NewRows {
        names: all.names().to_vec(),
        values: test
            .flat_map(|&row| all.features().row(row).to_vec())
            .collect(),
    }
}

#[test]
fn every_model_scores_rows_that_come_later_as_it_scored_the_same_rows_in_its_run() {
    let mut room = Room::default();
    let first = test_rows(&spec(ModelSpec::all().swap_remove(0))).names[1].clone();
    let typed = RulesSpec {
        text: format!("{first} > 0.25: 3; {first} <= -1: -2"),
    };
    for model in ModelSpec::all()
        .into_iter()
        .chain([ModelSpec::Rules(typed)])
    {
        let name = model.name();
        let spec = spec(model);
        let (run, _) = room.trained(&spec);
        let training = rows_of(&spec).training(ArmId(0)).unwrap();
        let expected = training.last().unwrap().unwrap().scores;
        let scored = room.scored(run, test_rows(&spec)).unwrap();
        assert_eq!(scored.scores, expected.test, "{name}");
        assert_eq!(scored.says, expected.says, "{name}");
    }
}

#[test]
fn a_network_that_went_back_to_its_best_epoch_is_kept_as_it_was_then() {
    let mut room = Room::default();
    let mut spec = spec(ModelSpec::Network(MlpSpec {
        epochs: 60,
        optimizer: OptimizerSpec::Adam {
            learning_rate: 0.1,
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-7,
        },
        early_stopping: Some(EarlyStopping {
            patience: 3,
            watch: Watch::Loss,
        }),
        ..MlpSpec::default()
    }));
    spec.split.validation_share = 0.2;
    let (arm, is_slow) = (ArmId(0), false);
    let job = Job::Train {
        arm,
        spec: spec.clone(),
        is_slow,
    };
    let (run, said) = room.job(job);
    let Some(Event::Done {
        done: Done::Trained(Ending::Restored(restored)),
        ..
    }) = said.last()
    else {
        panic!("{:?}", said.last());
    };
    assert!(restored.best < restored.after);
    let scored = room.scored(run, test_rows(&spec)).unwrap();
    assert_eq!(scored.scores, restored.scores.test);
}

#[test]
fn what_has_no_best_is_told_and_nothing_is_passed_off_as_learnt() {
    // Two of the columns are made of others.
    let spec = spec(ModelSpec::Logistic(LogisticSpec {
        penalty: Penalty::None,
        ..LogisticSpec::default()
    }));
    let (arm, is_slow) = (ArmId(0), false);
    let (_, said) = Room::default().job(Job::Train { arm, spec, is_slow });
    let done = said.last().unwrap();
    assert!(
        matches!(
            done,
            Event::Done {
                done: Done::Trained(Ending::Failed(_)),
                ..
            }
        ),
        "{done:?}"
    );
    let is_learnt = |event: &Event| {
        matches!(
            event,
            Event::News {
                news: News::Learnt(_),
                ..
            }
        )
    };
    assert!(!said.iter().any(is_learnt));
}

#[test]
fn columns_are_found_by_name_and_what_is_missing_is_told() {
    let mut room = Room::default();
    let spec = spec(ModelSpec::Logistic(LogisticSpec::default()));
    let (run, _) = room.trained(&spec);
    let rows = test_rows(&spec);
    let expected = room.scored(run, rows.clone()).unwrap();
    assert_eq!(expected.says, Says::LogOdds);
    let n = rows.names.len();
    let turned = NewRows {
        names: rows.names.iter().rev().cloned().collect(),
        values: rows
            .values
            .chunks(n)
            .flat_map(|row| row.iter().rev().copied())
            .collect(),
    };
    assert_eq!(room.scored(run, turned), Ok(expected));
    let gone = ScoringError::NoModel;
    assert_eq!(room.scored(run + 1_000, rows.clone()), Err(gone));
    let mut other = rows.clone();
    other.names[2] = "another".into();
    let missing = ScoringError::NoColumn(rows.names[2].clone());
    assert_eq!(room.scored(run, other), Err(missing));
    let mut odd = rows.clone();
    odd.values[n + 1] = f64::NAN;
    let column = rows.names[1].clone();
    let not_finite = ScoringError::NotFinite { row: 2, column };
    assert_eq!(room.scored(run, odd), Err(not_finite));
    let mut ragged = rows;
    ragged.values.pop();
    assert!(matches!(
        room.scored(run, ragged),
        Err(ScoringError::Ragged { .. })
    ));
    let nothing = room.scored(run, NewRows::default());
    assert!(matches!(nothing, Err(ScoringError::Ragged { .. })));
}

#[test]
fn a_desk_keeps_the_models_of_as_many_runs_as_there_are_arms() {
    let mut room = Room::default();
    let spec = spec(ModelSpec::Logistic(LogisticSpec::default()));
    let runs: Vec<_> = (0..9).map(|_| room.trained(&spec).0).collect();
    let rows = test_rows(&spec);
    assert_eq!(
        room.scored(runs[0], rows.clone()),
        Err(ScoringError::NoModel)
    );
    for run in &runs[1..] {
        assert!(room.scored(*run, rows.clone()).is_ok());
    }
}

#[test]
fn what_was_learnt_is_about_columns_in_their_own_units() {
    let mut room = Room::default();
    for model in ModelSpec::all() {
        let spec = spec(model.clone());
        let (run, learnt) = room.trained(&spec);
        let rows = rows_of(&spec);
        match learnt {
            None => assert!(matches!(
                model,
                ModelSpec::Network(_)
                    | ModelSpec::Rules(_)
                    | ModelSpec::Bayes(_)
                    | ModelSpec::Neighbors(_)
                    | ModelSpec::Blend(_)
            )),
            Some(Learnt::Coefficients(coefficients)) => {
                assert_eq!(coefficients.len(), rows.all().names().len() + 1);
                assert!(coefficients.iter().all(|of| of.error.is_none()));
            }
            Some(Learnt::Weights(weights)) => {
                assert_eq!(weights.len(), rows.all().names().len() + 1);
            }
            Some(Learnt::Importances(shares)) => {
                assert_eq!(shares.len(), rows.all().names().len());
                assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            }
            Some(Learnt::Tree(tree)) => {
                // A row of the file finds its leaf by the thresholds that are told.
                let scored = room.scored(run, test_rows(&spec)).unwrap().scores;
                for (&row, score) in rows.split().test.iter().zip(scored) {
                    let features = rows.all().features();
                    let mut place = 0;
                    while let Some(split) = tree.nodes()[place].split {
                        let is_left = features[[row, split.feature]] <= split.threshold;
                        place = if is_left { split.left } else { split.right };
                    }
                    assert!((tree.nodes()[place].share - f64::from(score)).abs() < 1e-6);
                }
            }
            Some(Learnt::Card(card)) => {
                let scored = room.scored(run, test_rows(&spec)).unwrap().scores;
                for (&row, score) in rows.split().test.iter().zip(scored) {
                    let features = rows.all().features();
                    let points = card.columns.iter().map(|column| {
                        let value = features[[row, column.column]];
                        let bins = &column.bins.bins;
                        let place = bins
                            .iter()
                            .position(|bin| bin.high.is_none_or(|high| value < high));
                        column.points[place.unwrap()]
                    });
                    let points = card.start + points.sum::<f64>();
                    assert!((card.scale.log_odds(points) - f64::from(score)).abs() < 1e-4);
                }
            }
        }
    }
}

#[test]
fn without_a_penalty_coefficients_have_standard_errors() {
    let model = ModelSpec::Logistic(LogisticSpec {
        penalty: Penalty::None,
        ..LogisticSpec::default()
    });
    let mut spec = spec(model);
    spec.data.generate.n_redundant = 0;
    let (_, learnt) = Room::default().trained(&spec);
    let Some(Learnt::Coefficients(coefficients)) = learnt else {
        panic!("{learnt:?}");
    };
    for coefficient in coefficients {
        let (low, high) = coefficient.odds_interval().unwrap();
        assert!(low < coefficient.odds_ratio() && coefficient.odds_ratio() < high);
    }
}

#[test]
fn every_model_says_what_columns_are_worth_and_how_it_goes_with_one() {
    let mut room = Room::default();
    for model in ModelSpec::all() {
        let name = model.name();
        if matches!(model, ModelSpec::Rules(_)) {
            continue;
        }
        let mut spec = spec(model);
        spec.data.generate.n_samples = 2_000;
        spec.model.epochs = 20;
        spec.data.generate.n_redundant = 0;
        let (run, _) = room.trained(&spec);
        let rows = rows_of(&spec);
        let names = rows.all().names();
        // Of most models two metrics tell enough.
        let is_asked = |metric: &Metric| {
            let has_all = matches!(name, "logistic regression" | "linear SVM");
            metric.ignores_threshold()
                && (has_all || matches!(metric, Metric::RocAuc | Metric::LogLoss))
        };
        for metric in Metric::ALL.into_iter().filter(is_asked) {
            let asked = WhyAsked::Importance {
                metric,
                is_together: false,
            };
            let Ok(Why::Importance(found)) = room.explained(run, asked) else {
                panic!("{name}");
            };
            assert_eq!(found.columns, names, "{name}");
            assert_eq!(found.n_rows, rows.split().test.len(), "{name}");
            // Margins are no probabilities, so that there is no log loss.
            let is_margin = matches!(name, "linear SVM" | "AdaBoost");
            let is_defined = metric.group() != MetricGroup::Probability || !is_margin;
            assert_eq!(found.baseline.is_some(), is_defined, "{name} {metric:?}");
            if metric == Metric::RocAuc {
                let means = found.importances.iter().map(|of| of.mean().unwrap());
                let means: Vec<f64> = means.collect();
                let largest = means.iter().copied().fold(0.0, f64::max);
                assert!(largest > 0.02, "{name}: {means:?}");
                // Five columns are noise: what is said of most of them is little.
                let mut sizes: Vec<f64> = means.iter().map(|mean| mean.abs()).collect();
                sizes.sort_by(f64::total_cmp);
                assert!(sizes[3] < largest / 3.0, "{name}: {means:?}");
            }
        }
        let column = names[0].clone();
        let effect_of = |room: &mut Room, way: EffectWay| {
            let column = column.clone();
            match room.explained(run, WhyAsked::Effect { column, way }) {
                Ok(Why::Effect(effect)) => effect,
                other => panic!("{name}: {other:?}"),
            }
        };
        let effect = effect_of(&mut room, EffectWay::Mean);
        assert_eq!(effect.column, column);
        // In the file's own unit.
        let values = rows.all().features().column(0).to_vec();
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let within = |value: &f32| (low - 1e-3..=high + 1e-3).contains(&f64::from(*value));
        assert!(effect.values.iter().all(within), "{name}");
        assert_eq!(effect.means.len(), effect.values.len());
        assert!(effect.lines.is_empty());
        let with_lines = effect_of(&mut room, EffectWay::Lines);
        assert_eq!(with_lines.means, effect.means);
        assert_eq!(with_lines.lines.len(), 40);
        let accumulated = effect_of(&mut room, EffectWay::Accumulated);
        // Effects are told from their mean on, so they lie on both sides of it, or are all 0.
        let means = || accumulated.means.iter().copied();
        let (low, high) = (means().fold(0.0, f64::min), means().fold(0.0, f64::max));
        assert!(
            low < 0.0 && high > 0.0 || low == high,
            "{name} {low} {high}"
        );
        let (column, way) = ("none of them".to_owned(), EffectWay::Mean);
        let refused = room.explained(run, WhyAsked::Effect { column, way });
        assert_eq!(
            refused.unwrap_err(),
            "The model has no column none of them."
        );
    }
    let refused = room.explained(1_000, WhyAsked::Shapley);
    assert!(refused.unwrap_err().contains("no longer there"));
}
