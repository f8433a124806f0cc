//! The reliability diagram.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::figure::{ArmReliability, Frame, Palette, Reliability, ReliabilityPoint, reliability};
use crate::metrics::ReliabilityBin;
use crate::page::canvas::{Figure, Sheet};
use crate::page::session::{ArmView, Session};
use crate::words::{Table, metric};

/// Bins of each arm, and how far the axes reach.
#[derive(Clone, PartialEq)]
struct Bins {
    arms: Vec<(usize, Vec<ReliabilityPoint>)>,
    limit: f64,
}

fn bins_of(session: Session, view: &ArmView) -> Vec<ReliabilityBin> {
    let binning = session.study().with(|study| study.binning);
    view.test().reliability(binning).unwrap_or_default()
}

/// The figure with its numbers.
#[component]
pub fn ReliabilityFigure(session: Session) -> impl IntoView {
    let bins = Memo::new(move |_| {
        let point = |arm: Arm, bin: ReliabilityBin| ReliabilityPoint {
            redrawn: session.redrawn_rate(arm, bin.edges),
            edges: bin.edges,
            mean: bin.mean_score,
            rate: bin.observed_rate,
            interval: bin.interval,
            rows: bin.rows,
        };
        let arm = |view: ArmView| {
            let bins = bins_of(session, &view).into_iter();
            let points = bins.map(|bin| point(view.arm, bin));
            (view.arm.index(), points.collect::<Vec<_>>())
        };
        let arms: Vec<_> = session.views().get().into_iter().map(arm).collect();
        let reach = arms
            .iter()
            .flat_map(|(_, bins)| bins)
            .map(|bin| bin.mean.max(bin.rate));
        let reach = reach.fold(0.0_f64, f64::max);
        // Where everything is low, the axes end soon after it.
        let limit = [0.05, 0.1, 0.2, 0.5]
            .into_iter()
            .find(|&limit| reach <= limit && reach > 0.0);
        Bins {
            arms,
            limit: limit.unwrap_or(1.0),
        }
    });
    let nothing = Memo::new(|_| ());
    let label = Signal::derive(move || {
        let binning = session.study().with(|study| study.binning);
        let part = |view: &ArmView| {
            let calibration = view.test().calibration(binning)?;
            Some(format!(
                "{} has an expected calibration error of {}",
                view.name(),
                metric(Some(calibration.expected_calibration_error))
            ))
        };
        let parts: Vec<_> = session
            .views()
            .with(|views| views.iter().filter_map(part).collect());
        if parts.is_empty() {
            "Calibration: there are no probabilities to look at".into()
        } else {
            format!("Calibration: {}", parts.join(", "))
        }
    });
    let twin = Callback::new(move |()| numbers(session));
    view! {
        <Figure class="reliability" label base=bins draw overlay=nothing
            draw_overlay=|_, _, _, ()| () twin saved=(560, 640)/>
    }
}

fn draw(sheet: &Sheet, palette: &Palette, bins: &Bins) -> Option<Frame> {
    let arms = bins.arms.iter();
    let arms: Vec<_> = arms
        .map(|(arm, bins)| ArmReliability { arm: *arm, bins })
        .collect();
    let figure = Reliability {
        arms: &arms,
        limit: bins.limit,
    };
    reliability(sheet, palette, &figure).ok()
}

fn numbers(session: Session) -> Table {
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
    let mut table = Table::new("Reliability", &head);
    for view in session.views().get() {
        for bin in bins_of(session, &view) {
            let numbers = [
                bin.edges.0,
                bin.edges.1,
                bin.mean_score,
                bin.observed_rate,
                bin.interval.0,
                bin.interval.1,
            ];
            let numbers = numbers.map(|number| number.to_string());
            let counts = [bin.rows, bin.defaults].map(|count| count.to_string());
            table.push(
                std::iter::once(view.name().to_owned())
                    .chain(numbers)
                    .chain(counts),
            );
        }
    }
    table
}
