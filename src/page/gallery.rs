//! The figures that are on the page, each of which can be saved.

use std::rc::Rc;

use leptos::prelude::*;

use super::session::Session;
use super::surface::Sheet;
use super::theme::Theme;
use crate::figure::Palette;

/// What is written above a figure that is saved: on the page it stands beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Key {
    /// The arms with their colours, dashes and markers.
    #[default]
    Arms,
    /// Good customers and defaults.
    Classes,
    /// Nothing.
    Nothing,
}

/// Draws both layers of a figure.
type DrawBoth = dyn Fn(&Sheet, &Palette);

/// A figure that can be drawn again elsewhere.
#[derive(Clone)]
pub struct Exhibit {
    id: usize,
    /// Its content in words.
    pub label: Signal<String>,
    /// What is written above it.
    pub key: Key,
    /// Its width and height in CSS pixels.
    pub size: (u32, u32),
    /// Draws both of its layers.
    pub draw: Rc<DrawBoth>,
}

/// All figures of the page, in the order in which they came.
#[derive(Clone, Copy)]
pub struct Gallery {
    exhibits: StoredValue<Vec<Exhibit>, LocalStorage>,
    next: StoredValue<usize>,
    session: Session,
    theme: Theme,
}

impl Gallery {
    /// Without figures yet.
    pub fn new(session: Session, theme: Theme) -> Self {
        Self {
            exhibits: StoredValue::new_local(Vec::new()),
            next: StoredValue::new(0),
            session,
            theme,
        }
    }

    /// Takes in a figure for as long as the calling component lives.
    pub fn show(
        self,
        label: Signal<String>,
        key: Key,
        size: (u32, u32),
        draw: impl Fn(&Sheet, &Palette) + 'static,
    ) -> usize {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let draw = Rc::new(draw);
        let exhibit = Exhibit {
            id,
            label,
            key,
            size,
            draw,
        };
        self.exhibits.update_value(|all| all.push(exhibit));
        on_cleanup(move || {
            self.exhibits
                .try_update_value(|all| all.retain(|exhibit| exhibit.id != id));
        });
        id
    }

    /// The page's state.
    pub const fn session(self) -> Session {
        self.session
    }

    /// The colours of the page as it is shown.
    pub const fn theme(self) -> Theme {
        self.theme
    }

    /// Every figure.
    pub fn exhibits(self) -> Vec<Exhibit> {
        self.exhibits.get_value()
    }

    /// The figure that [`Gallery::show`] gave this number, while it is shown.
    pub fn find(self, id: usize) -> Option<Exhibit> {
        self.exhibits
            .with_value(|all| all.iter().find(|exhibit| exhibit.id == id).cloned())
    }
}
