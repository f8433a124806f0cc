//! What learns in Imbalance Lab: models, what is done about the imbalance, and why models decide as they do. It knows no experiment, no page and no
//! browser.
//!
//! With the packages that it is made of it stands apart from the rest so that it can be built for speed, and everything
//! around it for size. The rooms of all of them, in the order in which they know one another, and the conventions are
//! described in the crate `imbalance-lab`, which shows them under the same names.

pub mod balance;
pub mod explain;
pub mod model;
mod neighbors;
mod panels;

use imbalance_base::likelihood;
pub use imbalance_base::{metrics, random, sorting};
pub use imbalance_table::{data, setting, words};
