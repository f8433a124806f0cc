//! What the two classes are called.

use super::Studio;
use crate::experiment::{LabSpec, Source};
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
        let own = self.classes_of(self.spec());
        let or = |name: &String, own| if name.is_empty() { own } else { name.clone() };
        ClassNames {
            positive: or(&self.study.positive, own.positive),
            negative: or(&self.study.negative, own.negative),
        }
    }

    /// What data say: the lab's own names for generated rows and the shipped loans, else the label's.
    fn classes_of(&self, spec: &LabSpec) -> ClassNames {
        if spec.data.source == Source::Generate {
            return ClassNames::default();
        }
        let Some(file) = spec.data.file() else {
            return ClassNames::default();
        };
        let choice = &file.choice;
        let column = self
            .table()
            .and_then(|table| table.column(&choice.label_column));
        let values = column
            .and_then(|column| column.values.as_deref())
            .unwrap_or_default();
        let mut others = values
            .iter()
            .filter(|value| value.value != choice.default_value);
        let other = others.next().map_or("", |value| &value.value);
        ClassNames::of_label(&choice.label_column, &choice.default_value, other)
    }
}
