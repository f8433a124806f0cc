//! A canvas that plotters draws on sharply at any device pixel ratio.

use std::cell::RefCell;
use std::collections::HashMap;

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle, FontTransform, text_anchor,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::figure::LINE_HEIGHT;

/// What plotters-canvas reports.
type CanvasError = <CanvasBackend as DrawingBackend>::ErrorType;

/// Whether something was drawn.
type Drawn = Result<(), DrawingErrorKind<CanvasError>>;

/// How many widths of texts are remembered before the memory is emptied.
const REMEMBERED: usize = 4096;

thread_local! {
    /// Widths in CSS pixels by font and text: measuring is what drawing a figure would wait for.
    static WIDTHS: RefCell<HashMap<(String, String), u32>> = RefCell::default();
}

/// A canvas with as many pixels as the device shows, addressed in CSS pixels.
///
/// plotters' own canvas backend knows neither the device pixel ratio nor how to measure a text
/// without touching the document; this one wraps it.
pub struct HiDpiCanvas {
    canvas: CanvasBackend,
    context: CanvasRenderingContext2d,
    size: (u32, u32),
}

impl HiDpiCanvas {
    /// Prepares a canvas that the style sheet shows at `size` CSS pixels: cleared, transparent, and
    /// with `device_pixel_ratio` of its own pixels to each of them.
    ///
    /// `None` if the canvas has no context for drawing in the plane.
    #[must_use]
    pub fn new(
        element: HtmlCanvasElement,
        size: (u32, u32),
        device_pixel_ratio: f64,
    ) -> Option<Self> {
        let context: CanvasRenderingContext2d = element.get_context("2d").ok()??.dyn_into().ok()?;
        let ratio = if device_pixel_ratio > 0.0 {
            device_pixel_ratio
        } else {
            1.0
        };
        let device = (device_pixels(size.0, ratio), device_pixels(size.1, ratio));
        // Setting a width clears and allocates anew, even if it is the width already there.
        if (element.width(), element.height()) != device {
            element.set_width(device.0);
            element.set_height(device.1);
        }
        context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0).ok()?;
        context.clear_rect(0.0, 0.0, f64::from(device.0), f64::from(device.1));
        context
            .set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0)
            .ok()?;
        context.set_line_join("round");
        let canvas = CanvasBackend::with_canvas_object(element)?;
        Some(Self {
            canvas,
            context,
            size,
        })
    }

    /// Draws with the paper moved by half a pixel if the stroke's width is odd: then its edges fall
    /// between pixels and it is crisp.
    fn draw_crisply(&mut self, stroke_width: u32, draw: impl FnOnce(&mut Self) -> Drawn) -> Drawn {
        if stroke_width.is_multiple_of(2) {
            return draw(self);
        }
        // Translating by finite numbers can't fail.
        let _ = self.context.translate(0.5, 0.5);
        let drawn = draw(self);
        let _ = self.context.translate(-0.5, -0.5);
        drawn
    }
}

impl DrawingBackend for HiDpiCanvas {
    type ErrorType = CanvasError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        self.canvas.ensure_prepared()
    }

    fn present(&mut self) -> Drawn {
        self.canvas.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.canvas.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let stroke_width = if fill { 0 } else { style.stroke_width() };
        self.draw_crisply(stroke_width, |this| {
            this.canvas.draw_rect(upper_left, bottom_right, style, fill)
        })
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.draw_crisply(style.stroke_width(), |this| {
            this.canvas.draw_path(path, style)
        })
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.canvas.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        self.canvas.fill_polygon(corners, style)
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        position: BackendCoord,
    ) -> Drawn {
        self.canvas.draw_text(text, &InFontSize(style), position)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<CanvasError>> {
        Ok(text_size(&self.context, text, style))
    }
}

/// How wide and high a text is as a canvas writes it, without touching the document.
pub fn text_size<S: BackendTextStyle>(
    context: &CanvasRenderingContext2d,
    text: &str,
    style: &S,
) -> (u32, u32) {
    let sized = InFontSize(style);
    let family = style.family();
    let font = format!(
        "{} {}px {}",
        style.style().as_str(),
        sized.size(),
        family.as_str()
    );
    let key = (font, text.to_owned());
    let width = WIDTHS.with_borrow_mut(|widths| {
        if let Some(&width) = widths.get(&key) {
            return width;
        }
        if widths.len() >= REMEMBERED {
            widths.clear();
        }
        context.set_font(&key.0);
        let measured = context.measure_text(text);
        let width = measured.map_or(0.0, |metrics| metrics.width());
        let width = whole_pixels(width.ceil());
        widths.insert(key, width);
        width
    });
    (width, whole_pixels(style.size().ceil()))
}

/// A text style whose size is that of the font, as CSS and plotters' SVG backend mean it; plotters
/// counts the height of the line.
struct InFontSize<'a, S>(&'a S);

impl<S: BackendTextStyle> BackendTextStyle for InFontSize<'_, S> {
    type FontError = S::FontError;

    fn color(&self) -> BackendColor {
        self.0.color()
    }

    fn size(&self) -> f64 {
        self.0.size() / LINE_HEIGHT
    }

    fn transform(&self) -> FontTransform {
        self.0.transform()
    }

    fn style(&self) -> FontStyle {
        self.0.style()
    }

    fn anchor(&self) -> text_anchor::Pos {
        self.0.anchor()
    }

    fn family(&self) -> FontFamily<'_> {
        self.0.family()
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        self.0.layout_box(text)
    }

    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        position: BackendCoord,
        draw: DrawFunc,
    ) -> Result<Result<(), E>, Self::FontError> {
        self.0.draw(text, position, draw)
    }
}

/// CSS pixels as pixels of the device.
fn device_pixels(css_pixels: u32, ratio: f64) -> u32 {
    whole_pixels((f64::from(css_pixels) * ratio).round())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size on a screen, and the cast saturates"
)]
fn whole_pixels(size: f64) -> u32 {
    size as u32
}
