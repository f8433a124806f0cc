//! What the page's store of kept runs is asked, and what it says.

/// What the page's store is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Store {
    /// Open, and say which lines are there.
    Open,
    /// Keep bytes under a key.
    Put {
        /// The key.
        key: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// Say what is under a key.
    Get {
        /// The key.
        key: String,
    },
    /// Forget what is under a key.
    Remove {
        /// The key.
        key: String,
    },
    /// Forget everything.
    Clear,
}

/// What the page's store says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// The lines that are there, with their keys.
    Lines(Vec<(String, Vec<u8>)>),
    /// What is under a key; `None` where there is nothing.
    Got {
        /// The key.
        key: String,
        /// The bytes.
        bytes: Option<Vec<u8>>,
    },
    /// Nothing can be kept across reloads, for a reason; until then all goes on.
    ForNow(String),
}
