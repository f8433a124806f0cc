//! What is lent to each applicant.

/// What is lent to each applicant, in the order of the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposures<'a> {
    /// The exposure at default, money.
    pub amounts: &'a [f64],
    /// Whether they defaulted.
    pub labels: &'a [bool],
}

impl Exposures<'_> {
    /// What is lent to the good and to the defaults among some rows.
    pub(super) fn by_class(&self, rows: &[usize]) -> (f64, f64) {
        rows.iter().fold((0.0, 0.0), |(good, default), &row| {
            if self.labels[row] {
                (good, default + self.amounts[row])
            } else {
                (good + self.amounts[row], default)
            }
        })
    }
}
