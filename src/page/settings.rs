//! The column "Experiment": what is asked for, in four steps, and the button that trains.

mod balance;
mod data;
mod model;
mod run;
mod split;
mod upload;

use leptos::prelude::*;

use self::balance::BalanceSettings;
use self::data::DataSettings;
use self::model::ModelSettings;
use self::run::RunControls;
use self::split::SplitSettings;
use super::fields::SelectField;
use super::session::Session;
use crate::experiment::{Preset, Section};

pub use run::{RunButtons, RunProgress};

/// The whole column.
#[component]
pub fn Settings(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    view! {
        <section class="settings panel" id="experiment" aria-label="Experiment">
            <StartFrom session/>
            <Step session section=Section::Data number=1 title="Data" summary=move || data::summary(session)>
                <DataSettings session/>
            </Step>
            <Step session section=Section::Split number=2 title="Split" summary=move || split::summary(session)>
                <SplitSettings session/>
            </Step>
            <Show when=move || !session.has_scores_source()>
                <Step session section=Section::Balance number=3 title="Balance" summary=move || balance::summary(session)>
                    <BalanceSettings session/>
                </Step>
                <Step session section=Section::Model number=4 title="Model" summary=move || model::summary(session)>
                    <ModelSettings session/>
                </Step>
            </Show>
            <RunControls session/>
        </section>
    }
}

#[component]
fn StartFrom(session: Session) -> impl IntoView {
    const OWN: &str = "Own settings";
    let spec = session.spec();
    let current = move || {
        let is_set = |preset: &Preset| spec.with(|spec| preset.spec() == *spec);
        Preset::ALL
            .into_iter()
            .find(is_set)
            .map_or(OWN, Preset::name)
            .to_owned()
    };
    let options = Signal::derive(|| {
        Preset::ALL
            .iter()
            .map(|preset| preset.name())
            .chain([OWN])
            .map(String::from)
            .collect()
    });
    let choose = move |name: String| {
        if let Some(preset) = Preset::ALL.into_iter().find(|preset| preset.name() == name) {
            session.start_from(preset);
        }
    };
    view! { <SelectField label="Start from" options value=current on_change=choose/> }
}

/// One step with its one-line summary, and what is wrong in it.
#[component]
fn Step<S>(
    session: Session,
    section: Section,
    number: u8,
    title: &'static str,
    summary: S,
    children: Children,
) -> impl IntoView
where
    S: Fn() -> String + Send + Sync + 'static,
{
    view! {
        <div class="step">
            <header>
                <h2>{format!("{number} {title}")}</h2>
                <span class="summary">{summary}</span>
            </header>
            {children()}
            {move || {
                session
                    .complaint(section)
                    .map(|sentence| view! { <p class="complaint" role="alert">{sentence}</p> })
            }}
        </div>
    }
}
