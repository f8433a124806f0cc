//! What the classes are called, everywhere.

use imbalance_lab::experiment::{Preset, Source};
use imbalance_lab::metrics::Metric;
use imbalance_lab::studio::setting::{lab, study};
use imbalance_lab::studio::{Link, Studio, Verb, report_notes, report_tables, sentence_text};
use imbalance_lab::words::ClassNames;
use proptest::prelude::*;

use crate::bench::Bench;

fn trained() -> Bench {
    let mut link = Link {
        spec: Preset::Quick.spec(),
        ..Link::default()
    };
    link.spec.model.epochs = 3;
    let mut bench = Bench::with(link);
    bench.train();
    bench
}

/// All that a report says in words, but for the settings, which are called as their fields are.
fn taken_away(studio: &Studio) -> String {
    let tables = report_tables(studio).into_iter().skip(1).flat_map(|table| {
        let cells = table.rows.into_iter().flatten().map(|cell| cell.shown);
        cells
            .chain(table.head)
            .chain([table.caption])
            .collect::<Vec<_>>()
    });
    let meanings = Metric::ALL.map(|metric| studio.say(metric.meaning()));
    let texts = tables.chain(report_notes(studio)).chain(meanings);
    let texts: Vec<_> = texts.chain([sentence_text(studio)]).collect();
    texts.join("\n").to_lowercase()
}

#[test]
fn every_sentence_and_export_uses_the_names() {
    let mut bench = trained();
    bench.perform(Verb::Gather(true));
    let before = taken_away(&bench.studio);
    assert!(before.contains("good customers") && before.contains("defaults"));
    bench.set(&study::POSITIVE, "fraud");
    bench.set(&study::NEGATIVE, "genuine");
    for compare in ["threshold", "share", "recall", "fpr"] {
        bench.set(&study::COMPARE, compare);
        let after = taken_away(&bench.studio);
        for word in [
            "default",
            "good customer",
            "applicant",
            "turned away",
            "turns away",
            "reject",
        ] {
            let found = after.lines().find(|line| line.contains(word));
            assert_eq!(found, None, "{word} at {compare}");
        }
        assert!(after.contains("genuine") && after.contains("fraud"));
    }
    let said = sentence_text(&bench.studio);
    assert!(
        said.contains("frauds") && said.contains("genuine ones"),
        "{said}"
    );
    bench.set(&study::POSITIVE, "");
    bench.set(&study::NEGATIVE, "");
    bench.set(&study::COMPARE, "threshold");
    assert_eq!(taken_away(&bench.studio), before, "and back");
}

#[test]
fn names_travel_in_links_and_train_nothing() {
    let mut bench = trained();
    bench.set(&study::POSITIVE, "Charged Off");
    let fragment = bench.studio.link().to_fragment();
    assert!(fragment.contains("positive=Charged+Off"), "{fragment}");
    assert!(bench.studio.stale().is_none());
    assert!(sentence_text(&bench.studio).contains("“Charged Off”"));
}

#[test]
fn a_file_begins_with_the_words_of_its_label_unless_it_is_of_loans() {
    let rows = |label: &str, values: [&str; 2]| {
        let row = |place: usize| {
            format!(
                "{}.5,{}\n",
                place % 7,
                values[usize::from(place.is_multiple_of(5))]
            )
        };
        format!("x,{label}\n") + &(0..60).map(row).collect::<String>()
    };
    for (label, values, names) in [
        ("y", ["no", "yes"], "yes / no"),
        ("Class", ["0", "1"], "Class 1 / Class 0"),
        (
            "loan_status",
            ["Fully Paid", "Charged Off"],
            "default / good customer",
        ),
        ("churned", ["0", "1"], "churn / stays"),
    ] {
        let mut bench = Bench::new();
        bench.choose(Source::Upload, "rows.csv", &rows(label, values));
        assert_eq!(bench.studio.classes().pair(), names);
        bench.set(&study::NEGATIVE, "the others");
        assert_eq!(bench.studio.classes().negative, "the others");
        bench.set(&lab::SOURCE, "generate");
        assert_eq!(bench.studio.classes().positive, "default");
    }
}

/// Names are of the results: those of other settings don't rename what is still shown.
#[test]
fn results_keep_the_names_of_their_own_label() {
    let rows = |values: [&str; 3]| {
        let row = |place: usize| {
            format!(
                "{}.5,{}\n",
                place % 7,
                values
                    [usize::from(place.is_multiple_of(5)) + usize::from(place.is_multiple_of(20))]
            )
        };
        "x,y\n".to_owned() + &(0..120).map(row).collect::<String>()
    };
    let mut bench = Bench::new();
    bench.choose(Source::Upload, "rows.csv", &rows(["no", "yes", "yes"]));
    bench.train();
    let said = sentence_text(&bench.studio);
    assert!(said.contains("“yes”"), "{said}");
    let mut choice = bench.studio.spec().data.upload.choice.clone();
    choice.default_value = "no".to_owned();
    bench.perform(Verb::Choose(choice));
    assert!(bench.studio.stale().is_some());
    assert_eq!(sentence_text(&bench.studio), said);
    // Several other values have no one name.
    let mut several = Bench::new();
    several.choose(Source::Upload, "several.csv", &rows(["a", "b", "c"]));
    let mut choice = several.studio.spec().data.upload.choice.clone();
    choice.label_column = "y".to_owned();
    choice.default_value = "c".to_owned();
    several.perform(Verb::Choose(choice));
    assert_eq!(several.studio.classes().pair(), "c / not c");
}

#[test]
fn every_metric_is_explained_without_loans() {
    let names = &ClassNames::all_usual()[1];
    for metric in Metric::ALL {
        let said = names.say(&format!("{}. {}", metric.meaning(), metric.formula()));
        assert!(
            !said.contains("default") && !said.contains("good"),
            "{said}"
        );
    }
}

proptest! {
    /// Nothing but whole phrases is replaced, and nothing is lost of what isn't one.
    #[test]
    fn other_words_stay(words in prop::collection::vec("[a-z]{1,9}|—|[0-9]{1,4}|defaulting|goodness|rejecter|default_prob|loan_model|is_good", 0..12)) {
        const SAID: [&str; 9] = [
            "default", "defaults", "good", "applicant", "applicants", "reject", "rejects", "loan", "loans",
        ];
        prop_assume!(words.iter().all(|word| !SAID.contains(&word.as_str())));
        let text = words.join(" ");
        prop_assert_eq!(ClassNames::all_usual()[1].say(&text), text);
    }
}
