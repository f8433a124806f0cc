//! How arms do within groups of applicants, and where they decide differently.

use std::fmt::Write;

use imbalance_lab::experiment::Source;
use imbalance_lab::metrics::{Match, Metric};
use imbalance_lab::studio::setting::{lab, study};
use imbalance_lab::studio::{Groups, Verb};

use crate::bench::Bench;

/// Scores of two models of 400 applicants, with a town, an age and a column that is mostly empty.
fn scores() -> String {
    let mut text = "bad,p,q,town,age,note,rare\n".to_owned();
    for row in 0..400_usize {
        let bad = usize::from(row * 7919 % 1009 < 250);
        let town = match row % 20 {
            0 => "tiny",
            1 => "small",
            2..8 => "north",
            _ => "south",
        };
        let (p, q) = (row * 6151 % 997, row * 3571 % 991);
        let bonus = 150 * bad;
        let age = 20 + row * 31 % 47;
        let note = if row % 11 == 0 { "seen" } else { "" };
        let [p, q] = [p, q].map(|score| (score + bonus) as f64 / 1200.0);
        let rare = if row % 40 == 0 { "few" } else { "many" };
        writeln!(text, "{bad},{p},{q},{town},{age},{note},{rare}").unwrap();
    }
    text
}

fn with_scores() -> Bench {
    let mut bench = Bench::new();
    bench.choose(Source::Scores, "scores.csv", &scores());
    bench
}

fn groups(bench: &mut Bench, column: &str, metric: Metric, rule: Match) -> Groups {
    bench.perform(Verb::GroupBy(column.to_owned()));
    bench.studio.groups(column, metric, rule).unwrap()
}

#[test]
fn groups_add_up_and_small_ones_are_put_together() {
    let mut bench = with_scores();
    let found = groups(&mut bench, "town", Metric::Recall, Match::Threshold);
    assert_eq!(
        found.names,
        ["All rows", "north", "south", "2 smaller groups"]
    );
    // The third column of numbers is read as scores too, and everybody is above the threshold.
    for (arm, standing) in found.arms.iter().zip(bench.studio.standings()).take(2) {
        let [all, groups @ ..] = &arm.groups[..] else {
            panic!("no rows")
        };
        assert_eq!(all.confusion, standing.confusion);
        let sum: usize = groups.iter().map(|of| of.confusion.n_samples()).sum();
        assert_eq!(sum, 400);
        for of in groups {
            let (low, high) = of.interval.unwrap();
            assert!((low..=high).contains(&of.value.unwrap()));
            assert_eq!(of.value, of.confusion.recall());
        }
        // Of groups that were put together there is no share: they are no group.
        let shares: Vec<_> = groups.iter().map(|of| of.of_highest).collect();
        assert_eq!(shares[2], None);
        assert!(shares[..2].contains(&Some(1.0)), "{shares:?}");
    }
    let table = found.table("town", Metric::Recall);
    assert_eq!(table.rows.len(), 3 * 4);
    assert!(found.four_fifths("town")[0].contains("of the highest group's"));
}

#[test]
fn numbers_are_cut_into_quarters_and_missing_cells_are_a_group() {
    let mut bench = with_scores();
    let found = groups(&mut bench, "age", Metric::RocAuc, Match::Threshold);
    assert_eq!(
        found.names[1..],
        ["20 to 31", "32 to 43", "44 to 55", "56 to 66"]
    );
    let first = &found.arms[0].groups;
    assert!(first.iter().all(|of| of.interval.is_some()));
    let found = groups(&mut bench, "note", Metric::Recall, Match::Threshold);
    assert_eq!(found.names[1..], ["seen", "(missing)"]);
}

#[test]
fn a_group_of_few_rows_is_told_and_not_compared() {
    let mut bench = with_scores();
    let found = groups(&mut bench, "rare", Metric::Recall, Match::Threshold);
    assert_eq!(found.names[1..], ["few", "many"]);
    let shares = found.arms[0].groups.iter().map(|of| of.of_highest);
    assert!(shares.flatten().next().is_none());
    assert!(found.four_fifths("rare").is_empty());
}

