//! An experiment and a threshold as the part of an address behind `#`.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{LabSpec, Source, Study};

const VERSION: &str = "v1=";

/// All that a link restores. `v1=` and the JSON of this value in URL-safe Base64.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Address {
    /// The experiment.
    pub spec: LabSpec,
    /// The decision threshold: a score in 0..=1, or any finite one of uploaded scores.
    pub threshold: f64,
    /// How the results are looked at.
    #[serde(default)]
    pub study: Study,
}

impl Default for Address {
    /// The tutorial, cut at 0.5.
    fn default() -> Self {
        Self {
            spec: LabSpec::default(),
            threshold: 0.5,
            study: Study::default(),
        }
    }
}

/// Why an address names no experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AddressError {
    /// It begins with something else than `v1=`.
    #[error("the link is not one of this lab's, or comes from a later version of it")]
    Foreign,
    /// It was cut or altered.
    #[error("the link is damaged: copy it again, whole")]
    Damaged,
}

impl Address {
    /// The text behind `#`.
    #[must_use]
    pub fn to_fragment(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("{VERSION}{}", BASE64_URL_SAFE_NO_PAD.encode(json))
    }

    /// Reads the text behind `#`.
    ///
    /// # Errors
    ///
    /// [`AddressError::Foreign`] without the version in front, [`AddressError::Damaged`] when what
    /// follows isn't an experiment with a threshold.
    pub fn from_fragment(fragment: &str) -> Result<Self, AddressError> {
        let encoded = fragment
            .strip_prefix(VERSION)
            .ok_or(AddressError::Foreign)?;
        let json = BASE64_URL_SAFE_NO_PAD
            .decode(encoded)
            .map_err(|_| AddressError::Damaged)?;
        let address: Self = serde_json::from_slice(&json).map_err(|_| AddressError::Damaged)?;
        // Uploaded scores may be any numbers; those of a network are probabilities.
        let is_of_scores = address.spec.data.source == Source::Scores;
        let is_possible = (0.0..=1.0).contains(&address.threshold)
            || is_of_scores && address.threshold.is_finite();
        if !is_possible {
            return Err(AddressError::Damaged);
        }
        Ok(address)
    }
}
