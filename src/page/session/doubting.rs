//! How sure the numbers are: asked of a worker once things have come to rest.

use std::time::Duration;

use leptos::prelude::*;

use super::{ArmView, Session};
use crate::experiment::message::{Command, Event};
use crate::experiment::{Arm, MoneyMode, ScoredArm, Study, Uncertainty, UncertaintySpec};
use crate::metrics::{ArmIntervals, BootstrapSpec, Metric, Payoff};
use crate::page::worker::{Report, Worker};
use crate::words::significant;

/// A threshold rests this long before it is doubted.
const DOUBT_AFTER: Duration = Duration::from_millis(350);

/// Points of a band's lower and upper border.
pub type BandPoints = (Vec<(f64, f64)>, Vec<(f64, f64)>);

impl Session {
    /// Keeps the intervals equal to what is shown, a moment after it has come to rest.
    pub(super) fn doubt_what_is_shown(self) {
        let worker = Worker::spawn(move |report| self.hear_of_doubt(report));
        self.study_worker.set_value(Some(worker));
        let mut waiting: Option<TimeoutHandle> = None;
        let asked = Memo::new(move |_| {
            self.study.with(|study| {
                let Study {
                    goal,
                    chooser,
                    binning,
                    ..
                } = study;
                (goal.clone(), *chooser, *binning)
            })
        });
        // Bands and areas hold for the scores, whatever the threshold; only other scores end them.
        Effect::new(move |_| {
            self.derived.views.track();
            asked.track();
            if self.uncertainty.with_untracked(Option::is_some) {
                self.uncertainty.set(None);
            }
        });
        Effect::new(move |_| {
            self.derived.views.track();
            self.derived.thresholds.track();
            asked.track();
            if let Some(waiting) = waiting.take() {
                waiting.clear();
            }
            waiting = set_timeout_with_handle(move || self.request_doubt(), DOUBT_AFTER).ok();
        });
    }

    fn request_doubt(self) {
        let is_training = self.record.with_untracked(|record| record.is_running());
        let Some(spec) = untrack(|| self.doubt_spec()).filter(|_| !is_training) else {
            return;
        };
        self.study_worker.with_value(|worker| {
            if let Some(worker) = worker {
                worker.post(&Command::Doubt(spec), None);
            }
        });
    }

    fn hear_of_doubt(self, report: Report) {
        match report {
            Report::Said(Event::Doubted { uncertainty, .. }) => {
                if uncertainty.id == self.doubt_id.get_value() {
                    self.uncertainty.set(Some(uncertainty));
                }
            }
            Report::Said(_) => {}
            Report::Replaced { sentence, .. } => self.notify(sentence),
        }
    }

    /// What is to be doubted: the arms that scored the same rows as the first.
    fn doubt_spec(self) -> Option<UncertaintySpec> {
        let views = self.derived.views.get();
        let thresholds = self.derived.thresholds.get();
        let first = views.first()?;
        let labels = first.reading.judged.labels();
        let is_paired = |view: &ArmView| {
            let judged = &view.reading.judged;
            judged.labels() == labels && judged.rows() == first.reading.judged.rows()
        };
        let paired = views
            .iter()
            .zip(&thresholds)
            .filter(|(view, _)| is_paired(view));
        let arms: Vec<_> = paired
            .map(|(view, &threshold)| ScoredArm {
                place: view.arm.index(),
                scores: view.reading.judged.test.scores(),
                scale: view.reading.scale.clone(),
                threshold,
            })
            .collect();
        let chosen = self.chooser()?;
        let place = arms.iter().position(|arm| arm.place == chosen.arm.index());
        let study = self.study.get();
        let (credit, mode) = (study.money.credit, study.money.mode);
        let payoff = match mode {
            MoneyMode::Payoff => Some(study.money.chosen()),
            MoneyMode::Credit if study.money.exposure_column.is_empty() => {
                Some(Payoff::of_credit(&credit))
            }
            MoneyMode::Credit => None,
        };
        let goal = study.goal.filter(crate::metrics::Goal::looks_at_outcomes);
        let training = chosen.reading.judged.training_rows();
        let id = self.doubt_id.get_value() + 1;
        self.doubt_id.set_value(id);
        Some(UncertaintySpec {
            id,
            labels: labels.to_vec(),
            arms,
            prevalence: study.prevalence,
            goal: goal.zip(place),
            is_chosen_here: chosen.reading.validation.is_none(),
            payoff,
            training_prevalence: training
                .and_then(|rows| rows.0.default_rate())
                .unwrap_or(0.5),
            edges: first.test().bin_edges(study.binning).unwrap_or_default(),
            bootstrap: BootstrapSpec::default(),
        })
    }

    fn intervals_of(self, arm: Arm) -> Option<ArmIntervals> {
        self.uncertainty.with(|known| {
            let known = known.as_ref()?;
            let place = known
                .places
                .iter()
                .position(|place| *place == arm.index())?;
            known.intervals.arms.get(place).cloned()
        })
    }

