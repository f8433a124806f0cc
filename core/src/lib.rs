//! What learns in Imbalance Lab: models, what is done about the imbalance, and why models decide as they do. It knows no
//! experiment, no page and no browser.
//!
//! What of it takes the time, the network, products and neighbours, is the package `imbalance-network`, built for speed;
//! the rest is built small. The rooms of all packages, in the order in which they know one another, and the conventions are
//! described in the crate `imbalance-lab`, which shows them under the same names.

pub mod balance;
pub mod explain;
pub mod model;

use imbalance_base::likelihood;
pub use imbalance_base::{folds, metrics, numbers, random, sorting};
use imbalance_network::neighbors;
pub use imbalance_network::network;
pub use imbalance_table::{data, setting, words};
