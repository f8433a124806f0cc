//! Step 1: where the rows come from.

use leptos::prelude::*;

use crate::experiment::{RowsPerClass, Source};
use crate::page::data::Warnings;
use crate::page::fields::{Choice, DraggedField, FlagField, More, NumberField, Reach};
use crate::page::later::{Later, Place};
use crate::page::session::Session;
use crate::studio::Studio;
use crate::studio::setting::lab;
use crate::words::{count, percent};

const RATE: Reach = Reach {
    range: (0.2, 50.0),
    is_log: true,
};
const SEPARATION: Reach = Reach {
    range: (0.0, 3.0),
    is_log: false,
};
const NOISE: Reach = Reach {
    range: (0.0, 20.0),
    is_log: false,
};

/// The rows at hand in one line; nothing before there are any.
pub fn summary(studio: &Studio) -> String {
    studio.preview().map_or_else(String::new, |preview| {
        let (rows, columns) = (count(preview.all.total()), preview.names.len());
        let rate = percent(preview.all.default_rate());
        let class = &studio.classes().positive;
        format!("{rows} × {}, {rate} {class}", count(columns))
    })
}

/// The step's controls.
#[component]
pub fn DataSettings(session: Session) -> impl IntoView {
    let later = expect_context::<Later>();
    let source = Memo::new(move |_| session.text(&lab::SOURCE));
    let settings = move || match source.with(|_| session.now(|studio| studio.spec().data.source)) {
        Source::Generate => view! { <GeneratorSettings session/> }.into_any(),
        source => later.view(Place::Upload(source), session),
    };
    let is_generated = Memo::new(move |_| {
        source.with(|_| session.now(|studio| studio.spec().data.source == Source::Generate))
    });
    view! {
        <Choice session setting=&lab::SOURCE/>
        {settings}
        <ClassBar session/>
        <More>
            {move || is_generated.get().then(|| view! { <RarerSettings session/> })}
            {later.view(Place::ClassNames, session)}
        </More>
        <Warnings session/>
    }
}

#[component]
fn GeneratorSettings(session: Session) -> impl IntoView {
    view! {
        <div class="fields">
            <NumberField session setting=&lab::ROWS/>
            <NumberField session setting=&lab::FEATURES/>
            <NumberField session setting=&lab::INFORMATIVE/>
            <DraggedField session setting=&lab::DEFAULT_RATE name="Default rate" reach=RATE/>
            <DraggedField session setting=&lab::CLASS_SEPARATION name="Class separation" reach=SEPARATION/>
            <DraggedField session setting=&lab::LABEL_NOISE name="Label noise" reach=NOISE/>
            <NumberField session setting=&lab::DATA_SEED/>
        </div>
    }
}

/// What few people change of the generator.
#[component]
fn RarerSettings(session: Session) -> impl IntoView {
    view! {
        <div class="fields">
            <NumberField session setting=&lab::REDUNDANT/>
            <NumberField session setting=&lab::REPEATED/>
            <NumberField session setting=&lab::CLUSTERS/>
        </div>
        <FlagField session setting=&lab::HYPERCUBE/>
    }
}

/// Both classes as a bar. Its room stays where rows aren't known, so that nothing jumps.
#[component]
fn ClassBar(session: Session) -> impl IntoView {
    let rows = move || session.sources(|studio| studio.preview().map(|preview| preview.all));
    let visibility = move || {
        if rows().is_some() {
            "visible"
        } else {
            "hidden"
        }
    };
    let words = Memo::new(move |_| {
        let RowsPerClass { good, default } = rows().unwrap_or_default();
        session.views(|studio| {
            let classes = studio.classes();
            format!(
                "{} {}, {} {}",
                count(good),
                classes.short_negative(),
                count(default),
                classes.positive
            )
        })
    });
    let share = move || {
        let rate = rows().unwrap_or_default().default_rate();
        format!("{:.2}%", rate.unwrap_or(0.0) * 100.0)
    };
    view! {
        <div style:visibility=visibility>
            <div class="class-bar" role="img" aria-label=words>
                <span style:width=share></span>
            </div>
            <p class="note">{words}</p>
        </div>
    }
}