    /// Whether what is known of an arm's cut is of the threshold where it stands.
    fn is_of_this_cut(self, arm: Arm) -> bool {
        let known = self.uncertainty.with(|known| {
            let known = known.as_ref()?;
            let place = known
                .places
                .iter()
                .position(|place| *place == arm.index())?;
            known.thresholds.get(place).copied()
        });
        known.is_some() && known == self.threshold_of(arm)
    }

    /// The 95 % interval of a metric in words, once it is known.
    pub fn interval(self, arm: Arm, metric: Metric) -> Option<String> {
        if !metric.ignores_threshold() && !self.is_of_this_cut(arm) {
            return None;
        }
        let place = Metric::ALL.iter().position(|of| *of == metric)?;
        let (low, high) = (*self.intervals_of(arm)?.metrics.get(place)?)?;
        Some(range(low, high))
    }

    /// The 95 % interval of the difference of the second arm to the first, and how likely chance
    /// alone makes one as large.
    pub fn difference_interval(self, metric: Metric) -> Option<String> {
        let shown = self.derived.shown.get();
        if !metric.ignores_threshold() && !shown.iter().take(2).all(|arm| self.is_of_this_cut(*arm))
        {
            return None;
        }
        let place = Metric::ALL.iter().position(|of| *of == metric)?;
        self.uncertainty.with(|known| {
            let difference = known.as_ref()?.intervals.differences.get(place)?.as_ref()?;
            let (low, high) = difference.interval;
            Some(format!(
                "{}, p {}",
                range(low, high),
                significant(difference.p_value, 2)
            ))
        })
    }

    /// The 95 % interval of the default rate in a bin of scores, from redrawn rows.
    pub fn redrawn_rate(self, arm: Arm, edges: (f64, f64)) -> Option<(f64, f64)> {
        let place = self.uncertainty.with(|known| {
            let mut pairs = known.as_ref()?.edges.windows(2);
            pairs.position(|pair| (pair[0], pair[1]) == edges)
        })?;
        *self.intervals_of(arm)?.calibration.get(place)?
    }

    /// The 95 % interval of the threshold that the goal chooses, in words.
    pub fn chosen_interval(self) -> Option<String> {
        let (low, high) = self
            .uncertainty
            .with(|known| known.as_ref()?.intervals.chosen)?;
        Some(format!(
            "{} to {}",
            significant(low, 3),
            significant(high, 3)
        ))
    }

    /// What DeLong's method says of the areas under the ROC curves, in sentences.
    pub fn delong(self) -> Vec<String> {
        let names = self.derived.views.with(|views| {
            let name = |view: &ArmView| (view.arm.index(), view.name().to_owned());
            views.iter().map(name).collect::<Vec<_>>()
        });
        self.uncertainty.with(|known| {
            let Some(known) = known else {
                return Vec::new();
            };
            let name = |place: &usize| names.iter().find(|(of, _)| of == place).map(|(_, name)| name);
            let arms = known.places.iter().zip(&known.aucs);
            let arm = arms.filter_map(|(place, auc)| {
                let (name, auc) = (name(place)?, auc.as_ref()?);
                let (low, high) = auc.interval;
                Some(format!("ROC AUC, {name}: 95 % interval {} (DeLong).", range(low, high)))
            });
            let test = known.comparison.as_ref().map(|test| {
                format!(
                    "Difference of the first two ROC AUCs: {}, 95 % interval {}, z {}, p {} (DeLong, paired).",
                    crate::words::signed(Some(test.difference)),
                    range(test.interval.0, test.interval.1),
                    significant(test.z, 3).replace('-', "−"),
                    significant(test.p_value, 2),
                )
            });
            arm.chain(test).collect()
        })
    }

    /// The 95 % band of an arm's ROC curve.
    pub fn roc_band(self, arm: Arm) -> Option<BandPoints> {
        Some(band(&self.intervals_of(arm)?.roc))
    }

    /// The 95 % band of an arm's precision-recall curve.
    pub fn precision_recall_band(self, arm: Arm) -> Option<BandPoints> {
        Some(band(&self.intervals_of(arm)?.precision_recall))
    }

    /// By how much the goal flatters, redraw by redraw.
    pub fn optimism(self) -> Vec<f64> {
        let known = self
            .uncertainty
            .with(|known| Some(known.as_ref()?.optimism.clone()));
        known.unwrap_or_default()
    }

    /// How many draws are done, of how many.
    pub fn draws(self) -> Option<(usize, usize)> {
        self.uncertainty.with(|known| {
            let known: &Uncertainty = known.as_ref()?;
            Some((known.intervals.n_draws, known.n_asked))
        })
    }
}

fn band(points: &[(f64, f64, f64)]) -> BandPoints {
    let border = |pick: fn(&(f64, f64, f64)) -> f64| {
        points.iter().map(|point| (point.0, pick(point))).collect()
    };
    (border(|point| point.1), border(|point| point.2))
}

/// An interval in words.
fn range(low: f64, high: f64) -> String {
    let ends = [low, high].map(|end| crate::words::metric(Some(end)).replace('-', "−"));
    ends.join(" to ")
}
