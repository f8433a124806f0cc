//! What people change about arms.

use crate::balance::RemedySpec;
use crate::experiment::{ArmId, ArmSpec, LabSpec, MOST_ARMS, Order};
use crate::model::ModelSpec;

/// A change of the list of arms, or of one of them.
#[derive(Clone, Debug, PartialEq)]
pub enum ArmChange {
    /// A new arm at the end, with a remedy by its key; nothing for none.
    Add(String),
    /// A copy behind the arm.
    Duplicate,
    /// One place up.
    Up,
    /// One place down.
    Down,
    /// Out of the list.
    Remove,
    /// Left out of training and of sight, or back.
    Hide(bool),
    /// Another name; nothing for that of its remedies.
    Rename(String),
    /// What comes first where rows are both resampled and scaled.
    Order(Order),
    /// Another remedy in the place of one of its remedies, or behind them, by its key; nothing takes it away.
    Remedy {
        /// The place among its remedies.
        place: usize,
        /// The key.
        key: String,
    },
    /// A setting of one of its remedies.
    RemedySetting {
        /// The place among its remedies.
        place: usize,
        /// The name of the setting.
        key: String,
        /// What is written.
        text: String,
    },
    /// Another model by its key; nothing for the shared network.
    Model(String),
    /// A setting of its own model.
    ModelSetting {
        /// The name of the setting.
        key: String,
        /// What is written.
        text: String,
    },
}

/// A list of arms that was changed.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedArms {
    /// The arms.
    pub arms: Vec<ArmSpec>,
    /// Where each of them stood before; a new one nowhere.
    pub came_from: Vec<Option<usize>>,
}

impl ArmChange {
    /// The arms of `spec` after the change, which is of `arm`.
    ///
    /// # Errors
    ///
    /// What is wanted, in a sentence, where a setting can't be read or the list is full.
    pub fn of(self, spec: &LabSpec, arm: ArmId) -> Result<ChangedArms, String> {
        let (mut arms, place) = (spec.arms.clone(), arm.index());
        let n_arms = arms.len();
        let is_adding = matches!(self, Self::Add(_) | Self::Duplicate);
        if is_adding && n_arms >= MOST_ARMS {
            return Err(format!("{MOST_ARMS} arms are compared at most."));
        }
        let mut came_from: Vec<_> = (0..n_arms).map(Some).collect();
        match self {
            Self::Add(key) => {
                let remedy = RemedySpec::of_key(&key);
                arms.push(ArmSpec {
                    remedies: remedy.into_iter().collect(),
                    ..ArmSpec::default()
                });
                came_from.push(None);
            }
            Self::Duplicate => {
                if let Some(copy) = arms.get(place).cloned() {
                    arms.insert(place + 1, copy);
                    came_from.insert(place + 1, None);
                }
            }
            Self::Up if place > 0 && place < n_arms => {
                arms.swap(place - 1, place);
                came_from.swap(place - 1, place);
            }
            Self::Down if place + 1 < n_arms => {
                arms.swap(place, place + 1);
                came_from.swap(place, place + 1);
            }
            Self::Remove if n_arms > 1 && place < n_arms => {
                arms.remove(place);
                came_from.remove(place);
            }
            Self::Up | Self::Down | Self::Remove => {}
            change => {
                if let Some(arm) = arms.get_mut(place) {
                    change_one(arm, spec, change)?;
                }
            }
        }
        Ok(ChangedArms { arms, came_from })
    }
}

/// Changes one arm and not its place.
fn change_one(arm: &mut ArmSpec, spec: &LabSpec, change: ArmChange) -> Result<(), String> {
    match change {
        ArmChange::Hide(is_hidden) => arm.is_hidden = is_hidden,
        ArmChange::Rename(name) => name.trim().clone_into(&mut arm.name),
        ArmChange::Order(order) => arm.order = order,
        ArmChange::Remedy { place, key } => {
            let remedy = RemedySpec::of_key(&key);
            match (arm.remedies.get_mut(place), remedy) {
                (Some(before), Some(remedy)) => *before = remedy,
                (Some(_), None) => {
                    arm.remedies.remove(place);
                }
                (None, remedy) => arm.remedies.extend(remedy),
            }
        }
        ArmChange::RemedySetting { place, key, text } => {
            if let Some(remedy) = arm.remedies.get_mut(place) {
                remedy.set(&key, &text)?;
            }
        }
        ArmChange::Model(key) => {
            // A network of its own begins as the shared one.
            let shared = ModelSpec::Network(spec.model.clone());
            let model = ModelSpec::of_key(&key);
            arm.model = model.map(|model| {
                if model.key() == shared.key() {
                    shared
                } else {
                    model
                }
            });
        }
        ArmChange::ModelSetting { key, text } => {
            if let Some(model) = &mut arm.model {
                model.set(&key, &text)?;
            }
        }
        ArmChange::Add(_)
        | ArmChange::Duplicate
        | ArmChange::Up
        | ArmChange::Down
        | ArmChange::Remove => {}
    }
    Ok(())
}
