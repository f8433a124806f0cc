//! Calibration and losses in tables.

use crate::experiment::{ArmCalibration, ScaleLine};
use crate::metrics::{Calibration, Recalibration, ScaleKind};
use crate::studio::{ArmView, Studio};
use crate::words::{Cell, Table};

/// Digits after the point in the table of calibration.
const DECIMALS: usize = 4;

/// A quantity of a calibration.
type Quantity = (&'static str, fn(&Calibration) -> f64);

const COMPARED: [Quantity; 4] = [
    ("Brier score", |calibration| calibration.brier_score),
    ("Log loss", |calibration| calibration.log_loss),
    ("ECE", |calibration| calibration.expected_calibration_error),
    ("Mean score", |calibration| calibration.mean_score),
];

/// A line of the table of calibration: name, meaning and value.
type Line = (&'static str, &'static str, Read);

/// Where a line reads its value.
#[derive(Clone, Copy)]
enum Read {
    Of(fn(&Calibration) -> f64),
    Fitted(fn(&Recalibration) -> Option<f64>),
}

const LINES: [Line; 15] = [
    (
        "Mean score",
        "what the model expects on average",
        Read::Of(|of| of.mean_score),
    ),
    (
        "Default rate",
        "what happened on average",
        Read::Of(|of| of.observed_rate),
    ),
    (
        "Expected over observed",
        "1 is right; above 1 risks are overstated",
        Read::Of(|of| of.expected_over_observed),
    ),
    (
        "Expected calibration error",
        "how far scores lie from default rates, bin by bin, on average",
        Read::Of(|of| of.expected_calibration_error),
    ),
    (
        "Maximum calibration error",
        "the same in the worst bin",
        Read::Of(|of| of.maximum_calibration_error),
    ),
    (
        "Calibration in the large",
        "shift needed in the log-odds; 0 is right",
        Read::Fitted(|fit| fit.in_the_large),
    ),
    (
        "Calibration intercept",
        "of a logistic fit of the outcomes on the log-odds; 0 is right",
        Read::Fitted(|fit| fit.intercept),
    ),
    (
        "Calibration slope",
        "of the same fit; 1 is right, below 1 scores are too extreme",
        Read::Fitted(|fit| fit.slope),
    ),
    (
        "Brier score",
        "reliability − resolution + uncertainty + within bins",
        Read::Of(|of| of.brier_score),
    ),
    (
        "Reliability",
        "how far mean scores lie from default rates, bin by bin; less is better",
        Read::Of(|of| of.reliability),
    ),
    (
        "Resolution",
        "how far apart the bins' default rates lie; more is better",
        Read::Of(|of| of.resolution),
    ),
    (
        "Uncertainty",
        "the Brier score of knowing only the default rate",
        Read::Of(|of| of.uncertainty),
    ),
    (
        "Within bins",
        "the remainder, since scores differ within a bin",
        Read::Of(|of| of.within_bins),
    ),
    (
        "Brier score of the good customers",
        "over good customers alone",
        Read::Of(|of| of.brier_of_good),
    ),
    (
        "Brier score of the defaults",
        "over defaults alone",
        Read::Of(|of| of.brier_of_default),
    ),
];

impl Read {
    fn value(self, known: &ArmCalibration) -> Option<f64> {
        match self {
            Self::Of(read) => known.calibration.as_ref().map(read),
            Self::Fitted(read) => known.recalibration.as_ref().and_then(read),
        }
    }
}

impl Studio {
    /// Every scale of every arm: what moves and what stays. The last column says why a scale can't be had.
    #[must_use]
    pub fn scale_table(&self) -> Table {
        let caption = "Before and after: the ranking stays, the probabilities move";
        let mut table = Table::new(caption, &["Model and scale", "ROC AUC"]);
        table.head.extend(COMPARED.map(|(name, _)| name.to_owned()));
        table.head.push("Why there is none".into());
        self.for_each_scale(|name, line| {
            let calibration = line.and_then(|line| line.calibration.as_ref());
            let compared = COMPARED.map(|(_, read)| Cell::metric(calibration.map(read)));
            let auc = Cell::metric(line.map(|line| line.roc_auc));
            let cells = [name.into(), auc].into_iter().chain(compared);
            table.push(cells.chain([refusal(line, self)]));
        });
        table
    }

    /// Expected against realised loss if everybody is accepted, for each arm on each scale. The last
    /// column says why a scale can't be had.
    #[must_use]
    pub fn loss_table(&self) -> Table {
        let head = [
            "Model and scale",
            "expected loss",
            "realised loss",
            "expected / realised",
            "Why there is none",
        ];
        let mut table = Table::new("Expected and realised loss, everybody accepted", &head);
        self.for_each_scale(|name, line| {
            let loss = line.and_then(|line| line.loss);
            let expected = loss.and_then(|loss| loss.expected);
            let realised = loss.map(|loss| loss.realised);
            let lost = realised.filter(|realised| *realised > 0.0);
            let ratio = expected.zip(lost).map(|(expected, lost)| expected / lost);
            table.push([
                name.into(),
                Cell::money(expected),
                Cell::money(realised),
                times(ratio),
                refusal(line, self),
            ]);
        });
        table
    }

    /// Which lines of both tables above are of the scale on which an arm is looked at.
    #[must_use]
    pub fn scales_in_use(&self) -> Vec<bool> {
        let views = self.views().arms.iter();
        let of = |view: &ArmView| ScaleKind::ALL.map(|kind| kind == view.reading.asked);
        views.flat_map(of).collect()
    }

    /// The calibration of each arm on its scale. The first cell of a line is its name, a colon and what
    /// it means.
    #[must_use]
    pub fn calibration_table(&self) -> Table {
        let mut table = Table::new("Calibration", &["Quantity"]);
        let say = |text: &str| self.say(text);
        let arms = &self.views().arms;
        table
            .head
            .extend(arms.iter().map(|view| view.name().to_owned()));
        let known: Vec<_> = arms
            .iter()
            .map(|view| self.calibration_of(view.arm))
            .collect();
        for (name, meaning, read) in LINES {
            let cells = known
                .iter()
                .map(|known| decimals(known.and_then(|known| read.value(known))));
            let name = Cell::from(say(&format!("{name}: {meaning}")));
            table.push(std::iter::once(name).chain(cells));
        }
        table
    }

    /// Tells of every scale of every arm, with what is known of it.
    fn for_each_scale(&self, mut tell: impl FnMut(String, Option<&ScaleLine>)) {
        for view in &self.views().arms {
            let known = self.calibration_of(view.arm);
            for kind in ScaleKind::ALL {
                let line =
                    known.and_then(|known| known.scales.iter().find(|line| line.kind == kind));
                tell(format!("{}, {}", view.name(), kind.name()), line);
            }
        }
    }
}

fn refusal(line: Option<&ScaleLine>, studio: &Studio) -> Cell {
    let refusal = line.and_then(|line| line.refusal.as_ref());
    refusal.map_or_else(Cell::default, |refusal| studio.say(refusal).into())
}

fn decimals(value: Option<f64>) -> Cell {
    let number = Cell::metric(value);
    match value {
        Some(value) => Cell {
            shown: format!("{value:.DECIMALS$}").replace('-', "−"),
            ..number
        },
        None => number,
    }
}

fn times(ratio: Option<f64>) -> Cell {
    let number = Cell::metric(ratio);
    match ratio {
        Some(ratio) => Cell {
            shown: format!("{ratio:.2} ×"),
            ..number
        },
        None => number,
    }
}
