//! What the two classes are called, and sentences that call them so.

use super::letters::is_word;
use crate::numbers::read_number;

/// The names of the two classes.
///
/// The lab's own sentences speak of loans: of defaults and good customers, of applicants that are turned away.
/// [`say`](Self::say) makes them speak of what the rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassNames {
    /// One row of the class that is looked for: "default".
    pub positive: String,
    /// One row of the other class: "good customer".
    pub negative: String,
}

/// Names that people use, and the plurals of those that have one of their own.
const USUAL: [[&str; 2]; 4] = [
    ["default", "good customer"],
    ["fraud", "genuine"],
    ["churn", "stays"],
    ["yes", "no"],
];

/// A phrase of the lab's own sentences, and how it is said otherwise.
type Phrase = (&'static str, fn(&ClassNames) -> String);

/// Longer phrases stand before those that they begin with.
const PHRASES: [Phrase; 24] = [
    ("good customers", ClassNames::negatives),
    ("good customer", |names| noun(&names.negative)),
    ("non-defaults", ClassNames::negatives),
    ("non-default", |names| noun(&names.negative)),
    ("default rates", |names| {
        format!("shares of {}", names.positives())
    }),
    ("default rate", |names| {
        format!("share of {}", names.positives())
    }),
    ("defaults", ClassNames::positives),
    ("default", |names| noun(&names.positive)),
    ("good", |names| names.negative.clone()),
    ("an applicant", |_| "a row".into()),
    ("applicants", |_| "rows".into()),
    ("applicant", |_| "row".into()),
    ("turned away", |_| "flagged".into()),
    ("turns away", |_| "flags".into()),
    ("turn away", |_| "flag".into()),
    ("rejected", |_| "flagged".into()),
    ("rejecting", |_| "flagging".into()),
    ("rejects", |_| "flags".into()),
    ("reject", |_| "flag".into()),
    ("approved", |_| "passed".into()),
    ("approve", |_| "pass".into()),
    ("refusal", |_| "flagging".into()),
    ("loans", |_| "rows".into()),
    ("loan", |_| "row".into()),
];

/// The name of a setting, which stays where it isn't the beginning of a text.
const SETTING: &str = "Default rate";

impl Default for ClassNames {
    fn default() -> Self {
        Self::usual(0)
    }
}

impl ClassNames {
    /// Pairs of names that people use, the lab's own first.
    #[must_use]
    pub fn all_usual() -> [Self; USUAL.len()] {
        std::array::from_fn(Self::usual)
    }

    fn usual(place: usize) -> Self {
        let [positive, negative] = USUAL[place].map(str::to_owned);
        Self { positive, negative }
    }

    /// Names for the values of a label column: words as they stand, numbers with the column's name. A column that
    /// speaks of loans, of fraud or of churn has the usual ones, and one that says nothing has the lab's own.
    ///
    /// ```
    /// # use imbalance_table::words::ClassNames;
    /// let names = |column, positive, negative| {
    ///     let names = ClassNames::of_label(column, positive, negative);
    ///     format!("{}, {}", names.positive, names.negative)
    /// };
    /// assert_eq!(names("y", "yes", "no"), "yes, no");
    /// assert_eq!(names("status", "Charged Off", "Fully Paid"), "default, good customer");
    /// assert_eq!(names("status", "Fully Paid", "Charged Off"), "Fully Paid, Charged Off");
    /// assert_eq!(names("isFraud", "0", "1"), "isFraud 0, isFraud 1");
    /// assert_eq!(names("Class", "1", "0"), "Class 1, Class 0");
    /// assert_eq!(names("isFraud", "1", "0"), "fraud, genuine");
    /// assert_eq!(names("y_true", "1", "0"), "default, good customer");
    /// ```
    #[must_use]
    pub fn of_label(column: &str, positive: &str, negative: &str) -> Self {
        /// What a column of that topic is called, and what a value of it that is looked for.
        const TOPICS: [[&[&str]; 2]; 3] = [
            [
                &["default", "delinq", "dlq", "bad"],
                &["default", "charged off", "bad", "late", "delinquent"],
            ],
            [&["fraud"], &["fraud"]],
            [
                &["churn", "attrition", "exited"],
                &["churn", "attrited", "exited"],
            ],
        ];
        const SILENT: [&str; 6] = ["y", "y_true", "label", "target", "outcome", "truth"];
        const HOLDS: [&str; 5] = ["1", "1.0", "yes", "true", "y"];
        let [name, value] = [column, positive].map(str::to_ascii_lowercase);
        let speaks_of = |[columns, values]: [&[&str]; 2]| {
            let is_named = columns.iter().any(|word| name.contains(word));
            is_named && HOLDS.contains(&&*value)
                || values.iter().any(|word| value.starts_with(word))
        };
        if let Some(topic) = TOPICS.into_iter().position(speaks_of) {
            return Self::usual(topic);
        }
        let is_number = |value: &str| read_number(value).is_some();
        if positive.is_empty() || is_number(positive) && SILENT.contains(&&*name) {
            return Self::default();
        }
        let called = |value: &str| {
            if is_number(value) {
                format!("{column} {value}")
            } else {
                value.to_owned()
            }
        };
        Self {
            positive: called(positive),
            negative: if negative.is_empty() {
                format!("not {}", called(positive))
            } else {
                called(negative)
            },
        }
    }

    /// Both names, as a menu shows them.
    #[must_use]
    pub fn pair(&self) -> String {
        format!("{} / {}", self.positive, self.negative)
    }

    /// The other class beside a number of rows: "good".
    #[must_use]
    pub fn short_negative(&self) -> &str {
        if self.negative == "good customer" {
            "good"
        } else {
            &self.negative
        }
    }

    /// Several rows of the class that is looked for: "defaults".
    #[must_use]
    pub fn positives(&self) -> String {
        plural(&self.positive)
    }

    /// Several rows of the other class: "good customers".
    #[must_use]
    pub fn negatives(&self) -> String {
        plural(&self.negative)
    }

    /// One of the lab's own sentences, or a part of it, with these names.
    ///
    /// ```
    /// # use imbalance_table::words::ClassNames;
    /// let names = ClassNames {
    ///     positive: "fraud".into(),
    ///     negative: "genuine".into(),
    /// };
    /// assert_eq!(
    ///     names.say("catches 27 of 48 defaults and turns away 45 good customers"),
    ///     "catches 27 of 48 frauds and flags 45 genuine ones"
    /// );
    /// assert_eq!(names.say("Defaults, and the default rate"), "Frauds, and the share of frauds");
    /// assert_eq!(ClassNames::default().say("a default"), "a default");
    /// ```
    #[must_use]
    pub fn say(&self, text: &str) -> String {
        if *self == Self::default() {
            return text.to_owned();
        }
        let mut said = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_setting = rest.starts_with(SETTING) && !said.is_empty();
            let found = PHRASES.iter().find(|(phrase, _)| begins_with(rest, phrase));
            match found.filter(|_| !is_setting && ends_a_word(&said)) {
                Some((phrase, otherwise)) => {
                    let words = otherwise(self);
                    said.push_str(&if first.is_ascii_uppercase() {
                        capital(&words)
                    } else {
                        words
                    });
                    rest = &rest[phrase.len()..];
                }
                None => {
                    let length = if is_setting {
                        SETTING.len()
                    } else {
                        first.len_utf8()
                    };
                    said.push_str(&rest[..length]);
                    rest = &rest[length..];
                }
            }
        }
        said
    }
}

