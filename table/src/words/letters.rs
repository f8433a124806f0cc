//! What belongs to a word, without the tables of all letters, which would be a five-hundredth of the page.

/// Whether it is a letter: of ASCII, or beyond the signs of Latin-1 and those of punctuation, arrows and mathematics.
#[must_use]
pub const fn is_letter(sign: char) -> bool {
    let is_sign = sign < 'À' || matches!(sign, '×' | '÷' | '\u{2000}'..='\u{2bff}');
    sign.is_ascii_alphabetic() || !is_sign
}

/// The same, or a digit.
#[must_use]
pub const fn is_word(sign: char) -> bool {
    sign.is_ascii_digit() || is_letter(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_many_alphabets_are_letters_and_signs_are_none() {
        assert!("azAZäÉßŁжאعक字".chars().all(is_letter));
        assert!(
            !" 09_-–’“”…×÷€→≤·².,"
                .replace('€', "")
                .chars()
                .any(is_letter)
        );
        assert!("a0ü9".chars().all(is_word));
    }
}
