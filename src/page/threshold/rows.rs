//! The rows behind a cell of a confusion matrix.

use std::ops::Range;

use leptos::prelude::*;

use crate::experiment::ArmId;
use crate::metrics::Quadrant;
use crate::page::gallery::Gallery;
use crate::page::later::Later;
use crate::page::saving::Saving;
use crate::page::session::Session;
use crate::page::twin::Numbers;
use crate::studio::Studio;
use crate::words::{Cell, Table, count};

/// Rows on a page of the list.
const PAGE: usize = 25;

/// Nothing, or the list of a cell's rows.
#[component]
pub fn CellRows(session: Session) -> impl IntoView {
    let list = move |(arm, quadrant)| view! { <List session arm quadrant/> };
    view! { {move || session.inspected().get().map(list)} }
}

#[component]
fn List(session: Session, arm: ArmId, quadrant: Quadrant) -> impl IntoView {
    let (gallery, later) = (expect_context::<Gallery>(), expect_context::<Later>());
    let page = RwSignal::new(0_usize);
    let n_rows = move || {
        session.standings(|studio| {
            let standing = studio.standing(arm);
            standing.map_or(0, |standing| quadrant.count(&standing.confusion))
        })
    };
    let n_pages = move || n_rows().div_ceil(PAGE).max(1);
    let current = move || page.get().min(n_pages() - 1);
    let title = move || {
        let name = session.views(|studio| studio.name_of(arm));
        format!("{} {}s, {name}", count(n_rows()), quadrant.name())
    };
    let lines = move || {
        let from = current() * PAGE;
        session.standings(|studio| lines(studio, arm, quadrant, from..from + PAGE))
    };
    let save = move |_| {
        let all = session.now(|studio| self::lines(studio, arm, quadrant, 0..usize::MAX));
        later.save(gallery, Saving::Csv(all.caption.clone(), all));
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
                    <button type="button" on:click=move |_| session.inspected().set(None)>"Close"</button>
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

/// Some of the rows of a cell, by falling score.
fn lines(studio: &Studio, arm: ArmId, quadrant: Quadrant, places: Range<usize>) -> Table {
    let caption = format!("{}s, {}", quadrant.name(), studio.name_of(arm));
    let (Some(view), Some(standing)) = (studio.view(arm), studio.standing(arm)) else {
        return Table::new(&caption, &[]);
    };
    // A score that is no probability is not passed off as one.
    let (probability, loss) = if view.reading.is_probability() {
        ("Probability of default", "Expected loss")
    } else {
        (
            "Score as it is read",
            "Expected loss, were the score a probability",
        )
    };
    let head = ["Row", "Score", probability, loss, "Money of this decision"];
    let head = head.map(|name| studio.say(name));
    let mut table = Table::new(&caption, &head.each_ref().map(String::as_str));
    let (reading, judged) = (&view.reading, &view.reading.judged);
    let accounts = studio.accounts(arm).and_then(Result::ok);
    let rows = view
        .test()
        .rows_in(quadrant, standing.threshold, judged.labels());
    for row in rows.skip(places.start).take(places.end - places.start) {
        let score = view.raw_score(row).unwrap_or(f64::NAN);
        let pd = reading.scale.apply(score);
        let stake = accounts.map(|accounts| accounts.test.stake(row, pd, quadrant));
        let (loss, outcome) = stake.map_or((None, None), |stake| {
            (stake.expected_loss, Some(stake.outcome))
        });
        let number = judged.rows().get(row).copied();
        table.push([
            number.map_or_else(Cell::default, |number| number.to_string().into()),
            Cell::score(score),
            Cell::number(Some(pd).filter(|pd| (0.0..=1.0).contains(pd)), 4),
            Cell::money(loss),
            Cell::money(outcome),
        ]);
    }
    table
}
