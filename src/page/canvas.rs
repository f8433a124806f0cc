//! A figure on the page: two canvases, redrawn at most once a frame, and what the pointer does there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::ev;
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{PointerEvent, ResizeObserver};

use super::figure_menu::FigureMenu;
use super::gallery::{Gallery, Key};
use super::hidpi::HiDpiCanvas;
use super::surface::Surface;
use super::theme::Theme;
use super::twin::Twin;
use crate::figure::{Frame, Palette};
use crate::studio::setting::AnySetting;

pub use super::surface::Sheet;

/// The size of a saved figure in CSS pixels.
const SAVED: (u32, u32) = (640, 480);

/// Where the pointer is while its button is held, or while it hovers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointing {
    /// In the figure's own units.
    pub at: (f64, f64),
    /// In CSS pixels from the figure's corner.
    pub pixel: (f64, f64),
    /// The figure's frame.
    pub frame: Frame,
    /// What the pointer does.
    pub gesture: Gesture,
}

/// What a pointer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// Its button goes down.
    Press,
    /// It moves with its button down.
    Drag,
    /// It moves with its button up.
    Hover,
    /// Its button goes up.
    Release,
}

/// What one canvas of a figure shows.
pub struct Layer<D> {
    /// Makes it anew; whoever calls this is told when it has to be made again.
    remake: Rc<dyn Fn()>,
    /// Draws what was made last, or makes it first.
    draw: D,
}

type DrawBase = Rc<dyn Fn(&Sheet, &Palette) -> Option<Frame>>;
type DrawOverlay = Rc<dyn Fn(&Sheet, &Frame, &Palette)>;

/// The lower canvas: axes and curves.
pub type Base = Layer<DrawBase>;

/// The upper canvas: cut line and dots.
pub type Overlay = Layer<DrawOverlay>;

/// Reads what is kept, with whoever is given.
type Look<D> = Rc<dyn Fn(&dyn Fn(&D))>;

/// Keeps what `make` made last.
fn keep<D: 'static>(make: impl Fn() -> D + 'static) -> (Rc<dyn Fn()>, Look<D>) {
    let made = Rc::new(RefCell::new(None::<D>));
    let make = Rc::new(make);
    let remake = {
        let (made, make) = (Rc::clone(&made), Rc::clone(&make));
        move || drop(made.replace(Some(make())))
    };
    let show = move |show: &dyn Fn(&D)| {
        if made.borrow().is_none() {
            let first = untrack(|| make());
            made.replace(Some(first));
        }
        if let Some(data) = &*made.borrow() {
            show(data);
        }
    };
    (Rc::new(remake), Rc::new(show))
}

/// A lower canvas: `make` reads what it shows, `draw` draws it.
pub fn base<D: 'static>(
    make: impl Fn() -> D + 'static,
    draw: fn(&Sheet, &Palette, &D) -> Option<Frame>,
) -> Base {
    let (remake, show) = keep(make);
    let draw = move |sheet: &Sheet, palette: &Palette| {
        let frame = Cell::new(None);
        show(&|data| frame.set(draw(sheet, palette, data)));
        frame.get()
    };
    Layer {
        remake,
        draw: Rc::new(draw),
    }
}

/// An upper canvas: `make` reads what it shows, `draw` draws it in the frame of the lower one.
pub fn overlay<D: 'static>(
    make: impl Fn() -> D + 'static,
    draw: fn(&Sheet, &Frame, &Palette, &D),
) -> Overlay {
    let (remake, show) = keep(make);
    let draw = move |sheet: &Sheet, frame: &Frame, palette: &Palette| {
        show(&|data| draw(sheet, frame, palette, data));
    };
    Layer {
        remake,
        draw: Rc::new(draw),
    }
}

/// An upper canvas that shows nothing.
pub fn nothing() -> Overlay {
    overlay(|| (), |_, _, _, ()| ())
}

/// Axes and curves on one canvas, cut line and dots on another above it, so that a drag repaints
/// only the upper one.
#[component]
pub fn Figure(
    /// The figure's name and content in words.
    #[prop(into)]
    label: Signal<String>,
    /// Class of the figure, which decides its size.
    class: &'static str,
    /// The lower canvas.
    base: Base,
    /// The upper canvas.
    overlay: Overlay,
    /// Told what the pointer does.
    #[prop(optional, into)]
    on_pointing: Option<Callback<Pointing>>,
    /// What is written above it in a file.
    #[prop(optional)]
    key: Key,
    /// Its numbers as a table.
    #[prop(optional, into)]
    twin: Option<Twin>,
    /// What can be shown in it and left out.
    #[prop(optional)]
    layers: Vec<AnySetting>,
    /// Its size in a file, in CSS pixels.
    #[prop(default = SAVED)]
    saved: (u32, u32),
) -> impl IntoView {
    let gallery = expect_context::<Gallery>();
    let (draw, draw_above) = (Rc::clone(&base.draw), Rc::clone(&overlay.draw));
    let (refresh, refresh_above) = (Rc::clone(&base.remake), Rc::clone(&overlay.remake));
    let exhibit = gallery.show(label, key, saved, move |sheet, palette| {
        // A figure that isn't seen has not been kept up to date.
        untrack(|| {
            refresh();
            refresh_above();
        });
        if let Some(frame) = draw(sheet, palette) {
            draw_above(sheet, &frame, palette);
        }
    });
    view! {
        <Layers label class lower=base upper=overlay on_pointing/>
        <FigureMenu gallery exhibit label twin layers/>
    }
}

