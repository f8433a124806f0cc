//! What a decision earns or costs, typed in.

use leptos::prelude::*;

use crate::data::ColumnKind;
use crate::experiment::Source;
use crate::page::fields::{Choice, NumberField, SelectField, TextField};
use crate::page::session::Session;
use crate::studio::setting::AnySetting;
use crate::studio::setting::study::{
    BENEFIT_TN, BENEFIT_TP, COST_FN, COST_FP, EAD, EXPOSURE, LGD, MARGIN, MONEY, PAYOFF,
    PAYOFF_NAME,
};
use crate::studio::{MoneyMode, Studio, Verb};

/// No column: the same amount for everybody.
const CONSTANT: &str = "The same for everybody";

/// The controls.
#[component]
pub fn MoneyForm(session: Session) -> impl IntoView {
    let is_credit =
        Memo::new(move |_| session.study(|studio| studio.study().money.mode == MoneyMode::Credit));
    view! {
        <header>
            <h2>"What decisions earn and cost"</h2>
        </header>
        <div class="view-choices">
            <Choice session setting=&MONEY/>
        </div>
        {move || if is_credit.get() {
            view! { <CreditForm session/> }.into_any()
        } else {
            view! { <PayoffForm session/> }.into_any()
        }}
    }
}

#[component]
fn PayoffForm(session: Session) -> impl IntoView {
    let names = Signal::derive(move || session.study(names));
    let name = Signal::derive(move || session.text(&PAYOFF_NAME));
    let choose = move |name: String| {
        let place = session.now(|studio| names_of(studio).position(|known| *known == name));
        if let Some(place) = place {
            let _ = session.set(&PAYOFF, place);
        }
    };
    let is_last = move || session.study(|studio| studio.study().money.payoffs.len() < 2);
    view! {
        <div class="fields view-fields">
            <SelectField label="Payoff matrix" options=names value=name on_change=choose/>
            <TextField session setting=&PAYOFF_NAME/>
            <button type="button" on:click=move |_| session.perform(Verb::DuplicatePayoff)>"Duplicate"</button>
            <button
                type="button"
                disabled=is_last
                on:click=move |_| session.perform(Verb::RemovePayoff)
            >
                "Remove"
            </button>
        </div>
        <div class="fields view-fields">
            {[&COST_FP, &COST_FN, &BENEFIT_TN, &BENEFIT_TP].map(|setting| {
                view! { <NumberField session setting/> }
            })}
        </div>
    }
}

#[component]
fn CreditForm(session: Session) -> impl IntoView {
    let options = Signal::derive(move || session.sources(columns));
    let column = Memo::new(move |_| session.text(&EXPOSURE));
    let shown = Signal::derive(move || match column.get() {
        column if column.is_empty() => CONSTANT.to_owned(),
        column => column,
    });
    let choose = move |name: String| {
        let column = if name == CONSTANT { "" } else { &name };
        let _ = session.set(&EXPOSURE, column);
    };
    let label = AnySetting::from(&EXPOSURE).label();
    view! {
        <div class="fields view-fields">
            <NumberField session setting=&LGD/>
            <NumberField session setting=&MARGIN/>
            <SelectField label options value=shown on_change=choose/>
            <Show when=move || column.get().is_empty()><NumberField session setting=&EAD/></Show>
        </div>
        <p class="note">
            {session.said("An accepted good customer earns margin × EAD, an accepted default loses LGD × EAD. Expected loss = PD × LGD × EAD.")}
        </p>
    }
}

fn names_of(studio: &Studio) -> impl Iterator<Item = &String> {
    studio.study().money.payoffs.iter().map(|named| &named.name)
}

fn names(studio: &Studio) -> Vec<String> {
    names_of(studio).cloned().collect()
}

/// The columns that can say how much is lent.
fn columns(studio: &Studio) -> Vec<String> {
    let names: Vec<String> = match (studio.spec().data.source, studio.preview(), studio.table()) {
        (Source::Generate, Some(preview), _) => preview.names.clone(),
        (Source::Upload | Source::Scores, _, Some(table)) => {
            let numbers = table
                .columns
                .iter()
                .filter(|column| column.kind == ColumnKind::Number);
            numbers.map(|column| column.name.clone()).collect()
        }
        _ => Vec::new(),
    };
    std::iter::once(CONSTANT.to_owned()).chain(names).collect()
}
