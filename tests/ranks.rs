//! Several arms over several repeats: ranks, Friedman's, Nemenyi's and Wilcoxon's tests.
//!
//! The numbers are those of SciPy 1.17.1, made by `tests/golden/ranks.py`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "ranks/pairs.rs"]
mod pairs;

use imbalance_lab::metrics::{
    NEMENYI_VALUES, OverRepeats, PairedDifferences, RankTable, critical_difference,
};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::Deserialize;

type Row = Vec<Option<f64>>;

#[derive(Deserialize)]
struct Golden {
    nemenyi: Vec<f64>,
    tables: Vec<Table>,
    pairs: Vec<Pair>,
}

#[derive(Deserialize)]
struct Table {
    name: String,
    rows: Vec<Row>,
    n_left_out: usize,
    ranks: Vec<f64>,
    friedman: Option<Friedman>,
    critical_difference: f64,
    groups: Vec<Vec<usize>>,
}

#[derive(Deserialize)]
struct Friedman {
    chi_squared: f64,
    p: f64,
    concordance: f64,
    /// F, p.
    iman: Option<(f64, f64)>,
}

#[derive(Deserialize)]
struct Pair {
    name: String,
    first: Row,
    second: Row,
    /// Wins, ties, losses.
    counts: (usize, usize, usize),
    mean: Option<f64>,
    deviation: Option<f64>,
    /// Statistic, p.
    wilcoxon: Option<(f64, f64)>,
}

impl Table {
    fn ranked(&self) -> RankTable {
        RankTable::new(self.ranks.len(), &self.rows)
    }
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/ranks.json")).unwrap()
}

/// Alike to 10 digits.
#[track_caller]
fn same(name: &str, found: f64, expected: f64) {
    let off = (found - expected).abs();
    assert!(
        off <= 1e-10 * expected.abs().max(1e-12),
        "{name}: {found} is not {expected}"
    );
}

#[track_caller]
fn same_if_any(name: &str, found: Option<f64>, expected: Option<f64>) {
    assert_eq!(found.is_some(), expected.is_some(), "{name}");
    if let Some((found, expected)) = found.zip(expected) {
        same(name, found, expected);
    }
}

#[test]
fn mean_ranks_are_scipys() {
    for table in golden().tables {
        let ranked = table.ranked();
        assert_eq!(ranked.n_left_out(), table.n_left_out, "{}", table.name);
        assert_eq!(ranked.n_repeats() + ranked.n_left_out(), table.rows.len());
        for (found, expected) in ranked.mean_ranks().unwrap().iter().zip(&table.ranks) {
            same(&table.name, *found, *expected);
        }
    }
}

#[test]
fn friedmans_test_is_scipys_in_both_forms() {
    for Table {
        name,
        friedman,
        rows,
        ranks,
        ..
    } in golden().tables
    {
        let found = RankTable::new(ranks.len(), &rows).friedman();
        assert_eq!(found.is_some(), friedman.is_some(), "{name}");
        let Some((found, expected)) = found.zip(friedman) else {
            continue;
        };
        same(&name, found.chi_squared, expected.chi_squared);
        same(&name, found.p_value, expected.p);
        same(&name, found.concordance, expected.concordance);
        let found = found.iman_davenport;
        same_if_any(&name, found.map(|it| it.f), expected.iman.map(|it| it.0));
        same_if_any(
            &name,
            found.map(|it| it.p_value),
            expected.iman.map(|it| it.1),
        );
    }
}

#[test]
fn nemenyis_values_are_quantiles_of_the_studentized_range() {
    for (found, expected) in NEMENYI_VALUES.iter().zip(golden().nemenyi) {
        same("q", *found, expected);
    }
}

#[test]
fn critical_differences_and_groups_are_those_of_the_definition() {
    for table in golden().tables {
        let ranked = table.ranked();
        let distance = ranked.critical_difference().unwrap();
        same(&table.name, distance, table.critical_difference);
        let groups = ranked.groups(distance).into_iter().map(|group| group.arms);
        assert_eq!(groups.collect::<Vec<_>>(), table.groups, "{}", table.name);
    }
}

#[test]
fn four_arms_over_14_repeats_have_the_critical_difference_of_demsars_paper() {
    let found = critical_difference(4, 14).unwrap();
    assert!((found - 1.25).abs() < 0.005, "{found}");
}

#[test]
fn without_two_to_eight_arms_and_a_repeat_there_is_no_critical_difference() {
    for (n_arms, n_repeats) in [(0, 5), (1, 5), (9, 5), (3, 0)] {
        assert_eq!(critical_difference(n_arms, n_repeats), None);
    }
    assert!(critical_difference(8, 1).is_some());
}

#[test]
fn what_is_undefined_is_left_out_and_told() {
    let gap = [
        Some(1.0),
        None,
        Some(4.0),
        Some(f64::NAN),
        Some(f64::INFINITY),
    ];
    let over = OverRepeats::of(&gap);
    assert_eq!((over.n_repeats, over.n_left_out), (2, 3));
    assert_eq!(over.mean, Some(2.5));
    assert_eq!(over.standard_deviation, Some(4.5_f64.sqrt()));
    let pair = PairedDifferences::new(&gap, &[Some(2.0), Some(2.0)]);
    assert_eq!((pair.values(), pair.n_left_out()), (&[1.0][..], 4));
    let rows = [&gap[..3], &[Some(1.0); 3], &[Some(1.0); 2], &gap[2..]];
    let ranks = RankTable::new(3, &rows);
    assert_eq!((ranks.n_repeats(), ranks.n_left_out()), (1, 3));
}

