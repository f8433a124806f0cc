//! The reliability diagram.

use leptos::prelude::*;

use crate::figure::{ArmReliability, Frame, Palette, Reliability, ReliabilityPoint, reliability};
use crate::metrics::ReliabilityBin;
use crate::page::canvas::{Figure, Sheet, base, nothing};
use crate::page::session::Session;
use crate::studio::{ArmView, Studio};
use crate::words::{Cell, Table, metric};

/// Ends of the axes where everything is low, the least first.
const LIMITS: [f64; 4] = [0.05, 0.1, 0.2, 0.5];

/// Significant digits of a number behind the figure.
const DIGITS: usize = 4;

/// Bins of each arm, and how far the axes reach.
struct Bins {
    arms: Vec<ArmBins>,
    limit: f64,
    rate: String,
}

/// The bins of an arm.
struct ArmBins {
    arm: usize,
    name: String,
    bins: Vec<ReliabilityPoint>,
}

/// The figure with its numbers.
#[component]
pub fn ReliabilityFigure(session: Session) -> impl IntoView {
    let make = move || {
        session.calibration(|_| ());
        session.intervals(bins)
    };
    let label = Signal::derive(move || session.calibration(words));
    let twin = Callback::new(move |()| session.calibration(numbers));
    view! {
        <Figure class="reliability" label base=base(make, draw) overlay=nothing() twin saved=(560, 640)/>
    }
}

/// Each arm with scores and its bins, as far as they are known.
fn known(studio: &Studio) -> impl Iterator<Item = (&ArmView, &[ReliabilityBin])> {
    let views = studio.views().arms.iter();
    views.map(|view| {
        let known = studio.calibration_of(view.arm);
        (view, known.map_or(&[][..], |known| &known.bins))
    })
}

/// Ghosts, which stand behind the arms.
fn ghosts(studio: &Studio) -> impl Iterator<Item = (&ArmView, Vec<ReliabilityBin>)> {
    let binning = studio.study().binning;
    let ghosts = studio.views().ghosts.iter();
    ghosts.map(move |view| (view, view.test().reliability(binning).unwrap_or_default()))
}

fn bins(studio: &Studio) -> Bins {
    let arm = |view: &ArmView, bins: &[ReliabilityBin]| {
        let point = |bin: &ReliabilityBin| ReliabilityPoint {
            redrawn: studio.resampled_rate(view.arm, bin.edges),
            edges: bin.edges,
            mean: bin.mean_score,
            rate: bin.observed_rate,
            interval: bin.interval,
            rows: bin.rows,
        };
        ArmBins {
            arm: view.arm.index(),
            name: view.name().to_owned(),
            bins: bins.iter().map(point).collect(),
        }
    };
    let ghosts = ghosts(studio).map(|(view, bins)| arm(view, &bins));
    let arms: Vec<_> = ghosts
        .chain(known(studio).map(|(view, bins)| arm(view, bins)))
        .collect();
    let points = arms.iter().flat_map(|arm| &arm.bins);
    let reach = points.map(|bin| bin.mean.max(bin.rate)).fold(0.0, f64::max);
    let limit = LIMITS
        .into_iter()
        .find(|&limit| reach <= limit && reach > 0.0);
    Bins {
        arms,
        limit: limit.unwrap_or(1.0),
        rate: studio.say("Default rate"),
    }
}

fn words(studio: &Studio) -> String {
    let part = |view: &ArmView| {
        let calibration = studio.calibration_of(view.arm)?.calibration?;
        let error = metric(Some(calibration.expected_calibration_error));
        Some(format!(
            "{} has an expected calibration error of {error}",
            view.name()
        ))
    };
    let parts: Vec<_> = studio.views().arms.iter().filter_map(part).collect();
    if studio.is_calibrating() {
        "Calibration: working…".into()
    } else if parts.is_empty() {
        "Calibration: there are no probabilities to look at".into()
    } else {
        format!("Calibration: {}", parts.join(", "))
    }
}

fn draw(sheet: &Sheet, palette: &Palette, bins: &Bins) -> Option<Frame> {
    let arms = bins.arms.iter();
    let arms: Vec<_> = arms
        .map(|arm| ArmReliability {
            arm: arm.arm,
            name: &arm.name,
            bins: &arm.bins,
        })
        .collect();
    let figure = Reliability {
        arms: &arms,
        limit: bins.limit,
        rate: &bins.rate,
    };
    reliability(sheet, palette, &figure).ok()
}

fn numbers(studio: &Studio) -> Table {
    let head = [
        "Model",
        "Score from",
        "to",
        "Mean score",
        "Default rate",
        "95 % from",
        "95 % to",
        "Rows",
        "Defaults",
    ];
    let mut table = Table::new("Reliability", &head).with_classes(studio.classes());
    let ghosts = ghosts(studio);
    let known = known(studio).map(|(view, bins)| (view, bins.to_vec()));
    for (view, bins) in ghosts.chain(known) {
        for bin in bins {
            let numbers = [
                bin.mean_score,
                bin.observed_rate,
                bin.interval.0,
                bin.interval.1,
            ];
            let numbers = numbers.map(|number| Cell::number(Some(number), DIGITS));
            let counts = [bin.rows, bin.defaults].map(Cell::count);
            let edges = [bin.edges.0, bin.edges.1].map(Cell::score);
            let cells = std::iter::once(view.name().into()).chain(edges);
            table.push(cells.chain(numbers).chain(counts));
        }
    }
    table
}
