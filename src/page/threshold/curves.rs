//! The ROC and the precision-recall curve, with a dot an arm at the threshold.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::figure::{
    Curve, Frame, Mark, Palette, PrecisionRecall, Roc, operating_points, precision_recall, roc,
    steps,
};
use crate::metrics::{Confusion, Ranking, thinned};
use crate::page::canvas::{Figure, Gesture, Pointing, Sheet};
use crate::page::session::{ArmView, Session};
use crate::words::metric;

/// More columns than a curve is wide in pixels.
const COLUMNS: usize = 600;

/// What the upper canvas shows.
#[derive(Clone, PartialEq)]
struct Marks(Vec<Mark>);

/// What the lower canvas shows.
#[derive(Clone, PartialEq)]
struct Curves {
    arms: Vec<(usize, Vec<(f64, f64)>)>,
    prevalence: Option<f64>,
}

impl Curves {
    fn each(&self) -> Vec<Curve<'_>> {
        self.arms
            .iter()
            .map(|(arm, points)| Curve { arm: *arm, points })
            .collect()
    }
}

/// The ROC curve.
#[component]
pub fn RocFigure(session: Session) -> impl IntoView {
    let points = |ranking: &Ranking| ranking.roc().map(|point| (point.fpr, point.tpr)).collect();
    view! {
        <CurveFigure
            session
            title="ROC curve"
            area="AUC"
            points
            area_under=Ranking::roc_auc
            dot=|confusion| Some((confusion.false_positive_rate()?, confusion.recall()?))
            nearest=Ranking::nearest_on_roc
            draw=draw_roc
        />
    }
}

/// Precision against recall.
#[component]
pub fn PrecisionRecallFigure(session: Session) -> impl IntoView {
    let points = |ranking: &Ranking| {
        let points = ranking
            .precision_recall()
            .map(|point| (point.recall, point.precision));
        steps(&points.collect::<Vec<_>>())
    };
    view! {
        <CurveFigure
            session
            title="Precision and recall"
            area="AP"
            points
            area_under=Ranking::average_precision
            dot=|confusion| Some((confusion.recall()?, confusion.precision()?))
            nearest=Ranking::nearest_on_precision_recall
            draw=draw_precision_recall
        />
    }
}

/// A square figure with a curve and a dot an arm. Its dots can be dragged along their curves.
#[component]
fn CurveFigure(
    session: Session,
    title: &'static str,
    area: &'static str,
    points: fn(&Ranking) -> Vec<(f64, f64)>,
    area_under: fn(&Ranking) -> f64,
    dot: fn(&Confusion) -> Option<(f64, f64)>,
    nearest: fn(&Ranking, f64, f64) -> Option<f64>,
    draw: fn(&Sheet, &Palette, &Curves) -> Option<Frame>,
) -> impl IntoView {
    let curves = Memo::new(move |_| {
        let views = session.views().get();
        let thin = |ranking: &Ranking| thinned(&points(ranking), COLUMNS);
        Curves {
            prevalence: views.first().map(|view| view.judged.test.prevalence()),
            arms: views
                .iter()
                .map(|v| (v.arm.index(), thin(&v.judged.test)))
                .collect(),
        }
    });
    let dots = Memo::new(move |_| {
        let mark = |arm: Arm| {
            Some(Mark {
                arm: arm.index(),
                at: dot(&session.confusion(arm)?)?,
            })
        };
        Marks(session.shown().get().into_iter().filter_map(mark).collect())
    });
    let areas = Memo::new(move |_| {
        let area = |view: ArmView| {
            let value = area_under(&view.judged.test);
            (view.arm, view.judged.name.clone(), value)
        };
        session
            .views()
            .get()
            .into_iter()
            .map(area)
            .collect::<Vec<_>>()
    });
    let label = Signal::derive(move || {
        let parts = areas
            .get()
            .into_iter()
            .map(|(_, name, value)| format!("{name} has {area} {}", metric(Some(value))));
        let parts = parts.collect::<Vec<_>>().join(", ");
        if parts.is_empty() {
            format!("{title}: nothing is trained yet")
        } else {
            format!("{title}: {parts}")
        }
    });
    let dragged = StoredValue::new(None::<Arm>);
    let on_pointing = Callback::new(move |pointing: Pointing| {
        match pointing.gesture {
            Gesture::Hover => return,
            Gesture::Press => {
                let place = nearest_dot(&dots.get_untracked().0, &pointing);
                let arms = session.shown().get_untracked().into_iter();
                dragged.set_value(arms.into_iter().find(|arm| Some(arm.index()) == place));
            }
            Gesture::Drag => {}
        }
        let view = dragged
            .get_value()
            .and_then(|arm| untrack(|| session.view(arm)));
        let (x, y) = pointing.at;
        if let Some(threshold) = view.and_then(|view| nearest(&view.judged.test, x, y)) {
            session.set_threshold(threshold);
        }
    });
    let values = move || {
        let value = |(arm, _, value): (Arm, String, f64)| {
            view! { <strong class=format!("arm-{}", arm.index() + 1)>{metric(Some(value))}</strong> }
        };
        areas.get().into_iter().map(value).collect_view()
    };
    view! {
        <section class="panel">
            <header>
                <h2>{title}</h2>
                <span class="summary">{area}" "{values}</span>
            </header>
            <Figure class="square" label base=curves draw overlay=dots draw_overlay on_pointing/>
        </section>
    }
}

/// The place of the arm whose dot lies nearest to the pointer.
fn nearest_dot(dots: &[Mark], pointing: &Pointing) -> Option<usize> {
    let at = dots.iter().map(|dot| dot.at);
    let nearest = pointing.frame.nearest(pointing.pixel, at, f64::INFINITY)?;
    dots.get(nearest).map(|dot| dot.arm)
}

fn draw_roc(sheet: &Sheet, palette: &Palette, curves: &Curves) -> Option<Frame> {
    roc(
        sheet,
        palette,
        &Roc {
            curves: &curves.each(),
        },
    )
    .ok()
}

fn draw_precision_recall(sheet: &Sheet, palette: &Palette, curves: &Curves) -> Option<Frame> {
    let figure = PrecisionRecall {
        curves: &curves.each(),
        prevalence: curves.prevalence,
    };
    precision_recall(sheet, palette, &figure).ok()
}

fn draw_overlay(sheet: &Sheet, frame: &Frame, palette: &Palette, dots: &Marks) {
    // A canvas that can't be drawn on shows nothing; the numbers stand beside it.
    let _ = operating_points(sheet, frame, palette, &dots.0);
}
