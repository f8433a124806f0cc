//! Where two models decide differently.

use leptos::prelude::*;

use crate::figure::{self, Frame, HeatMap, Palette};
use crate::page::canvas::{Figure, Sheet, base, nothing};
use crate::page::fields::{SelectField, one_of};
use crate::page::session::Session;
use crate::page::twin::Numbers;
use crate::studio::TwoArms;
use crate::words::{ClassNames, Table};

/// Rows that are listed.
const MOST_ROWS: usize = 50;

/// What two arms decide differently, and how much all of them agree.
#[component]
pub fn DisputesPanel(session: Session) -> impl IntoView {
    const NAME: &str = "Where decisions differ";
    let all = Memo::new(move |_| {
        session.views(|studio| {
            let arms = studio.views().arms.iter();
            arms.map(|view| view.name().to_owned()).collect::<Vec<_>>()
        })
    });
    let first_chosen = RwSignal::new(String::new());
    let first = one_of(all, first_chosen);
    let others = Memo::new(move |_| {
        let first = first.get();
        all.with(|all| all.iter().filter(|name| **name != first).cloned().collect())
    });
    let second_chosen = RwSignal::new(String::new());
    let second = one_of(others, second_chosen);
    let two = Memo::new(move |_| {
        let (first, second) = (first.get(), second.get());
        session.standings(|studio| studio.disputed([&first, &second], MOST_ROWS))
    });
    let table = move |read: fn(&TwoArms, &ClassNames) -> Table| {
        move || {
            let two = two.get()?;
            let table = session.views(|studio| read(&two, studio.classes()));
            Some(view! { <Numbers table/> })
        }
    };
    let note = move || {
        let said = two.with(|two| two.as_ref().map(TwoArms::said));
        let said = said.unwrap_or_else(|| "These arms have no test rows in common.".to_owned());
        session.views(|studio| studio.say(&said))
    };
    let kappas = move || session.standings(|studio| studio.kappas());
    let label = Signal::stored("How far the arms' decisions agree, Cohen's kappa".to_owned());
    let twin = Callback::new(move |()| session.standings(|studio| studio.agreements()));
    view! {
        <Show when=move || others.with(|others: &Vec<String>| !others.is_empty())>
            <section class="panel">
                <header><h2>{NAME}</h2></header>
                <div class="fields view-fields">
                    <SelectField label="First" options=all value=first on_change=move |name| first_chosen.set(name)/>
                    <SelectField label="Second" options=others value=second on_change=move |name| second_chosen.set(name)/>
                </div>
                <p class="note" role="status">{note}</p>
                {table(TwoArms::counts)}
                {table(TwoArms::rows_table)}
                <Show when=move || all.with(|all| all.len() > 2)>
                    <Figure class="wide" label base=base(kappas, draw) overlay=nothing() twin/>
                    <p class="note">"Cohen's kappa of each pair: 1 where all decisions are alike, 0 where they are no more alike than chance. Arms that differ are worth averaging."</p>
                </Show>
            </section>
        </Show>
    }
}

fn draw(
    sheet: &Sheet,
    palette: &Palette,
    (names, values): &(Vec<String>, Vec<f64>),
) -> Option<Frame> {
    figure::heat_map(sheet, palette, &HeatMap { names, values }).ok()
}
