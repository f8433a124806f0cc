//! Tenths of the applicants, the riskiest first.

use leptos::prelude::*;

use crate::metrics::Decile;
use crate::page::download;
use crate::page::session::{ArmView, Session};
use crate::words::{Table, metric, percent, significant};

/// The tenths of every arm in words.
fn table(session: Session) -> Table {
    let head = [
        "Model",
        "Tenth",
        "Scores",
        "Rows",
        "Defaults",
        "Default rate",
        "Lift",
        "Defaults so far",
        "Good so far",
        "KS",
    ];
    let mut table = Table::new("Deciles, the riskiest first", &head);
    for view in session.views().get() {
        let numbered = (1_usize..).zip(view.test().deciles());
        for (number, decile) in numbered {
            table.push(line(&view, number, &decile));
        }
    }
    table
}

fn line(view: &ArmView, number: usize, decile: &Decile) -> [String; 10] {
    let scores = [decile.highest_score, decile.lowest_score].map(|score| significant(score, 3));
    [
        view.name().to_owned(),
        number.to_string(),
        scores.join(" to "),
        significant(decile.rows, 5),
        significant(decile.defaults, 4),
        percent(Some(decile.default_rate)),
        metric(Some(decile.lift)),
        percent(Some(decile.cumulative_recall)),
        percent(Some(decile.cumulative_false_positive_rate)),
        metric(Some(decile.ks)),
    ]
}

/// The table of deciles.
#[component]
pub fn Deciles(session: Session) -> impl IntoView {
    let table_now = Memo::new(move |_| table(session));
    let row = |cells: Vec<String>| {
        let cell = |(place, text): (usize, String)| match place {
            0 => view! { <th scope="row">{text}</th> }.into_any(),
            _ => view! { <td>{text}</td> }.into_any(),
        };
        view! { <tr>{cells.into_iter().enumerate().map(cell).collect_view()}</tr> }
    };
    let heads = move || {
        let heads = table_now.get().head.into_iter();
        heads
            .map(|name| view! { <th scope="col">{name}</th> })
            .collect_view()
    };
    let save = move |_| {
        let text = crate::export::table_csv(&table_now.get_untracked());
        download::save("deciles.csv", "text/csv", text.as_bytes());
    };
    view! {
        <table class="metrics">
            <caption>"Deciles, the riskiest first"</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{move || table_now.get().rows.into_iter().map(row).collect_view()}</tbody>
        </table>
        <div class="under-figure">
            <p class="note">"Rows whose scores tie across a border are shared out in proportion."</p>
            <p class="saving"><button type="button" aria-label="Save the deciles as CSV" on:click=save>"CSV"</button></p>
        </div>
    }
}
