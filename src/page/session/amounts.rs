//! What is lent to each applicant, read from a column of the source.

use std::sync::Arc;

/// The numbers of a column, one for each row of the source.
#[derive(Clone, Debug)]
pub struct Amounts {
    /// The name of the column.
    pub column: String,
    /// The numbers, or why there are none.
    pub numbers: Result<Arc<[f64]>, String>,
}

impl PartialEq for Amounts {
    fn eq(&self, other: &Self) -> bool {
        let is_same = match (&self.numbers, &other.numbers) {
            (Ok(numbers), Ok(others)) => Arc::ptr_eq(numbers, others),
            (Err(sentence), Err(other)) => sentence == other,
            _ => false,
        };
        is_same && self.column == other.column
    }
}

impl Amounts {
    /// Those of some rows.
    ///
    /// # Errors
    ///
    /// A sentence where they are of another column, or a row has none.
    pub fn of_rows(&self, column: &str, rows: &[usize]) -> Result<Vec<f64>, String> {
        if self.column != column {
            return Err("the amounts are being read".into());
        }
        let numbers = self.numbers.as_ref().map_err(Clone::clone)?;
        let number = |&row: &usize| {
            let number = numbers
                .get(row)
                .copied()
                .filter(|number| number.is_finite());
            // As a spreadsheet counts, with the header in row 1.
            number.ok_or_else(|| {
                let row = row + 2;
                format!("row {row}, column {column} is empty; every applicant needs an exposure")
            })
        };
        rows.iter().map(number).collect()
    }
}
