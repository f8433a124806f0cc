//! The figures that are on the page, each of which can be saved.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Blob, HtmlCanvasElement};

use super::download;
use super::file_name::{before_colon, file_name};
use super::hidpi::HiDpiCanvas;
use super::session::Session;
use super::surface::{Sheet, Surface};
use super::theme::Theme;
use crate::export::table_csv;
use crate::figure::{Entry, Palette, Sample, background, footnote, legend};
use crate::studio::{ArmView, Studio};
use crate::words::Table;

/// The screen's pixels to a CSS pixel in a saved picture.
const PNG_RATIO: f64 = 2.0;

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
    key: Key,
    size: (u32, u32),
    draw: Rc<DrawBoth>,
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

    /// Every figure as the label that says its content, and the text of an SVG.
    pub fn svgs(self) -> Vec<(String, String)> {
        let all = self.exhibits.get_value().into_iter();
        all.filter_map(|exhibit| {
            let svg = self.svg(&exhibit)?;
            Some((exhibit.label.get_untracked(), svg))
        })
        .collect()
    }

    /// What the figures and tables of now are made from, for a name of a file.
    pub fn origin(self) -> String {
        self.session.now(Studio::export_name)
    }

    /// Saves a table as CSV, with a column that names the data that it comes from.
    pub fn save_csv(self, name: &str, table: Table) {
        let origin = self.session.now(Studio::origin);
        let table = match &origin {
            Some(origin) => table.with_column("Data", &origin.name()),
            None => table,
        };
        let name = file_name(&format!("{name} {}", self.origin()), "csv");
        download::save(&name, "text/csv", table_csv(&table).as_bytes());
    }

    /// Saves a figure as SVG.
    pub fn save_svg(self, id: usize) {
        if let Some(exhibit) = self.find(id)
            && let Some(svg) = self.svg(&exhibit)
        {
            let name = exhibit.file_name(&self.origin(), "svg");
            download::save(&name, "image/svg+xml", svg.as_bytes());
        }
    }

    /// Saves a figure as PNG.
    pub fn save_png(self, id: usize) {
        let _ = self.find(id).and_then(|exhibit| self.png(&exhibit));
    }

    fn find(self, id: usize) -> Option<Exhibit> {
        self.exhibits
            .with_value(|all| all.iter().find(|exhibit| exhibit.id == id).cloned())
    }

    fn svg(self, exhibit: &Exhibit) -> Option<String> {
        let mut text = String::new();
        {
            let sheet = Surface::in_svg(&mut text, exhibit.size)?;
            self.draw(&sheet, exhibit)?;
            sheet.present().ok()?;
        }
        Some(text)
    }

    fn png(self, exhibit: &Exhibit) -> Option<()> {
        let canvas = document().create_element("canvas").ok()?;
        let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
        let surface = HiDpiCanvas::new(canvas.clone(), exhibit.size, PNG_RATIO)?;
        self.draw(&Surface::on_canvas(surface), exhibit)?;
        let name = exhibit.file_name(&self.origin(), "png");
        let taken = Closure::once_into_js(move |blob: Option<Blob>| {
            if let Some(blob) = blob {
                download::save_blob(&name, &blob);
            }
        });
        canvas.to_blob(taken.unchecked_ref()).ok()
    }

    /// Surface, key and both layers.
    fn draw(self, sheet: &Sheet, exhibit: &Exhibit) -> Option<()> {
        let palette = self.theme.palette().get_untracked()?;
        background(sheet, &palette).ok()?;
        let names = self.key(exhibit.key);
        let sheet = match self.session.now(Studio::origin) {
            Some(origin) => {
                let words = format!("Data: {}", origin.name());
                footnote(sheet, &palette, &words).ok()?
            }
            None => sheet.clone(),
        };
        let sheet = &sheet;
        let entries = names.iter().map(|(sample, name)| Entry {
            sample: *sample,
            name,
        });
        let entries: Vec<_> = entries.collect();
        if entries.is_empty() {
            (exhibit.draw)(sheet, &palette);
        } else {
            let below = legend(sheet, &palette, &entries).ok()?;
            (exhibit.draw)(&below, &palette);
        }
        Some(())
    }

    fn key(self, key: Key) -> Vec<(Sample, String)> {
        match key {
            Key::Arms => self.session.now(|studio| {
                let arms = studio.views().arms.iter();
                let entry =
                    |view: &ArmView| (Sample::Arm(view.arm.index()), view.name().to_owned());
                arms.map(entry).collect()
            }),
            Key::Classes => vec![
                (Sample::Good, "good".into()),
                (Sample::Default, "default".into()),
            ],
            Key::Nothing => Vec::new(),
        }
    }
}

impl Exhibit {
    fn file_name(&self, origin: &str, ending: &str) -> String {
        let label = before_colon(&self.label.get_untracked());
        file_name(&format!("{label} {origin}"), ending)
    }
}
