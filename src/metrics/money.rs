//! What decisions earn and cost.

mod books;
mod credit;
mod payoff;
mod policy;

pub use books::{Book, Books, Exposures, Stake};
pub use credit::{CreditTerms, MoneyError};
pub use payoff::{NamedPayoff, Payoff};
pub use policy::{NoApproval, Policy, Zone};
