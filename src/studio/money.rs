//! What the decisions of an arm earn and cost.

use std::sync::Arc;

use super::{KnownAmounts, MoneyMode, MoneySpec};
use crate::experiment::{Input, Reading};
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
            let rows = (rows, labels);
            Arc::new(keep_books(
                validation,
                &judged.input(),
                money,
                amounts,
                rows,
            )?)
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
    let input = reading.judged.input();
    keep_books(&reading.test, &input, money, amounts, (rows, labels))
}

fn keep_books(
    ranking: &Ranking,
    input: &Input,
    money: &MoneySpec,
    amounts: Option<&KnownAmounts>,
    (rows, labels): (&[usize], &[bool]),
) -> Result<Books, String> {
    let books = match money.mode {
        MoneyMode::Payoff => Ok(Books::payoff(ranking, money.chosen())),
        MoneyMode::Credit => match money.column() {
            None => Books::credit(ranking, &money.credit, None),
            Some(column) => {
                let amounts = amounts.filter(|amounts| amounts.is_of(input, column));
                let known = amounts.ok_or("The amounts are being read.")?;
                let amounts = known.read.as_ref().map_err(Clone::clone)?;
                let amounts = amounts.of_rows(rows).map_err(|error| error.to_string())?;
                let amounts = &amounts;
                Books::credit(ranking, &money.credit, Some(Exposures { amounts, labels }))
            }
        },
    };
    books.map_err(|error| error.to_string())
}
