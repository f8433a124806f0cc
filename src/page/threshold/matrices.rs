//! A confusion matrix an arm, whose cells open the rows behind them.

use leptos::prelude::*;

use crate::experiment::ArmId;
use crate::metrics::{Confusion, Quadrant};
use crate::page::session::Session;
use crate::words::{count, percent};

/// The matrices of the arms that are shown.
#[component]
pub fn Matrices(session: Session) -> impl IntoView {
    let rows = move || {
        session.views(|studio| {
            let first = studio.views().arms.first();
            first.map(|view| format!("{} test rows", count(view.test().n_samples())))
        })
    };
    // Where they scroll, the keyboard reaches them.
    let reach = move || session.views(|studio| (studio.views().shown.len() > 2).then_some("0"));
    view! {
        <section class="panel">
            <header>
                <h2>"Confusion matrices"</h2>
                <span class="summary">{rows}</span>
            </header>
            <div class="matrices" tabindex=reach>
                <For each=move || session.views(|studio| studio.views().shown.clone()) key=|arm| *arm let:arm>
                    <Matrix session arm/>
                </For>
            </div>
        </section>
    }
}

#[component]
fn Matrix(session: Session, arm: ArmId) -> impl IntoView {
    let confusion = Signal::derive(move || {
        session.standings(|studio| studio.standing(arm).map(|standing| standing.confusion))
    });
    let cell = move |quadrant| view! { <Cell session arm confusion quadrant/> };
    view! {
        <table class=format!("matrix arm-{}", arm.index() + 1)>
            <caption>
                <span class="swatch"></span>
                <span class="visually-hidden">"Confusion matrix, "</span>
                {move || session.views(|studio| studio.name_of(arm))}
            </caption>
            <thead>
                <tr><td></td><th scope="col">{session.said("predicted good")}</th><th scope="col">{session.said("predicted default")}</th></tr>
            </thead>
            <tbody>
                <tr>
                    <th scope="row">{session.said("actual good")}</th>
                    {[Quadrant::TrueNegatives, Quadrant::FalsePositives].map(cell).collect_view()}
                </tr>
                <tr>
                    <th scope="row">{session.said("actual default")}</th>
                    {[Quadrant::FalseNegatives, Quadrant::TruePositives].map(cell).collect_view()}
                </tr>
            </tbody>
        </table>
    }
}

/// A count; its name and its share of the row are written under it by the style sheet.
#[component]
fn Cell(
    session: Session,
    arm: ArmId,
    confusion: Signal<Option<Confusion>>,
    quadrant: Quadrant,
) -> impl IntoView {
    let share = move || {
        let confusion = confusion.get()?;
        let of = if quadrant.is_default() {
            confusion.n_positives()
        } else {
            confusion.n_negatives()
        };
        Some(quadrant.count(&confusion) as f64 / of as f64)
    };
    let note = move || share().map_or_else(String::new, |share| percent(Some(share)));
    let shade = move || format!("{:.0}%", share().unwrap_or(0.0) * 100.0);
    let is_lit = move || {
        let explained = session.explained().get();
        explained.is_some_and(|metric| quadrant.enters(metric))
    };
    let is_open = move || session.inspected().get() == Some((arm, quadrant));
    let press = move |_| {
        let cell = (!untrack(is_open)).then_some((arm, quadrant));
        session.inspected().set(cell);
    };
    let text = move || {
        let confusion = confusion.get();
        confusion.map_or("–".into(), |confusion| count(quadrant.count(&confusion)))
    };
    let label = move || {
        let name = session.views(|studio| studio.name_of(arm));
        format!("{}, {}s, {name}: show the rows", text(), quadrant.name())
    };
    view! {
        <td
            class=if quadrant.is_right() { "right" } else { "wrong" }
            class:lit=is_lit
            style=("--shade", shade)
        >
            <button
                type="button"
                data-note=quadrant.name()
                data-short=quadrant.letters()
                data-share=note
                aria-expanded=move || is_open().to_string()
                aria-label=label
                disabled=move || confusion.get().is_none()
                on:click=press
            >
                {text}
            </button>
        </td>
    }
}
