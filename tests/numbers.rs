//! Numbers are read from text as the standard library reads them, and rows taken from matrices.

use imbalance_lab::data::some_rows;
use imbalance_lab::numbers::read_number;
use ndarray::{Array2, array};
use proptest::prelude::*;

fn assert_same(text: &str) {
    let expected = text.parse::<f64>().ok();
    let bits = |number: Option<f64>| number.map(|number| (number.is_nan(), number.to_bits() << 1));
    let sign = |number: Option<f64>| number.map(f64::is_sign_negative);
    let read = read_number(text);
    let is_same = read.is_some_and(f64::is_nan) && expected.is_some_and(f64::is_nan)
        || bits(read) == bits(expected) && sign(read) == sign(expected);
    assert!(is_same, "{text:?}: {read:?}, and not {expected:?}");
}

#[test]
fn numbers_at_the_edges_are_read_as_the_standard_library_reads_them() {
    for text in [
        "",
        "-",
        ".",
        "-.",
        "+",
        "1.",
        ".5",
        "-0",
        "0.0",
        "+1",
        "1e5",
        "1E-5",
        "1e",
        "1e+",
        " 1",
        "1 ",
        "1_0",
        "0x1",
        "1,5",
        "1.2.3",
        "--1",
        "inf",
        "-Infinity",
        "nan",
        "NaN",
        "1e400",
        "1e-400",
        "5e-324",
        "2.2250738585072011e-308",
        "1.7976931348623159e308",
        "999999999999999",
        "9999999999999999",
        "9007199254740993",
        "0.1234567890123",
        "123456789.123456",
        "00000000000000000000001",
        "8.5e22",
        "1e23",
        "٣",
    ] {
        assert_same(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn numbers_of_few_digits_are_read_as_the_standard_library_reads_them(text in "-?[0-9]{0,9}\\.?[0-9]{0,9}") {
        assert_same(&text);
    }

    #[test]
    fn numbers_of_many_digits_are_too(text in "[+-]?[0-9]{1,20}(\\.[0-9]{0,20})?([eE][+-]?[0-9]{1,3})?") {
        assert_same(&text);
    }

    #[test]
    fn every_double_is_brought_back(bits: u64) {
        let number = f64::from_bits(bits);
        prop_assume!(number.is_finite());
        assert_same(&number.to_string());
        assert_same(&format!("{number:e}"));
        assert_same(&format!("{number:.17e}"));
    }

    #[test]
    fn any_text_is_refused_or_read_alike(text in "\\PC{0,8}") {
        assert_same(&text);
    }
}

#[test]
fn rows_are_taken_in_the_order_asked_for_and_such_as_are_not_there_are_left_out() {
    let matrix = array![[1, 2], [3, 4], [5, 6]];
    assert_eq!(
        some_rows(&matrix, &[2, 0, 2, 7]),
        array![[5, 6], [1, 2], [5, 6]]
    );
    assert_eq!(some_rows(&matrix.t(), &[1]), array![[2, 4, 6]]);
    assert_eq!(
        some_rows(&Array2::<i32>::zeros((3, 0)), &[1, 2]).dim(),
        (2, 0)
    );
    assert_eq!(some_rows(&matrix, &[]).dim(), (0, 2));
}
