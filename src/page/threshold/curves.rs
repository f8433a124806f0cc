//! The ROC and the precision-recall curve, with a dot an arm at its threshold.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::figure::{
    Band, Curve, Frame, IsoCost, Mark, Palette, PrecisionRecall, Roc, iso_cost, operating_points,
    precision_recall, roc, steps,
};
use crate::metrics::{Confusion, Ranking, thinned};
use crate::page::canvas::{Figure, Gesture, Pointing, Sheet};
use crate::page::session::{ArmView, Session};
use crate::words::{Table, metric};

/// More columns than a curve is wide in pixels.
const COLUMNS: usize = 600;

/// The size of a saved square figure.
const SAVED: (u32, u32) = (480, 520);

/// Points of a curve.
type Points = Vec<(f64, f64)>;

/// What the upper canvas shows.
#[derive(Clone, PartialEq)]
struct Marks {
    dots: Vec<Mark>,
    costs: Vec<IsoCost>,
}

/// What the lower canvas shows of an arm.
#[derive(Clone, PartialEq)]
struct ArmCurve {
    arm: Arm,
    points: Points,
    hull: Points,
    band: Option<(Points, Points)>,
}

/// What the lower canvas shows.
#[derive(Clone, PartialEq)]
struct Curves {
    arms: Vec<ArmCurve>,
    prevalence: Option<f64>,
}

impl Curves {
    fn each(&self, points: fn(&ArmCurve) -> &Points) -> Vec<Curve<'_>> {
        let curves = self.arms.iter();
        curves
            .map(|curve| Curve {
                arm: curve.arm.index(),
                points: points(curve),
            })
            .collect()
    }

    fn bands(&self) -> Vec<Band<'_>> {
        let curves = self.arms.iter();
        curves
            .filter_map(|curve| {
                let (lower, upper) = curve.band.as_ref()?;
                let arm = curve.arm.index();
                Some(Band { arm, lower, upper })
            })
            .collect()
    }
}

