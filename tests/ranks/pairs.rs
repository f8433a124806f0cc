//! Two arms in the same repeats: wins, mean difference, Wilcoxon's test.

use imbalance_lab::metrics::PairedDifferences;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::{Row, golden, same_if_any};

#[test]
fn wilcoxons_test_is_scipys() {
    let mut n_exact = 0;
    for pair in golden().pairs {
        let found = PairedDifferences::new(&pair.first, &pair.second).wilcoxon();
        let (statistic, p) = (found.map(|it| it.statistic), found.map(|it| it.p_value));
        same_if_any(&pair.name, statistic, pair.wilcoxon.map(|it| it.0));
        same_if_any(&pair.name, p, pair.wilcoxon.map(|it| it.1));
        n_exact += usize::from(found.is_some_and(|it| it.is_exact));
    }
    assert!(n_exact > 10, "{n_exact}");
}

#[test]
fn counts_mean_and_deviation_of_differences_are_numpys() {
    for pair in golden().pairs {
        let found = PairedDifferences::new(&pair.first, &pair.second);
        assert_eq!(
            (found.wins(), found.ties(), found.losses()),
            pair.counts,
            "{}",
            pair.name
        );
        let n_tested = found.wilcoxon().map_or(0, |it| it.n_differences);
        assert_eq!(n_tested, found.wins() + found.losses());
        let over = found.over_repeats();
        assert_eq!(over.n_repeats + over.n_left_out, pair.first.len());
        same_if_any(&pair.name, over.mean, pair.mean);
        same_if_any(&pair.name, over.standard_deviation, pair.deviation);
    }
}

fn pairs() -> impl Strategy<Value = (Row, Row)> {
    let value = || prop::option::weighted(0.95, (-9..9_i32).prop_map(f64::from));
    vec((value(), value()), 0..70).prop_map(|pairs| pairs.into_iter().unzip())
}

proptest! {
    #[test]
    fn swapping_two_arms_swaps_wins_and_losses((first, second) in pairs()) {
        let there = PairedDifferences::new(&first, &second);
        let back = PairedDifferences::new(&second, &first);
        prop_assert_eq!((there.wins(), there.ties()), (back.losses(), back.ties()));
        prop_assert_eq!(there.losses(), back.wins());
        let n_both = there.wins() + there.ties() + there.losses();
        prop_assert_eq!(n_both + there.n_left_out(), first.len());
        prop_assert_eq!(there.over_repeats().mean, back.over_repeats().mean.map(|mean| -mean));
        prop_assert_eq!(there.wilcoxon(), back.wilcoxon());
    }

    #[test]
    fn wilcoxons_numbers_keep_to_their_ranges((first, second) in pairs()) {
        let pair = PairedDifferences::new(&first, &second);
        let test = pair.wilcoxon();
        let n = pair.wins() + pair.losses();
        prop_assert_eq!(test.is_none(), n == 0);
        let Some(test) = test else { return Ok(()) };
        prop_assert!((0.0..=1.0).contains(&test.p_value));
        prop_assert!((0.0..=(n * (n + 1)) as f64 / 4.0).contains(&test.statistic));
    }
}
