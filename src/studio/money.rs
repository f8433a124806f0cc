//! What the decisions of an arm earn and cost.

use std::sync::Arc;

use super::{KnownAmounts, MoneyMode, MoneySpec};
use crate::experiment::Reading;
use crate::metrics::{Books, Exposures, Ranking};

/// Money of an arm's rows: those that are reported, and those that a threshold is chosen on.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// Of the test rows.
    pub test: Arc<Books>,
    /// Of the rows that choose.
    pub choosing: Arc<Books>,
}

/// Adds up the money of an arm's rows.
///
/// # Errors
///
/// A sentence where amounts are missing, of another column or of other data, or terms make no sense.
pub fn keep_accounts(
    reading: &Reading,
    money: &MoneySpec,
    amounts: Option<&KnownAmounts>,
) -> Result<Accounts, String> {
    let judged = &reading.judged;
    let test = Arc::new(books_of(reading, money, amounts)?);
    let choosing = match &reading.validation {
        Some(validation) => {
            let (rows, labels) = (judged.validation_rows(), judged.validation_labels());
            let amounts = of_reading(reading, amounts);
            Arc::new(keep_books(validation, money, amounts, (rows, labels))?)
        }
        None => Arc::clone(&test),
    };
    Ok(Accounts { test, choosing })
}

/// The money of the test rows.
///
/// # Errors
///
/// As [`keep_accounts`].
pub fn books_of(
    reading: &Reading,
    money: &MoneySpec,
    amounts: Option<&KnownAmounts>,
) -> Result<Books, String> {
    let (rows, labels) = (reading.judged.rows(), reading.judged.labels());
    let amounts = of_reading(reading, amounts);
    keep_books(&reading.test, money, amounts, (rows, labels))
}

/// Amounts that were read from the data that the scores come from, and no others.
fn of_reading<'a>(
    reading: &Reading,
    amounts: Option<&'a KnownAmounts>,
) -> Option<&'a KnownAmounts> {
    amounts.filter(|amounts| amounts.input == reading.judged.input())
}

fn keep_books(
    ranking: &Ranking,
    money: &MoneySpec,
    amounts: Option<&KnownAmounts>,
    (rows, labels): (&[usize], &[bool]),
) -> Result<Books, String> {
    let books = match money.mode {
        MoneyMode::Payoff => Ok(Books::payoff(ranking, money.chosen())),
        MoneyMode::Credit => match money.column() {
            None => Books::credit(ranking, &money.credit, None),
            Some(column) => {
                let amounts = amounts.filter(|amounts| amounts.column == column);
                let known = amounts.ok_or("The amounts are being read.")?;
                let amounts = known.amounts.as_ref().map_err(Clone::clone)?;
                let amounts = amounts.of_rows(rows).map_err(|error| error.to_string())?;
                let amounts = &amounts;
                Books::credit(ranking, &money.credit, Some(Exposures { amounts, labels }))
            }
        },
    };
    books.map_err(|error| error.to_string())
}
