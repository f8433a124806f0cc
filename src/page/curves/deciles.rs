//! Tenths of the applicants, the riskiest first.

use leptos::prelude::*;

use crate::figure::{self, Frame, Palette};
use crate::metrics::Decile;
use crate::page::canvas::{Figure, Sheet, base, nothing};
use crate::page::session::Session;
use crate::page::twin::WordTable;
use crate::studio::{ArmView, Studio};
use crate::words::{Cell, Table, percent};

const HEAD: [&str; 11] = [
    "Model",
    "Tenth",
    "Scores from",
    "Scores to",
    "Rows",
    "Defaults",
    "Default rate",
    "Lift",
    "Defaults so far",
    "Good so far",
    "KS",
];

/// The tenths of every arm in words.
fn table(studio: &Studio) -> Table {
    let table = Table::new("Deciles, the riskiest first", &HEAD);
    let mut table = table.with_classes(studio.classes());
    for view in &studio.views().arms {
        let numbered = (1_usize..).zip(view.test().deciles());
        for (number, decile) in numbered {
            table.push(line(view, number, &decile));
        }
    }
    table
}

fn line(view: &ArmView, number: usize, decile: &Decile) -> [Cell; 11] {
    [
        view.name().into(),
        Cell::count(number),
        Cell::score(decile.lowest_score),
        Cell::score(decile.highest_score),
        Cell::number(Some(decile.rows), 5),
        Cell::number(Some(decile.defaults), 4),
        Cell::share(Some(decile.default_rate)),
        Cell::metric(Some(decile.lift)),
        Cell::share(Some(decile.cumulative_recall)),
        Cell::share(Some(decile.cumulative_false_positive_rate)),
        Cell::metric(Some(decile.ks)),
    ]
}

/// What the figure shows.
struct Rates {
    arms: Vec<(usize, Vec<f64>)>,
    overall: Option<f64>,
    rate: String,
}

impl Rates {
    fn of(studio: &Studio) -> Self {
        let views = &studio.views().arms;
        let arm = |view: &ArmView| {
            let deciles = view.test().deciles().into_iter();
            let rates = deciles.map(|decile| decile.default_rate).collect();
            (view.arm.index(), rates)
        };
        Self {
            arms: views.iter().map(arm).collect(),
            overall: views.first().map(|view| view.test().prevalence()),
            rate: studio.say("Default rate"),
        }
    }
}

/// The default rate of each tenth, arms side by side.
#[component]
pub fn DecilesFigure(session: Session) -> impl IntoView {
    let part = |view: &ArmView| {
        let deciles = view.test().deciles();
        let riskiest = deciles.first().map(|decile| decile.default_rate);
        let (name, rate) = (view.name(), percent(riskiest));
        format!("in {name}'s riskiest tenth {rate}")
    };
    let label = Signal::derive(move || {
        session.views(|studio| {
            let parts: Vec<_> = studio.views().arms.iter().map(part).collect();
            format!(
                "{}: {}",
                studio.say("Default rate by tenth"),
                parts.join(", ")
            )
        })
    });
    let twin = Callback::new(move |()| session.views(table));
    view! {
        <Figure class="wide" label base=base(move || session.views(Rates::of), draw) overlay=nothing() twin/>
    }
}

fn draw(sheet: &Sheet, palette: &Palette, rates: &Rates) -> Option<Frame> {
    let arms = rates.arms.iter();
    let arms: Vec<_> = arms.map(|(arm, rates)| (*arm, rates.as_slice())).collect();
    let figure = figure::Deciles {
        arms: &arms,
        rate: &rates.rate,
        overall: rates.overall,
    };
    figure::deciles(sheet, palette, &figure).ok()
}

/// The table of deciles.
#[component]
pub fn Deciles(session: Session) -> impl IntoView {
    view! {
        {move || view! { <WordTable class="metrics" table=session.views(table)/> }}
        <p class="note">"Rows whose scores tie across a border are shared out in proportion."</p>
    }
}
