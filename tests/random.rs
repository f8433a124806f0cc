//! The streams of `numpy.random.RandomState`, against NumPy.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use imbalance_lab::random::NumpyRandom;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    highs: Vec<usize>,
    streams: Vec<Stream>,
}

#[derive(Deserialize)]
struct Stream {
    seed: u32,
    random_sample: Vec<f64>,
    uniform: Vec<f64>,
    standard_normal: Vec<f64>,
    randint: Vec<Vec<usize>>,
    shuffle: Vec<usize>,
    permutation: Vec<usize>,
    choice: Vec<usize>,
    interleaved: Vec<f64>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/numpy_random.json")).unwrap()
}

fn draws<T>(seed: u32, n: usize, mut draw: impl FnMut(&mut NumpyRandom) -> T) -> Vec<T> {
    let mut random = NumpyRandom::new(seed);
    (0..n).map(|_| draw(&mut random)).collect()
}

#[track_caller]
fn assert_close(actual: &[f64], expected: &[f64]) {
    assert_eq!(actual.len(), expected.len());
    for (a, e) in actual.iter().zip(expected) {
        assert!((a - e).abs() <= 1e-14 * e.abs(), "{a} is not {e}");
    }
}

#[test]
fn the_golden_seeds_hold_the_first_the_tutorials_and_the_last() {
    let seeds: Vec<u32> = golden().streams.iter().map(|stream| stream.seed).collect();
    assert!(seeds.len() >= 5 && [0, 42, u32::MAX].iter().all(|seed| seeds.contains(seed)));
}

#[test]
fn doubles_equal_numpys_bit_for_bit_across_refills_of_the_state() {
    for stream in golden().streams {
        let drawn = draws(stream.seed, 700, NumpyRandom::random_sample);
        let kept: Vec<f64> = [0, 1, 2, 311, 312, 623, 624, 699]
            .iter()
            .map(|&i: &usize| drawn[i])
            .collect();
        assert_eq!(kept, stream.random_sample);
        assert_eq!(
            draws(stream.seed, 5, |random| random.uniform(-3.5, 12.25)),
            stream.uniform
        );
    }
}

#[test]
fn normals_equal_numpys() {
    for stream in golden().streams {
        let drawn = draws(stream.seed, 9, NumpyRandom::standard_normal);
        assert_close(&drawn, &stream.standard_normal);
    }
}

#[test]
fn a_normals_spare_survives_other_draws() {
    for stream in golden().streams {
        let mut random = NumpyRandom::new(stream.seed);
        let drawn = [
            random.standard_normal(),
            random.uniform(0.0, 1.0),
            random.randint(100) as f64,
            random.standard_normal(),
            random.standard_normal(),
        ];
        assert_close(&drawn, &stream.interleaved);
    }
}

#[test]
fn integers_equal_numpys_below_and_beyond_32_bits() {
    let golden = golden();
    for stream in golden.streams {
        for (&high, expected) in golden.highs.iter().zip(stream.randint) {
            assert_eq!(
                draws(stream.seed, 6, |random| random.randint(high)),
                expected,
                "{high}"
            );
        }
    }
}

#[test]
fn shuffles_permutations_and_choices_equal_numpys() {
    for stream in golden().streams {
        let mut items: Vec<usize> = (10..27).collect();
        NumpyRandom::new(stream.seed).shuffle(&mut items);
        assert_eq!(items, stream.shuffle);
        assert_eq!(
            NumpyRandom::new(stream.seed).permutation(50),
            stream.permutation
        );
        assert_eq!(NumpyRandom::new(stream.seed).choice(40, 7), stream.choice);
    }
}

#[test]
fn a_range_of_one_value_draws_nothing() {
    let mut random = NumpyRandom::new(42);
    assert_eq!((random.randint(0), random.randint(1)), (0, 0));
    assert_eq!(random.permutation(1), [0]);
    assert_eq!(random.random_sample(), NumpyRandom::new(42).random_sample());
}

proptest! {
    #[test]
    fn integers_stay_below_their_bound(seed: u32, high in 1..usize::MAX) {
        prop_assert!(NumpyRandom::new(seed).randint(high) < high);
    }

    #[test]
    fn a_permutation_holds_each_number_once(seed: u32, n in 0..200_usize) {
        let mut items = NumpyRandom::new(seed).permutation(n);
        items.sort_unstable();
        prop_assert_eq!(items, (0..n).collect::<Vec<_>>());
    }
}