#[test]
fn thresholds_by_group_reject_as_often_in_each() {
    let mut bench = with_scores();
    bench.perform(Verb::Threshold(0.6));
    let one = groups(&mut bench, "town", Metric::Recall, Match::Threshold);
    let own = groups(&mut bench, "town", Metric::Recall, Match::ShareRejected);
    let all = bench.studio.standings()[0]
        .confusion
        .share_flagged()
        .unwrap();
    let rate = |groups: &Groups, place: usize| {
        groups.arms[0].groups[place]
            .confusion
            .share_flagged()
            .unwrap()
    };
    assert_eq!(one.arms[0].groups[0].threshold, Some(0.6));
    assert_eq!(own.arms[0].groups[0].threshold, None);
    for place in [1, 2] {
        let n = own.arms[0].groups[place].confusion.n_samples() as f64;
        assert!((rate(&own, place) - all).abs() <= 1.0 / n, "{place}");
    }
}

#[test]
fn groups_of_other_data_are_not_passed_off_as_those_of_the_rows_that_are_judged() {
    let mut bench = with_scores();
    groups(&mut bench, "town", Metric::Recall, Match::Threshold);
    let refused = |bench: &Bench, column: &str| {
        bench
            .studio
            .groups(column, Metric::Recall, Match::Threshold)
            .unwrap_err()
    };
    assert!(refused(&bench, "age").contains("being read"));
    bench.choose(
        Source::Scores,
        "scores.csv",
        &scores().replace("north", "west"),
    );
    assert!(refused(&bench, "town").contains("other data"));
    let found = groups(&mut bench, "town", Metric::Recall, Match::Threshold);
    assert_eq!(found.names[1], "west");
    bench.perform(Verb::GroupBy("nobody".to_owned()));
    assert!(refused(&bench, "nobody").contains("nobody"));
}

#[test]
fn generated_rows_are_grouped_by_their_columns_too() {
    let mut bench = Bench::new();
    bench.set(&lab::ROWS, 1200);
    bench.set(&lab::EPOCHS, 2);
    bench.train();
    let columns = bench.studio.group_columns();
    assert_eq!(columns[0], "x1");
    let found = groups(&mut bench, "x1", Metric::ShareFlagged, Match::Threshold);
    assert_eq!((found.names.len(), found.arms.len()), (5, 2));
}

#[test]
fn rows_on_which_two_arms_differ_are_counted_and_listed() {
    let mut bench = with_scores();
    bench.set(&study::COMPARE, "threshold");
    bench.perform(Verb::Threshold(0.5));
    let two = bench.studio.disputed(["p", "q"], 30).unwrap();
    let of = &two.agreement;
    assert_eq!(of.n_rows(), 400);
    let standings = bench.studio.standings();
    let flagged = |counts: [usize; 2]| counts[0] + counts[1];
    assert_eq!(
        flagged(of.both) + flagged(of.only_first),
        standings[0].confusion.n_flagged()
    );
    assert_eq!(
        flagged(of.both) + flagged(of.only_second),
        standings[1].confusion.n_flagged()
    );
    assert_eq!(two.rows.len(), 30);
    for row in &two.rows {
        assert_eq!(row.scores[0] >= 0.5, row.is_flagged_by_first);
        assert_ne!(row.scores[1] >= 0.5, row.is_flagged_by_first);
    }
    assert!(two.said().contains("McNemar"));
    assert_eq!(two.counts(bench.studio.classes()).rows.len(), 2);
    let (names, kappas) = bench.studio.kappas();
    let mirrored = (kappas[1] - kappas[3]).abs() < 1e-12;
    assert!(names.len() == 3 && mirrored, "{kappas:?}");
    assert_eq!(kappas[0], 1.0);
    assert_eq!(bench.studio.agreements().rows[0][1].shown, "–");
    assert!(bench.studio.disputed(["p", "nobody"], 5).is_none());
}
