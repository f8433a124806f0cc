//! Sorting in one place. Every sort that is written out where it stands brings two kilobytes of machine code of its own,
//! and most lists here are short: they share one. What sorts many rows in its inner loop keeps a sort of its own.

use std::cmp::Ordering;

/// Sorts numbers from the lowest to the highest, by `f64::total_cmp`.
pub fn sort_numbers(values: &mut [f64]) {
    values.sort_unstable_by(f64::total_cmp);
}

/// Sorts row numbers from the lowest to the highest.
pub fn sort_rows(rows: &mut [usize]) {
    sort_places(rows, &|a, b| a.cmp(&b));
}

/// Sorts as `order` says; what is equal keeps its order.
pub fn sort_by<T>(items: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    let by_place = |a: usize, b: usize| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => order(a, b),
        _ => Ordering::Equal,
    };
    let mut ranks = ranks(items.len(), &by_place);
    for place in 0..items.len() {
        while ranks[place] != place {
            let rank = ranks[place];
            items.swap(place, rank);
            ranks.swap(place, rank);
        }
    }
}

/// Sorts by a key; what has the same key keeps its order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// The place of each of so many items once they are sorted.
fn ranks(n_items: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..n_items).collect();
    sort_places(&mut sorted, order);
    let mut ranks = vec![0; n_items];
    for (rank, &place) in sorted.iter().enumerate() {
        ranks[place] = rank;
    }
    ranks
}

/// It isn't generic, so that it is there once.
fn sort_places(places: &mut [usize], order: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|&a, &b| order(a, b));
}