#[test]
fn nothing_at_all_is_undefined() {
    let over = OverRepeats::of(&[]);
    assert_eq!((over.mean, over.standard_deviation), (None, None));
    assert_eq!(OverRepeats::of(&[Some(3.0)]).mean, Some(3.0));
    assert_eq!(OverRepeats::of(&[Some(3.0)]).standard_deviation, None);
    assert_eq!(PairedDifferences::new(&[], &[]).wilcoxon(), None);
    for n_arms in [0, 1, 3] {
        let ranks = RankTable::new(n_arms, &[] as &[Row]);
        assert_eq!((ranks.mean_ranks(), ranks.friedman()), (None, None));
        assert_eq!(ranks.critical_difference(), None);
        assert!(ranks.groups(9.0).is_empty());
    }
}

#[test]
fn a_zero_and_a_negative_zero_tie() {
    let ranks = RankTable::new(3, &[[Some(0.0), Some(-0.0), Some(1.0)]]);
    assert_eq!(ranks.mean_ranks(), Some(vec![2.5, 2.5, 1.0]));
}

/// 1 to 12 repeats of 2 to 8 arms, with ties and values that are missing.
fn tables() -> impl Strategy<Value = (usize, Vec<Row>)> {
    let value = || {
        let level = (-6..6_i32).prop_map(|level| f64::from(level) / 4.0);
        prop_oneof![20 => level.prop_map(Some), 1 => Just(None)]
    };
    (2..9_usize).prop_flat_map(move |k| (Just(k), vec(vec(value(), k), 1..13)))
}

proptest! {
    #[test]
    fn mean_ranks_sum_up_to_those_without_ties((k, rows) in tables()) {
        let Some(ranks) = RankTable::new(k, &rows).mean_ranks() else { return Ok(()) };
        let sum: f64 = ranks.iter().sum();
        prop_assert!((sum - (k * (k + 1)) as f64 / 2.0).abs() < 1e-9);
        prop_assert!(ranks.iter().all(|rank| (1.0..=k as f64).contains(rank)));
    }

    #[test]
    fn arms_in_another_order_have_their_ranks_in_that_order(
        (k, rows) in tables(), by in 1..8_usize,
    ) {
        let turned = |row: &Row| {
            let mut row = row.clone();
            row.rotate_left(by % k);
            row
        };
        let there = RankTable::new(k, &rows);
        let back = RankTable::new(k, &rows.iter().map(turned).collect::<Vec<_>>());
        let ranks = there.mean_ranks().map(|mut ranks| {
            ranks.rotate_left(by % k);
            ranks
        });
        prop_assert_eq!(ranks, back.mean_ranks());
        prop_assert_eq!(there.friedman(), back.friedman());
    }

    #[test]
    fn negating_the_values_mirrors_the_ranks((k, rows) in tables()) {
        let negate = |value: &Option<f64>| value.map(|value| -value);
        let negated = |row: &Row| row.iter().map(negate).collect::<Row>();
        let there = RankTable::new(k, &rows);
        let back = RankTable::new(k, &rows.iter().map(negated).collect::<Vec<_>>());
        let ranks = there.mean_ranks().into_iter().flatten();
        for (rank, mirror) in ranks.zip(back.mean_ranks().into_iter().flatten()) {
            prop_assert!((rank + mirror - (k + 1) as f64).abs() < 1e-9);
        }
        prop_assert_eq!(there.friedman(), back.friedman());
    }

    #[test]
    fn friedmans_numbers_keep_to_their_ranges((k, rows) in tables()) {
        let table = RankTable::new(k, &rows);
        let Some(test) = table.friedman() else { return Ok(()) };
        let most = (table.n_repeats() * (k - 1)) as f64;
        prop_assert!((0.0..=most * (1.0 + 1e-12)).contains(&test.chi_squared));
        prop_assert!((0.0..=1.0).contains(&test.p_value));
        prop_assert!((0.0..=1.0).contains(&test.concordance));
        prop_assert_eq!(test.iman_davenport.is_none(), test.concordance == 1.0);
        if let Some(test) = test.iman_davenport {
            prop_assert!(test.f >= 0.0 && (0.0..=1.0).contains(&test.p_value));
        }
    }

    #[test]
    fn groups_are_the_largest_runs_of_arms_within_the_difference(
        (k, rows) in tables(), difference in 0.0..4.0_f64,
    ) {
        let table = RankTable::new(k, &rows);
        let Some(ranks) = table.mean_ranks() else { return Ok(()) };
        let groups = table.groups(difference);
        for group in &groups {
            let (best, worst) = group.ranks;
            prop_assert!(group.arms.len() > 1 && worst - best <= difference);
            let of_group: Vec<_> = group.arms.iter().map(|&arm| ranks[arm]).collect();
            prop_assert!(of_group.is_sorted());
            prop_assert_eq!((of_group.first(), of_group.last()), (Some(&best), Some(&worst)));
            let between = |arm: &usize| (best..=worst).contains(&ranks[*arm]);
            prop_assert!((0..k).filter(between).all(|arm| group.arms.contains(&arm)));
        }
        for (arm, other) in (0..k).flat_map(|arm| (0..arm).map(move |other| (arm, other))) {
            let is_close = (ranks[arm] - ranks[other]).abs() <= difference;
            let share = groups.iter().any(|it| it.arms.contains(&arm) && it.arms.contains(&other));
            prop_assert_eq!(is_close, share, "{} and {} of {:?}", arm, other, &ranks);
        }
        for (place, group) in groups.iter().enumerate() {
            let holds = |arms: &[usize]| arms.iter().all(|arm| group.arms.contains(arm));
            let mut others = groups.iter().enumerate().filter(|other| other.0 != place);
            prop_assert!(!others.any(|other| holds(&other.1.arms)));
        }
    }
}
