//! One figure, one function, drawn on any plotters backend: the canvas in the browser, SVG in
//! native tests and in "save figure".
//!
//! A figure takes plain values and knows nothing of where they come from. It is drawn in two layers:
//! - the **base** (axes, curves, bars, rows), by [`roc()`], [`precision_recall()`], [`scores()`],
//!   [`people()`], [`losses()`], [`scatter()`], [`lines()`], [`det()`], [`reliability()`],
//!   [`deciles()`], [`distribution()`], [`critical_difference()`], [`bin_rates()`], [`column_bars()`], [`waterfall()`]
//!   and [`heat_map()`],
//!   which return the [`Frame`] they drew in, and by [`tree()`], which says how many levels it drew;
//! - the **overlay** (dots, cut line, parents), by [`operating_points`], [`iso_cost()`], [`cut_line`],
//!   [`zones()`], [`gap()`], [`rejected`] and [`parents`], which take that frame, so that a drag
//!   repaints a handful of shapes and nothing else.
//!
//! Both layers are transparent; [`background`] paints the surface where a figure stands alone, and
//! [`legend()`] gives it the key that the page writes in HTML, [`footnote()`] the name of its data.
//!
//! Curves are drawn as given, one line each: thin them to a few points per pixel column beforehand.
//! Points that are not finite are left out. Arms differ by colour and by dash or marker
//! ([`Marker`]), never by colour alone.
//!
//! ```
//! use imbalance_lab::figure::{Curve, Mark, Palette, Roc, operating_points, roc};
//! use plotters::prelude::IntoDrawingArea;
//! use plotters_svg::SVGBackend;
//!
//! let palette = Palette::from_css(|_| Some("#123456".to_owned()))?;
//! let points = [(0.0, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 1.0)];
//! let mut svg = String::new();
//! {
//!     let paper = SVGBackend::with_string(&mut svg, (300, 300)).into_drawing_area();
//!     let curves = [Curve { arm: 0, name: "", points: &points }];
//!     let frame = roc(&paper, &palette, &Roc { curves: &curves, ..Roc::default() })?;
//!     operating_points(&paper, &frame, &palette, &[Mark { arm: 0, at: (0.0, 0.5) }])?;
//! }
//! assert!(svg.contains("False positive rate"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod applicants;
mod axes;
mod axis;
mod band;
mod bee_swarm;
mod bin_rates;
mod calibration;
mod clip;
mod column_bars;
mod count_scale;
mod critical_difference;
mod curve;
mod deciles;
mod det;
mod distribution;
mod footnote;
mod frame;
mod gap;
mod heat_map;
mod iso_cost;
mod iso_f1;
mod legend;
mod lines;
mod losses;
mod marker;
mod name_axis;
mod names;
mod overlay;
mod palette;
mod people;
mod precision_recall;
mod rank_names;
mod reliability_point;
mod roc;
mod row_counts;
mod scatter;
mod score_axis;
mod scores;
mod stacks;
mod text;
mod tree;
mod tree_box;
mod tree_node;
mod tree_plan;
mod tree_shape;
mod units;
mod waterfall;
mod zones;

use plotters::backend::DrawingBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};

pub use applicants::{Column, People};
pub use axis::{Axis, Tick};
pub use band::Band;
pub use bee_swarm::{BeeSwarm, Dot, bee_swarm};
pub use bin_rates::{BinRate, BinRates, bin_rates};
pub use calibration::{Reliability, reliability};
pub use column_bars::{Bar, ColumnBars, column_bars};
pub use count_scale::CountScale;
pub use critical_difference::{CriticalDifference, critical_difference};
pub use curve::Curve;
pub use deciles::{Deciles, deciles};
pub use det::{Det, det, det_point};
pub use distribution::{Distribution, distribution};
pub use footnote::footnote;
pub use frame::Frame;
pub use gap::{Gap, gap};
pub use heat_map::{HeatMap, heat_map};
pub use iso_cost::{IsoCost, iso_cost};
pub use legend::{Entry, Sample, legend};
pub use lines::{Lines, Range, Reference, lines};
pub use losses::{Loss, Losses, losses, shown_epoch};
pub use marker::Marker;
pub use overlay::{Mark, background, cut_line, operating_points};
pub use palette::{ARMS, Palette, PaletteError};
pub use people::{people, rejected};
pub use precision_recall::{PrecisionRecall, precision_recall, steps};
pub use rank_names::ArmRank;
pub use reliability_point::{ArmReliability, ReliabilityPoint};
pub use roc::{Roc, roc};
pub use scatter::{Parents, Scatter, parents, scatter};
pub use score_axis::score_axis;
pub use scores::{LEFT_MARGIN, RIGHT_MARGIN, ScoreHistogram, scores};
pub use text::LINE_HEIGHT;
pub use tree::{TreeLevels, TreePicture, tree};
pub use tree_node::{TreeNode, TreeSplit};
pub use waterfall::{Waterfall, waterfall};
pub use zones::zones;

/// What a figure is drawn on: an area of any backend, addressed in its pixels.
pub type Paper<DB> = DrawingArea<DB, Shift>;

/// Why a figure could not be drawn: what plotters reports, passed on.
pub type FigureError<DB> = DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>;
