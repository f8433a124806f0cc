//! What a step is.

use super::{Fitted, Frame, PrepareError, TrainingRows};
use crate::setting::Setting;

/// A step on the way from a table to numbers. A new one is a file, and a line in [`StepSpec`].
pub trait Step: Clone + Default + PartialEq + 'static {
    /// Its name in links: small letters, digits and hyphens.
    const KEY: &'static str;
    /// What people call it.
    const NAME: &'static str;
    /// What can be set.
    const SETTINGS: &'static [Setting<Self>];

    /// The setting at a place.
    #[must_use]
    fn setting(place: usize) -> Option<&'static Setting<Self>> {
        Self::SETTINGS.get(place)
    }

    /// Learns from the training rows of a frame.
    ///
    /// # Errors
    ///
    /// What is wrong with the settings or the columns.
    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError>;
}
