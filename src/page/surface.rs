//! What figures are drawn on: a canvas on the page, or the text of an SVG file to be saved. One type,
//! so that each figure is compiled once.

use leptos::prelude::document;
use plotters::prelude::IntoDrawingArea;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use plotters_svg::SVGBackend;
use thiserror::Error;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::hidpi::{HiDpiCanvas, text_size};
use crate::figure::Paper;

/// A figure's paper on the page or in a file.
pub type Sheet<'a> = Paper<Surface<'a>>;

/// A canvas, or an SVG.
pub enum Surface<'a> {
    /// On the page.
    Canvas(HiDpiCanvas),
    /// In a file, its texts measured by a canvas: plotters would ask the document, against its
    /// policy.
    Svg(SVGBackend<'a>, CanvasRenderingContext2d),
}

/// What a surface couldn't draw.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct SurfaceError(String);

type Drawn<T = ()> = Result<T, DrawingErrorKind<SurfaceError>>;

impl<'a> Surface<'a> {
    /// Paper on a canvas.
    pub fn on_canvas(canvas: HiDpiCanvas) -> Sheet<'a> {
        Self::Canvas(canvas).into_drawing_area()
    }

    /// Paper of `size` CSS pixels that becomes the text of an SVG file.
    /// `None` where the browser has no canvas to measure them with.
    pub fn in_svg(text: &'a mut String, size: (u32, u32)) -> Option<Sheet<'a>> {
        let canvas = document().create_element("canvas").ok()?;
        let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
        let ruler = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self::Svg(SVGBackend::with_string(text, size), ruler).into_drawing_area())
    }
}

/// Lets both kinds of surface do the same.
fn told<T, E: std::error::Error + Send + Sync>(drawn: Result<T, DrawingErrorKind<E>>) -> Drawn<T> {
    drawn.map_err(|error| DrawingErrorKind::DrawingError(SurfaceError(error.to_string())))
}

impl DrawingBackend for Surface<'_> {
    type ErrorType = SurfaceError;

    fn get_size(&self) -> (u32, u32) {
        match self {
            Self::Canvas(canvas) => canvas.get_size(),
            Self::Svg(svg, _) => svg.get_size(),
        }
    }

    fn ensure_prepared(&mut self) -> Drawn {
        match self {
            Self::Canvas(canvas) => told(canvas.ensure_prepared()),
            Self::Svg(svg, _) => told(svg.ensure_prepared()),
        }
    }

    fn present(&mut self) -> Drawn {
        match self {
            Self::Canvas(canvas) => told(canvas.present()),
            Self::Svg(svg, _) => told(svg.present()),
        }
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        match self {
            Self::Canvas(canvas) => told(canvas.draw_pixel(point, color)),
            Self::Svg(svg, _) => told(svg.draw_pixel(point, color)),
        }
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        match self {
            Self::Canvas(canvas) => told(canvas.draw_line(from, to, style)),
            Self::Svg(svg, _) => told(svg.draw_line(from, to, style)),
        }
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        match self {
            Self::Canvas(canvas) => told(canvas.draw_rect(upper_left, bottom_right, style, fill)),
            Self::Svg(svg, _) => told(svg.draw_rect(upper_left, bottom_right, style, fill)),
        }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        match self {
            Self::Canvas(canvas) => told(canvas.draw_path(path, style)),
            Self::Svg(svg, _) => told(svg.draw_path(path, style)),
        }
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        match self {
            Self::Canvas(canvas) => told(canvas.draw_circle(center, radius, style, fill)),
            Self::Svg(svg, _) => told(svg.draw_circle(center, radius, style, fill)),
        }
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        match self {
            Self::Canvas(canvas) => told(canvas.fill_polygon(corners, style)),
            Self::Svg(svg, _) => told(svg.fill_polygon(corners, style)),
        }
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        position: BackendCoord,
    ) -> Drawn {
        match self {
            Self::Canvas(canvas) => told(canvas.draw_text(text, style, position)),
            Self::Svg(svg, _) => told(svg.draw_text(text, style, position)),
        }
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Drawn<(u32, u32)> {
        match self {
            Self::Canvas(canvas) => told(canvas.estimate_text_size(text, style)),
            Self::Svg(_, ruler) => Ok(text_size(ruler, text, style)),
        }
    }
}
