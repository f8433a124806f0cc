//! Links as they were before settings had names.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::{FIRST_VERSION, Link, LinkError};
use crate::experiment::LabSpec;
use crate::studio::Study;

#[derive(Deserialize)]
struct Address {
    spec: LabSpec,
    threshold: f64,
    #[serde(default)]
    study: Study,
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
        Self { spec, study }.checked()
    }
}
