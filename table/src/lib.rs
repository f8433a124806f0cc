//! Rows of Imbalance Lab, read or made, and settings and numbers as the text that people read. It is a package of its own
//! so that it can be built small: most of it runs once a file.

pub mod data;
pub mod setting;
pub mod words;

use imbalance_base::{folds, metrics, numbers, random, sorting};
