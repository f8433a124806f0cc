//! The column "Experiment": what is asked for, in four steps, and the button that trains.

mod arms;
mod balance;
mod columns;
mod complaint;
mod data;
mod listed;
mod model;
mod names;
mod run;
mod split;
mod steps;
mod upload;

use leptos::prelude::*;

use self::balance::BalanceSettings;
use self::complaint::Complaint;
use self::data::DataSettings;
use self::model::ModelSettings;
use self::run::RunControls;
use self::split::SplitSettings;
use super::fields::SelectField;
use super::later::{Later, Place};
use super::session::Session;
use crate::experiment::{Preset, Section};
use crate::studio::{Studio, Verb};

pub use arms::ArmList;
pub use names::ClassNameFields;
pub use run::{RunButtons, RunProgress};
pub use upload::UploadSettings;

/// The whole column.
#[component]
pub fn Settings(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let later = expect_context::<Later>();
    let is_trained = Memo::new(move |_| session.lab(|studio| !studio.has_scores_source()));
    view! {
        <section class="settings panel" id="experiment" aria-label="Experiment">
            <div class="steps">
                <div class="start">{later.view(Place::Start, session)}</div>
                <Step session section=Section::Data title="1 Data" summary=data::summary/>
                <Step session section=Section::Split title="2 Split" summary=split::summary/>
                <Show when=move || is_trained.get()>
                    <Step session section=Section::Balance title="3 Balance" summary=balance::summary/>
                    <Step session section=Section::Model title="4 Model" summary=model::summary/>
                </Show>
            </div>
            <RunControls session/>
        </section>
    }
}

/// The controls of a step.
pub fn controls(section: Section, session: Session) -> AnyView {
    match section {
        Section::Data => view! { <DataSettings session/> }.into_any(),
        Section::Split => view! { <SplitSettings session/> }.into_any(),
        Section::Balance => view! { <BalanceSettings session/> }.into_any(),
        Section::Model => view! { <ModelSettings session/> }.into_any(),
    }
}

/// The experiments to start from.
#[component]
pub fn StartFrom(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    const OWN: &str = "Own settings";
    let current = Memo::new(move |_| {
        let preset = session.lab(|studio| {
            let mut all = Preset::ALL.into_iter();
            all.find(|preset| preset.of(studio.spec()) == *studio.spec())
        });
        preset.map_or(OWN, Preset::name).to_owned()
    });
    let names = Preset::ALL.map(Preset::name).into_iter().chain([OWN]);
    let options = Signal::stored(names.map(String::from).collect());
    let choose = move |name: String| {
        if let Some(preset) = Preset::ALL.into_iter().find(|preset| preset.name() == name) {
            session.perform(Verb::Start(preset));
        }
    };
    view! { <SelectField label="Start from" options value=current on_change=choose/> }
}

/// One step, folded to its one-line summary while another is open, and what is wrong in it.
#[component]
fn Step(
    session: Session,
    section: Section,
    title: &'static str,
    summary: fn(&Studio) -> String,
) -> impl IntoView {
    let later = expect_context::<Later>();
    let summary = Memo::new(move |_| session.sources(summary));
    let sentence = Memo::new(move |_| {
        session.runs(|_| ());
        session.sources(|studio| complaint(studio, section))
    });
    view! {
        <div class="step">
            <details name="step" open=section == Section::Data>
                <summary>
                    <h2>{title}</h2>
                    <span class="summary">{summary}</span>
                </summary>
                <div class="controls">{later.view(Place::Step(section), session)}</div>
            </details>
            <Complaint sentence/>
        </div>
    }
}

/// What is wrong in a step; nothing of a file that isn't at hand any more.
fn complaint(studio: &Studio, section: Section) -> String {
    let is_absent = studio.sources().absence(studio.spec()).is_some();
    let complaint = studio.complaint(section);
    let complaint = complaint.filter(|_| section != Section::Data || !is_absent);
    complaint.unwrap_or_default()
}
