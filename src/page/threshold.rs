//! The tab "Threshold": one cut, and everything that it does.

mod curves;
mod goals;
mod histograms;
mod matrices;
mod metrics;
mod report;
mod rows;
mod slider;
mod view;

use leptos::prelude::*;

use self::curves::{PrecisionRecallFigure, RocFigure};
use self::goals::Goals;
use self::histograms::{Histograms, Look};
use self::matrices::Matrices;
use self::metrics::MetricsTable;
use self::report::Reports;
use self::rows::CellRows;
use self::view::{ScaleNote, ViewChoices};
use super::session::{ArmView, Session};
use crate::experiment::Arm;
use crate::figure::CountScale;
use crate::metrics::{Metric, recall_margin};
use crate::words::{Piece, Standing, Table, count, sentence};

pub use slider::ThresholdSlider;
pub use view::ScaleField;

/// The whole tab.
#[component]
pub fn ThresholdTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let look = RwSignal::new(Look::Bars(CountScale::default()));
    view! {
        <section class="panel">
            <Sentence session/>
            <ScaleNote session/>
            <Histograms session look/>
            <div class="in-place"><ThresholdSlider session/></div>
            <Goals session/>
            <details class="more looking">
                <summary>"Compare, scale and view"</summary>
                <ViewChoices session look/>
            </details>
        </section>
        <div class="trio">
            <RocFigure session/>
            <PrecisionRecallFigure session/>
            <Matrices session/>
        </div>
        <CellRows session/>
        <MetricsTable session/>
        <Reports session/>
    }
}

/// The table of metrics in words, with all digits.
pub fn metrics_table(session: Session) -> Table {
    let names = session
        .shown()
        .get()
        .into_iter()
        .map(|arm| session.name(arm));
    let mut table = Table::new("At this threshold", &["Metric"]);
    table.head.extend(names.clone().flat_map(|name| {
        let interval = format!("{name}, 95 % interval");
        [name, interval]
    }));
    for metric in Metric::ALL {
        let value = |arm: Arm| {
            let value = session.view(arm).zip(session.outcomes(arm));
            let value = value.and_then(|(view, cells)| metric.value(view.test(), &cells));
            let interval = session.interval(arm, metric).unwrap_or_default();
            [
                value.map_or_else(String::new, |value| value.to_string()),
                interval,
            ]
        };
        let values = session.shown().get().into_iter().flat_map(value);
        table.push(std::iter::once(metric.name().to_owned()).chain(values));
    }
    table
}

/// What happens at the threshold, in pieces.
fn pieces_of(session: Session) -> Vec<Piece> {
    let standing = |view: ArmView| {
        Some(Standing {
            arm: view.arm,
            name: view.name().to_owned(),
            threshold: session.threshold_of(view.arm)?,
            confusion: session.confusion(view.arm)?,
        })
    };
    let standings = session.views().get().into_iter().filter_map(standing);
    let rule = session.study().with(|study| study.compare);
    sentence(rule, &standings.collect::<Vec<_>>())
}

/// What happens at the threshold, in words.
pub fn sentence_of(session: Session) -> String {
    let words = pieces_of(session).into_iter().map(|piece| match piece {
        Piece::Text(words) | Piece::Strong(words) | Piece::Of(_, words) => words,
    });
    words.collect()
}

/// What happens at the threshold, always true and current.
#[component]
fn Sentence(session: Session) -> impl IntoView {
    let pieces = Memo::new(move |_| pieces_of(session));
    let show = |piece: Piece| match piece {
        Piece::Text(words) => view! { <span>{words}</span> }.into_any(),
        Piece::Strong(words) => view! { <strong>{words}</strong> }.into_any(),
        Piece::Of(arm, words) => {
            view! { <strong class=format!("arm-{}", arm.index() + 1)>{words}</strong> }.into_any()
        }
    };
    view! {
        <p class="sentence" role="status">
            {move || pieces.get().into_iter().map(show).collect_view()}
        </p>
        <p class="mark" aria-live="polite">
            {move || {
                if session.is_outdated() {
                    "Settings changed since this run: press Train to bring this up to date.".to_owned()
                } else {
                    sureness(session)
                }
            }}
        </p>
        {move || session.unjudged().map(|sentence| view! { <p class="complaint" role="alert">{sentence}</p> })}
    }
}

/// How well recall can be known with so few defaults, and how far the redraws are.
fn sureness(session: Session) -> String {
    let margin = session.views().with(|views| {
        let confusion = session.confusion(views.first()?.arm)?;
        let positives = confusion.n_positives();
        let margin = recall_margin(confusion.true_positives, positives)?;
        Some(format!(
            "You have {} {}: recall is known to ± {:.0} points.",
            count(positives),
            if positives == 1 {
                "default"
            } else {
                "defaults"
            },
            margin * 100.0
        ))
    });
    let draws = session.draws().map(|(done, asked)| {
        format!(
            " 95 % intervals from {} of {} redraws.",
            count(done),
            count(asked)
        )
    });
    margin.unwrap_or_default() + &draws.unwrap_or_default()
}
