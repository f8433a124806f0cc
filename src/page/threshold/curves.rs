//! The ROC and the precision-recall curve, with a dot an arm at its threshold.

use leptos::prelude::*;

use crate::experiment::ArmId;
use crate::figure::{
    Band, Curve, Frame, IsoCost, Mark, Palette, PrecisionRecall, Roc, iso_cost, operating_points,
    precision_recall, roc, steps,
};
use crate::metrics::{Confusion, Ranking, thinned};
use crate::page::canvas::{Figure, Gesture, Pointing, Sheet, base, overlay};
use crate::page::session::Session;
use crate::studio::setting::{AnySetting, study};
use crate::studio::{ArmView, BandPoints, Layers, Standing, Studio, Verb};
use crate::words::{Cell, Table, metric};

/// Areas that a title has room for; of more arms only those of the pair that is compared.
const MOST_AREAS: usize = 4;

/// More columns than a curve is wide in pixels.
const COLUMNS: usize = 600;

/// The size of a saved square figure.
const SAVED: (u32, u32) = (480, 520);

/// Points of a curve.
type Points = Vec<(f64, f64)>;

/// What the upper canvas shows.
struct Marks {
    dots: Vec<Mark>,
    costs: Vec<IsoCost>,
}

/// What the lower canvas shows of an arm.
#[derive(Clone)]
struct ArmCurve {
    arm: ArmId,
    name: String,
    points: Points,
    hull: Points,
    band: Option<BandPoints>,
}

/// What the lower canvas shows.
#[derive(Clone)]
struct Curves {
    arms: Vec<ArmCurve>,
    prevalence: Option<f64>,
    layers: Layers,
}

