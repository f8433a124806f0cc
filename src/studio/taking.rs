//! A study in tables and sentences, as it is taken away.

use super::{ArmView, ShownRound, Standing, Studio, sentence};
use crate::experiment::Source;
use crate::metrics::{Metric, Quadrant};
use crate::words::{Cell, Table};

use super::sentence::Piece;
use super::setting::lab;

impl Studio {
    /// What happens at the threshold, after which epoch where it isn't the latest.
    #[must_use]
    pub fn sentence(&self) -> Vec<Piece> {
        let epoch = self.shown_round().map(ShownRound::name);
        let epoch = epoch.map(|name| Piece::Text(format!("{name}: ")));
        let told = sentence(self.study().compare, self.standings()).into_iter();
        let told = told.map(|piece| match piece {
            Piece::Text(words) => Piece::Text(self.say(&words)),
            other => other,
        });
        epoch.into_iter().chain(told).collect()
    }
}

/// What happens at the threshold, in words.
#[must_use]
pub fn sentence_text(studio: &Studio) -> String {
    let pieces = studio.sentence().into_iter();
    let words = pieces.map(|piece| match piece {
        Piece::Text(words) | Piece::Strong(words) | Piece::Of(_, words) => words,
    });
    words.collect()
}

/// Every metric of every arm with both ends of its 95 % interval, in numbers.
#[must_use]
pub fn metrics_table(studio: &Studio) -> Table {
    let arms = || studio.views().arms.iter().zip(studio.standings());
    let mut table = Table::new("At this threshold", &["Metric"]);
    for (view, _) in arms() {
        let name = view.name();
        let ends = ["95 % from", "95 % to"].map(|end| format!("{name}, {end}"));
        table.head.push(name.to_owned());
        table.head.extend(ends);
    }
    for metric in Metric::ALL {
        let cells = |(view, standing): (&ArmView, &Standing)| {
            let interval = studio.interval(view.arm, metric).unzip();
            let value = metric.value(view.test(), &standing.outcomes);
            [value, interval.0, interval.1].map(Cell::metric)
        };
        let cells = arms().flat_map(cells);
        table.push(std::iter::once(metric.name().into()).chain(cells));
    }
    table
}

/// What should be known before the numbers of a report are trusted, a sentence each.
#[must_use]
pub fn report_notes(studio: &Studio) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(origin) = studio.origin() {
        notes.push(format!("Data: {}.", origin.name()));
    }
    if let Some(stale) = studio.stale() {
        let sentence = if stale.is_of_other_data {
            format!(
                "{} The settings of the numbers are given below.",
                stale.sentence
            )
        } else {
            "Settings were changed after this was trained; those below are the ones of the numbers."
                .into()
        };
        notes.push(sentence);
    }
    if let Some(round) = studio.shown_round() {
        let name = round.name();
        notes.push(format!("{name} is shown, not the end of the run."));
    }
    notes.extend(studio.choosing_rows());
    notes.extend(studio.conditions());
    notes.extend(studio.scale_complaints());
    notes.extend(studio.repeats_stale());
    notes.extend(studio.repeats_sentences());
    notes
}

/// Settings, metrics, matrices, and where they are known, what scales make of scores and what repeats say.
#[must_use]
pub fn report_tables(studio: &Studio) -> Vec<Table> {
    let mut tables = vec![settings(studio), metrics_table(studio), matrices(studio)];
    if studio.calibration().is_some() {
        tables.extend([
            studio.scale_table(),
            studio.calibration_table(),
            studio.loss_table(),
        ]);
    }
    tables.extend(studio.repeats_table());
    tables.extend(studio.repeat_values());
    tables
}

/// The settings that the numbers were made with, a line each.
fn settings(studio: &Studio) -> Table {
    let first = studio.views().arms.first();
    let own = first.and_then(|view| view.reading.judged.spec());
    let spec = own.unwrap_or_else(|| studio.spec());
    let mut table = Table::new("Settings", &["Setting", "Value"]);
    if let Some(origin) = studio.origin() {
        table.push(["Data".to_owned(), origin.name()]);
    }
    let source = own.map_or(Source::Scores, |spec| spec.data.source);
    for setting in lab::used(source) {
        table.push([setting.label.to_owned(), setting.text(spec)]);
    }
    let arms = studio.views().arms.iter().zip(studio.standings());
    for (view, standing) in arms {
        if let Some(result) = view.reading.judged.result() {
            let round = ShownRound::of(result).name();
            table.push([format!("Scored after, {}", view.name()), round]);
        }
        let scale = view.reading.asked.name().to_owned();
        table.push([format!("Scale, {}", view.name()), scale]);
        table.push([
            Cell::from(format!("Threshold, {}", view.name())),
            Cell::from(standing.threshold.to_string()),
        ]);
    }
    for (name, class) in [
        ("Positive is called", &studio.classes().positive),
        ("Negative is called", &studio.classes().negative),
    ] {
        table.push([name.to_owned(), class.clone()]);
    }
    table.push([
        "Compared at".to_owned(),
        studio.study().compare.name().to_owned(),
    ]);
    if let Some(prevalence) = studio.study().prevalence {
        table.push([
            studio.say("Default rate where it is used"),
            prevalence.to_string(),
        ]);
    }
    table
}

/// The four counts of each arm.
fn matrices(studio: &Studio) -> Table {
    let mut table = Table::new("Confusion matrices", &["Model"]);
    let classes = studio.classes();
    let names = Quadrant::ALL.map(|quadrant| {
        let class = if quadrant.is_default() {
            &classes.positive
        } else {
            &classes.negative
        };
        format!("{}s ({class})", quadrant.name())
    });
    table.head.extend(names);
    for standing in studio.standings() {
        let counts = Quadrant::ALL.map(|quadrant| quadrant.count(&standing.confusion));
        let cells = counts.map(Cell::count);
        table.push(std::iter::once(standing.name.as_str().into()).chain(cells));
    }
    table
}
