//! A value that counts its changes.

use std::ops::{Deref, DerefMut};

/// A part of the state. Whoever asks for it to be changed has changed it; so a page can tell which of
/// its parts to show anew.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tracked<T> {
    value: T,
    n_changes: u64,
}

impl<T> Tracked<T> {
    /// A value that was never changed.
    pub const fn new(value: T) -> Self {
        Self {
            value,
            n_changes: 0,
        }
    }

    /// How often it was changed.
    pub const fn n_changes(&self) -> u64 {
        self.n_changes
    }

    /// Changes what has a count of its own.
    pub fn quietly(&mut self, change: impl FnOnce(&mut T)) {
        change(&mut self.value);
    }
}

impl<T: PartialEq> Tracked<T> {
    /// Takes another value; the same one is no change.
    pub fn replace(&mut self, value: T) {
        if self.value != value {
            **self = value;
        }
    }
}

impl<T> Deref for Tracked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Tracked<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.n_changes += 1;
        &mut self.value
    }
}
