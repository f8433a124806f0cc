//! The settings of an experiment and of how it is looked at.
//!
//! A setting is one line in [`lab`] or [`study`]. Fields, links, lessons and undo all go by it.

mod any;
mod arms;
mod goal;
pub mod lab;
mod steps;
pub mod study;

pub use any::AnySetting;
pub use arms::{arms, arms_text};
pub use steps::{steps, steps_text};
