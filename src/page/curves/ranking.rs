//! The ranking as detection error trade-off, gains, lift and the distance of two distributions.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::figure::{
    Axis, Curve, Det, Frame, Gap, Lines, Mark, Palette, Reference, det, det_point, gap, lines,
};
use crate::metrics::{Confusion, GainPoint, Ranking, thinned};
use crate::page::canvas::{Figure, Gesture, Pointing, Sheet};
use crate::page::line_figure::{LineData, LineFigure, LineMarks, draw_marks};
use crate::page::session::{ArmView, Session};
use crate::words::{Table, metric, percent};

const COLUMNS: usize = 500;

/// Arms and points.
type ArmPoints = Vec<(usize, Vec<(f64, f64)>)>;

fn of_arms(session: Session, points: impl Fn(&Ranking) -> Vec<(f64, f64)>) -> ArmPoints {
    let arm = |view: ArmView| (view.arm.index(), thinned(&points(view.test()), COLUMNS));
    session.views().get().into_iter().map(arm).collect()
}

fn dots(
    session: Session,
    place: impl Fn(&Confusion<f64>, &Ranking) -> Option<(f64, f64)>,
) -> LineMarks {
    let dot = |arm: Arm| {
        let view = session.view(arm)?;
        let at = place(&session.outcomes(arm)?, view.test())?;
        Some(Mark {
            arm: arm.index(),
            at,
        })
    };
    LineMarks {
        dots: session.shown().get().into_iter().filter_map(dot).collect(),
        cut: None,
    }
}

/// "as is 0.35, SMOTE 0.56".
fn each(session: Session, words: impl Fn(&ArmView, &Confusion<f64>) -> String) -> String {
    let part = |view: ArmView| {
        let cells = session.outcomes(view.arm)?;
        Some(format!("{} {}", view.name(), words(&view, &cells)))
    };
    let parts: Vec<_> = session.views().get().into_iter().filter_map(part).collect();
    if parts.is_empty() {
        "nothing is trained yet".into()
    } else {
        parts.join(", ")
    }
}

/// A press or a drag on a figure whose x axis is the share flagged.
fn flags(session: Session) -> Callback<Pointing> {
    Callback::new(move |pointing: Pointing| {
        if pointing.gesture != Gesture::Hover {
            let first = untrack(|| session.views().with(|views| views.first().cloned()));
            let threshold = first.and_then(|view| view.test().threshold_at_share(pointing.at.0));
            if let Some(threshold) = threshold {
                session.set_threshold(threshold);
            }
        }
    })
}

/// Miss rate against false-positive rate on normal-deviate axes.
#[component]
pub fn DetFigure(session: Session) -> impl IntoView {
    let data = Memo::new(move |_| of_arms(session, Ranking::det));
    let marks = Memo::new(move |_| {
        dots(session, |cells, _| {
            let point = (cells.false_positive_rate()?, 1.0 - cells.recall()?);
            Some(det_point(point))
        })
    });
    let label = Signal::derive(move || {
        let words = each(session, |_, cells| {
            let missed = cells.recall().map(|recall| 1.0 - recall);
            format!("misses {}", percent(missed))
        });
        format!("Detection error trade-off: {words}")
    });
    let twin = Callback::new(move |()| {
        let mut table = Table::new(
            "Detection error trade-off",
            &["Model", "False-positive rate", "Miss rate"],
        );
        for view in session.views().get() {
            for (fpr, miss) in view.test().det() {
                table.push([view.name().to_owned(), fpr.to_string(), miss.to_string()]);
            }
        }
        table
    });
    view! {
        <section class="panel">
            <header><h2>"Detection error trade-off"</h2></header>
            <Figure class="square" label base=data draw=draw_det overlay=marks draw_overlay=draw_marks twin/>
        </section>
    }
}

fn draw_det(sheet: &Sheet, palette: &Palette, arms: &ArmPoints) -> Option<Frame> {
    let curves = arms.iter().map(|(arm, points)| Curve { arm: *arm, points });
    let curves: Vec<_> = curves.collect();
    det(sheet, palette, &Det { curves: &curves }).ok()
}

/// Share of the defaults caught against share flagged.
#[component]
pub fn GainsFigure(session: Session) -> impl IntoView {
    let data = Memo::new(move |_| LineData {
        x: Axis::share("Share of applicants flagged"),
        y: Axis::share("Share of defaults caught"),
        is_square: true,
        margins: None,
        curves: of_arms(session, |ranking| {
            let gains = ranking.gains().into_iter();
            gains
                .map(|point| (point.share_flagged, point.recall))
                .collect()
        }),
        references: chance_and_perfection(session),
    });
    let marks = Memo::new(move |_| {
        dots(session, |cells, _| {
            Some((cells.share_flagged()?, cells.recall()?))
        })
    });
    let label = Signal::derive(move || {
        let words = each(session, |_, cells| {
            format!(
                "catches {} of the defaults by flagging {}",
                percent(cells.recall()),
                percent(cells.share_flagged())
            )
        });
        format!("Cumulative gains: {words}")
    });
    let twin = gains_twin(session, "Cumulative gains", "Recall", |point| {
        Some(point.recall)
    });
    view! {
        <section class="panel">
            <header><h2>"Cumulative gains"</h2></header>
            <LineFigure class="square" label data marks twin on_pointing=flags(session)/>
        </section>
    }
}