/// Whether a text begins with a whole phrase, in whatever case its first letter is.
fn begins_with(text: &str, phrase: &str) -> bool {
    let Some((beginning, rest)) = text.split_at_checked(phrase.len()) else {
        return false;
    };
    let is_same = beginning.is_char_boundary(1)
        && beginning[..1].eq_ignore_ascii_case(&phrase[..1])
        && beginning[1..] == phrase[1..];
    is_same && !rest.starts_with(is_of_a_word)
}

/// Whether a letter goes on with a word or a name.
fn is_of_a_word(letter: char) -> bool {
    is_word(letter) || letter == '-' || letter == '_'
}

fn ends_a_word(text: &str) -> bool {
    !text.ends_with(is_of_a_word)
}

/// Words as a sentence begins with them. Letters beyond ASCII stay as people wrote them: the tables of their capitals
/// would be an eightieth of the whole page.
fn capital(words: &str) -> String {
    let mut words = words.to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// A name as one thing: as it stands where it is an English noun, else in quotation marks.
fn noun(name: &str) -> String {
    match name {
        "genuine" => "genuine one".into(),
        "stays" => "stay".into(),
        _ if is_noun(name) => name.to_owned(),
        _ => format!("“{name}”"),
    }
}

fn plural(name: &str) -> String {
    match name {
        "genuine" => "genuine ones".into(),
        "stays" => "stays".into(),
        _ if !is_noun(name) => format!("“{name}”"),
        _ if name.ends_with('y')
            && !["ay", "ey", "oy", "uy"]
                .iter()
                .any(|end| name.ends_with(end)) =>
        {
            format!("{}ies", &name[..name.len() - 1])
        }
        _ if ["s", "x", "z", "ch", "sh"]
            .iter()
            .any(|end| name.ends_with(end)) =>
        {
            format!("{name}es")
        }
        _ => format!("{name}s"),
    }
}

/// Whether a name reads as an English noun, so that it has a plural.
fn is_noun(name: &str) -> bool {
    let is_word = |c: char| c.is_ascii_lowercase() || c == ' ' || c == '-';
    !matches!(name, "yes" | "no" | "true" | "false") && name.chars().all(is_word)
}
