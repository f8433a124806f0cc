//! Step 3: what is done about the imbalance.

use leptos::prelude::*;

use super::complaint::Complaint;
use crate::experiment::{Arms, Section};
use crate::page::fields::{Choice, DraggedField, More, NumberField, Reach};
use crate::page::later::{Later, Place};
use crate::page::session::Session;
use crate::studio::Studio;
use crate::studio::setting::lab;
use crate::words::count;

const RATIO: Reach = Reach {
    range: (0.05, 1.0),
    is_log: false,
};

/// What happens to the training rows, in one line.
pub fn summary(studio: &Studio) -> String {
    let before = studio.preview().map(|preview| preview.train.total());
    let spec = studio.spec();
    match (before, studio.resampled()) {
        _ if spec.preset().is_none() => format!("{} arms", spec.shown_arms().count()),
        _ if spec.preset() == Some(Arms::Off) => "training rows as they are".into(),
        (Some(before), Some(Ok(after))) => {
            format!("SMOTE: {} → {} rows", count(before), count(after.total()))
        }
        _ => "on training rows alone".into(),
    }
}

/// Why SMOTE isn't possible, unless the step says so already; nothing where it is.
fn refusal(studio: &Studio) -> String {
    match studio.resampled() {
        Some(Err(refusal)) if studio.complaint(Section::Balance).is_none() => refusal.to_owned(),
        _ => String::new(),
    }
}

/// The step's controls.
#[component]
pub fn BalanceSettings(session: Session) -> impl IntoView {
    let later = expect_context::<Later>();
    let refusal = Memo::new(move |_| {
        session.runs(|_| ());
        session.sources(refusal)
    });
    let has_smote = Memo::new(move |_| session.lab(|studio| studio.spec().smote().is_some()));
    let is_own = session.now(|studio| studio.spec().preset().is_none());
    view! {
        <Choice session setting=&lab::SMOTE/>
        <Show when=move || has_smote.get()>
            <div class="fields">
                <NumberField session setting=&lab::NEIGHBORS/>
                <DraggedField session setting=&lab::RATIO name="Minority to majority" reach=RATIO/>
            </div>
        </Show>
        <Complaint sentence=refusal/>
        <details class="more arms" prop:open=is_own>
            <summary>"Arms…"</summary>
            {later.view(Place::Arms, session)}
        </details>
        {later.view(Place::Balance, session)}
        <More>
            <Choice session setting=&lab::ORDER/>
            <div class="fields">
                <NumberField session setting=&lab::SMOTE_SEED/>
            </div>
        </More>
    }
}