/// The diagonal of guessing, and the best that any model can do.
fn chance_and_perfection(session: Session) -> Vec<Reference> {
    let prevalence = session
        .views()
        .with(|views| Some(views.first()?.test().prevalence()));
    let chance = Reference {
        from: (0.0, 0.0),
        to: (1.0, 1.0),
    };
    let perfect = prevalence.map(|share| Reference {
        from: (0.0, 0.0),
        to: (share, 1.0),
    });
    [Some(chance), perfect].into_iter().flatten().collect()
}

fn gains_twin(
    session: Session,
    caption: &'static str,
    column: &'static str,
    value: fn(&GainPoint) -> Option<f64>,
) -> Callback<(), Table> {
    Callback::new(move |()| {
        let mut table = Table::new(caption, &["Model", "Share flagged", column]);
        for view in session.views().get() {
            for point in view.test().gains() {
                let value = value(&point).map_or_else(String::new, |value| value.to_string());
                table.push([
                    view.name().to_owned(),
                    point.share_flagged.to_string(),
                    value,
                ]);
            }
        }
        table
    })
}

/// How many times as many defaults as among all are among the flagged.
#[component]
pub fn LiftFigure(session: Session) -> impl IntoView {
    let data = Memo::new(move |_| {
        let curves = of_arms(session, |ranking| {
            let gains = ranking.gains().into_iter();
            gains
                .filter_map(|point| Some((point.share_flagged, point.lift?)))
                .collect()
        });
        let highest = curves
            .iter()
            .flat_map(|(_, points)| points)
            .map(|point| point.1);
        LineData {
            x: Axis::share("Share of applicants flagged"),
            y: Axis::from_zero(
                "Lift (precision over prevalence)",
                highest.fold(2.0, f64::max),
            ),
            is_square: true,
            margins: None,
            curves,
            references: vec![Reference {
                from: (0.0, 1.0),
                to: (1.0, 1.0),
            }],
        }
    });
    let lift =
        |cells: &Confusion<f64>, ranking: &Ranking| Some(cells.precision()? / ranking.prevalence());
    let marks = Memo::new(move |_| {
        dots(session, |cells, ranking| {
            Some((cells.share_flagged()?, lift(cells, ranking)?))
        })
    });
    let label = Signal::derive(move || {
        let words = each(session, |view, cells| metric(lift(cells, view.test())));
        format!("Lift: {words}")
    });
    let twin = gains_twin(session, "Lift", "Lift", |point| point.lift);
    view! {
        <section class="panel">
            <header><h2>"Lift"</h2></header>
            <LineFigure class="square" label data marks twin on_pointing=flags(session)/>
        </section>
    }
}

/// Both curves of each arm, and where they are farthest apart.
#[derive(Clone, PartialEq)]
struct Distances {
    curves: ArmPoints,
    gaps: Vec<Gap>,
}

/// How far the defaults lie from the good customers.
#[component]
pub fn KsFigure(session: Session) -> impl IntoView {
    let data = Memo::new(move |_| {
        let mut curves = Vec::new();
        let mut gaps = Vec::new();
        for view in session.views().get() {
            let gains = view.test().gains();
            let arm = view.arm.index();
            let curve = |read: fn(&GainPoint) -> f64| {
                let points: Vec<_> = gains
                    .iter()
                    .map(|point| (point.share_flagged, read(point)))
                    .collect();
                (arm, thinned(&points, COLUMNS))
            };
            curves.push(curve(|point| point.recall));
            curves.push(curve(|point| point.false_positive_rate));
            let distance = |point: &&GainPoint| point.recall - point.false_positive_rate;
            let widest = gains
                .iter()
                .max_by(|a, b| distance(a).total_cmp(&distance(b)));
            gaps.extend(widest.map(|point| Gap {
                arm,
                x: point.share_flagged,
                low: point.false_positive_rate,
                high: point.recall,
            }));
        }
        Distances { curves, gaps }
    });
    let marks = Memo::new(move |_| {
        let mut marks = dots(session, |cells, _| {
            Some((cells.share_flagged()?, cells.recall()?))
        });
        let good = dots(session, |cells, _| {
            Some((cells.share_flagged()?, cells.false_positive_rate()?))
        });
        marks.dots.extend(good.dots);
        marks
    });
    let label = Signal::derive(move || {
        let words = each(session, |view, _| metric(Some(view.test().ks().value)));
        format!("KS curve: {words}")
    });
    let twin = gains_twin(
        session,
        "KS curve",
        "Recall less false-positive rate",
        |point| Some(point.recall - point.false_positive_rate),
    );
    view! {
        <section class="panel">
            <header>
                <h2>"KS curve"</h2>
                <span class="summary">"defaults above, good customers below; the bracket is KS"</span>
            </header>
            <Figure class="square" label base=data draw=draw_ks overlay=marks draw_overlay=draw_marks
                twin on_pointing=flags(session)/>
        </section>
    }
}

fn draw_ks(sheet: &Sheet, palette: &Palette, distances: &Distances) -> Option<Frame> {
    let curves = distances.curves.iter();
    let curves: Vec<_> = curves
        .map(|(arm, points)| Curve { arm: *arm, points })
        .collect();
    let figure = Lines {
        x: &Axis::share("Share of applicants flagged"),
        y: &Axis::share("Share of the class flagged"),
        is_square: true,
        margins: None,
        curves: &curves,
        ranges: &[],
        references: &[],
    };
    let frame = lines(sheet, palette, &figure).ok()?;
    for bracket in &distances.gaps {
        gap(sheet, &frame, palette, *bracket).ok()?;
    }
    Some(frame)
}