/// A small figure without a menu, beside settings.
#[component]
pub fn Thumbnail(
    /// What it shows, in words.
    #[prop(into)]
    label: Signal<String>,
    /// Class of the figure, which decides its size.
    class: &'static str,
    /// What it shows.
    base: Base,
) -> impl IntoView {
    view! { <Layers label class lower=base upper=nothing() on_pointing=None/> }
}

/// Both canvases.
#[component]
fn Layers(
    label: Signal<String>,
    class: &'static str,
    lower: Base,
    upper: Overlay,
    on_pointing: Option<Callback<Pointing>>,
) -> impl IntoView {
    let palette = expect_context::<Theme>().palette();
    let container = NodeRef::<Div>::new();
    let (below, above) = (NodeRef::<Canvas>::new(), NodeRef::<Canvas>::new());
    let size = size_of(container);
    let frame = RwSignal::new(None::<Frame>);

    let (draw_below, draw_above) = (lower.draw, upper.draw);
    let redraw_below = once_a_frame(move || {
        let palette = palette.get_untracked()?;
        let sheet = sheet(below, size.get_untracked()?)?;
        frame.set(draw_below(&sheet, &palette));
        Some(())
    });
    let redraw_above = once_a_frame(move || {
        let palette = palette.get_untracked()?;
        let sheet = sheet(above, size.get_untracked()?)?;
        draw_above(&sheet, &frame.get_untracked()?, &palette);
        Some(())
    });
    // What isn't seen isn't made either.
    let (remake_below, remake_above) = (lower.remake, upper.remake);
    Effect::new(move |_| {
        if size.get().is_some() {
            remake_below();
            palette.track();
            redraw_below();
        }
    });
    Effect::new(move |_| {
        if size.get().is_some() {
            remake_above();
            frame.track();
            redraw_above();
        }
    });

    let point = move |event: &PointerEvent, gesture| {
        if let (Some(on_pointing), Some(frame)) = (on_pointing, frame.get_untracked()) {
            let pixel = (f64::from(event.offset_x()), f64::from(event.offset_y()));
            on_pointing.run(Pointing {
                at: frame.to_data(pixel),
                pixel,
                frame,
                gesture,
            });
        }
    };
    let press = move |event: PointerEvent| {
        if event.button() == 0 {
            if let Some(canvas) = above.get_untracked() {
                let _ = canvas.set_pointer_capture(event.pointer_id());
            }
            point(&event, Gesture::Press);
        }
    };
    let slide = move |event: PointerEvent| {
        let is_held = event.buttons() & 1 == 1;
        point(
            &event,
            if is_held {
                Gesture::Drag
            } else {
                Gesture::Hover
            },
        );
    };
    let release = move |event: PointerEvent| point(&event, Gesture::Release);
    view! {
        <div class=format!("figure {class}") node_ref=container role="img" aria-label=label>
            <canvas node_ref=below aria-hidden="true"></canvas>
            <canvas
                node_ref=above
                aria-hidden="true"
                class:live=on_pointing.is_some()
                on:pointerdown=press
                on:pointermove=slide
                on:pointerup=release
                on:pointercancel=release
            ></canvas>
        </div>
    }
}

/// How large a figure is shown.
#[derive(Clone, Copy, PartialEq)]
struct Size {
    /// In CSS pixels, neither of them 0.
    css: (u32, u32),
    /// The screen's pixels to each of them.
    ratio: f64,
}

/// The size of an element as it changes; `None` while it isn't visible.
fn size_of(element: NodeRef<Div>) -> ReadSignal<Option<Size>> {
    let (size, set_size) = signal(None);
    let measure = move || {
        let Some(element) = element.try_get_untracked().flatten() else {
            return;
        };
        let sides = [element.client_width(), element.client_height()].map(u32::try_from);
        let measured = match sides {
            [Ok(width @ 1..), Ok(height @ 1..)] => Some(Size {
                css: (width, height),
                ratio: window().device_pixel_ratio(),
            }),
            _ => None,
        };
        if size
            .try_get_untracked()
            .is_some_and(|known| known != measured)
        {
            set_size.set(measured);
        }
    };
    let changed = Closure::<dyn Fn()>::new(measure).into_js_value();
    let observer = ResizeObserver::new(changed.unchecked_ref()).ok();
    let observer = StoredValue::new_local(observer);
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            observer.with_value(|observer| {
                if let Some(observer) = observer {
                    observer.observe(&element);
                }
            });
        }
    });
    on_cleanup(move || {
        observer.with_value(|observer| {
            if let Some(observer) = observer {
                observer.disconnect();
            }
        });
    });
    // A window that moves to another screen changes the ratio and no size.
    let moved = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || moved.remove());
    size
}

/// A cleared canvas.
fn sheet(canvas: NodeRef<Canvas>, size: Size) -> Option<Sheet<'static>> {
    let backend = HiDpiCanvas::new(canvas.get_untracked()?, size.css, size.ratio)?;
    Some(Surface::on_canvas(backend))
}

/// Calls `draw` in the next animation frame, however often it is asked to before, unless the figure
/// is gone by then.
fn once_a_frame(draw: impl Fn() -> Option<()> + 'static) -> impl Fn() {
    let is_waiting = StoredValue::new(false);
    let draw: Rc<dyn Fn() -> Option<()>> = Rc::new(draw);
    move || {
        if is_waiting.try_get_value() == Some(false) {
            is_waiting.set_value(true);
            let draw = Rc::clone(&draw);
            request_animation_frame(move || {
                let is_gone = is_waiting.try_set_value(false).is_some();
                if !is_gone {
                    let _ = draw();
                }
            });
        }
    }
}
