//! One sort for many lists: it does what the standard library's does.

use imbalance_lab::sorting::{sort_by, sort_by_key};
use proptest::prelude::*;

proptest! {
    #[test]
    fn lists_are_sorted_as_by_the_standard_library(mut items: Vec<(u8, String)>) {
        let mut expected = items.clone();
        expected.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.len().cmp(&b.1.len())));
        sort_by(&mut items, |a, b| b.0.cmp(&a.0).then(a.1.len().cmp(&b.1.len())));
        prop_assert_eq!(&items, &expected);
        expected.sort_by_key(|item| item.1.len());
        sort_by_key(&mut items, |item| item.1.len());
        prop_assert_eq!(items, expected);
    }
}
