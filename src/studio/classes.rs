//! What the two classes are called.

use super::{Studio, UploadState};
use crate::experiment::LabSpec;
use crate::words::ClassNames;

impl Studio {
    /// What the classes of the results are called: as is set, or as the data say.
    #[must_use]
    pub const fn classes(&self) -> &ClassNames {
        &self.board.classes
    }

    /// One of the lab's own sentences with the names of the classes.
    #[must_use]
    pub fn say(&self, text: &str) -> String {
        self.classes().say(text)
    }

    pub(super) fn named_classes(&self) -> ClassNames {
        let own = self.classes_of(self.told_spec());
        let or = |name: &String, own| if name.is_empty() { own } else { name.clone() };
        ClassNames {
            positive: or(&self.study.positive, own.positive),
            negative: or(&self.study.negative, own.negative),
        }
    }

    /// The settings of the results that are shown, or those that are set where there are none.
    fn told_spec(&self) -> &LabSpec {
        let Some(first) = self.views().arms.first() else {
            return self.spec();
        };
        let scored = || self.sources.scored.as_ref().map(|(spec, _)| spec);
        let own = first.reading.judged.spec().or_else(scored);
        own.unwrap_or_else(|| self.spec())
    }

    /// What data say: the lab's own names for generated rows, else the label's.
    fn classes_of(&self, spec: &LabSpec) -> ClassNames {
        let Some(file) = spec.data.file() else {
            return ClassNames::default();
        };
        let choice = &file.choice;
        let table = match &self.sources.upload(spec.data.source).state {
            UploadState::Loaded { hash, table } if *hash == file.file_hash => Some(table),
            _ => None,
        };
        let column = table.and_then(|table| table.column(&choice.label_column));
        let values = column.and_then(|column| column.values.as_deref());
        let values = values.unwrap_or_default().iter().map(|value| &*value.value);
        let others: Vec<_> = values
            .filter(|value| *value != choice.default_value)
            .collect();
        // Several other values have no one name.
        let other = match others[..] {
            [other] => other,
            _ => "",
        };
        ClassNames::of_label(&choice.label_column, &choice.default_value, other)
    }
}
