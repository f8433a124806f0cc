//! The tab "Cost": what decisions earn and cost, what a portfolio is expected to lose, and a policy
//! with two cuts.

mod form;
mod loss;
mod policy;
mod profit;

use leptos::prelude::*;

use self::form::MoneyForm;
use self::loss::LossTable;
use self::policy::PolicyPanel;
use self::profit::ProfitPanel;
use super::session::Session;

/// The whole tab.
#[component]
pub fn CostTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let complaint = move || {
        let mut arms = session.shown().get().into_iter();
        arms.find_map(|arm| session.accounts(arm)?.err())
    };
    view! {
        <section class="panel">
            <MoneyForm session/>
            {move || complaint().map(|sentence| view! { <p class="complaint" role="alert">{sentence}</p> })}
        </section>
        <ProfitPanel session/>
        <LossTable session/>
        <PolicyPanel session/>
    }
}
