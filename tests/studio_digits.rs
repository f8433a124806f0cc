//! Thresholds and scores with as many digits as they need: what is shown gives the same matrices.

#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

#[expect(dead_code, reason = "other tests use the rest of the bench")]
#[path = "studio/bench.rs"]
mod bench;

use imbalance_lab::experiment::{Preset, Source};
use imbalance_lab::metrics::Confusion;
use imbalance_lab::studio::setting::{lab, study};
use imbalance_lab::studio::{ArmView, Link, Studio, Verb};
use proptest::prelude::*;

use self::bench::Bench;

/// Two columns of scores, as a file.
fn file(rows: &[(bool, f64, f64)]) -> String {
    let line = |(label, p, q): &(bool, f64, f64)| format!("{},{p},{q}\n", u8::from(*label));
    let head = "y,p,q\n".to_owned();
    std::iter::once(head).chain(rows.iter().map(line)).collect()
}

fn matrices(bench: &Bench) -> Vec<Confusion> {
    let standings = bench.studio.standings().iter();
    standings.map(|standing| standing.confusion).collect()
}

#[test]
fn without_scores_every_digit_of_a_threshold_is_shown() {
    for value in [0.1 + 0.2, 0.123_456_789_012_3, 5e-324, -3.25e7, 1.0 / 3.0] {
        let mut studio = Studio::new(Link::default());
        let text = value.to_string();
        let key = study::THRESHOLD.key.to_owned();
        studio.perform(Verb::Set { key, text }).unwrap();
        let shown = studio.threshold_text();
        assert_eq!(shown.parse(), Ok(value), "{shown}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Scores crowd in steps of 1e-15 around the threshold, the second arm's in other steps.
    #[test]
    fn a_threshold_that_is_typed_as_it_is_shown_gives_the_same_matrix_in_every_arm(
        steps in prop::collection::vec((any::<bool>(), 0..400_u16, 0..400_u16), 3..40),
        at in 0..400_u16,
        rule in prop::sample::select(vec!["threshold", "share", "recall", "fpr"]),
    ) {
        let score = |step: u16, unit: f64| 0.653 + f64::from(step) * unit;
        let mut rows: Vec<_> = steps
            .iter()
            .map(|(label, p, q)| (*label, score(*p, 1e-15), score(*q, 3e-9)))
            .collect();
        rows.extend([(true, 0.9, 0.8), (true, 0.1, 0.3), (false, 0.2, 0.9), (false, 0.95, 0.1)]);
        let mut bench = Bench::new();
        bench.choose(Source::Scores, "crowded.csv", &file(&rows));
        prop_assert_eq!(bench.studio.views().arms.len(), 2);
        bench.set(&study::COMPARE, rule);
        bench.just(Verb::Threshold(score(at, 1e-15)));
        let before = matrices(&bench);
        // What was typed may be said shorter the next time, and has to mean the same even then.
        for _ in 0..3 {
            let shown = bench.studio.threshold_text();
            bench.just(Verb::Threshold(0.0));
            bench.just(Verb::Threshold(shown.parse().unwrap()));
            prop_assert_eq!(matrices(&bench), before.clone(), "{}", shown);
        }
    }
}

/// The raw score of each test row is that of the ranking of all.
fn agree(views: &[ArmView]) {
    assert_eq!(views.len(), 2);
    for view in views {
        let all = view.reading.judged.test.scores();
        let each = (0..all.len()).map(|row| view.raw_score(row));
        assert_eq!(each.collect::<Option<Vec<_>>>().as_ref(), Some(&all));
        assert_eq!(view.raw_score(all.len()), None);
    }
}

#[test]
fn the_score_of_a_row_is_that_of_the_ranking() {
    let mut bench = Bench::new();
    bench.perform(Verb::Start(Preset::Quick));
    bench.set(&lab::EPOCHS, 2);
    bench.train();
    agree(&bench.studio.views().arms);
    let row = |row: u32| {
        (
            row % 7 == 2,
            f64::from(row * 31 % 97),
            f64::from(row) / 64.0,
        )
    };
    let rows: Vec<_> = (0..90).map(row).collect();
    bench.choose(Source::Scores, "two.csv", &file(&rows));
    agree(&bench.studio.views().arms);
}
