//! A figure, as its menu and what is behind it need it.

use leptos::prelude::*;

use super::gallery::Gallery;
use super::twin::Twin;
use crate::studio::setting::AnySetting;

/// What the menu of a figure is about.
#[derive(Clone)]
pub struct Subject {
    /// Where the figure is known.
    pub gallery: Gallery,
    /// Its number there.
    pub exhibit: usize,
    /// Its name.
    pub name: Memo<String>,
    /// Its numbers.
    pub twin: Option<Twin>,
    /// What can be shown in it and left out.
    pub layers: Vec<AnySetting>,
}
