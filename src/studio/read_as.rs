//! As what a column of a file is read, where someone says so.

use crate::data::prepare::{CategorySpec, NumberSpec, StepSpec, WrittenStep};

/// As what a column is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReadAs {
    /// As it was found.
    #[default]
    Found,
    /// As numbers.
    Number,
    /// As categories.
    Category,
}

/// What a step reads columns as, and the columns that it names.
const fn named(step: &mut StepSpec) -> Option<(ReadAs, &mut Vec<String>)> {
    match step {
        StepSpec::Number(of) => Some((ReadAs::Number, &mut of.columns)),
        StepSpec::Category(of) => Some((ReadAs::Category, &mut of.columns)),
        _ => None,
    }
}

impl ReadAs {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Found, Self::Number, Self::Category];

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Found => "as found",
            Self::Number => "number",
            Self::Category => "category",
        }
    }

    /// As what steps have a column read.
    #[must_use]
    pub fn of(steps: &[WrittenStep], column: &str) -> Self {
        let mut steps = steps.iter().filter_map(|step| step.read().ok());
        let found = steps.find_map(|mut step| {
            let (as_what, columns) = named(&mut step)?;
            columns.iter().any(|name| name == column).then_some(as_what)
        });
        found.unwrap_or_default()
    }

    /// The steps with a column read so. It goes to a step that names columns, so that what is found of others stays.
    #[must_use]
    pub fn among(self, steps: &[WrittenStep], column: String) -> Vec<WrittenStep> {
        let mut changed = Vec::new();
        let mut is_said = self == Self::Found;
        for written in steps {
            let mut step = written.read();
            let of = step.as_mut().ok().and_then(named);
            let Some((as_what, columns)) = of.filter(|(_, columns)| !columns.is_empty()) else {
                changed.push(written.clone());
                continue;
            };
            columns.retain(|name| *name != column);
            if as_what == self && !is_said {
                columns.push(column.clone());
                is_said = true;
            }
            if !columns.is_empty() {
                changed.extend(step.as_ref().ok().map(WrittenStep::of));
            }
        }
        if !is_said {
            let columns = vec![column];
            let step = match self {
                Self::Number => StepSpec::Number(NumberSpec { columns }),
                Self::Found | Self::Category => StepSpec::Category(CategorySpec { columns }),
            };
            changed.insert(0, WrittenStep::of(&step));
        }
        changed
    }
}
