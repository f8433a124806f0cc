//! Where the page is split in two. What is reached from [`part`] alone, the tabs behind the first and saving,
//! becomes a file of its own, so that the first press doesn't wait for it.

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::calibration::CalibrationTab;
use super::cost::CostTab;
use super::curves::CurvesTab;
use super::data::DataTab;
use super::later::Part;
use super::saving;
use super::session::Session;
use super::threshold::Below;
use super::training::TrainingTab;
use crate::studio::Tab;

/// Loads the second part of the page.
///
/// # Errors
///
/// Where its file can't be had; the next call tries again.
#[wasm_split(later, fallible)]
pub fn part() -> Result<Part, SplitLoaderError> {
    Ok(Part {
        tab,
        below: |session| view! { <Below session/> }.into_any(),
        save: saving::save,
    })
}

fn tab(tab: Tab, session: Session) -> AnyView {
    match tab {
        Tab::Threshold => ().into_any(),
        Tab::Curves => view! { <CurvesTab session/> }.into_any(),
        Tab::Calibration => view! { <CalibrationTab session/> }.into_any(),
        Tab::Cost => view! { <CostTab session/> }.into_any(),
        Tab::Training => view! { <TrainingTab session/> }.into_any(),
        Tab::Data => view! { <DataTab session/> }.into_any(),
    }
}
