//! The rows behind a cell of a confusion matrix.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::export::table_csv;
use crate::metrics::Quadrant;
use crate::page::download;
use crate::page::session::Session;
use crate::page::twin::{Numbers, file_name};
use crate::words::{Table, count, money, significant};

/// Rows on a page of the list.
const PAGE: usize = 25;

/// Nothing, or the list of a cell's rows.
#[component]
pub fn CellRows(session: Session) -> impl IntoView {
    let list = move |(arm, quadrant)| view! { <List session arm quadrant/> };
    view! { {move || session.inspected().get().map(list)} }
}

#[component]
fn List(session: Session, arm: Arm, quadrant: Quadrant) -> impl IntoView {
    let page = RwSignal::new(0_usize);
    let n_rows = Memo::new(move |_| {
        let confusion = session.confusion(arm);
        confusion.map_or(0, |confusion| quadrant.count(&confusion))
    });
    let n_pages = move || n_rows.get().div_ceil(PAGE).max(1);
    let current = move || page.get().min(n_pages() - 1);
    let title = move || {
        format!(
            "{} {}s, {}",
            count(n_rows.get()),
            quadrant.name(),
            session.name(arm)
        )
    };
    let lines = move || {
        let from = current() * PAGE;
        lines(session, arm, quadrant, from..from + PAGE)
    };
    let save = move |_| {
        let all = untrack(|| lines_of_all(session, arm, quadrant));
        let name = file_name(&all.caption, "csv");
        download::save(&name, "text/csv", table_csv(&all).as_bytes());
    };
    let is_first = move || current() == 0;
    let is_last = move || current() + 1 == n_pages();
    let turn = move |by: isize| {
        let to = untrack(current).saturating_add_signed(by);
        page.set(to.min(untrack(n_pages) - 1));
    };
    view! {
        <section class="panel cell-rows">
            <header>
                <h2>{title}</h2>
                <p class="saving">
                    <button type="button" aria-label="Save these rows as CSV" on:click=save>"CSV"</button>
                    <button type="button" on:click=move |_| session.inspect(None)>"Close"</button>
                </p>
            </header>
            {move || view! { <Numbers table=lines()/> }}
            <div class="pages">
                <button type="button" disabled=is_first on:click=move |_| turn(-1)>"Previous"</button>
                <span>{move || format!("page {} of {}", count(current() + 1), count(n_pages()))}</span>
                <button type="button" disabled=is_last on:click=move |_| turn(1)>"Next"</button>
            </div>
        </section>
    }
}

fn lines_of_all(session: Session, arm: Arm, quadrant: Quadrant) -> Table {
    lines(session, arm, quadrant, 0..usize::MAX)
}

/// Some of the rows of a cell, by falling score.
fn lines(session: Session, arm: Arm, quadrant: Quadrant, places: std::ops::Range<usize>) -> Table {
    let caption = format!("{}s, {}", quadrant.name(), session.name(arm));
    let head = [
        "Applicant Index",
        "Score",
        "Probability of default",
        "Expected loss",
        "Money of this decision",
    ];
    let mut table = Table::new(&caption, &head);
    let (Some(view), Some(threshold)) = (session.view(arm), session.threshold_of(arm)) else {
        return table;
    };
    let (reading, judged) = (&view.reading, &view.reading.judged);
    let accounts = session.accounts(arm).and_then(Result::ok);
    let scores = judged.test.scores();
    let rows = view.test().rows_in(quadrant, threshold, judged.labels());
    for row in rows.skip(places.start).take(places.end - places.start) {
        let score = scores.get(row).copied().unwrap_or(f64::NAN);
        let pd = reading.scale.apply(score);
        let stake = accounts
            .as_ref()
            .map(|accounts| accounts.test.stake(row, pd, quadrant));
        let (loss, outcome) = stake.map_or((None, None), |stake| {
            (stake.expected_loss, Some(stake.outcome))
        });
        table.push([
            judged
                .rows()
                .get(row)
                .map_or_else(String::new, ToString::to_string),
            significant(score, 6),
            if (0.0..=1.0).contains(&pd) {
                significant(pd, 4)
            } else {
                "–".into()
            },
            money(loss),
            money(outcome),
        ]);
    }
    table
}
