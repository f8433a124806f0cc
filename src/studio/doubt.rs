//! How sure the numbers are: asked once things have come to rest, and read.

use super::verb::{Ask, Due, Enclosed, Post};
use super::{ArmView, MoneyMode, Studio};
use crate::experiment::message::Job;
use crate::experiment::{ArmId, ScoredArm, Uncertainty, UncertaintySpec};
use crate::metrics::{ArmIntervals, BootstrapSpec, Goal, Metric, Payoff};
use crate::words::{degenerate_auc, metric, resampling_condition, signed, significant, typeset};

/// Points of a band's lower and upper border.
pub type BandPoints = (Vec<(f64, f64)>, Vec<(f64, f64)>);

impl Studio {
    /// Other scores, bins or money: what was known of them is of no use.
    pub(super) fn doubt_anew(&mut self) -> Vec<Ask> {
        if self.uncertainty.is_some() {
            *self.uncertainty = None;
        }
        self.open.doubt = None;
        vec![Ask::Later(Due::Doubt)]
    }

    /// Asks how sure the numbers are that are shown, unless they are still changing.
    pub(super) fn ask_doubt(&mut self) -> Vec<Ask> {
        if self.runs.is_running() {
            return Vec::new();
        }
        let Some(spec) = self.doubt_spec() else {
            return Vec::new();
        };
        let id = self.next_id();
        self.open.doubt = Some(id);
        vec![Ask::Do {
            to: Post::Doubt,
            id,
            job: Job::Doubt(spec),
            with: Enclosed::Nothing,
        }]
    }

    /// What is to be doubted: the arms that scored the same rows as the reference, which comes first, and behind it
    /// the one that is compared with it.
    fn doubt_spec(&self) -> Option<UncertaintySpec> {
        let views = &self.board.views.arms;
        let pair = self.pair();
        let is_of_pair = |view: &ArmView| pair.is_some_and(|pair| pair.contains(&view.arm));
        let all = || views.iter().zip(&self.board.standings);
        let of_pair = pair.into_iter().flatten();
        let of_pair = of_pair.filter_map(|arm| all().find(|(view, _)| view.arm == arm));
        let paired: Vec<_> = of_pair
            .chain(all().filter(|(view, _)| !is_of_pair(view)))
            .collect();
        let (first, _) = *paired.first()?;
        let labels = first.reading.judged.labels();
        let is_paired = |view: &ArmView| {
            let judged = &view.reading.judged;
            judged.labels() == labels && judged.rows() == first.reading.judged.rows()
        };
        let paired = paired.into_iter().filter(|(view, _)| is_paired(view));
        let arms: Vec<_> = paired
            .map(|(view, standing)| ScoredArm {
                place: view.arm.index(),
                scores: view.reading.judged.test.scores(),
                scale: view.reading.scale.clone(),
                threshold: standing.threshold,
            })
            .collect();
        let chosen = self.chooser()?;
        let place = arms.iter().position(|arm| arm.place == chosen.arm.index());
        let goal = self.study.goal.clone().filter(Goal::looks_at_outcomes);
        let training = chosen.reading.judged.training_rows();
        Some(UncertaintySpec {
            labels: labels.to_vec(),
            arms,
            prevalence: self.study.prevalence,
            goal: goal.zip(place),
            is_chosen_here: chosen.reading.validation.is_none(),
            payoff: self.payoff_of_all(),
            training_prevalence: training
                .and_then(|rows| rows.0.default_rate())
                .unwrap_or(0.5),
            edges: views
                .first()?
                .test()
                .bin_edges(self.study.binning)
                .unwrap_or_default(),
            bootstrap: BootstrapSpec::default(),
        })
    }

    /// Money, where it is the same for each applicant.
    fn payoff_of_all(&self) -> Option<Payoff> {
        let money = &self.study.money;
        match money.mode {
            MoneyMode::Payoff => Some(money.chosen()),
            MoneyMode::Credit if money.column().is_none() => Some(Payoff::of_credit(&money.credit)),
            MoneyMode::Credit => None,
        }
    }

    /// Bootstrap intervals of an arm, as far as they are known.
    #[must_use]
    pub fn intervals(&self, arm: ArmId) -> Option<&ArmIntervals> {
        let known = self.uncertainty()?;
        let place = known
            .places
            .iter()
            .position(|place| *place == arm.index())?;
        known.intervals.arms.get(place)
    }

    /// Whether what is known of an arm's cut is of the threshold where it stands.
    fn is_of_this_cut(&self, arm: ArmId) -> bool {
        let known = self.uncertainty().and_then(|known| {
            let place = known
                .places
                .iter()
                .position(|place| *place == arm.index())?;
            known.thresholds.get(place).copied()
        });
        known.is_some() && known == self.standing(arm).map(|standing| standing.threshold)
    }

    /// The 95 % interval of a metric of an arm, once it is known.
    #[must_use]
    pub fn interval(&self, arm: ArmId, metric: Metric) -> Option<(f64, f64)> {
        if !metric.ignores_threshold() && !self.is_of_this_cut(arm) {
            return None;
        }
        let place = Metric::ALL.iter().position(|of| *of == metric)?;
        *self.intervals(arm)?.metrics.get(place)?
    }

