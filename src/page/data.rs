//! The tab "Data": how many rows of which class, some rows to read, and where synthetic rows lie.

mod scatter;

use leptos::prelude::*;

use self::scatter::ScatterPanel;
use super::session::Session;
use crate::experiment::{Preview, RowsPerClass};
use crate::words::{count, percent, significant};

/// Significant digits of the table of first rows.
const DIGITS: usize = 6;

/// The whole tab.
#[component]
pub fn DataTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    view! {
        <section class="panel"><div class="scrolls"><ClassCounts session/></div></section>
        <ScatterPanel session/>
        <section class="panel"><FirstRows session/></section>
    }
}

/// Rows of each class in each part, and after SMOTE.
#[component]
fn ClassCounts(session: Session) -> impl IntoView {
    let lines = move || {
        session
            .preview()
            .with(|preview| preview.as_ref().map(lines))
    };
    let line = |(name, rows): (&'static str, RowsPerClass)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{count(rows.good)}</td>
                <td>{count(rows.default)}</td>
                <td>{count(rows.total())}</td>
                <td>{percent(rows.default_rate())}</td>
            </tr>
        }
    };
    view! {
        <table class="metrics">
            <caption>"Rows per class"</caption>
            <thead>
                <tr>
                    <th scope="col">"Rows"</th>
                    <th scope="col">"good"</th>
                    <th scope="col">"default"</th>
                    <th scope="col">"both"</th>
                    <th scope="col">"default rate"</th>
                </tr>
            </thead>
            <tbody>{move || lines().map(|lines| lines.into_iter().map(line).collect_view())}</tbody>
        </table>
    }
}

fn lines(preview: &Preview) -> Vec<(&'static str, RowsPerClass)> {
    let mut lines = vec![
        ("All rows", preview.all),
        ("Training, before SMOTE", preview.train),
    ];
    if let Some(Ok(resampled)) = preview.resampled {
        lines.push(("Training, after SMOTE", resampled));
    }
    if preview.validation.total() > 0 {
        lines.push(("Validation", preview.validation));
    }
    lines.push(("Test", preview.test));
    lines
}

/// The first rows in the order of the source.
#[component]
fn FirstRows(session: Session) -> impl IntoView {
    let heads = move || {
        session.preview().with(|preview| {
            let names = preview
                .as_ref()
                .map(|preview| preview.names.clone())
                .unwrap_or_default();
            names
                .into_iter()
                .map(|name| view! { <th scope="col">{name}</th> })
                .collect_view()
        })
    };
    let rows = move || {
        session.preview().with(|preview| {
            let rows = preview
                .as_ref()
                .map(|preview| preview.first_rows.clone())
                .unwrap_or_default();
            let numbered = rows.into_iter().zip(1..);
            numbered
                .map(|(row, number)| view! { <Row number row/> })
                .collect_view()
        })
    };
    view! {
        <div class="scrolls tall" tabindex="0" role="region" aria-label="First rows, scrollable">
            <table class="metrics data">
                <caption>"First rows"</caption>
                <thead><tr><th scope="col">"Row"</th>{heads}<th scope="col">"class"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(number: usize, row: (Vec<f64>, bool)) -> impl IntoView {
    let (features, is_default) = row;
    let cell = |value: f64| view! { <td title=value.to_string()>{significant(value, DIGITS)}</td> };
    view! {
        <tr>
            <th scope="row">{number}</th>
            {features.into_iter().map(cell).collect_view()}
            <td class=if is_default { "default" } else { "good" }>
                {if is_default { "default" } else { "good" }}
            </td>
        </tr>
    }
}
