//! What each column adds to the scores of test rows.

use leptos::prelude::*;

use crate::experiment::{ShapleyValues, WhyAsked};
use crate::figure::{self, Bar, BeeSwarm, ColumnBars, Dot, Frame, Palette};
use crate::page::canvas::{Figure, Sheet, base, nothing};
use crate::page::fields::{SelectField, one_of};
use crate::page::session::Session;
use crate::studio::Verb;
use crate::words::{Cell, Table, metric};

/// Columns that are drawn at most.
const DRAWN: usize = 12;

/// What an arm's columns add, the column first that adds most.
#[derive(Clone, Debug, Default, PartialEq)]
struct Adds {
    /// The arm's place and name.
    arm: (usize, String),
    values: ShapleyValues,
    /// Places of columns, from what adds most, with the mean size of what they add.
    order: Vec<(usize, f64)>,
}

/// What each column adds to the scores of an arm.
#[component]
pub fn ShapleyPanel(session: Session, runs: Memo<Vec<u64>>) -> impl IntoView {
    const NAME: &str = "What columns add to scores";
    Effect::new(move |_| {
        if !runs.get().is_empty() {
            session.perform(Verb::Explain(WhyAsked::Shapley));
        }
    });
    let all = Memo::new(move |_| {
        runs.track();
        session.sources(crate::studio::Studio::shapley)
    });
    let names = Memo::new(move |_| {
        all.with(|all| {
            all.iter()
                .map(|(_, name, _)| name.clone())
                .collect::<Vec<_>>()
        })
    });
    let chosen = RwSignal::new(String::new());
    let value = one_of(names, chosen);
    let adds = Memo::new(move |_| {
        let name = value.get();
        all.with(|all| {
            let mut all = all.iter();
            let (arm, name, values) = all.find(|(_, known, _)| *known == name)?;
            let values = values.clone();
            Some(values.map(|values| Adds::new((*arm, name.clone()), values)))
        })
    });
    let known = move || adds.with(|adds| adds.clone().and_then(Result::ok).unwrap_or_default());
    let is_known = move || adds.with(|adds| matches!(adds, Some(Ok(_))));
    let label = Signal::derive(move || {
        let adds = known();
        let first = adds.order.iter().take(3);
        let said = first.map(|(column, size)| {
            format!(
                "{} by {}",
                adds.values.columns[*column],
                metric(Some(*size))
            )
        });
        let said: Vec<String> = said.collect();
        format!("{NAME} of {}: most {}", value.get(), said.join(", "))
    });
    let sizes =
        Signal::derive(move || format!("Mean size of what each column adds, {}", value.get()));
    let twin = Callback::new(move |()| known().table());
    let note = move || {
        let said = match adds.get() {
            None => "Explaining …".to_owned(),
            Some(Err(sentence)) => sentence,
            Some(Ok(adds)) => adds.said(),
        };
        session.views(|studio| studio.say(&said))
    };
    view! {
        <section class="panel">
            <header><h2>{NAME}</h2></header>
            <Show when=is_known>
                <div class="fields rows-of">
                    <SelectField label="Scores of" options=names value on_change=move |name| chosen.set(name)/>
                </div>
                <Figure class="wide" label=sizes base=base(known, draw_sizes) overlay=nothing() twin/>
                <Figure class="wide" label base=base(known, draw_swarm) overlay=nothing() twin/>
            </Show>
            <p class="note" role="status">{note}</p>
        </section>
    }
}

impl Adds {
    fn new(arm: (usize, String), values: ShapleyValues) -> Self {
        let sizes = values.sizes();
        let mut order: Vec<(usize, f64)> = sizes.into_iter().enumerate().collect();
        crate::sorting::sort_by(&mut order, |a, b| b.1.total_cmp(&a.1));
        Self { arm, values, order }
    }

    /// The columns that are drawn.
    fn drawn(&self) -> &[(usize, f64)] {
        self.order.get(..DRAWN).unwrap_or(&self.order)
    }

    fn names(&self) -> Vec<String> {
        let drawn = self.drawn().iter();
        drawn
            .map(|(column, _)| self.values.columns[*column].clone())
            .collect()
    }

    /// What a column adds to each row.
    fn of_column(&self, column: usize) -> impl Iterator<Item = Dot> {
        let n_columns = self.values.columns.len();
        let values = self.values.values.iter().skip(column).step_by(n_columns);
        let places = self.values.places.iter().skip(column).step_by(n_columns);
        values.zip(places).map(|(value, place)| Dot {
            value: f64::from(*value),
            place: f64::from(*place),
        })
    }

    fn said(&self) -> String {
        let how = match self.values.error {
            None => "exact".to_owned(),
            Some(error) => format!(
                "estimated by asking the model about mixed rows, to ± {} on average",
                metric(Some(error))
            ),
        };
        format!(
            "Shapley values of {} test rows, {how}, in the unit of the scores ({}). Above: their mean size. Below: a dot a row, the stronger the higher its cell among those of the column, grey where a column became several. They tell what the model goes by, not what causes defaults.",
            crate::words::count(self.values.rows.len()),
            self.values.says.unit(),
        )
    }

    fn table(&self) -> Table {
        let head = ["Column", "Mean size", "Lowest", "Highest"];
        let caption = format!("What columns add to scores, {}", self.arm.1);
        let mut table = Table::new(&caption, &head);
        for (column, size) in &self.order {
            let values = || self.of_column(*column).map(|dot| dot.value);
            table.push([
                self.values.columns[*column].as_str().into(),
                Cell::metric(Some(*size)),
                Cell::metric(values().reduce(f64::min)),
                Cell::metric(values().reduce(f64::max)),
            ]);
        }
        table
    }
}

fn draw_sizes(sheet: &Sheet, palette: &Palette, adds: &Adds) -> Option<Frame> {
    let bars = adds.drawn().iter().map(|(_, size)| Bar {
        value: *size,
        between: None,
    });
    let figure = ColumnBars {
        title: "Mean size of what is added",
        columns: &adds.names(),
        arms: &[(adds.arm.0, bars.collect())],
    };
    figure::column_bars(sheet, palette, &figure).ok()
}

fn draw_swarm(sheet: &Sheet, palette: &Palette, adds: &Adds) -> Option<Frame> {
    let dots = adds.drawn().iter();
    let dots: Vec<Vec<Dot>> = dots
        .map(|(column, _)| adds.of_column(*column).collect())
        .collect();
    let figure = BeeSwarm {
        title: adds.values.says.unit(),
        columns: &adds.names(),
        dots: &dots,
    };
    figure::bee_swarm(sheet, palette, &figure).ok()
}
