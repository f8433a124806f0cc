//! Where the page is split. What is reached from [`part`] alone, the tabs behind the first and saving,
//! becomes a file of its own, so that the first press doesn't wait for it.

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::calibration::CalibrationTab;
use super::cost::CostTab;
use super::curves::CurvesTab;
use super::data::{BalancePicture, DataTab};
use super::dropping;
use super::figure_menu::FigureSheet;
use super::later::{Part, Place};
use super::office;
use super::replay::Replay;
use super::saving;
use super::session::Session;
use super::settings::{ArmList, ClassNameFields, StartFrom, UploadSettings, controls};
use super::taking::ExportItems;
use super::threshold::{Below, Conditional, ScoreNotes, ViewChoices};
use super::training::TrainingTab;
use super::why::WhyTab;
use crate::studio::Tab;

/// Loads the second part of the page.
///
/// # Errors
///
/// Where its file can't be had; the next call tries again.
#[wasm_split(later, fallible)]
pub fn part() -> Result<Part, SplitLoaderError> {
    Ok(Part {
        view,
        sheet: |subject| view! { <FigureSheet subject/> }.into_any(),
        save: saving::save,
        begin,
    })
}

/// What can be done from now on.
fn begin(session: Session) {
    office::open(session);
    dropping::take_files(session);
}

fn view(place: Place, session: Session) -> AnyView {
    match place {
        Place::Tab(tab) => view_of(tab, session),
        Place::Below => view! { <Below session/> }.into_any(),
        Place::Start => view! { <StartFrom session/> }.into_any(),
        Place::Step(section) => controls(section, session),
        Place::Export => view! { <ExportItems session/> }.into_any(),
        Place::Replay => view! { <Replay session/> }.into_any(),
        Place::Scores => view! { <ScoreNotes session/> }.into_any(),
        Place::Upload(source) => view! { <UploadSettings session source/> }.into_any(),
        Place::Looking => view! { <ViewChoices session/> }.into_any(),
        Place::ClassNames => view! { <ClassNameFields session/> }.into_any(),
        Place::Conditional => view! { <Conditional session/> }.into_any(),
        Place::Arms => view! { <ArmList session/> }.into_any(),
        Place::Balance => view! { <BalancePicture session/> }.into_any(),
    }
}

fn view_of(tab: Tab, session: Session) -> AnyView {
    match tab {
        Tab::Threshold => ().into_any(),
        Tab::Curves => view! { <CurvesTab session/> }.into_any(),
        Tab::Calibration => view! { <CalibrationTab session/> }.into_any(),
        Tab::Cost => view! { <CostTab session/> }.into_any(),
        Tab::Training => view! { <TrainingTab session/> }.into_any(),
        Tab::Why => view! { <WhyTab session/> }.into_any(),
        Tab::Data => view! { <DataTab session/> }.into_any(),
    }
}
