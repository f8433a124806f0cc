//! Arms as values: what is done about the imbalance in each, and what learns there.

use serde::{Deserialize, Serialize};

use crate::balance::{Aspect, Cutting, RemedySpec, SmoteSpec};
use crate::data::MAX_SCORE_COLUMNS;
use crate::model::{LossSpec, ModelSpec};

/// Arms that are compared at most, trained ones or columns of scores. Each has a colour, a dash and a marker.
pub const MOST_ARMS: usize = MAX_SCORE_COLUMNS;

/// An arm by its place in its list, from 0: the only key. Colour, dash and marker follow it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct ArmId(pub u8);

impl ArmId {
    /// The arm at a place; the last that there can be where there are fewer.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "fewer than 256 arms")]
    pub const fn at(place: usize) -> Self {
        if place < MOST_ARMS {
            Self(place as u8)
        } else {
            Self(MOST_ARMS as u8 - 1)
        }
    }

    /// A kept arm that is drawn behind the others: places after the last that an arm can have.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "there are two")]
    pub const fn ghost(place: usize) -> Self {
        Self((MOST_ARMS + place) as u8)
    }

    /// Its place, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The class of its colour in the style sheet.
    #[must_use]
    pub fn class(self) -> String {
        format!("arm-{}", self.0 + 1)
    }
}

/// What comes first where rows are both resampled and scaled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// Neighbours are found in the columns' own units; the scaler is fitted on the resampled rows.
    #[default]
    ResampleThenScale,
    /// The scaler is fitted on the real training rows; neighbours are found among scaled rows.
    ScaleThenResample,
}

/// One arm of an experiment. Arms share data, split and, unless they have a model of their own, the model with its
/// initial weights and the seed of its batches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArmSpec {
    /// What people call it; empty for what its remedies and its model are called.
    pub name: String,
    /// Whether it is left out: neither trained nor shown.
    pub is_hidden: bool,
    /// What is done about the imbalance; at most one remedy acts on each [`Aspect`].
    pub remedies: Vec<RemedySpec>,
    /// What comes first where rows are both resampled and scaled.
    pub order: Order,
    /// What learns; `None` for the network that arms share.
    pub model: Option<ModelSpec>,
}

impl ArmSpec {
    /// An arm with one remedy and the shared network.
    #[must_use]
    pub fn of(remedy: RemedySpec) -> Self {
        Self {
            remedies: vec![remedy],
            ..Self::default()
        }
    }

    /// What people call it. Another arm may be called the same; see [`LabSpec::name_of`](super::LabSpec::name_of).
    #[must_use]
    pub fn own_name(&self) -> String {
        if !self.name.is_empty() {
            return self.name.clone();
        }
        let names = self.remedies.iter().map(RemedySpec::name);
        let model = self.model.as_ref().map(ModelSpec::name);
        let names: Vec<_> = model.into_iter().chain(names).collect();
        if names.is_empty() {
            "as is".into()
        } else {
            names.join(" + ")
        }
    }

    /// The remedy that acts on something.
    #[must_use]
    pub fn remedy(&self, aspect: Aspect) -> Option<&RemedySpec> {
        self.remedies
            .iter()
            .find(|remedy| remedy.aspect() == aspect)
    }

    /// What two of its remedies act on, where there are two such.
    #[must_use]
    pub fn contested(&self) -> Option<Aspect> {
        let mut aspects = self.remedies.iter().map(RemedySpec::aspect).enumerate();
        let is_taken = |(place, aspect): &(usize, Aspect)| {
            let mut before = self.remedies[..*place].iter();
            before.any(|remedy| remedy.aspect() == *aspect)
        };
        aspects.find(is_taken).map(|(_, aspect)| aspect)
    }

    /// How it is judged where its threshold is its own.
    #[must_use]
    pub fn cutting(&self) -> Option<Cutting> {
        self.remedies.iter().find_map(RemedySpec::cutting)
    }

    /// What each row counts in the loss, given how many of each class there are to learn from; `shared` is what the
    /// model says itself.
    #[must_use]
    pub fn loss(&self, counts: [usize; 2], shared: LossSpec) -> LossSpec {
        let weights = self
            .remedies
            .iter()
            .find_map(|remedy| remedy.weights(counts));
        let focus = self.remedies.iter().find_map(RemedySpec::focus);
        let (gamma, alpha) = focus.unwrap_or((shared.gamma, shared.alpha));
        LossSpec {
            class_weights: weights.unwrap_or(shared.class_weights),
            gamma,
            alpha,
        }
    }

    /// What of it has a part in what is learnt: not its name, and not where its threshold is.
    pub(super) fn learnt(&self) -> (Vec<&RemedySpec>, Order) {
        let remedies = self.remedies.iter();
        let learnt = remedies.filter(|remedy| remedy.aspect() != Aspect::Threshold);
        // Without resampling nothing comes first.
        let order = self.remedy(Aspect::Rows).map(|_| self.order);
        (learnt.collect(), order.unwrap_or_default())
    }
}

/// The lists of arms that one press sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arms {
    /// The rows as they are.
    Off,
    /// With SMOTE.
    On,
    /// Both, at the same time.
    #[default]
    Compare,
}

impl Arms {
    /// Every list.
    pub const ALL: [Self; 3] = [Self::Off, Self::On, Self::Compare];

    /// The arms: as is and SMOTE, one of which may be hidden, so that its settings stay.
    #[must_use]
    pub fn list(self, smote: SmoteSpec, order: Order) -> Vec<ArmSpec> {
        vec![
            ArmSpec {
                is_hidden: self == Self::On,
                ..ArmSpec::default()
            },
            ArmSpec {
                is_hidden: self == Self::Off,
                order,
                ..ArmSpec::of(RemedySpec::Smote(smote))
            },
        ]
    }
}
