//! What a decision earns or costs, typed in.

use leptos::prelude::*;

use crate::data::ColumnKind;
use crate::experiment::{MoneyMode, MoneySpec, Source};
use crate::metrics::{CreditTerms, NamedPayoff, Payoff};
use crate::page::fields::{Choice, NumberField, SelectField};
use crate::page::session::{Session, Upload};
use crate::words::significant;

/// No column: the same amount for everybody.
const CONSTANT: &str = "The same for everybody";

fn edit(session: Session, change: impl FnOnce(&mut MoneySpec)) {
    session.edit_study(|study| change(&mut study.money));
}

/// The controls.
#[component]
pub fn MoneyForm(session: Session) -> impl IntoView {
    let mode = Memo::new(move |_| session.study().with(|study| study.money.mode));
    view! {
        <header>
            <h2>"What decisions earn and cost"</h2>
        </header>
        <div class="view-choices">
            <Choice
                label="Money from"
                options=vec![
                    (MoneyMode::Payoff, "A payoff for each cell"),
                    (MoneyMode::Credit, "Loans: LGD, EAD, margin"),
                ]
                value=move || mode.get()
                on_change=move |mode| edit(session, |money| money.mode = mode)
            />
        </div>
        {move || match mode.get() {
            MoneyMode::Payoff => view! { <PayoffForm session/> }.into_any(),
            MoneyMode::Credit => view! { <CreditForm session/> }.into_any(),
        }}
    }
}

#[component]
fn PayoffForm(session: Session) -> impl IntoView {
    let names = Signal::derive(move || {
        session.study().with(|study| {
            let payoffs = study.money.payoffs.iter();
            payoffs.map(|named| named.name.clone()).collect::<Vec<_>>()
        })
    });
    let chosen = move || {
        let place = session.study().with(|study| study.money.payoff);
        names.with(|names| names.get(place).cloned().unwrap_or_default())
    };
    let choose = move |name: String| {
        let place = names.with_untracked(|names| names.iter().position(|known| *known == name));
        if let Some(place) = place {
            edit(session, |money| money.payoff = place);
        }
    };
    let keep = move |_| {
        edit(session, |money| {
            let name = format!("Own matrix {}", money.payoffs.len() + 1);
            let payoff = money.chosen();
            money.payoffs.push(NamedPayoff { name, payoff });
            money.payoff = money.payoffs.len() - 1;
        });
    };
    let remove = move |_| {
        edit(session, |money| {
            if money.payoffs.len() > 1 && money.payoff < money.payoffs.len() {
                money.payoffs.remove(money.payoff);
                money.payoff = 0;
            }
        });
    };
    let rename = move |event| {
        let name = event_target_value(&event);
        edit(session, |money| {
            let place = money.payoff;
            if let Some(named) = money.payoffs.get_mut(place)
                && !name.trim().is_empty()
            {
                named.name = name.trim().to_owned();
            }
        });
    };
    let is_last = move || names.with(|names| names.len() < 2);
    view! {
        <div class="fields view-fields">
            <SelectField label="Payoff matrix" options=names value=chosen on_change=choose/>
            <label class="field">
                <span>"Its name"</span>
                <input type="text" prop:value=chosen on:change=rename/>
            </label>
            <button type="button" on:click=keep>"Keep a copy"</button>
            <button type="button" disabled=is_last on:click=remove>"Remove"</button>
        </div>
        <div class="fields view-fields">
            <Amount session label="Cost of a false positive" sign=-1.0
                read=|payoff| payoff.false_positive write=|payoff, value| payoff.false_positive = value/>
            <Amount session label="Cost of a false negative" sign=-1.0
                read=|payoff| payoff.false_negative write=|payoff, value| payoff.false_negative = value/>
            <Amount session label="Benefit of a true negative" sign=1.0
                read=|payoff| payoff.true_negative write=|payoff, value| payoff.true_negative = value/>
            <Amount session label="Benefit of a true positive" sign=1.0
                read=|payoff| payoff.true_positive write=|payoff, value| payoff.true_positive = value/>
        </div>
    }
}

/// One amount of the matrix; costs are shown positive.
#[component]
fn Amount(
    session: Session,
    label: &'static str,
    sign: f64,
    read: fn(&Payoff) -> f64,
    write: fn(&mut Payoff, f64),
) -> impl IntoView {
    let value = move || {
        session
            .study()
            .with(|study| sign * read(&study.money.chosen()) + 0.0)
    };
    let set = move |value: f64| {
        if value.is_finite() {
            edit(session, |money| {
                let place = money.payoff;
                if let Some(named) = money.payoffs.get_mut(place) {
                    write(&mut named.payoff, sign * value);
                }
            });
        }
    };
    view! { <NumberField label is_whole=false value on_change=set/> }
}

#[component]
fn CreditForm(session: Session) -> impl IntoView {
    let options = Signal::derive(move || columns(session));
    let column = move || {
        let column = session
            .study()
            .with(|study| study.money.exposure_column.clone());
        if column.is_empty() {
            CONSTANT.to_owned()
        } else {
            column
        }
    };
    let choose = move |name: String| {
        let column = if name == CONSTANT {
            String::new()
        } else {
            name
        };
        edit(session, |money| money.exposure_column = column);
    };
    let is_constant = move || {
        session
            .study()
            .with(|study| study.money.exposure_column.is_empty())
    };
    view! {
        <div class="fields view-fields">
            <Term session label="Loss given default, LGD (%)" unit=100.0
                read=|terms| terms.lgd write=|terms, value| terms.lgd = value/>
            <Term session label="Interest margin (%)" unit=100.0
                read=|terms| terms.interest_margin write=|terms, value| terms.interest_margin = value/>
            <SelectField label="Exposure, EAD" options value=column on_change=choose/>
            <Show when=is_constant>
                <Term session label="EAD of each applicant" unit=1.0
                    read=|terms| terms.ead write=|terms, value| terms.ead = value/>
            </Show>
        </div>
        <p class="note">
            "An accepted good customer earns margin × EAD, an accepted default loses LGD × EAD. Expected loss = PD × LGD × EAD."
        </p>
    }
}

#[component]
fn Term(
    session: Session,
    label: &'static str,
    unit: f64,
    read: fn(&CreditTerms) -> f64,
    write: fn(&mut CreditTerms, f64),
) -> impl IntoView {
    let value = move || {
        let value = session
            .study()
            .with(|study| unit * read(&study.money.credit));
        significant(value, 12).parse::<f64>().unwrap_or(value)
    };
    let set = move |value: f64| edit(session, |money| write(&mut money.credit, value / unit));
    view! { <NumberField label min="0" is_whole=false value on_change=set/> }
}

/// The columns that can say how much is lent.
fn columns(session: Session) -> Vec<String> {
    let source = session.spec().with(|spec| spec.data.source);
    let names = match source {
        Source::Generate => session
            .preview()
            .with(|preview| preview.as_ref().map(|preview| preview.names.clone())),
        Source::Upload | Source::Scores => match session.upload(source).get() {
            Upload::Loaded(table) => {
                let columns = table.columns.into_iter();
                let numbers = columns.filter(|column| column.kind == ColumnKind::Number);
                Some(numbers.map(|column| column.name).collect())
            }
            _ => None,
        },
    };
    let names = names.unwrap_or_default().into_iter();
    std::iter::once(CONSTANT.to_owned()).chain(names).collect()
}