impl Curves {
    fn each(&self, points: fn(&ArmCurve) -> &Points) -> Vec<Curve<'_>> {
        let curves = self.arms.iter();
        curves
            .map(|curve| Curve {
                arm: curve.arm.index(),
                name: &curve.name,
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
    band: fn(&Studio, ArmId) -> Option<BandPoints>,
    /// What can be shown and left out.
    layers: fn() -> Vec<AnySetting>,
    is_roc: bool,
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
        band: Studio::roc_band,
        layers: || {
            vec![
                (&study::BANDS).into(),
                (&study::HULL).into(),
                (&study::ISO_COST).into(),
            ]
        },
        is_roc: true,
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
        band: Studio::precision_recall_band,
        layers: || vec![(&study::BANDS).into(), (&study::ISO_F1).into()],
        is_roc: false,
        draw: draw_precision_recall,
    };
    view! { <CurveFigure session kind/> }
}

/// A square figure with a curve and a dot an arm. Its dots can be dragged along their curves.
#[component]
fn CurveFigure(session: Session, kind: Kind) -> impl IntoView {
    // The points are read off the rankings once; bands come and go.
    let lines = StoredValue::new_local((Vec::new(), None::<Curves>));
    let curves = move || {
        session.study(|_| ());
        session.intervals(|studio| {
            // Views change with the axis of scores too, on which no curve depends.
            let drawn = || studio.views().drawn();
            lines.update_value(|(of, lines)| {
                if lines.is_none() || !drawn().eq(of.iter()) {
                    *of = drawn().cloned().collect::<Vec<ArmView>>();
                    *lines = Some(self::lines(studio, kind));
                }
            });
            lines.with_value(|(_, lines)| lines.as_ref().map(|lines| banded(studio, kind, lines)))
        })
    };
    let draw = kind.draw;
    let curves_of = base(move || (draw, curves()), draw_curves);
    let marks = overlay(
        move || {
            session.study(|_| ());
            session.money(|_| ());
            session.standings(|studio| marks(studio, kind))
        },
        draw_overlay,
    );
    let area = move |view: &ArmView| {
        let value = (kind.area_under)(view.test());
        (view.arm, view.name().to_owned(), value)
    };
    let areas =
        move || session.views(|studio| studio.views().arms.iter().map(area).collect::<Vec<_>>());
    let label = Signal::derive(move || {
        let ghosts =
            session.views(|studio| studio.views().ghosts.iter().map(area).collect::<Vec<_>>());
        let parts = areas().into_iter().chain(ghosts);
        let parts = parts
            .map(|(_, name, value)| format!("{name} has {} {}", kind.area, metric(Some(value))));
        let parts = parts.collect::<Vec<_>>().join(", ");
        if parts.is_empty() {
            format!("{}: nothing is trained yet", kind.title)
        } else {
            format!("{}: {parts}", kind.title)
        }
    });
    let on_pointing = dragging(session, kind);
    // An arm has its place before it has a curve, so that nothing moves.
    let values = move || {
        let known = areas();
        let value = |arm: ArmId| {
            let area = known
                .iter()
                .find(|(of, ..)| *of == arm)
                .map(|(.., area)| *area);
            view! { <strong class=arm.class()>{metric(area)}</strong> }
        };
        let shown = session.views(|studio| match studio.pair() {
            // There is room for so many.
            Some(pair) if studio.views().shown.len() > MOST_AREAS => pair.to_vec(),
            _ => studio.views().shown.clone(),
        });
        session.study(|_| ());
        shown.into_iter().map(value).collect_view()
    };
    let twin = Callback::new(move |()| session.views(|studio| numbers(studio, kind)));
    view! {
        <section class="panel">
            <header>
                <h2>{kind.title}</h2>
                <span class="summary">{kind.area}" "{values}</span>
            </header>
            <Figure class="square" label base=curves_of overlay=marks on_pointing twin saved=SAVED
                layers=(kind.layers)()/>
        </section>
    }
}

fn lines(studio: &Studio, kind: Kind) -> Curves {
    let views = studio.views();
    let thin = |view: &ArmView| {
        let points = (kind.points)(view.test()).into_iter();
        let points = points.map(|(_, x, y)| (x, y)).collect::<Points>();
        let points = if kind.is_roc { points } else { steps(&points) };
        ArmCurve {
            arm: view.arm,
            name: view.name().to_owned(),
            points: thinned(&points, COLUMNS),
            hull: (kind.hull)(view.test()),
            band: None,
        }
    };
    Curves {
        prevalence: views.arms.first().map(|view| view.test().prevalence()),
        arms: views.drawn().map(thin).collect(),
        layers: Layers::default(),
    }
}

fn banded(studio: &Studio, kind: Kind, curves: &Curves) -> Curves {
    let mut curves = curves.clone();
    curves.layers = studio.study().layers;
    for curve in &mut curves.arms {
        // Bands of many arms hide one another.
        let is_told = studio.views().shown.len() <= 2
            || studio.pair().is_some_and(|pair| pair.contains(&curve.arm));
        let is_drawn = curves.layers.bands && is_told;
        let band = is_drawn.then(|| (kind.band)(studio, curve.arm));
        curve.band = band.flatten();
    }
    curves
}

fn marks(studio: &Studio, kind: Kind) -> Marks {
    let dot = |standing: &Standing| {
        let at = (kind.dot)(&standing.outcomes)?;
        let arm = standing.arm.index();
        Some(Mark { arm, at })
    };
    let dots: Vec<_> = studio.standings().iter().filter_map(dot).collect();
    let has_costs = kind.is_roc && studio.study().layers.iso_cost;
    let slope = has_costs.then(|| studio.iso_cost_slope()).flatten();
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
fn dragging(session: Session, kind: Kind) -> Callback<Pointing> {
    let dragged = StoredValue::new(None::<ArmId>);
    Callback::new(move |pointing: Pointing| {
        match pointing.gesture {
            Gesture::Hover => return,
            Gesture::Release => {
                dragged.set_value(None);
                return session.perform(Verb::LetGo);
            }
            Gesture::Press => {
                let dots = session.now(|studio| marks(studio, kind).dots);
                let place = nearest_dot(&dots, &pointing);
                dragged.set_value(session.now(|studio| {
                    let mut arms = studio.views().shown.iter();
                    arms.find(|arm| Some(arm.index()) == place).copied()
                }));
            }
            Gesture::Drag => {}
        }
        let Some(arm) = dragged.get_value() else {
            return;
        };
        let (x, y) = pointing.at;
        let threshold = session.now(|studio| (kind.nearest)(studio.view(arm)?.test(), x, y));
        if let Some(threshold) = threshold {
            session.perform(Verb::Drag { arm, threshold });
        }
    })
}

/// The place of the arm whose dot lies nearest to the pointer.
fn nearest_dot(dots: &[Mark], pointing: &Pointing) -> Option<usize> {
    let at = dots.iter().map(|dot| dot.at);
    let nearest = pointing.frame.nearest(pointing.pixel, at, f64::INFINITY)?;
    dots.get(nearest).map(|dot| dot.arm)
}

fn numbers(studio: &Studio, kind: Kind) -> Table {
    let head = ["Model", "Threshold", kind.axes[0], kind.axes[1]];
    let mut table = Table::new(kind.title, &head);
    for view in studio.views().drawn() {
        for (threshold, x, y) in (kind.points)(view.test()) {
            let threshold = if threshold.is_finite() {
                Cell::score(threshold)
            } else {
                "none flagged".into()
            };
            let rates = [x, y].map(|rate| Cell::number(Some(rate), 4));
            table.push([view.name().into(), threshold].into_iter().chain(rates));
        }
    }
    table
}

/// How the lower canvas is drawn, and what it shows.
type Drawn = (
    fn(&Sheet, &Palette, &Curves) -> Option<Frame>,
    Option<Curves>,
);

fn draw_curves(sheet: &Sheet, palette: &Palette, (draw, curves): &Drawn) -> Option<Frame> {
    draw(sheet, palette, curves.as_ref()?)
}

fn draw_roc(sheet: &Sheet, palette: &Palette, curves: &Curves) -> Option<Frame> {
    let hulls = curves.each(|curve| &curve.hull);
    let figure = Roc {
        curves: &curves.each(|curve| &curve.points),
        hulls: if curves.layers.hull { &hulls } else { &[] },
        bands: &curves.bands(),
    };
    roc(sheet, palette, &figure).ok()
}

fn draw_precision_recall(sheet: &Sheet, palette: &Palette, curves: &Curves) -> Option<Frame> {
    let figure = PrecisionRecall {
        curves: &curves.each(|curve| &curve.points),
        prevalence: curves.prevalence,
        bands: &curves.bands(),
        has_iso_f1: curves.layers.iso_f1,
    };
    precision_recall(sheet, palette, &figure).ok()
}

fn draw_overlay(sheet: &Sheet, frame: &Frame, palette: &Palette, marks: &Marks) {
    // A canvas that can't be drawn on shows nothing; the numbers stand beside it.
    let _ = iso_cost(sheet, frame, palette, &marks.costs);
    let _ = operating_points(sheet, frame, palette, &marks.dots);
}
