//! Tenths of the applicants, the riskiest first.

use leptos::prelude::*;

use crate::figure::{self, Frame, Palette};
use crate::metrics::Decile;
use crate::page::canvas::{Figure, Sheet};
use crate::page::session::{ArmView, Session};
use crate::page::twin::WordTable;
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

/// What the figure shows.
#[derive(Clone, PartialEq)]
struct Rates {
    arms: Vec<(usize, Vec<f64>)>,
    overall: Option<f64>,
}

/// The default rate of each tenth, arms side by side.
#[component]
pub fn DecilesFigure(session: Session) -> impl IntoView {
    let rates = Memo::new(move |_| {
        let rate = |decile: Decile| decile.default_rate;
        let arm = |view: ArmView| {
            let deciles = view.test().deciles().into_iter();
            (view.arm.index(), deciles.map(rate).collect::<Vec<_>>())
        };
        let views = session.views().get();
        Rates {
            overall: views.first().map(|view| view.test().prevalence()),
            arms: views.into_iter().map(arm).collect(),
        }
    });
    let nothing = Memo::new(|_| ());
    let label = Signal::derive(move || {
        let part = |view: &ArmView| {
            let riskiest = view
                .test()
                .deciles()
                .first()
                .map(|decile| decile.default_rate);
            format!(
                "in {}'s riskiest tenth {} default",
                view.name(),
                percent(riskiest)
            )
        };
        let parts: Vec<_> = session
            .views()
            .with(|views| views.iter().map(part).collect());
        format!("Default rate by tenth: {}", parts.join(", "))
    });
    let twin = Callback::new(move |()| table(session));
    view! {
        <Figure class="wide" label base=rates draw overlay=nothing draw_overlay=|_, _, _, ()| () twin/>
    }
}

fn draw(sheet: &Sheet, palette: &Palette, rates: &Rates) -> Option<Frame> {
    let arms: Vec<_> = rates
        .arms
        .iter()
        .map(|(arm, rates)| (*arm, rates.as_slice()))
        .collect();
    let figure = figure::Deciles {
        arms: &arms,
        overall: rates.overall,
    };
    figure::deciles(sheet, palette, &figure).ok()
}

/// The table of deciles.
#[component]
pub fn Deciles(session: Session) -> impl IntoView {
    let table_now = Memo::new(move |_| table(session));
    view! {
        {move || view! { <WordTable class="metrics" table=table_now.get()/> }}
        <p class="note">"Rows whose scores tie across a border are shared out in proportion."</p>
    }
}
