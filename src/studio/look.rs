//! What is on the screen.

/// A view of the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// One cut, and everything that it does.
    #[default]
    Threshold,
    /// Every other view of the same ranking.
    Curves,
    /// Whether scores are probabilities.
    Calibration,
    /// What decisions earn and cost.
    Cost,
    /// Losses while they fall.
    Training,
    /// Why models decide as they do.
    Why,
    /// The rows.
    Data,
}

impl Tab {
    /// Every view, in its order on the page.
    pub const ALL: [Self; 7] = [
        Self::Threshold,
        Self::Curves,
        Self::Calibration,
        Self::Cost,
        Self::Training,
        Self::Why,
        Self::Data,
    ];

    /// The name on its tab.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Threshold => "Threshold",
            Self::Curves => "Curves",
            Self::Calibration => "Calibration",
            Self::Cost => "Cost",
            Self::Training => "Training",
            Self::Why => "Why",
            Self::Data => "Data",
        }
    }
}

/// What scores are shown as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Bars as long as the logarithm of their rows.
    LogBars,
    /// Bars as long as their rows.
    LinearBars,
    /// A dot an applicant.
    #[default]
    People,
}

impl Look {
    /// Every look, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::People, Self::LogBars, Self::LinearBars];
}

/// What figures show beside their curves.
#[expect(clippy::struct_excessive_bools, reason = "each is switched by itself")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers {
    /// The 95 % bands of the ROC and the precision-recall curve.
    pub bands: bool,
    /// The convex hull of the ROC curve.
    pub hull: bool,
    /// The line of equal cost through each dot in the ROC plane.
    pub iso_cost: bool,
    /// Lines of equal F1 in the precision-recall plane.
    pub iso_f1: bool,
}

impl Default for Layers {
    fn default() -> Self {
        Self {
            bands: true,
            hull: false,
            iso_cost: false,
            iso_f1: false,
        }
    }
}
