//! An experiment and how it is looked at, as the part of an address behind `#`.
//!
//! `v2=` and a check sum, then `&name=value` for each setting that differs from the tutorial's.

use form_urlencoded::{Serializer, parse};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Study;
use super::setting::{AnySetting, lab, study};
use crate::experiment::{LabSpec, Source};
use crate::setting::Setting;

mod first_form;
mod json;

const VERSION: &str = "v2=";
const FIRST_VERSION: &str = "v1=";

/// All that a link restores. Serialised it is its own text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Link {
    /// The experiment.
    pub spec: LabSpec,
    /// How the results are looked at.
    pub study: Study,
}

/// Why an address names no experiment.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// It begins with something else than a version.
    #[error("the link is not one of this lab's, or comes from a later version of it")]
    Foreign,
    /// It was cut or altered.
    #[error("the link is damaged: copy it again, whole")]
    Damaged,
}

/// What an address turned out to hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// A link.
    Link(Box<Link>),
    /// A link of the first form, for [`Link::from_first_form`]: a worker reads it, so that the page
    /// doesn't carry what reads it.
    FirstForm(String),
}

impl From<Link> for String {
    fn from(link: Link) -> Self {
        link.to_fragment()
    }
}

impl TryFrom<String> for Link {
    type Error = LinkError;

    fn try_from(fragment: String) -> Result<Self, LinkError> {
        match Self::from_fragment(&fragment)? {
            Opened::Link(link) => Ok(*link),
            Opened::FirstForm(fragment) => Self::from_first_form(&fragment),
        }
    }
}

impl Link {
    /// The text behind `#`.
    #[must_use]
    pub fn to_fragment(&self) -> String {
        let mut pairs = Serializer::new(String::new());
        write(lab::all(), &self.spec, LabSpec::default(), &mut pairs);
        write(
            study::ALL.into_iter(),
            &self.study,
            Study::default(),
            &mut pairs,
        );
        let pairs = pairs.finish();
        let sum = check_sum(&pairs);
        let and = if pairs.is_empty() { "" } else { "&" };
        format!("{VERSION}{sum}{and}{pairs}")
    }

    /// Reads the text behind `#`.
    ///
    /// # Errors
    ///
    /// [`LinkError::Foreign`] without a version in front, [`LinkError::Damaged`] when what follows isn't
    /// what was written.
    pub fn from_fragment(fragment: &str) -> Result<Opened, LinkError> {
        if fragment.starts_with(FIRST_VERSION) {
            return Ok(Opened::FirstForm(fragment.to_owned()));
        }
        let body = fragment.strip_prefix(VERSION).ok_or(LinkError::Foreign)?;
        let (sum, pairs) = body.split_once('&').unwrap_or((body, ""));
        if sum != check_sum(pairs) {
            return Err(LinkError::Damaged);
        }
        let mut link = Self::default();
        for (key, value) in parse(pairs.as_bytes()) {
            link.write(&key, &value).ok_or(LinkError::Damaged)?;
        }
        link.checked().map(|link| Opened::Link(Box::new(link)))
    }

    fn write(&mut self, key: &str, text: &str) -> Option<()> {
        let written = match AnySetting::find(key)? {
            AnySetting::Lab(setting) => setting.set(&mut self.spec, text),
            AnySetting::Study(setting) => setting.set(&mut self.study, text),
        };
        written.ok()
    }

    /// Uploaded scores may be any numbers; those of a network are probabilities.
    fn checked(self) -> Result<Self, LinkError> {
        let threshold = self.study.threshold;
        let is_of_scores = self.spec.data.source == Source::Scores;
        let is_possible = (0.0..=1.0).contains(&threshold) || is_of_scores && threshold.is_finite();
        if is_possible {
            Ok(self)
        } else {
            Err(LinkError::Damaged)
        }
    }
}

/// Writes what differs from `state`, in an order in which what is written first changes what is left to
/// write.
fn write<S: Clone + PartialEq + 'static>(
    settings: impl Iterator<Item = &'static Setting<S>>,
    asked: &S,
    mut state: S,
    pairs: &mut Serializer<String>,
) {
    for setting in settings {
        let text = setting.text(asked);
        if text != setting.text(&state) && setting.set(&mut state, &text).is_ok() {
            pairs.append_pair(setting.key, &text);
        }
    }
}

/// Tells a link that was altered or cut.
fn check_sum(text: &str) -> String {
    use std::hash::Hasher;
    let mut hasher = fnv::FnvHasher::default();
    hasher.write(text.as_bytes());
    let sum = hasher.finish();
    format!("{:08x}", (sum >> 32) ^ (sum & 0xffff_ffff))
}
