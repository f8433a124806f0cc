//! What a portfolio is expected to lose, and what it lost.

use leptos::prelude::*;

use super::accounts::accounts;
use crate::page::calibration::{ScaleTable, Working};
use crate::page::session::Session;
use crate::page::twin::WordTable;
use crate::studio::{Accounts, ArmView, MoneyMode, Studio};
use crate::words::{Cell, Table};

/// Approved loans of each arm, and expected against realised loss of everybody on each scale.
#[component]
pub fn LossTables(session: Session) -> impl IntoView {
    let approved = move || {
        session.money(|_| ());
        session.standings(approved)
    };
    let is_payoff = move || session.study(|studio| studio.study().money.mode == MoneyMode::Payoff);
    view! {
        <section class="panel">
            <div class="scrolls" tabindex="0" role="region" aria-label="Approved loans, scrollable">
                {move || view! { <WordTable class="metrics" table=approved()/> }}
            </div>
            <Show when=is_payoff>
                <p class="note">
                    {session.said("With a payoff matrix each applicant counts as an exposure of 1 that costs a false negative.")}
                    " Choose loans above to see money lent."
                </p>
            </Show>
        </section>
        <section class="panel">
            <div class="scrolls" tabindex="0" role="region" aria-label="Losses, scrollable">
                <ScaleTable session make=Studio::loss_table/>
            </div>
            <Working session/>
        </section>
    }
}

fn approved(studio: &Studio) -> Table {
    let head = [
        "Model",
        "approved",
        "approval rate",
        "default rate",
        "exposure",
        "expected loss",
        "realised loss",
        "loss rate",
        "profit",
    ];
    let table = Table::new("Approved loans at the threshold", &head);
    let mut table = table.with_classes(studio.classes());
    let line = |(view, accounts): (&ArmView, &Accounts)| {
        let book = accounts.test.at(studio.standing(view.arm)?.threshold);
        Some([
            view.name().into(),
            whole(book.approved),
            Cell::share(Some(book.approval_rate)),
            Cell::share(book.default_rate),
            Cell::money(Some(book.exposure)),
            Cell::money(book.expected_loss),
            Cell::money(Some(book.realised_loss)),
            Cell::share(book.loss_rate),
            Cell::money(Some(book.profit)),
        ])
    };
    accounts(studio)
        .filter_map(line)
        .for_each(|line| table.push(line));
    table
}

/// Applicants, of whom there are fractions where each counts with a weight.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates, and there are not that many"
)]
fn whole(applicants: f64) -> Cell {
    Cell {
        plain: applicants.to_string(),
        ..Cell::count(applicants.round() as usize)
    }
}
