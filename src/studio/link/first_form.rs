//! Links as they were before settings had names.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::{FIRST_VERSION, Link, LinkError};
use crate::balance::SmoteSpec;
use crate::data::SplitSpec;
use crate::experiment::{Arms, DataSpec, LabSpec, Order};
use crate::model::MlpSpec;
use crate::studio::Study;

#[derive(Deserialize)]
struct Address {
    spec: FirstSpec,
    threshold: f64,
    #[serde(default)]
    study: Study,
}

/// An experiment when SMOTE was the only remedy.
#[derive(Default, Deserialize)]
#[serde(default)]
struct FirstSpec {
    data: DataSpec,
    split: SplitSpec,
    balance: Balance,
    model: MlpSpec,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Balance {
    arms: Arms,
    smote: SmoteSpec,
    order: Order,
}

impl From<FirstSpec> for LabSpec {
    fn from(first: FirstSpec) -> Self {
        let Balance { arms, smote, order } = first.balance;
        Self {
            data: first.data,
            split: first.split,
            arms: arms.list(smote, order),
            model: first.model,
        }
    }
}

impl Link {
    /// Reads a link of the first form: `v1=` and JSON in URL-safe Base64.
    ///
    /// # Errors
    ///
    /// As [`from_fragment`](Self::from_fragment).
    pub fn from_first_form(fragment: &str) -> Result<Self, LinkError> {
        let encoded = fragment
            .strip_prefix(FIRST_VERSION)
            .ok_or(LinkError::Foreign)?;
        let json = BASE64_URL_SAFE_NO_PAD.decode(encoded);
        let json = json.map_err(|_| LinkError::Damaged)?;
        let address: Address = serde_json::from_slice(&json).map_err(|_| LinkError::Damaged)?;
        let Address {
            spec,
            threshold,
            mut study,
        } = address;
        study.threshold = threshold;
        let spec = spec.into();
        Self { spec, study }.checked()
    }
}
