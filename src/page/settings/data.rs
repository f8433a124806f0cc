//! Step 1: where the rows come from.

use leptos::prelude::*;

use super::upload::UploadSettings;
use crate::data::ClassificationSpec;
use crate::experiment::{RowsPerClass, Source};
use crate::page::fields::{CheckField, Choice, More, NumberField};
use crate::page::session::Session;
use crate::words::{count, percent, significant};

/// The rows at hand in one line.
pub fn summary(session: Session) -> String {
    session.preview().with(|preview| {
        preview.as_ref().map_or_else(String::new, |preview| {
            let (rows, columns) = (count(preview.all.total()), preview.names.len());
            format!(
                "{rows} × {columns}, {} default",
                percent(preview.all.default_rate())
            )
        })
    })
}

/// The step's controls.
#[component]
pub fn DataSettings(session: Session) -> impl IntoView {
    let source = Memo::new(move |_| session.spec().with(|spec| spec.data.source));
    view! {
        <Choice
            label="Data source"
            options=vec![
                (Source::Generate, "Generate"),
                (Source::Upload, "Upload CSV"),
                (Source::Scores, "Upload scores"),
            ]
            value=move || source.get()
            on_change=move |source| session.edit(|spec| spec.data.source = source)
        />
        {move || match source.get() {
            Source::Generate => view! { <GeneratorSettings session/> }.into_any(),
            source => view! { <UploadSettings session source/> }.into_any(),
        }}
        <ClassBar session/>
    }
}

#[component]
fn GeneratorSettings(session: Session) -> impl IntoView {
    view! {
        <div class="fields">
            <Count session label="Rows" min="10" read=|spec| spec.n_samples
                write=|spec, rows| spec.n_samples = rows/>
            <Count session label="Features" min="1" read=|spec| spec.n_features
                write=|spec, features| spec.n_features = features/>
            <Count session label="Informative features" min="1" read=|spec| spec.n_informative
                write=|spec, informative| spec.n_informative = informative/>
            <Real session label="Default rate (%)" max="100" read=default_rate
                write=|spec, percent| spec.weights = Some([1.0 - percent / 100.0, percent / 100.0])/>
            <Real session label="Class separation" max="" read=|spec| spec.class_sep
                write=|spec, separation| spec.class_sep = separation/>
            <Real session label="Label noise (%)" max="100" read=|spec| spec.flip_y * 100.0
                write=|spec, percent| spec.flip_y = percent / 100.0/>
            <NumberField
                label="Seed"
                min="0"
                value=move || session.spec().with(|spec| spec.data.generate.random_state)
                on_change=move |seed| session.edit(|spec| spec.data.generate.random_state = seed)
            />
        </div>
        <More>
            <div class="fields">
                <Count session label="Redundant features" min="0" read=|spec| spec.n_redundant
                    write=|spec, redundant| spec.n_redundant = redundant/>
                <Count session label="Repeated features" min="0" read=|spec| spec.n_repeated
                    write=|spec, repeated| spec.n_repeated = repeated/>
                <Count session label="Clusters per class" min="1" read=|spec| spec.n_clusters_per_class
                    write=|spec, clusters| spec.n_clusters_per_class = clusters/>
            </div>
            <CheckField
                label="Clusters on the corners of a hypercube"
                value=move || session.spec().with(|spec| spec.data.generate.hypercube)
                on_change=move |is_set| session.edit(|spec| spec.data.generate.hypercube = is_set)
            />
        </More>
    }
}

fn default_rate(spec: &ClassificationSpec) -> f64 {
    spec.weights.map_or(50.0, |[_, default]| default * 100.0)
}

/// A count of the generator.
#[component]
fn Count(
    session: Session,
    label: &'static str,
    min: &'static str,
    read: fn(&ClassificationSpec) -> usize,
    write: fn(&mut ClassificationSpec, usize),
) -> impl IntoView {
    view! {
        <NumberField
            label
            min
            value=move || session.spec().with(|spec| read(&spec.data.generate))
            on_change=move |value| session.edit(|spec| write(&mut spec.data.generate, value))
        />
    }
}

/// A real number of the generator, shown without the noise of its binary form.
#[component]
fn Real(
    session: Session,
    label: &'static str,
    max: &'static str,
    read: fn(&ClassificationSpec) -> f64,
    write: fn(&mut ClassificationSpec, f64),
) -> impl IntoView {
    let shown = move || {
        let value = session.spec().with(|spec| read(&spec.data.generate));
        significant(value, 12).parse().unwrap_or(value)
    };
    view! {
        <NumberField
            label
            min="0"
            max
            is_whole=false
            value=shown
            on_change=move |value: f64| session.edit(|spec| write(&mut spec.data.generate, value))
        />
    }
}

/// Both classes as a bar.
#[component]
fn ClassBar(session: Session) -> impl IntoView {
    let rows = move || {
        session
            .preview()
            .with(|p| p.as_ref().map(|p| p.all))
            .unwrap_or_default()
    };
    let words = move || {
        let RowsPerClass { good, default } = rows();
        format!("{} good, {} default", count(good), count(default))
    };
    let share = move || format!("{:.2}%", rows().default_rate().unwrap_or(0.0) * 100.0);
    view! {
        <div class="class-bar" role="img" aria-label=words>
            <span style:width=share></span>
        </div>
        <p class="note">{words}</p>
    }
}
