//! Whose the numbers are that are shown.

use super::sources::{UploadState, is_of_same_data};
use super::{ArmView, Studio};
use crate::experiment::{Input, Source};
use crate::metrics::ScaleKind;
use crate::words::{direction, outside};

/// Why what is shown isn't what is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Whose numbers they are, and what to do, in a sentence.
    pub sentence: String,
    /// Whether they come from other data, so that no reading of them fits what is set.
    pub is_of_other_data: bool,
}

impl Studio {
    /// What the results come from that are shown; `None` without results.
    #[must_use]
    pub fn origin(&self) -> Option<Input> {
        let first = self.views().arms.first()?;
        Some(first.reading.judged.input())
    }

    /// Whether results, where there are any, were made with other settings than those that are set, or
    /// come from other data.
    #[must_use]
    pub fn stale(&self) -> Option<Stale> {
        let origin = self.origin()?;
        let spec = self.spec();
        let set = spec.input();
        let is_same_kind = self.views().arms.iter().all(|view| {
            let is_uploaded = view.reading.judged.spec().is_none();
            is_uploaded == self.has_scores_source()
        });
        let upload = self.sources.upload(spec.data.source);
        let is_unread = spec.data.file().is_some()
            && matches!(
                upload.state,
                UploadState::Reading(_) | UploadState::Broken(_)
            );
        if origin != set || !is_same_kind || is_unread {
            let other = match (&set, is_unread) {
                (_, true) => format!("not of {}", upload.name),
                (Input::File { name, .. }, _) if name.is_empty() => {
                    "and no file is chosen yet".into()
                }
                _ => format!("not of {}", set.name()),
            };
            return Some(Stale {
                sentence: format!("These are numbers of {}, {other}.", origin.name()),
                is_of_other_data: true,
            });
        }
        let is_other = |view: &ArmView| {
            let own = view.reading.judged.result();
            own.is_some_and(|own| !own.spec.learns_as(own.arm, spec, view.arm))
        };
        let sentence = if self.has_scores_source() {
            self.has_other_scores()
                .then_some("Settings changed since these scores were read.")
        } else {
            let is_outdated = self.views().arms.iter().any(is_other);
            is_outdated
                .then_some("Settings changed since this run: press Train to bring this up to date.")
        };
        sentence.map(|sentence| Stale {
            sentence: sentence.into(),
            is_of_other_data: false,
        })
    }

    /// Whether uploaded scores were read in another way than is set.
    fn has_other_scores(&self) -> bool {
        let read = self.sources.scored.as_ref();
        read.is_some_and(|(by, _)| !is_of_same_data(by, self.spec()))
    }

    /// What the results come from that are shown, and after which epoch where it isn't the latest; `None` without
    /// results.
    #[must_use]
    pub fn provenance(&self) -> Option<String> {
        let origin = self.origin()?.name();
        let round = self.shown_round();
        let round = round.map(|round| format!(", {}", round.name().to_ascii_lowercase()));
        Some(origin + &round.unwrap_or_default())
    }

    /// What the file of the results is called in a name of an export, and the epoch where it isn't the latest.
    #[must_use]
    pub fn export_name(&self) -> String {
        let origin = self.origin();
        let name = origin.map_or_else(String::new, |input| input.short_name());
        let round = self.shown_round();
        let round = round.map(|round| format!(" epoch {}", round.epoch));
        name + &round.unwrap_or_default()
    }

    /// Why a scale that was asked for can't be had, and why scores can't be looked at as probabilities.
    #[must_use]
    pub fn scale_complaints(&self) -> Vec<String> {
        let complaint = |view: &ArmView| {
            let name = view.name();
            if let Some(refusal) = &view.reading.refusal {
                let refusal = self.say(refusal);
                return Some(format!("{name}, {}: {refusal}", view.reading.asked.name()));
            }
            if view.test().are_probabilities() {
                return None;
            }
            let mut scores = view.test().thresholds().iter();
            let score = scores.find(|score| !(0.0..=1.0).contains(*score))?;
            Some(format!(
                "{name}: scores such as {} lie outside 0 to 1, so they are no probabilities. \
                 Calibration, Brier score and log loss are off; choose Platt or isotonic to make \
                 them probabilities.",
                outside(*score, &(0.0..=1.0), 6)
            ))
        };
        self.views().arms.iter().filter_map(complaint).collect()
    }

    /// Uploaded scores that seem to mean less risk where they are higher: the column, and a sentence.
    #[must_use]
    pub fn turned_round(&self) -> Vec<(String, String)> {
        if !self.has_scores_source() {
            return Vec::new();
        }
        let seems = |view: &ArmView| {
            let raw = &view.reading.judged.test;
            let is_raw = view.reading.asked == ScaleKind::Raw;
            let sentence = is_raw.then(|| direction(raw)).flatten()?;
            let sentence = format!("{}: {}", view.name(), self.say(&sentence));
            Some((view.name().to_owned(), sentence))
        };
        self.views().arms.iter().filter_map(seems).collect()
    }

    /// Says on which rows thresholds are chosen; nothing without scores.
    #[must_use]
    pub fn choosing_rows(&self) -> Option<String> {
        let first = self.views().arms.first()?;
        let judged = &first.reading.judged;
        Some(
            match (&first.reading.validation, judged.validation_complaint()) {
                (Some(_), _) => "Chosen on the validation rows, judged on the test rows.".into(),
                (None, Some(complaint)) => {
                    let complaint = self.say(&complaint);
                    format!("Chosen on the test rows, so slightly optimistic: {complaint}")
                }
                (None, None) => {
                    "Chosen on the test rows, so slightly optimistic. Set a validation share \
                             to avoid this."
                        .into()
                }
            },
        )
    }

    /// The source that is set, where it is one of a file.
    #[must_use]
    pub fn file_source(&self) -> Option<Source> {
        let source = self.spec().data.source;
        (source != Source::Generate).then_some(source)
    }
}
