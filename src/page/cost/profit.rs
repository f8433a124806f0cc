//! Profit against the threshold, and the thresholds that money suggests.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::figure::{Axis, LEFT_MARGIN, Mark, RIGHT_MARGIN, Reference};
use crate::metrics::{Cut, thinned};
use crate::page::line_figure::{LineData, LineFigure, LineMarks, moves_threshold};
use crate::page::session::{Accounts, ArmView, Session};
use crate::words::{Table, money, significant};

const COLUMNS: usize = 500;

/// The views that have accounts.
fn accounts(session: Session) -> Vec<(ArmView, Accounts)> {
    let views = session.views().get().into_iter();
    let with = |view: ArmView| {
        let accounts = session.accounts(view.arm)?.ok()?;
        Some((view, accounts))
    };
    views.filter_map(with).collect()
}

/// The figure and the table.
#[component]
pub fn ProfitPanel(session: Session) -> impl IntoView {
    let profits = Memo::new(move |_| {
        let places = session.scale().get();
        let arm = |(view, accounts): (ArmView, Accounts)| {
            let points = accounts.test.profits();
            let points = points.map(|cut| (places.position(cut.threshold), cut.value));
            (
                view.arm.index(),
                thinned(&points.collect::<Vec<_>>(), COLUMNS),
            )
        };
        line_data(
            places.axis(),
            accounts(session).into_iter().map(arm).collect(),
        )
    });
    let marks = Memo::new(move |_| {
        let places = session.scale().get();
        let dot = |(view, accounts): (ArmView, Accounts)| {
            let threshold = session.threshold_of(view.arm)?;
            let at = (
                places.position(threshold),
                accounts.test.profit_at(threshold),
            );
            Some(Mark {
                arm: view.arm.index(),
                at,
            })
        };
        LineMarks {
            dots: accounts(session).into_iter().filter_map(dot).collect(),
            cut: Some(places.position(session.threshold().get())),
        }
    });
    let label = Signal::derive(move || {
        let part = |(view, accounts): (ArmView, Accounts)| {
            let threshold = session.threshold_of(view.arm)?;
            let profit = money(Some(accounts.test.profit_at(threshold)));
            Some(format!(
                "{} earns {profit} at {}",
                view.name(),
                significant(threshold, 4)
            ))
        };
        let parts: Vec<_> = accounts(session).into_iter().filter_map(part).collect();
        if parts.is_empty() {
            "Profit against the threshold: nothing is trained yet".into()
        } else {
            format!("Profit against the threshold: {}", parts.join(", "))
        }
    });
    let on_pointing = moves_threshold(session);
    let twin = Callback::new(move |()| numbers(session));
    view! {
        <section class="panel">
            <header>
                <h2>"Profit against the threshold"</h2>
                <span class="summary">"of all test rows; drag to move the threshold"</span>
            </header>
            <LineFigure class="wide" label data=profits marks twin on_pointing/>
        </section>
        <section class="panel"><div class="scrolls" tabindex="0" role="region" aria-label="Suggested thresholds, scrollable"><Suggestions session/></div></section>
    }
}

/// Curves on axes that hold them and the line where nothing is earned.
fn line_data(axis: Axis, curves: Vec<(usize, Vec<(f64, f64)>)>) -> LineData {
    let ends = curves.iter().flat_map(|(_, points)| points);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), point| {
        (low.min(point.1), high.max(point.1))
    });
    let nothing = Reference {
        from: (axis.range.0, 0.0),
        to: (axis.range.1, 0.0),
    };
    LineData {
        x: axis,
        y: Axis::money("Profit", low, high),
        is_square: false,
        margins: Some((LEFT_MARGIN, RIGHT_MARGIN)),
        curves,
        references: vec![nothing],
    }
}

fn numbers(session: Session) -> Table {
    let mut table = Table::new(
        "Profit against the threshold",
        &["Model", "Threshold", "Profit"],
    );
    for (view, accounts) in accounts(session) {
        for cut in accounts.test.profits() {
            table.push([
                view.name().to_owned(),
                cut.threshold.to_string(),
                cut.value.to_string(),
            ]);
        }
    }
    table
}

/// A threshold that money suggests, and what it is.
type Suggestion = (
    &'static str,
    fn(Session, &ArmView, &Accounts) -> Option<f64>,
);

const SUGGESTIONS: [Suggestion; 4] = [
    ("Now", |session, view, _| session.threshold_of(view.arm)),
    ("Best for calibrated scores (Elkan)", |_, _, accounts| {
        accounts.test.calibrated_threshold()
    }),
    ("Best on the rows that choose", |_, _, accounts| {
        Some(accounts.choosing.best().threshold)
    }),
    ("0.5", |_, _, _| Some(0.5)),
];

/// Each threshold that money suggests, with its profit and regret on the test rows.
#[component]
fn Suggestions(session: Session) -> impl IntoView {
    let best = Memo::new(move |_| {
        let best = |(view, accounts): (ArmView, Accounts)| (view.arm, accounts.test.best());
        accounts(session)
            .into_iter()
            .map(best)
            .collect::<Vec<(Arm, Cut)>>()
    });
    let line = move |(name, suggest): Suggestion, view: &ArmView, accounts: &Accounts| {
        let threshold = suggest(session, view, accounts);
        let profit = threshold.map(|threshold| accounts.test.profit_at(threshold));
        let most = best.with(|best| {
            let best = best.iter().find(|(arm, _)| *arm == view.arm);
            best.map(|(_, cut)| cut.value)
        });
        let regret = most.zip(profit).map(|(most, profit)| most - profit);
        let arm = view.arm;
        let press = move |_| {
            if let Some(threshold) = threshold {
                session.set_threshold_of(arm, threshold);
            }
        };
        view! {
            <tr>
                <th scope="row">{name}", "{view.name().to_owned()}</th>
                <td>{threshold.map_or_else(|| "–".into(), |threshold| significant(threshold, 4))}</td>
                <td title=profit.map(|profit| profit.to_string())>{money(profit)}</td>
                <td title=regret.map(|regret| regret.to_string())>{money(regret)}</td>
                <td><button type="button" disabled=threshold.is_none() on:click=press>"Use"</button></td>
            </tr>
        }
    };
    let lines = move || {
        let all = accounts(session);
        let mut rows = Vec::new();
        for suggestion in SUGGESTIONS {
            rows.extend(
                all.iter()
                    .map(|(view, accounts)| line(suggestion, view, accounts)),
            );
        }
        rows.collect_view()
    };
    let origin = move || {
        session.views().with(|views| match views.first().map(|view| view.reading.validation.is_some()) {
            None => "",
            Some(true) => "The best threshold is chosen on the validation rows; profit and regret are those of the test rows.",
            Some(false) => "The best threshold is chosen on the rows it is judged on, so it flatters a little.",
        })
    };
    view! {
        <table class="metrics">
            <caption>"Thresholds that money suggests"</caption>
            <thead>
                <tr>
                    <th scope="col">"Threshold"</th>
                    <th scope="col">"at"</th>
                    <th scope="col">"profit"</th>
                    <th scope="col">"regret"</th>
                    <th scope="col"><span class="visually-hidden">"use it"</span></th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
        <p class="note">{origin}" Regret is what is missed against the best threshold of the test rows."</p>
    }
}
