//! Light and dark, and the colours that figures take from the style sheet.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use crate::figure::Palette;

const REMEMBERED: &str = "imbalance-lab-theme";

/// The theme on the page and its colours.
#[derive(Clone, Copy)]
pub struct Theme {
    is_dark: RwSignal<bool>,
    palette: Memo<Option<Palette>>,
}

impl Theme {
    /// The theme that was chosen before, or else the system's, which is followed until one is
    /// chosen.
    pub fn new() -> Self {
        let chosen = remembered();
        let system = window()
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten();
        let system_is_dark = system.as_ref().is_some_and(|query| query.matches());
        let is_dark = RwSignal::new(
            chosen
                .as_ref()
                .map_or(system_is_dark, |name| name == "dark"),
        );
        if let (None, Some(system)) = (chosen, system) {
            follow(&system, is_dark);
        }
        let palette = Memo::new(move |_| {
            put_on(is_dark.get());
            let style = window()
                .get_computed_style(&document().document_element()?)
                .ok()??;
            Palette::from_css(|name| style.get_property_value(name).ok()).ok()
        });
        Self { is_dark, palette }
    }

    /// Whether it is the dark one.
    pub fn is_dark(self) -> bool {
        self.is_dark.get()
    }

    /// Its colours.
    pub fn palette(self) -> Memo<Option<Palette>> {
        self.palette
    }

    /// Changes to the other theme and remembers that.
    pub fn switch(self) {
        self.is_dark.update(|is_dark| *is_dark = !*is_dark);
        let name = if self.is_dark.get_untracked() {
            "dark"
        } else {
            "light"
        };
        // Where storage is forbidden the choice lasts as long as the page.
        let _ = storage().map(|storage| storage.set_item(REMEMBERED, name));
    }
}

/// What the browser keeps for this page; `None` where it is forbidden.
fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

/// The name of the theme that was chosen, which older versions kept in quotes.
fn remembered() -> Option<String> {
    let name = storage()?.get_item(REMEMBERED).ok()??;
    Some(name.trim_matches('"').to_owned())
}

fn put_on(is_dark: bool) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", if is_dark { "dark" } else { "light" });
    }
}

fn follow(system: &web_sys::MediaQueryList, is_dark: RwSignal<bool>) {
    let changed = Closure::<dyn Fn(web_sys::MediaQueryListEvent)>::new(
        move |event: web_sys::MediaQueryListEvent| {
            if remembered().is_none() {
                is_dark.set(event.matches());
            }
        },
    );
    system.set_onchange(Some(changed.as_ref().unchecked_ref()));
    changed.forget();
}
