//! What decisions earn and cost.

mod books;
mod credit;
mod exposures;
mod payoff;
mod policy;
mod sums;

pub use books::{Book, Books, Stake};
pub use credit::{CreditTerms, MoneyError};
pub use exposures::Exposures;
pub use payoff::{NamedPayoff, Payoff};
pub use policy::{NoApproval, Policy, Zone};
