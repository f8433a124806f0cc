//! Metrics against the threshold: one small figure a metric, all on the axis of the slider.

use leptos::prelude::*;

use crate::figure::{Axis, Mark, score_axis};
use crate::metrics::{Confusion, Metric};
use crate::page::line_figure::{ArmLine, LineData, LineFigure, LineMarks, moves_threshold};
use crate::page::session::Session;
use crate::studio::{Accounts, ArmView, PlacedCut, Standing, Studio, cuts_along};
use crate::words::{Cell, Table};

/// Cuts that are looked at, about one a pixel.
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
            Self::Cost => "Cost a row",
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

    fn cell(self, value: Option<f64>) -> Cell {
        match self {
            Self::Metric(_) => Cell::metric(value),
            Self::Cost => Cell::money(value),
        }
    }

    fn axis(self, curves: &[ArmLine]) -> Axis {
        match self {
            Self::Metric(Metric::Mcc) => Axis::spanning(self.name(), -0.2, 1.0),
            Self::Metric(_) => Axis::rate(self.name()),
            Self::Cost => {
                let ends = curves.iter().flat_map(|line| &line.points);
                let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), point| {
                    (low.min(point.1), high.max(point.1))
                });
                Axis::money(self.name(), low, high)
            }
        }
    }

    /// Money of an arm, where the quantity needs it.
    fn accounts(self, studio: &Studio, view: &ArmView) -> Option<Accounts> {
        let is_money = self == Self::Cost;
        is_money.then(|| studio.accounts_of(view)).flatten()
    }

    /// Tells the caller of what it depends on beside arms and thresholds.
    fn track(self, session: Session) {
        if self == Self::Cost {
            session.money(|_| ());
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
    let data = move || {
        quantity.track(session);
        session.views(|studio| line_data(studio, quantity))
    };
    let marks = move || {
        quantity.track(session);
        session.standings(|studio| line_marks(studio, quantity))
    };
    let label = Signal::derive(move || {
        quantity.track(session);
        let part = |(standing, value): (&Standing, Option<f64>)| {
            format!("{} {}", standing.name, quantity.cell(value).shown)
        };
        let parts: Vec<_> =
            session.standings(|studio| values(studio, quantity).map(part).collect());
        let name = quantity.name();
        format!("{name} against the threshold: {}", parts.join(", "))
    });
    let twin = Callback::new(move |()| {
        quantity.track(session);
        session.views(|studio| numbers(studio, quantity))
    });
    let on_pointing = moves_threshold(session);
    let (data, marks) = (Box::new(data), Box::new(marks));
    view! { <div><LineFigure class="small" label data marks twin on_pointing/></div> }
}

fn line_data(studio: &Studio, quantity: Quantity) -> LineData {
    let scale = studio.scale();
    let curve = |view: &ArmView| {
        let accounts = quantity.accounts(studio, view);
        let point = |cut: PlacedCut| {
            let value = quantity.value(view, accounts.as_ref(), cut.threshold, &cut.cells)?;
            Some((cut.position, value))
        };
        let cuts = cuts_along(view.test(), scale, COLUMNS).into_iter();
        ArmLine::of(view, cuts.filter_map(point).collect())
    };
    let curves: Vec<_> = studio.views().drawn().map(curve).collect();
    LineData {
        singles: Vec::new(),
        x: score_axis(scale, studio.classes()),
        y: quantity.axis(&curves),
        is_square: false,
        margins: None,
        curves,
        references: Vec::new(),
    }
}

/// The quantity of each arm at its threshold.
fn values(studio: &Studio, quantity: Quantity) -> impl Iterator<Item = (&Standing, Option<f64>)> {
    let arms = studio.views().arms.iter().zip(studio.standings());
    arms.map(move |(view, standing)| {
        let accounts = quantity.accounts(studio, view);
        let (threshold, cells) = (standing.threshold, &standing.outcomes);
        (
            standing,
            quantity.value(view, accounts.as_ref(), threshold, cells),
        )
    })
}

fn line_marks(studio: &Studio, quantity: Quantity) -> LineMarks {
    let scale = studio.scale();
    let dot = |(standing, value): (&Standing, Option<f64>)| {
        Some(Mark {
            arm: standing.arm.index(),
            at: (scale.position(standing.threshold), value?),
        })
    };
    LineMarks {
        dots: values(studio, quantity).filter_map(dot).collect(),
        cut: Some(scale.position(studio.study().threshold)),
    }
}

/// The quantity at every cut of each arm.
fn numbers(studio: &Studio, quantity: Quantity) -> Table {
    let caption = format!("{} against the threshold", quantity.name());
    let mut table = Table::new(&caption, &["Model", "Threshold", quantity.name()]);
    for view in studio.views().drawn() {
        let accounts = quantity.accounts(studio, view);
        for (threshold, cells) in view.test().cuts() {
            let value = quantity.value(view, accounts.as_ref(), threshold, &cells);
            let threshold = Cell::score(threshold);
            table.push([view.name().into(), threshold, quantity.cell(value)]);
        }
    }
    table
}
