//! Columns as they stand in the file, for models that take gaps and categories as they are.

use ndarray::{Array2, ArrayRef2};

use super::frame::text_of;
use super::{Cells, Frame, FrameColumn};
use crate::sorting::sort_by;

/// Categories of a column at most.
const MOST_LEVELS: usize = 254;

/// What numbers columns of gaps get from [`FillSpec`](super::impute) beside them, which a model that sees gaps needn't.
const GAPS: &str = " is missing";

/// Which columns a model sees: numbers with their gaps, categories by number, and what steps made of the rest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NativeColumns {
    columns: Vec<NativeColumn>,
}

#[derive(Clone, Debug, PartialEq)]
struct NativeColumn {
    name: String,
    origin: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// Numbers of the file.
    Numbers,
    /// Texts of the file, by their place among these.
    Categories(Vec<String>),
    /// What steps made.
    Prepared,
}

impl NativeColumns {
    /// Numbers of the file as they are before the first step, as far as they are left after the last; texts that became a
    /// column a level, where up to 254 levels are among the training rows; and all else as steps made it.
    #[must_use]
    pub fn of(before: &Frame, after: &Frame, train: &[usize]) -> Self {
        let mut columns: Vec<NativeColumn> = Vec::new();
        for FrameColumn { name, origin, .. } in after.columns() {
            let cells = before.column(origin).map(|column| &*column.cells);
            let is_level = name.starts_with(&format!("{origin} = "));
            let kind = match cells {
                Some(Cells::Numbers(_)) if name == origin => Kind::Numbers,
                Some(Cells::Numbers(_)) if name.ends_with(GAPS) => continue,
                Some(Cells::Texts { codes, levels }) if is_level => {
                    let is_there = |of: &NativeColumn| of.name == *origin;
                    if columns.iter().any(is_there) {
                        continue;
                    }
                    let levels = levels_of(codes, levels, train);
                    if levels.len() > MOST_LEVELS {
                        Kind::Prepared
                    } else {
                        Kind::Categories(levels)
                    }
                }
                _ => Kind::Prepared,
            };
            let name = match &kind {
                Kind::Prepared => name,
                Kind::Numbers | Kind::Categories(_) => origin,
            };
            columns.push(NativeColumn {
                name: name.clone(),
                origin: origin.clone(),
                kind,
            });
        }
        Self { columns }
    }

    /// What columns are called, and the columns of the file that they come from.
    #[must_use]
    pub fn names(&self) -> (Vec<String>, Vec<String>) {
        let names = self.columns.iter();
        names
            .map(|column| (column.name.clone(), column.origin.clone()))
            .unzip()
    }

    /// The categories of a column, by their numbers; `None` where it holds none.
    #[must_use]
    pub fn levels(&self, name: &str) -> Option<&[String]> {
        let found = self.columns.iter().find(|column| column.name == name)?;
        match &found.kind {
            Kind::Categories(levels) => Some(levels),
            Kind::Numbers | Kind::Prepared => None,
        }
    }

    /// The places of those that hold categories.
    #[must_use]
    pub fn categories(&self) -> Vec<usize> {
        let columns = self.columns.iter().enumerate();
        let categories = columns.filter(|(_, column)| matches!(column.kind, Kind::Categories(_)));
        categories.map(|(place, _)| place).collect()
    }

    /// Rows as a model sees them, `(n_rows, n_columns)`, NaN where nothing stands, or a text that no training row has.
    /// `after` is what steps made of the same rows, with its columns' names.
    #[must_use]
    pub fn matrix(
        &self,
        before: &Frame,
        (names, after): (&[String], &ArrayRef2<f64>),
    ) -> Array2<f64> {
        let mut matrix = Array2::from_elem((before.n_rows(), self.columns.len()), f64::NAN);
        for (column, mut to) in self.columns.iter().zip(matrix.columns_mut()) {
            let cells = before.column(&column.origin).map(|column| &*column.cells);
            match (&column.kind, cells) {
                (Kind::Numbers, Some(Cells::Numbers(values))) => {
                    to.iter_mut()
                        .zip(values)
                        .for_each(|(to, value)| *to = *value);
                }
                (Kind::Categories(known), Some(Cells::Texts { codes, levels })) => {
                    let place = |level: &String| known.iter().position(|known| known == level);
                    let places: Vec<f64> = levels
                        .iter()
                        .map(|level| place(level).map_or(f64::NAN, |place| place as f64))
                        .collect();
                    for (to, code) in to.iter_mut().zip(codes) {
                        let place = usize::try_from(*code)
                            .ok()
                            .and_then(|code| places.get(code));
                        *to = place.copied().unwrap_or(f64::NAN);
                    }
                }
                _ => {
                    let place = names.iter().position(|name| *name == column.name);
                    if let Some(place) = place {
                        to.assign(&after.column(place));
                    }
                }
            }
        }
        matrix
    }
}

/// The levels that some rows have, in the order of the alphabet.
fn levels_of(codes: &[u32], levels: &[String], rows: &[usize]) -> Vec<String> {
    let mut has = vec![false; levels.len()];
    for row in rows {
        let code = codes.get(*row).and_then(|code| usize::try_from(*code).ok());
        if let Some(has) = code.and_then(|code| has.get_mut(code)) {
            *has = true;
        }
    }
    let known = (0..).zip(has).filter(|(_, has)| *has);
    let known = known.filter_map(|(code, _)| text_of(levels, code).map(str::to_owned));
    let mut known: Vec<String> = known.collect();
    sort_by(&mut known, Ord::cmp);
    known
}
