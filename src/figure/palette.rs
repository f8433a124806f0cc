//! The colours of a figure, read from the page's CSS custom properties.

use plotters::style::RGBColor;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How many arms have a colour, a dash and a marker of their own. Places after the last are ghosts: what is shown behind
/// them.
pub const ARMS: usize = crate::experiment::MOST_ARMS;

/// The colours of one theme. They live in the style sheet; a figure is handed a copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// The cut line and other strong ink: `--text`.
    pub text: RGBColor,
    /// Axis titles, tick labels and reference lines: `--muted`.
    pub muted: RGBColor,
    /// Grid lines: `--grid`.
    pub grid: RGBColor,
    /// What the figure stands on, and the ring round a dot: `--surface`.
    pub surface: RGBColor,
    /// Rows of good customers: `--good`.
    pub good: RGBColor,
    /// Rows of defaults: `--default`.
    pub default: RGBColor,
    /// The arms of the experiment: `--arm-1` to `--arm-8`.
    pub arms: [RGBColor; ARMS],
}

/// Why a palette could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum PaletteError {
    /// The style sheet doesn't define the property.
    #[error("the style sheet has no colour {name}")]
    Missing {
        /// The custom property, with its dashes.
        name: String,
    },
    /// The property's value isn't `#rgb` or `#rrggbb`.
    #[error("the colour {name} is \"{value}\", which is neither #rgb nor #rrggbb")]
    NotHex {
        /// The custom property, with its dashes.
        name: String,
        /// The value found.
        value: String,
    },
}

impl Palette {
    /// Reads every colour through `property`, which is given the name of a CSS custom property and
    /// answers with its value (`#rgb` or `#rrggbb`, surrounding space allowed).
    ///
    /// # Errors
    /// [`PaletteError::Missing`] where `property` answers `None`, [`PaletteError::NotHex`] where
    /// the value is no hexadecimal colour.
    pub fn from_css(property: impl Fn(&str) -> Option<String>) -> Result<Self, PaletteError> {
        let read = |name: &str| {
            let missing = || PaletteError::Missing {
                name: name.to_owned(),
            };
            let value = property(name).ok_or_else(missing)?;
            parse_hex(value.trim()).ok_or_else(|| PaletteError::NotHex {
                name: name.to_owned(),
                value,
            })
        };
        let mut palette = Self {
            text: read("--text")?,
            muted: read("--muted")?,
            grid: read("--grid")?,
            surface: read("--surface")?,
            good: read("--good")?,
            default: read("--default")?,
            arms: [RGBColor(0, 0, 0); ARMS],
        };
        for (arm, color) in (1..).zip(&mut palette.arms) {
            *color = read(&format!("--arm-{arm}"))?;
        }
        Ok(palette)
    }

    /// The colour of an arm, counted from 0; places after the last are ghosts, which are grey.
    #[must_use]
    pub fn arm(&self, arm: usize) -> RGBColor {
        self.arms.get(arm).copied().unwrap_or(self.muted)
    }

    /// The colour of what is written beside an arm's curve.
    #[must_use]
    pub fn name(&self, arm: usize) -> RGBColor {
        if arm < ARMS { self.text } else { self.muted }
    }
}

/// `#rgb` or `#rrggbb` as a colour.
fn parse_hex(value: &str) -> Option<RGBColor> {
    let digits: Vec<u8> = value
        .strip_prefix('#')?
        .chars()
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect::<Option<_>>()?;
    match digits[..] {
        [r, g, b] => Some(RGBColor(r * 17, g * 17, b * 17)),
        [r, r2, g, g2, b, b2] => Some(RGBColor(r * 16 + r2, g * 16 + g2, b * 16 + b2)),
        _ => None,
    }
}
