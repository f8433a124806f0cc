//! What people change about arms.

use serde::{Deserialize, Serialize};

use crate::experiment::Order;

/// A change of the list of arms, or of one of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ArmChange {
    /// A new arm at the end, with a remedy by its key; nothing for none.
    Add(String),
    /// A copy behind the arm.
    Duplicate,
    /// One place up.
    Up,
    /// One place down.
    Down,
    /// Out of the list.
    Remove,
    /// Left out of training and of sight, or back.
    Hide(bool),
    /// Another name; nothing for that of its remedies.
    Rename(String),
    /// What comes first where rows are both resampled and scaled.
    Order(Order),
    /// Another remedy in the place of one of its remedies, or behind them, by its key; nothing takes it away.
    Remedy {
        /// The place among its remedies.
        place: usize,
        /// The key.
        key: String,
    },
    /// A setting of one of its remedies.
    RemedySetting {
        /// The place among its remedies.
        place: usize,
        /// The name of the setting.
        key: String,
        /// What is written.
        text: String,
    },
    /// Another model by its key; nothing for the shared network.
    Model(String),
    /// A setting of its own model.
    ModelSetting {
        /// The name of the setting.
        key: String,
        /// What is written.
        text: String,
    },
}
