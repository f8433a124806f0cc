//! What takes the time of Imbalance Lab: the network and its training, products of matrices, and neighbours.
//!
//! It stands apart from the other models so that it can be built for speed, and they for size. The rooms of all packages, in
//! the order in which they know one another, and the conventions are described in the crate `imbalance-lab`.

pub mod neighbors;
pub mod network;
mod panels;

use imbalance_base::numbers;
