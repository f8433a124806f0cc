//! The tab "Cost": what decisions earn and cost, what a portfolio is expected to lose, and a policy
//! with two cuts.

mod form;
mod loss;
mod policy;
mod profit;

use leptos::prelude::*;

use self::form::MoneyForm;
use self::loss::LossTables;
use self::policy::PolicyPanel;
use self::profit::ProfitPanel;
use super::session::Session;
use crate::page::erased::live;
use crate::studio::{Accounts, ArmView, Studio};

/// The whole tab.
#[component]
pub fn CostTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let complaint = move || session.money(complaint);
    view! {
        <section class="panel">
            <MoneyForm session/>
            {live(move || complaint().map(|sentence| view! { <p class="complaint" role="alert">{sentence}</p> }))}
        </section>
        <ProfitPanel session/>
        <LossTables session/>
        <PolicyPanel session/>
    }
}

/// Why the money of an arm can't be told.
fn complaint(studio: &Studio) -> Option<String> {
    let mut views = studio.views().arms.iter();
    views.find_map(|view| Some(studio.accounts(view.arm)?.err()?.to_owned()))
}

/// The arms whose money is known.
fn accounts(studio: &Studio) -> impl Iterator<Item = (&ArmView, &Accounts)> {
    let views = studio.views().arms.iter();
    views.filter_map(|view| Some((view, studio.accounts(view.arm)?.ok()?)))
}
