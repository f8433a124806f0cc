//! Step 2: which rows are held out.

use leptos::prelude::*;

use crate::data::SplitBy;
use crate::experiment::Source;
use crate::page::fields::{ChoiceMenu, FlagField, More, NumberField, SelectField, TextField};
use crate::page::session::Session;
use crate::studio::setting::lab;
use crate::studio::{Studio, UploadState};
use crate::words::significant;

/// The shares in one line.
pub fn summary(studio: &Studio) -> String {
    let split = &studio.spec().split;
    let [test, validation] = [split.test_share, split.validation_share].map(|share| share * 100.0);
    if studio.has_scores_source() {
        if validation == 0.0 {
            return "No validation rows".into();
        }
        return format!("{} % to choose on", significant(validation, 4));
    }
    let shares = [100.0 - test - validation, validation, test].map(|share| significant(share, 4));
    let how = match split.by {
        SplitBy::Time => "by time",
        SplitBy::Group => "by group",
        SplitBy::Chance if split.stratified => "stratified",
        SplitBy::Chance => "random",
    };
    format!("{} {how}", shares.join(" / "))
}

/// Shares of training, validation and test rows at a press: what they are called, validation and test in percent.
const PRESETS: [(&str, u32, u32); 3] = [
    ("80 / 20", 0, 20),
    ("60 / 20 / 20", 20, 20),
    ("70 / 20 / 10", 20, 10),
];

/// The columns of the file, with none at first.
fn columns(studio: &Studio) -> Vec<String> {
    let UploadState::Loaded { table, .. } = &studio.sources().table.state else {
        return Vec::new();
    };
    let names = table.columns.iter().map(|column| column.name.clone());
    std::iter::once(String::new()).chain(names).collect()
}

/// The step's controls.
#[component]
pub fn SplitSettings(session: Session) -> impl IntoView {
    let is_trained = Memo::new(move |_| session.lab(|studio| !studio.has_scores_source()));
    let is_upload =
        Memo::new(move |_| session.lab(|studio| studio.spec().data.source == Source::Upload));
    let is_by_column =
        Memo::new(move |_| session.lab(|studio| studio.spec().split.by != SplitBy::Chance));
    let is_by_time =
        Memo::new(move |_| session.lab(|studio| studio.spec().split.by == SplitBy::Time));
    let columns = Signal::derive(move || session.sources(columns));
    let column = Signal::derive(move || session.text(&lab::SPLIT_COLUMN));
    let choose = move |name: String| drop(session.set(&lab::SPLIT_COLUMN, name));
    let preset = move |(name, validation, test): (&'static str, u32, u32)| {
        let press = move |_| {
            let _ = session.set(&lab::TEST_SHARE, test);
            let _ = session.set(&lab::VALIDATION_SHARE, validation);
        };
        view! { <button type="button" on:click=press>{name}</button> }
    };
    view! {
        <Show when=move || is_trained.get()>
            <div class="presets" role="group" aria-label="Shares of training, validation and test rows">
                {PRESETS.map(preset)}
            </div>
        </Show>
        <div class="fields">
            <Show when=move || is_trained.get()>
                <NumberField session setting=&lab::TEST_SHARE/>
            </Show>
            <NumberField session setting=&lab::VALIDATION_SHARE/>
        </div>
        <Show when=move || is_upload.get()>
            <div class="fields one">
                <ChoiceMenu session setting=&lab::SPLIT_BY/>
                <Show when=move || is_by_column.get()>
                    <SelectField label=lab::SPLIT_COLUMN.label options=columns value=column on_change=choose/>
                </Show>
                <Show when=move || is_by_time.get()>
                    <TextField session setting=&lab::SPLIT_FROM/>
                </Show>
            </div>
        </Show>
        <More>
            <FlagField session setting=&lab::STRATIFIED/>
            <div class="fields">
                <NumberField session setting=&lab::SPLIT_SEED/>
                <Show when=move || is_trained.get()>
                    <ChoiceMenu session setting=&lab::SCALING/>
                </Show>
            </div>
        </More>
    }
}
