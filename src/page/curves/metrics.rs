//! Metrics against the threshold: one small figure a metric, all on the axis of the slider.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::figure::{Axis, Mark};
use crate::metrics::{Confusion, Metric, thinned};
use crate::page::line_figure::{LineData, LineFigure, LineMarks, moves_threshold};
use crate::page::session::{Accounts, ArmView, Session};
use crate::words::{Table, metric as shown, money};

const COLUMNS: usize = 400;

/// What is drawn against the threshold.
#[derive(Clone, Copy, PartialEq)]
enum Quantity {
    Metric(Metric),
    /// What decisions cost, an applicant.
    Cost,
}

const QUANTITIES: [Quantity; 7] = [
    Quantity::Metric(Metric::Precision),
    Quantity::Metric(Metric::Recall),
    Quantity::Metric(Metric::F1),
    Quantity::Metric(Metric::Specificity),
    Quantity::Metric(Metric::ShareFlagged),
    Quantity::Metric(Metric::Mcc),
    Quantity::Cost,
];

impl Quantity {
    const fn name(self) -> &'static str {
        match self {
            Self::Metric(metric) => metric.name(),
            Self::Cost => "Cost an applicant",
        }
    }

    /// Its value at a cut of an arm.
    fn value(
        self,
        view: &ArmView,
        accounts: Option<&Accounts>,
        threshold: f64,
        cells: &Confusion<f64>,
    ) -> Option<f64> {
        match self {
            Self::Metric(metric) => metric.value(view.test(), cells),
            Self::Cost => {
                let profit = accounts?.test.profit_at(threshold);
                Some(-profit / cells.n_samples())
            }
        }
    }

    fn written(self, value: Option<f64>) -> String {
        match self {
            Self::Metric(_) => shown(value),
            Self::Cost => money(value),
        }
    }

    fn axis(self, curves: &[(usize, Vec<(f64, f64)>)]) -> Axis {
        match self {
            Self::Metric(Metric::Mcc) => Axis::spanning(self.name(), -0.2, 1.0),
            Self::Metric(_) => Axis::rate(self.name()),
            Self::Cost => {
                let ends = curves.iter().flat_map(|(_, points)| points);
                let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), point| {
                    (low.min(point.1), high.max(point.1))
                });
                Axis::money(self.name(), low, high)
            }
        }
    }
}

/// A panel with all of them.
#[component]
pub fn MetricFigures(session: Session) -> impl IntoView {
    view! {
        <section class="panel">
            <header>
                <h2>"Metrics against the threshold"</h2>
                <span class="summary">"drag in any of them"</span>
            </header>
            <div class="multiples">
                {QUANTITIES.map(|quantity| view! { <QuantityFigure session quantity/> }).collect_view()}
            </div>
        </section>
    }
}

#[component]
fn QuantityFigure(session: Session, quantity: Quantity) -> impl IntoView {
    let data = Memo::new(move |_| {
        let places = session.scale().get();
        let curve = |view: ArmView| {
            let accounts = session.accounts(view.arm).and_then(Result::ok);
            let point = |(threshold, cells): (f64, Confusion<f64>)| {
                let value = quantity.value(&view, accounts.as_ref(), threshold, &cells)?;
                Some((places.position(threshold), value))
            };
            let points: Vec<_> = view.test().cuts().filter_map(point).collect();
            (view.arm.index(), thinned(&points, COLUMNS))
        };
        let curves: Vec<_> = session.views().get().into_iter().map(curve).collect();
        LineData {
            x: places.axis(),
            y: quantity.axis(&curves),
            is_square: false,
            margins: None,
            curves,
            references: Vec::new(),
        }
    });
    let value_now = move |arm: Arm| {
        let view = session.view(arm)?;
        let threshold = session.threshold_of(arm)?;
        let accounts = session.accounts(arm).and_then(Result::ok);
        quantity.value(&view, accounts.as_ref(), threshold, &session.outcomes(arm)?)
    };
    let marks = Memo::new(move |_| {
        let places = session.scale().get();
        let dot = |arm: Arm| {
            let at = (places.position(session.threshold_of(arm)?), value_now(arm)?);
            Some(Mark {
                arm: arm.index(),
                at,
            })
        };
        LineMarks {
            dots: session.shown().get().into_iter().filter_map(dot).collect(),
            cut: Some(places.position(session.threshold().get())),
        }
    });
    let label = Signal::derive(move || {
        let part = |arm: Arm| format!("{} {}", session.name(arm), quantity.written(value_now(arm)));
        let parts: Vec<_> = session.shown().get().into_iter().map(part).collect();
        format!(
            "{} against the threshold: {}",
            quantity.name(),
            parts.join(", ")
        )
    });
    let on_pointing = moves_threshold(session);
    let twin = Callback::new(move |()| numbers(session, quantity));
    view! { <div><LineFigure class="small" label data marks twin on_pointing/></div> }
}

fn numbers(session: Session, quantity: Quantity) -> Table {
    let caption = format!("{} against the threshold", quantity.name());
    let mut table = Table::new(&caption, &["Model", "Threshold", quantity.name()]);
    for view in session.views().get() {
        let accounts = session.accounts(view.arm).and_then(Result::ok);
        for (threshold, cells) in view.test().cuts() {
            let value = quantity.value(&view, accounts.as_ref(), threshold, &cells);
            let value = value.map_or_else(String::new, |value| value.to_string());
            table.push([view.name().to_owned(), threshold.to_string(), value]);
        }
    }
    table
}
