//! A figure on the page: two canvases, redrawn at most once a frame, and what the pointer does there.

use std::rc::Rc;

use leptos::ev;
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{PointerEvent, ResizeObserver};

use super::gallery::{Gallery, Key};
use super::hidpi::HiDpiCanvas;
use super::surface::Surface;
use super::theme::Theme;
use super::twin::{Twin, UnderFigure};
use crate::figure::{Frame, Palette};

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
}

/// A canvas of a figure: what it waits for and how it is drawn.
struct Layer<D> {
    /// Subscribes the calling effect to what the layer shows.
    track: Box<dyn Fn() + Send + Sync>,
    /// Draws it.
    draw: D,
}

type DrawBase = Box<dyn Fn(&Sheet, &Palette) -> Option<Frame>>;
type DrawOverlay = Box<dyn Fn(&Sheet, &Frame, &Palette)>;

/// Axes and curves on one canvas, cut line and dots on another above it, so that a drag repaints
/// only the upper one.
#[component]
pub fn Figure<B, O>(
    /// The figure's name and content in words.
    #[prop(into)]
    label: Signal<String>,
    /// Class of the figure, which decides its size.
    class: &'static str,
    /// What the lower canvas shows.
    base: Memo<B>,
    /// Draws it.
    draw: fn(&Sheet, &Palette, &B) -> Option<Frame>,
    /// What the upper canvas shows.
    overlay: Memo<O>,
    /// Draws it.
    draw_overlay: fn(&Sheet, &Frame, &Palette, &O),
    /// Told what the pointer does.
    #[prop(optional, into)]
    on_pointing: Option<Callback<Pointing>>,
    /// What is written above it in a file.
    #[prop(optional)]
    key: Key,
    /// Its numbers as a table.
    #[prop(optional, into)]
    twin: Option<Twin>,
    /// Its size in a file, in CSS pixels.
    #[prop(default = SAVED)]
    saved: (u32, u32),
) -> impl IntoView
where
    B: Send + Sync + 'static,
    O: Send + Sync + 'static,
{
    let lower: Layer<DrawBase> = Layer {
        track: Box::new(move || base.track()),
        draw: Box::new(move |sheet, palette| {
            base.with_untracked(|base| draw(sheet, palette, base))
        }),
    };
    let upper: Layer<DrawOverlay> = Layer {
        track: Box::new(move || overlay.track()),
        draw: Box::new(move |sheet, frame, palette| {
            overlay.with_untracked(|overlay| draw_overlay(sheet, frame, palette, overlay));
        }),
    };
    let gallery = expect_context::<Gallery>();
    let exhibit = gallery.show(label, key, saved, move |sheet, palette| {
        let frame = base.with_untracked(|base| draw(sheet, palette, base));
        if let Some(frame) = frame {
            overlay.with_untracked(|overlay| draw_overlay(sheet, &frame, palette, overlay));
        }
    });
    view! {
        <Layers label class lower upper on_pointing/>
        <UnderFigure gallery exhibit label twin/>
    }
}

/// The same for every figure, so that it is compiled once.
#[component]
fn Layers(
    label: Signal<String>,
    class: &'static str,
    lower: Layer<DrawBase>,
    upper: Layer<DrawOverlay>,
    on_pointing: Option<Callback<Pointing>>,
) -> impl IntoView {
    let palette = expect_context::<Theme>().palette();
    let container = NodeRef::<Div>::new();
    let (below, above) = (NodeRef::<Canvas>::new(), NodeRef::<Canvas>::new());
    let size = size_of(container);
    let frame = RwSignal::new(None::<Frame>);

    let redraw_below = once_a_frame(move || {
        let palette = palette.get_untracked()?;
        let sheet = sheet(below, size.get_untracked()?)?;
        frame.set((lower.draw)(&sheet, &palette));
        Some(())
    });
    let redraw_above = once_a_frame(move || {
        let palette = palette.get_untracked()?;
        let sheet = sheet(above, size.get_untracked()?)?;
        (upper.draw)(&sheet, &frame.get_untracked()?, &palette);
        Some(())
    });
    // What isn't seen isn't computed either: memos are made when they are first read.
    Effect::new(move |_| {
        if size.get().is_some() {
            (lower.track)();
            palette.track();
            redraw_below();
        }
    });
    Effect::new(move |_| {
        if size.get().is_some() {
            (upper.track)();
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
    view! {
        <div class=format!("figure {class}") node_ref=container role="img" aria-label=label>
            <canvas node_ref=below aria-hidden="true"></canvas>
            <canvas
                node_ref=above
                aria-hidden="true"
                class:live=on_pointing.is_some()
                on:pointerdown=press
                on:pointermove=slide
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