/// How a curve is made, read and drawn.
#[derive(Clone, Copy)]
struct Kind {
    title: &'static str,
    area: &'static str,
    axes: [&'static str; 2],
    points: fn(&Ranking) -> Vec<(f64, f64, f64)>,
    hull: fn(&Ranking) -> Points,
    area_under: fn(&Ranking) -> f64,
    dot: fn(&Confusion<f64>) -> Option<(f64, f64)>,
    nearest: fn(&Ranking, f64, f64) -> Option<f64>,
    band: fn(Session, Arm) -> Option<(Points, Points)>,
    has_costs: bool,
    /// Whether points are the right ends of steps.
    is_stepped: bool,
    draw: fn(&Sheet, &Palette, &Curves) -> Option<Frame>,
}

/// The ROC curve.
#[component]
pub fn RocFigure(session: Session) -> impl IntoView {
    let kind = Kind {
        title: "ROC curve",
        area: "AUC",
        axes: ["False-positive rate", "True-positive rate"],
        points: |ranking| {
            let points = ranking.roc();
            points.map(|p| (p.threshold, p.fpr, p.tpr)).collect()
        },
        hull: |ranking| ranking.hull().iter().map(|p| (p.fpr, p.tpr)).collect(),
        area_under: Ranking::roc_auc,
        dot: |confusion| Some((confusion.false_positive_rate()?, confusion.recall()?)),
        nearest: Ranking::nearest_on_roc,
        band: Session::roc_band,
        has_costs: true,
        is_stepped: false,
        draw: draw_roc,
    };
    view! { <CurveFigure session kind/> }
}

/// Precision against recall.
#[component]
pub fn PrecisionRecallFigure(session: Session) -> impl IntoView {
    let kind = Kind {
        title: "Precision and recall",
        area: "AP",
        axes: ["Recall", "Precision"],
        points: |ranking| {
            let points = ranking.precision_recall();
            points
                .map(|p| (p.threshold, p.recall, p.precision))
                .collect()
        },
        hull: |_| Vec::new(),
        area_under: Ranking::average_precision,
        dot: |confusion| Some((confusion.recall()?, confusion.precision()?)),
        nearest: Ranking::nearest_on_precision_recall,
        band: Session::precision_recall_band,
        has_costs: false,
        is_stepped: true,
        draw: draw_precision_recall,
    };
    view! { <CurveFigure session kind/> }
}

/// A square figure with a curve and a dot an arm. Its dots can be dragged along their curves.
#[component]
fn CurveFigure(session: Session, kind: Kind) -> impl IntoView {
    // The points are read off the rankings once; bands come and go.
    let lines = Memo::new(move |_| lines(session, kind));
    let curves = Memo::new(move |_| banded(session, kind, lines.get()));
    let marks = Memo::new(move |_| marks(session, kind));
    let areas = Memo::new(move |_| {
        let area = |view: ArmView| {
            let value = (kind.area_under)(view.test());
            (view.arm, view.name().to_owned(), value)
        };
        session
            .views()
            .get()
            .into_iter()
            .map(area)
            .collect::<Vec<_>>()
    });
    let label = Signal::derive(move || {
        let parts = areas.get().into_iter();
        let parts = parts
            .map(|(_, name, value)| format!("{name} has {} {}", kind.area, metric(Some(value))));
        let parts = parts.collect::<Vec<_>>().join(", ");
        if parts.is_empty() {
            format!("{}: nothing is trained yet", kind.title)
        } else {
            format!("{}: {parts}", kind.title)
        }
    });
    let on_pointing = dragging(session, kind, marks);
    let values = move || {
        let value = |(arm, _, value): (Arm, String, f64)| {
            view! { <strong class=format!("arm-{}", arm.index() + 1)>{metric(Some(value))}</strong> }
        };
        areas.get().into_iter().map(value).collect_view()
    };
    let twin = Callback::new(move |()| numbers(session, kind));
    view! {
        <section class="panel">
            <header>
                <h2>{kind.title}</h2>
                <span class="summary">{kind.area}" "{values}</span>
            </header>
            <Figure class="square" label base=curves draw=kind.draw overlay=marks draw_overlay
                on_pointing twin saved=SAVED/>
        </section>
    }
}

fn lines(session: Session, kind: Kind) -> Curves {
    let views = session.views().get();
    let thin = |view: &ArmView| {
        let points = (kind.points)(view.test()).into_iter();
        let points = points.map(|(_, x, y)| (x, y)).collect::<Points>();
        let points = if kind.is_stepped {
            steps(&points)
        } else {
            points
        };
        ArmCurve {
            arm: view.arm,
            points: thinned(&points, COLUMNS),
            hull: (kind.hull)(view.test()),
            band: None,
        }
    };
    Curves {
        prevalence: views.first().map(|view| view.test().prevalence()),
        arms: views.iter().map(thin).collect(),
    }
}

fn banded(session: Session, kind: Kind, mut curves: Curves) -> Curves {
    for curve in &mut curves.arms {
        curve.band = (kind.band)(session, curve.arm);
    }
    curves
}

fn marks(session: Session, kind: Kind) -> Marks {
    let dot = |arm: Arm| {
        let at = (kind.dot)(&session.outcomes(arm)?)?;
        let arm = arm.index();
        Some(Mark { arm, at })
    };
    let dots: Vec<_> = session.shown().get().into_iter().filter_map(dot).collect();
    let slope = kind.has_costs.then(|| session.iso_cost_slope()).flatten();
    let cost = |mark: &Mark| {
        Some(IsoCost {
            arm: mark.arm,
            through: mark.at,
            slope: slope?,
        })
    };
    Marks {
        costs: dots.iter().filter_map(cost).collect(),
        dots,
    }
}

/// A press takes hold of the nearest dot; a drag moves it along its curve.
fn dragging(session: Session, kind: Kind, marks: Memo<Marks>) -> Callback<Pointing> {
    let dragged = StoredValue::new(None::<Arm>);
    Callback::new(move |pointing: Pointing| {
        match pointing.gesture {
            Gesture::Hover => return,
            Gesture::Press => {
                let place = nearest_dot(&marks.get_untracked().dots, &pointing);
                let mut arms = session.shown().get_untracked().into_iter();
                dragged.set_value(arms.find(|arm| Some(arm.index()) == place));
            }
            Gesture::Drag => {}
        }
        let Some(arm) = dragged.get_value() else {
            return;
        };
        let (x, y) = pointing.at;
        let view = untrack(|| session.view(arm));
        if let Some(threshold) = view.and_then(|view| (kind.nearest)(view.test(), x, y)) {
            session.set_threshold_of(arm, threshold);
        }
    })
}

/// The place of the arm whose dot lies nearest to the pointer.
fn nearest_dot(dots: &[Mark], pointing: &Pointing) -> Option<usize> {
    let at = dots.iter().map(|dot| dot.at);
    let nearest = pointing.frame.nearest(pointing.pixel, at, f64::INFINITY)?;
    dots.get(nearest).map(|dot| dot.arm)
}

fn numbers(session: Session, kind: Kind) -> Table {
    let mut table = Table::new(
        kind.title,
        &["Model", "Threshold", kind.axes[0], kind.axes[1]],
    );
    for view in session.views().get() {
        for (threshold, x, y) in (kind.points)(view.test()) {
            let numbers = [threshold, x, y].map(|number| {
                if number.is_finite() {
                    number.to_string()
                } else {
                    "none flagged".into()
                }
            });
            table.push(std::iter::once(view.name().to_owned()).chain(numbers));
        }
    }
    table
}

fn draw_roc(sheet: &Sheet, palette: &Palette, curves: &Curves) -> Option<Frame> {
    let figure = Roc {
        curves: &curves.each(|curve| &curve.points),
        hulls: &curves.each(|curve| &curve.hull),
        bands: &curves.bands(),
    };
    roc(sheet, palette, &figure).ok()
}

fn draw_precision_recall(sheet: &Sheet, palette: &Palette, curves: &Curves) -> Option<Frame> {
    let figure = PrecisionRecall {
        curves: &curves.each(|curve| &curve.points),
        prevalence: curves.prevalence,
        bands: &curves.bands(),
    };
    precision_recall(sheet, palette, &figure).ok()
}

fn draw_overlay(sheet: &Sheet, frame: &Frame, palette: &Palette, marks: &Marks) {
    // A canvas that can't be drawn on shows nothing; the numbers stand beside it.
    let _ = iso_cost(sheet, frame, palette, &marks.costs);
    let _ = operating_points(sheet, frame, palette, &marks.dots);
}
