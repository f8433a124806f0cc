//! The race: arms by one metric, the best first.

use leptos::prelude::*;

use crate::page::fields::SelectField;
use crate::page::session::Session;
use crate::studio::setting::study;
use crate::studio::{RaceBy, Racer, Studio};
use crate::words::metric as shown;

/// Arms with bars as long as their values, ranked anew whatever moves.
#[component]
pub fn Race(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let is_race = Memo::new(move |_| session.views(|studio| studio.views().arms.len() > 1));
    let names = RaceBy::all().into_iter().map(RaceBy::name).collect();
    let by = move || {
        session.study(|_| ());
        session.now(Studio::race_by)
    };
    let choose = move |name: String| {
        let place = RaceBy::all().iter().position(|by| by.name() == name);
        if let Some(place) = place {
            let _ = session.set(&study::RACE, place);
        }
    };
    let racers = Memo::new(move |_| {
        session.study(|_| ());
        session.money(|_| ());
        session.uncertainty(Studio::race)
    });
    let lines = move || {
        let racers = racers.get();
        let ends = ends(&racers);
        let line = move |racer: Racer| view! { <Line racer ends/> };
        racers.into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || is_race.get()>
            <section class="panel race">
                <header>
                    <h2>"Race"</h2>
                    <SelectField
                        label=study::RACE.label
                        options=Signal::stored(Vec::clone(&names))
                        value=Signal::derive(move || by().name())
                        on_change=choose
                    />
                </header>
                <ol>{lines}</ol>
                <p class="note">
                    {move || match by() {
                        RaceBy::Best(_) => session.views(|studio| studio.choosing_rows()).unwrap_or_default(),
                        RaceBy::Metric(_) => "Thin lines: 95 % intervals. Where they overlap, chance may have made the order.".into(),
                    }}
                </p>
            </section>
        </Show>
    }
}

/// The least and the largest number that bars have to show, 0 among them.
fn ends(racers: &[Racer]) -> (f64, f64) {
    let numbers = racers.iter().flat_map(|racer| {
        let interval = racer.interval.map(|(low, high)| [low, high]);
        racer
            .value
            .into_iter()
            .chain(interval.into_iter().flatten())
    });
    let (low, high) = numbers.fold((0.0_f64, 0.0_f64), |(low, high), number| {
        (low.min(number), high.max(number))
    });
    (low, if high > low { high } else { low + 1.0 })
}

#[component]
fn Line(racer: Racer, ends: (f64, f64)) -> impl IntoView {
    let (low, high) = ends;
    let place = move |number: f64| (number - low) / (high - low) * 100.0;
    let zero = place(0.0);
    let bar = racer.value.map(|value| {
        let (from, to) = (place(value).min(zero), place(value).max(zero));
        view! { <span class="length" style:left=format!("{from:.2}%") style:width=format!("{:.2}%", to - from)></span> }
    });
    let whisker = racer.interval.map(|(from, to)| {
        let (from, to) = (place(from), place(to));
        view! { <span class="whisker" style:left=format!("{from:.2}%") style:width=format!("{:.2}%", to - from)></span> }
    });
    let told = racer.interval.map(|(from, to)| {
        let [from, to] = [from, to].map(|end| shown(Some(end)).replace('-', "−"));
        format!("{from} to {to}")
    });
    let rank = racer
        .rank
        .map_or_else(|| "–".into(), |rank| rank.to_string());
    view! {
        <li class=racer.arm.class()>
            <span class="rank">{rank}</span>
            <span class="racer"><span class="swatch"></span>{racer.name}</span>
            <span class="track" aria-hidden="true">{bar}{whisker}</span>
            <span class="reached">{shown(racer.value).replace('-', "−")}<small>{told}</small></span>
        </li>
    }
}
