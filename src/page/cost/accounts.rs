//! Money as far as it is known.

use crate::studio::{Accounts, ArmView, Studio};

/// The arms whose money is known.
pub fn accounts(studio: &Studio) -> impl Iterator<Item = (&ArmView, &Accounts)> {
    let views = studio.views().arms.iter();
    views.filter_map(|view| Some((view, studio.accounts(view.arm)?.ok()?)))
}

/// The same with ghosts, which come first.
pub fn drawn(studio: &Studio) -> impl Iterator<Item = (&ArmView, Accounts)> {
    let views = studio.views().drawn();
    views.filter_map(|view| Some((view, studio.accounts_of(view)?)))
}

/// Why the money of an arm can't be told.
pub fn complaint(studio: &Studio) -> Option<String> {
    let mut views = studio.views().arms.iter();
    views.find_map(|view| Some(studio.accounts(view.arm)?.err()?.to_owned()))
}
