//! A figure on the page: two canvases, redrawn at most once a frame, and what the pointer does there.

use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use leptos_use_device_pixel_ratio::use_device_pixel_ratio;
use leptos_use_element_size::{UseElementSizeReturn, use_element_size};
use plotters::prelude::IntoDrawingArea;
use web_sys::PointerEvent;

use super::hidpi::HiDpiCanvas;
use super::theme::Theme;
use crate::figure::{Frame, Palette, Paper};

/// What figures are drawn on in the browser.
pub type Sheet = Paper<HiDpiCanvas>;

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
) -> impl IntoView
where
    B: Send + Sync + 'static,
    O: Send + Sync + 'static,
{
    let theme = expect_context::<Theme>();
    let container = NodeRef::<Div>::new();
    let lower = NodeRef::<Canvas>::new();
    let upper = NodeRef::<Canvas>::new();
    let UseElementSizeReturn { width, height } = use_element_size(container);
    let ratio = use_device_pixel_ratio();
    let size = Memo::new(move |_| Size::of(width.get(), height.get(), ratio.get()));
    let frame = RwSignal::new(None::<Frame>);

    let draw_lower = move || {
        let palette = theme.palette().get_untracked()?;
        let sheet = sheet(lower, size.get_untracked())?;
        let drawn = base.with_untracked(|base| draw(&sheet, &palette, base));
        frame.set(drawn);
        Some(())
    };
    let draw_upper = move || {
        let palette = theme.palette().get_untracked()?;
        let sheet = sheet(upper, size.get_untracked())?;
        let frame = frame.get_untracked()?;
        overlay.with_untracked(|overlay| draw_overlay(&sheet, &frame, &palette, overlay));
        Some(())
    };
    let redraw_lower = once_a_frame(draw_lower);
    let redraw_upper = once_a_frame(draw_upper);
    Effect::new(move |_| {
        base.track();
        size.track();
        theme.palette().track();
        redraw_lower();
    });
    Effect::new(move |_| {
        overlay.track();
        frame.track();
        redraw_upper();
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
            if let Some(canvas) = upper.get_untracked() {
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
            <canvas node_ref=lower aria-hidden="true"></canvas>
            <canvas
                node_ref=upper
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
    /// In CSS pixels.
    css: (u32, u32),
    /// The screen's pixels to each of them.
    ratio: f64,
}

impl Size {
    fn of(width: f64, height: f64, ratio: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "sizes of elements are small and not negative"
        )]
        let whole = |length: f64| length.round() as u32;
        Self {
            css: (whole(width), whole(height)),
            ratio,
        }
    }
}

/// A cleared canvas; `None` while the figure isn't visible.
fn sheet(canvas: NodeRef<Canvas>, size: Size) -> Option<Sheet> {
    if size.css.0 == 0 || size.css.1 == 0 {
        return None;
    }
    let backend = HiDpiCanvas::new(canvas.get_untracked()?, size.css, size.ratio)?;
    Some(backend.into_drawing_area())
}

/// Calls `draw` in the next animation frame, however often it is asked to before, unless the figure
/// is gone by then.
fn once_a_frame(draw: impl Fn() -> Option<()> + Copy + 'static) -> impl Fn() + Copy {
    let is_waiting = StoredValue::new(false);
    move || {
        if is_waiting.try_get_value() == Some(false) {
            is_waiting.set_value(true);
            request_animation_frame(move || {
                let is_gone = is_waiting.try_set_value(false).is_some();
                if !is_gone {
                    let _ = draw();
                }
            });
        }
    }
}
