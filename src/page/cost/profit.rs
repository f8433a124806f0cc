//! Profit against the threshold, and the thresholds that money suggests.

use leptos::prelude::*;

use super::accounts::{accounts, drawn};
use crate::experiment::ArmId;
use crate::figure::{Axis, LEFT_MARGIN, Mark, RIGHT_MARGIN, Reference, score_axis};
use crate::page::line_figure::{ArmLine, LineData, LineFigure, LineMarks, moves_threshold};
use crate::page::session::Session;
use crate::studio::{Accounts, ArmView, Studio, Suggested, Suggestion, Verb, cuts_along};
use crate::words::{Cell, Table, money, threshold};

/// Cuts that are looked at, about one a pixel.
const COLUMNS: usize = 800;

/// The figure and the table.
#[component]
pub fn ProfitPanel(session: Session) -> impl IntoView {
    let data = Box::new(move || session.money(line_data));
    let marks = Box::new(move || {
        session.money(|_| ());
        session.standings(line_marks)
    });
    let label = Signal::derive(move || {
        session.money(|_| ());
        session.standings(words)
    });
    let twin = Callback::new(move |()| session.money(numbers));
    let on_pointing = moves_threshold(session);
    view! {
        <section class="panel">
            <header>
                <h2>"Profit against the threshold"</h2>
                <span class="summary">"of all test rows; drag to move the threshold"</span>
            </header>
            <LineFigure class="wide" label data marks twin on_pointing/>
        </section>
        <section class="panel"><div class="scrolls" tabindex="0" role="region" aria-label="Suggested thresholds, scrollable"><Suggestions session/></div></section>
    }
}

/// Curves on axes that hold them and the line where nothing is earned.
fn line_data(studio: &Studio) -> LineData {
    let scale = studio.scale();
    let curve = |(view, accounts): (&ArmView, Accounts)| {
        let cuts = cuts_along(view.test(), scale, COLUMNS).into_iter();
        let points = cuts.map(|cut| (cut.position, accounts.test.profit_at(cut.threshold)));
        let above_all = view.test().above_all();
        let nobody = (
            scale.position(above_all),
            accounts.test.profit_at(above_all),
        );
        ArmLine::of(view, std::iter::once(nobody).chain(points).collect())
    };
    let curves: Vec<_> = drawn(studio).map(curve).collect();
    let points = curves.iter().flat_map(|line| &line.points);
    let (low, high) = points.fold((0.0_f64, 0.0_f64), |(low, high), point| {
        (low.min(point.1), high.max(point.1))
    });
    let x = score_axis(scale, studio.classes());
    let nothing = Reference {
        from: (x.range.0, 0.0),
        to: (x.range.1, 0.0),
    };
    LineData {
        singles: Vec::new(),
        y: Axis::money("Profit", low, high),
        x,
        is_square: false,
        margins: Some((LEFT_MARGIN, RIGHT_MARGIN)),
        curves,
        references: vec![nothing],
    }
}

/// Each arm with its threshold and what it earns there.
fn earned(studio: &Studio) -> impl Iterator<Item = (&ArmView, f64, f64)> {
    accounts(studio).filter_map(|(view, accounts)| {
        let at = studio.standing(view.arm)?.threshold;
        Some((view, at, accounts.test.profit_at(at)))
    })
}

fn line_marks(studio: &Studio) -> LineMarks {
    let scale = studio.scale();
    let dot = |(view, at, profit): (&ArmView, f64, f64)| Mark {
        arm: view.arm.index(),
        at: (scale.position(at), profit),
    };
    LineMarks {
        dots: earned(studio).map(dot).collect(),
        cut: Some(scale.position(studio.study().threshold)),
    }
}

fn words(studio: &Studio) -> String {
    let part = |(view, at, profit): (&ArmView, f64, f64)| {
        let (name, profit) = (view.name(), money(Some(profit)));
        format!("{name} earns {profit} at {}", threshold(at))
    };
    let parts: Vec<_> = earned(studio).map(part).collect();
    if parts.is_empty() {
        "Profit against the threshold: nothing is trained yet".into()
    } else {
        format!("Profit against the threshold: {}", parts.join(", "))
    }
}

fn numbers(studio: &Studio) -> Table {
    let caption = "Profit against the threshold";
    let mut table = Table::new(caption, &["Model", "Threshold", "Profit"]);
    for (view, accounts) in drawn(studio) {
        for cut in accounts.test.profits() {
            let cells = [Cell::score(cut.threshold), Cell::money(Some(cut.value))];
            table.push(std::iter::once(view.name().into()).chain(cells));
        }
    }
    table
}

/// Each threshold that money suggests, with its profit and regret on the test rows.
#[component]
fn Suggestions(session: Session) -> impl IntoView {
    let lines = move || {
        let arms = session.money(|studio| {
            let arms = accounts(studio).map(|(view, _)| (view.arm, view.name().to_owned()));
            arms.collect::<Vec<_>>()
        });
        let line = |(suggestion, (arm, name)): (Suggestion, &(ArmId, String))| {
            view! { <SuggestionLine session suggestion arm=*arm name=name.clone()/> }
        };
        let each = Suggestion::ALL.iter();
        let lines = each.flat_map(|suggestion| arms.iter().map(|arm| (*suggestion, arm)));
        lines.map(line).collect_view()
    };
    view! {
        <table class="metrics">
            <caption>"Best thresholds for these costs"</caption>
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
        <p class="note">
            {move || session.views(Studio::choosing_rows)}
            " Regret is how much more the best threshold of the test rows would earn."
        </p>
    }
}

#[component]
fn SuggestionLine(
    session: Session,
    suggestion: Suggestion,
    arm: ArmId,
    name: String,
) -> impl IntoView {
    let suggested = move || {
        session.calibration(|_| ());
        session.standings(|studio| studio.suggested(suggestion, arm))
    };
    let cell = move |read: fn(Suggested) -> Cell| {
        let cell =
            Signal::derive(move || suggested().map(read).unwrap_or_else(|| Cell::money(None)));
        view! { <td title=move || cell.with(|cell| cell.plain.clone())>{move || cell.with(|cell| cell.shown.clone())}</td> }
    };
    let press = move |_| {
        let suggested = session.now(|studio| studio.suggested(suggestion, arm));
        if let Some(Suggested { threshold, .. }) = suggested {
            session.perform(Verb::ThresholdOf { arm, threshold });
        }
    };
    view! {
        <tr>
            <th scope="row">{suggestion.name()}", "{name}</th>
            {cell(|of| Cell::score(of.threshold))}
            {cell(|of| Cell::money(Some(of.profit)))}
            {cell(|of| Cell::money(of.regret))}
            <td>
                <button type="button" disabled=move || suggested().is_none() on:click=press>"Use"</button>
            </td>
        </tr>
    }
}