    /// The 95 % interval of the difference of the compared arm to the reference, and how likely chance
    /// alone makes one as large.
    #[must_use]
    pub fn difference(&self, metric: Metric) -> Option<((f64, f64), f64)> {
        let pair = self.pair()?;
        let known = &self.uncertainty()?.places;
        let is_known = known.iter().take(2).eq(pair.map(ArmId::index).iter());
        let mut compared = pair.iter();
        let is_told = metric.ignores_threshold() || compared.all(|arm| self.is_of_this_cut(*arm));
        if !is_known || !is_told {
            return None;
        }
        let place = Metric::ALL.iter().position(|of| *of == metric)?;
        let difference = self
            .uncertainty()?
            .intervals
            .differences
            .get(place)?
            .as_ref()?;
        Some((difference.interval, difference.p_value))
    }

    /// Whether the compared arm differs from the reference in a metric by more than chance makes likely: the 95 %
    /// interval of the difference leaves 0 out. False while it isn't known.
    #[must_use]
    pub fn is_apart(&self, metric: Metric) -> bool {
        let known = self.difference(metric);
        known.is_some_and(|((low, high), _)| low > 0.0 || high < 0.0)
    }

    /// The 95 % interval of the default rate in a bin of scores, from resampled rows.
    #[must_use]
    pub fn resampled_rate(&self, arm: ArmId, edges: (f64, f64)) -> Option<(f64, f64)> {
        let mut pairs = self.uncertainty()?.edges.windows(2);
        let place = pairs.position(|pair| (pair[0], pair[1]) == edges)?;
        *self.intervals(arm)?.calibration.get(place)?
    }

    /// The 95 % band of an arm's ROC curve.
    #[must_use]
    pub fn roc_band(&self, arm: ArmId) -> Option<BandPoints> {
        Some(band(&self.intervals(arm)?.roc))
    }

    /// The 95 % band of an arm's precision-recall curve.
    #[must_use]
    pub fn precision_recall_band(&self, arm: ArmId) -> Option<BandPoints> {
        Some(band(&self.intervals(arm)?.precision_recall))
    }

    /// What is known of the goal that was pressed last; nothing while what is known is of another one.
    fn known_of_goal(&self) -> Option<&Uncertainty> {
        let (goal, arm) = self.uncertainty()?.goal.as_ref()?;
        let is_this = self.study.goal.as_ref() == Some(goal) && self.chooser()?.arm.index() == *arm;
        self.uncertainty().filter(|_| is_this)
    }

    /// By how much the goal flatters, resample by resample; empty while none is known of this goal.
    #[must_use]
    pub fn optimism(&self) -> &[f64] {
        self.known_of_goal().map_or(&[], |known| &known.optimism)
    }

    /// Where the goal's threshold lands on resampled rows: a 95 % interval, once it is known of this goal.
    #[must_use]
    pub fn chosen_interval(&self) -> Option<(f64, f64)> {
        self.known_of_goal()?.intervals.chosen
    }

    /// Under which conditions the intervals hold, a sentence each.
    #[must_use]
    pub fn conditions(&self) -> Vec<String> {
        let Some(known) = self.uncertainty() else {
            return Vec::new();
        };
        let rows = self.views().arms.first().map(ArmView::test);
        let condition = rows.map(|rows| self.say(&resampling_condition(rows)));
        let mut conditions: Vec<_> = condition.into_iter().collect();
        for (place, auc) in known.places.iter().zip(&known.aucs) {
            let degenerate = self.view_at(*place).zip(auc.as_ref());
            let sentence = degenerate.and_then(|(view, auc)| {
                Some(format!(
                    "{}: {}",
                    view.name(),
                    self.say(&degenerate_auc(auc, view.test())?)
                ))
            });
            conditions.extend(sentence);
        }
        conditions
    }

    /// How many resamples are drawn, of how many.
    #[must_use]
    pub fn draws(&self) -> Option<(usize, usize)> {
        let known = self.uncertainty()?;
        Some((known.intervals.n_draws, known.n_asked))
    }
}

fn band(points: &[(f64, f64, f64)]) -> BandPoints {
    let border = |pick: fn(&(f64, f64, f64)) -> f64| {
        points.iter().map(|point| (point.0, pick(point))).collect()
    };
    (border(|point| point.1), border(|point| point.2))
}

/// What DeLong's method says of the areas under the ROC curves, in sentences.
#[must_use]
pub fn auc_sentences(studio: &Studio) -> Vec<String> {
    let Some(known) = studio.uncertainty() else {
        return Vec::new();
    };
    let name = |place| studio.view_at(place).map(ArmView::name);
    let range = |(low, high): (f64, f64)| {
        [low, high]
            .map(|end| metric(Some(end)).replace('-', "−"))
            .join(" to ")
    };
    let arms = known.places.iter().zip(&known.aucs);
    let arm = arms.filter_map(|(place, auc)| {
        let (name, auc) = (name(*place)?, auc.as_ref()?);
        Some(format!(
            "ROC AUC, {name}: 95 % interval {} (DeLong).",
            range(auc.interval)
        ))
    });
    let pair = known.places.first().zip(known.places.get(1));
    let pair = pair.and_then(|(first, second)| Some((name(*first)?, name(*second)?)));
    let test = known.comparison.as_ref().zip(pair).map(|(test, (first, second))| {
        format!(
            "ROC AUC of {second} less that of {first}: {}, 95 % interval {}, z {}, p {} (DeLong, paired).",
            signed(Some(test.difference)),
            range(test.interval),
            typeset(test.z, 3),
            significant(test.p_value, 2),
        )
    });
    arm.chain(test).collect()
}
