//! What a portfolio is expected to lose, and what it lost.

use std::sync::Arc;

use leptos::prelude::*;

use crate::experiment::{MoneyMode, Reading};
use crate::metrics::{Book, ScaleKind};
use crate::page::session::{ArmView, Session};
use crate::words::{count, money, percent, significant};

/// The accepted book of each arm, and expected against realised loss of everybody on each scale.
#[component]
pub fn LossTable(session: Session) -> impl IntoView {
    let accepted = move || {
        let line = |view: ArmView| {
            let accounts = session.accounts(view.arm)?.ok()?;
            let book = accounts.test.at(session.threshold_of(view.arm)?);
            Some(view! { <Accepted name=view.name().to_owned() book/> })
        };
        session
            .views()
            .get()
            .into_iter()
            .filter_map(line)
            .collect_view()
    };
    let is_credit = move || {
        session
            .study()
            .with(|study| study.money.mode == MoneyMode::Credit)
    };
    view! {
        <section class="panel">
            <div class="scrolls" tabindex="0" role="region" aria-label="Accepted book, scrollable">
                <table class="metrics">
                    <caption>"The accepted book at the threshold"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Model"</th>
                            <th scope="col">"approved"</th>
                            <th scope="col">"approval rate"</th>
                            <th scope="col">"default rate"</th>
                            <th scope="col">"exposure"</th>
                            <th scope="col">"expected loss"</th>
                            <th scope="col">"realised loss"</th>
                            <th scope="col">"loss rate"</th>
                            <th scope="col">"profit"</th>
                        </tr>
                    </thead>
                    <tbody>{accepted}</tbody>
                </table>
            </div>
            <Show when=move || !is_credit()>
                <p class="note">
                    "With a payoff matrix each applicant counts as an exposure of 1 that costs a false negative. Choose loans above to see money lent."
                </p>
            </Show>
        </section>
        <section class="panel"><div class="scrolls" tabindex="0" role="region" aria-label="Losses, scrollable"><Scales session/></div></section>
    }
}

#[component]
fn Accepted(name: String, book: Book) -> impl IntoView {
    let cell = |amount: Option<f64>| {
        view! { <td title=amount.map(|amount| amount.to_string())>{money(amount)}</td> }
    };
    let approved = significant(book.approved.round(), 12);
    let approved = approved.parse::<usize>().map_or(approved, count);
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{approved}</td>
            <td>{percent(Some(book.approval_rate))}</td>
            <td>{percent(book.default_rate)}</td>
            {cell(Some(book.exposure))}
            {cell(book.expected_loss)}
            {cell(Some(book.realised_loss))}
            <td>{percent(book.loss_rate)}</td>
            {cell(Some(book.profit))}
        </tr>
    }
}

/// Expected against realised loss if everybody is accepted, for each arm on each scale.
#[component]
fn Scales(session: Session) -> impl IntoView {
    let prevalence = Memo::new(move |_| session.study().with(|study| study.prevalence));
    let readings = Memo::new(move |_| {
        let prevalence = prevalence.get();
        let of = |view: ArmView| {
            let judged = Arc::clone(&view.reading.judged);
            let read = move |kind| Arc::new(Reading::new(Arc::clone(&judged), kind, prevalence));
            ScaleKind::ALL.map(read)
        };
        session
            .views()
            .get()
            .into_iter()
            .flat_map(of)
            .collect::<Vec<_>>()
    });
    let lines = move || {
        let line = |reading: Arc<Reading>| {
            let name = format!("{}, {}", reading.judged.name, reading.asked.name());
            let books = session.books_of(&reading);
            let book = books
                .filter(|_| reading.refusal.is_none())
                .map(|books| books.at(f64::INFINITY));
            let expected = book.and_then(|book| book.expected_loss);
            let realised = book.map(|book| book.realised_loss);
            let ratio = expected
                .zip(realised)
                .filter(|(_, realised)| *realised > 0.0);
            let ratio = ratio.map(|(expected, realised)| expected / realised);
            view! {
                <tr title=reading.refusal.clone()>
                    <th scope="row">{name}</th>
                    <td>{money(expected)}</td>
                    <td>{money(realised)}</td>
                    <td>{ratio.map_or_else(|| "–".into(), |ratio| format!("{ratio:.2} ×"))}</td>
                    <td class="note">{reading.refusal.clone()}</td>
                </tr>
            }
        };
        readings.get().into_iter().map(line).collect_view()
    };
    view! {
        <table class="metrics wraps">
            <caption>"Expected and realised loss, everybody accepted"</caption>
            <thead>
                <tr>
                    <th scope="col">"Model and scale"</th>
                    <th scope="col">"expected loss"</th>
                    <th scope="col">"realised loss"</th>
                    <th scope="col">"expected / realised"</th>
                    <th scope="col"><span class="visually-hidden">"why there is none"</span></th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}
