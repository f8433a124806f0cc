//! The settings of a study: how results are looked at.

use super::goal::{finite, goal, goal_text};
use crate::experiment::{FEWEST_REPEATS, MOST_ARMS, MOST_REPEATS};
use crate::metrics::{Binning, Match, Metric, NamedPayoff, Payoff, ScaleKind};
use crate::numbers::read_number;
use crate::setting::codec::{join, split};
use crate::setting::{Setting, at, choice, flag, place, real, size, text, whole};
use crate::studio::{Look, MoneyMode, ScoreAxis, Study, Tab};

type Of = Setting<Study>;

const ANY: (f64, f64) = (f64::MIN, f64::MAX);
/// Places of what arms can be ranked by.
const MOST_RANKINGS: u64 = 2 * Metric::ALL.len() as u64;
const NOT_NEGATIVE: (f64, f64) = (0.0, f64::MAX);

/// Writes what could be read.
fn put<T>(value: Option<T>, write: impl FnOnce(T)) -> bool {
    value.map(write).is_some()
}

const MONEY_MODES: [MoneyMode; 2] = [MoneyMode::Payoff, MoneyMode::Credit];

/// The first arm's threshold.
pub static THRESHOLD: Of = real(
    "threshold",
    "Threshold value",
    ANY,
    |s| s.threshold,
    |s, v| s.threshold = v,
);
/// What the axis of scores measures.
pub static AXIS: Of = choice(
    "axis",
    "Axis",
    &[
        ("auto", "Automatic"),
        ("score", "Score"),
        ("log_odds", "Log-odds"),
        ("share", "Share rejected"),
    ],
    |s| s.axis.map_or(0, |axis| 1 + place(&ScoreAxis::ALL, &axis)),
    |s, v| s.axis = v.checked_sub(1).map(|v| at(&ScoreAxis::ALL, v)),
);
/// What scores are shown as.
pub static LOOK: Of = choice(
    "look",
    "Show scores as",
    &[
        ("people", "People"),
        ("log", "Bars, log"),
        ("linear", "Bars, linear"),
    ],
    |s| place(&Look::ALL, &s.look),
    |s, v| s.look = at(&Look::ALL, v),
);
/// Whether the 95 % bands of curves are shown.
pub static BANDS: Of = flag(
    "bands",
    "95 % bands",
    |s| s.layers.bands,
    |s, v| s.layers.bands = v,
);
/// Whether the hull of the ROC curve is shown.
pub static HULL: Of = flag(
    "hull",
    "Convex hull",
    |s| s.layers.hull,
    |s, v| s.layers.hull = v,
);
/// Whether lines of equal cost are shown.
pub static ISO_COST: Of = flag(
    "iso_cost",
    "Lines of equal cost",
    |s| s.layers.iso_cost,
    |s, v| s.layers.iso_cost = v,
);
/// Whether lines of equal F1 are shown.
pub static ISO_F1: Of = flag(
    "iso_f1",
    "Lines of equal F1",
    |s| s.layers.iso_f1,
    |s, v| s.layers.iso_f1 = v,
);
/// The view that is shown.
pub static TAB: Of = choice(
    "tab",
    "Views",
    &[
        ("threshold", "Threshold"),
        ("curves", "Curves"),
        ("calibration", "Calibration"),
        ("cost", "Cost"),
        ("training", "Training"),
        ("why", "Why"),
        ("data", "Data"),
    ],
    |s| place(&Tab::ALL, &s.tab),
    |s, v| s.tab = at(&Tab::ALL, v),
);
/// Whether changed settings train by themselves.
pub static LIVE: Of = flag(
    "live",
    "Train as settings change",
    |s| s.is_live,
    |s, v| s.is_live = v,
);
/// Whether training goes at a pace that eyes can follow.
pub static SLOW: Of = flag("slow", "Slow motion", |s| s.is_slow, |s, v| s.is_slow = v);
/// What a row of the class that is looked for is called.
pub static POSITIVE: Of = text(
    "positive",
    "Positive is called",
    "A name of at most 40 letters, please.",
    |s| s.positive.clone(),
    |s, v| put(class_name(v), |name| s.positive = name),
);
/// What a row of the other class is called.
pub static NEGATIVE: Of = text(
    "negative",
    "Negative is called",
    "A name of at most 40 letters, please.",
    |s| s.negative.clone(),
    |s, v| put(class_name(v), |name| s.negative = name),
);
/// How the scores of each arm are read.
pub static SCALES: Of = text(
    "scales",
    "Scales",
    "Names of scales, please.",
    |s| {
        let last = s.scales.iter().rposition(|kind| *kind != ScaleKind::Raw);
        let n_written = last.map_or(0, |last| last + 1).max(FEWEST_SCALES);
        join(s.scales[..n_written].iter().map(|kind| scale_key(*kind)))
    },
    |s, v| put(scales(v), |scales| s.scales = scales),
);
/// What thresholds have in common.
pub static COMPARE: Of = choice(
    "compare",
    "Compare at",
    &[
        ("threshold", Match::Threshold.name()),
        ("share", Match::ShareRejected.name()),
        ("recall", Match::Recall.name()),
        ("fpr", Match::FalsePositiveRate.name()),
    ],
    |s| place(&Match::ALL, &s.compare),
    |s, v| s.compare = at(&Match::ALL, v),
);
/// The share of defaults where the model is used.
pub static PREVALENCE: Of = text(
    "prevalence",
    "Default rate where it is used (%)",
    "A number above 0 and below 100, please.",
    |s| {
        s.prevalence
            .map_or_else(|| "own".into(), |share| share.to_string())
    },
    |s, v| put(prevalence(v), |share| s.prevalence = share),
);
/// How decisions become money.
pub static MONEY: Of = choice(
    "money",
    "Money from",
    &[
        ("payoff", "A payoff for each cell"),
        ("credit", "Loans: LGD, EAD, margin"),
    ],
    |s| place(&MONEY_MODES, &s.money.mode),
    |s, v| s.money.mode = at(&MONEY_MODES, v),
);
/// Payoff matrices.
pub static PAYOFFS: Of = text(
    "payoffs",
    "Payoff matrices",
    "Names with four numbers each, please.",
    |s| join(s.money.payoffs.iter().flat_map(payoff_parts)),
    |s, v| put(payoffs(v), |payoffs| s.money.payoffs = payoffs),
);
/// The payoff matrix that is used.
pub static PAYOFF: Of = whole(
    "payoff",
    "Payoff matrix",
    (0, 1_000),
    |s| s.money.payoff as u64,
    |s, v| s.money.payoff = size(v),
);

/// What a benefit is as a payoff, and the other way round.
const fn earned(amount: f64) -> f64 {
    amount
}

/// What a cost is as a payoff, and the other way round; never −0.
const fn cost(amount: f64) -> f64 {
    0.0 - amount
}

macro_rules! payoff_setting {
    ($name:ident, $key:literal, $label:literal, $field:ident, $signed:ident) => {
        #[doc = $label]
        pub static $name: Of = real(
            $key,
            $label,
            ANY,
            |s| $signed(s.money.chosen().$field),
            |s, v| {
                let place = s.money.payoff;
                if let Some(named) = s.money.payoffs.get_mut(place) {
                    named.payoff.$field = $signed(v);
                }
            },
        );
    };
}

payoff_setting!(
    COST_FP,
    "cost_fp",
    "Cost of a false positive",
    false_positive,
    cost
);
payoff_setting!(
    COST_FN,
    "cost_fn",
    "Cost of a false negative",
    false_negative,
    cost
);
payoff_setting!(
    BENEFIT_TN,
    "benefit_tn",
    "Benefit of a true negative",
    true_negative,
    earned
);
payoff_setting!(
    BENEFIT_TP,
    "benefit_tp",
    "Benefit of a true positive",
    true_positive,
    earned
);

/// What the matrix is called.
pub static PAYOFF_NAME: Of = text(
    "payoff_name",
    "Name",
    "A name, please.",
    |s| {
        s.money
            .payoffs
            .get(s.money.payoff)
            .map_or_else(String::new, |named| named.name.clone())
    },
    |s, v| {
        let place = s.money.payoff;
        let named = s
            .money
            .payoffs
            .get_mut(place)
            .filter(|_| !v.trim().is_empty());
        put(named, |named| v.trim().clone_into(&mut named.name))
    },
);
/// Loss given default.
pub static LGD: Of = real(
    "lgd",
    "Loss given default, LGD (%)",
    (0.0, 100.0),
    |s| s.money.credit.lgd * 100.0,
    |s, v| s.money.credit.lgd = v / 100.0,
);
/// Interest.
pub static MARGIN: Of = real(
    "margin",
    "Interest margin (%)",
    NOT_NEGATIVE,
    |s| s.money.credit.interest_margin * 100.0,
    |s, v| s.money.credit.interest_margin = v / 100.0,
);
/// What is lent to each.
pub static EAD: Of = real(
    "ead",
    "EAD of each applicant",
    NOT_NEGATIVE,
    |s| s.money.credit.ead,
    |s, v| s.money.credit.ead = v,
);
/// The column that says what is lent.
pub static EXPOSURE: Of = text(
    "exposure",
    "Exposure, EAD",
    "The name of a column, please.",
    |s| s.money.exposure_column.clone(),
    |s, v| {
        v.clone_into(&mut s.money.exposure_column);
        true
    },
);
/// The cut between approving and reviewing.
pub static REVIEW_FROM: Of = real(
    "review_from",
    "Review from a score of",
    ANY,
    |s| s.policy.low,
    |s, v| s.policy.low = v,
);
/// The cut between reviewing and rejecting.
pub static REJECT_FROM: Of = real(
    "reject_from",
    "Reject from a score of",
    ANY,
    |s| s.policy.high,
    |s, v| s.policy.high = v,
);
/// How many of the accepted may default.
pub static MAX_DEFAULT_RATE: Of = real(
    "max_default_rate",
    "Default rate of the accepted at most (%)",
    (0.0, 100.0),
    |s| s.max_default_rate * 100.0,
    |s, v| s.max_default_rate = v / 100.0,
);
/// The arm for which a threshold is looked for.
pub static CHOOSER: Of = whole(
    "chooser",
    "Choose for",
    (0, MOST_ARMS as u64 - 1),
    |s| s.chooser as u64,
    |s, v| s.chooser = size(v),
);
/// The arm with which another is compared.
pub static REFERENCE: Of = whole(
    "reference",
    "Compared with",
    (0, MOST_ARMS as u64 - 1),
    |s| s.pair[0] as u64,
    |s, v| s.pair[0] = size(v),
);
/// The arm that is compared with it.
pub static COMPARED: Of = whole(
    "compared",
    "Difference of",
    (0, MOST_ARMS as u64 - 1),
    |s| s.pair[1] as u64,
    |s, v| s.pair[1] = size(v),
);
/// What arms are ranked by.
pub static RACE: Of = whole(
    "race",
    "Ranked by",
    (0, MOST_RANKINGS),
    |s| s.race as u64,
    |s, v| s.race = size(v),
);
/// Over how many seeds the experiment is repeated.
pub static REPEATS: Of = whole(
    "repeats",
    "Repeats",
    (FEWEST_REPEATS as u64, MOST_REPEATS as u64),
    |s| s.n_repeats as u64,
    |s, v| s.n_repeats = size(v),
);
/// What a repeat changes.
pub static FOLDS: Of = choice(
    "folds",
    "Repeats over",
    &[
        ("seeds", "seeds"),
        ("3", "3 folds"),
        ("5", "5 folds"),
        ("10", "10 folds"),
    ],
    |s| place(&FOLD_COUNTS, &s.n_folds),
    |s, v| s.n_folds = at(&FOLD_COUNTS, v),
);
const FOLD_COUNTS: [u32; 4] = [0, 3, 5, 10];
/// The arm whose training rows are looked at.
pub static LOOKED_AT: Of = text(
    "rows_of",
    "Training rows of",
    "The place of an arm, please.",
    |s| {
        s.looked_at
            .map_or_else(String::new, |place| place.to_string())
    },
    |s, v| {
        if v.is_empty() {
            s.looked_at = None;
            return true;
        }
        let place = v.parse().ok().filter(|place| *place < MOST_ARMS);
        put(place, |place| s.looked_at = Some(place))
    },
);
/// The beta of F-beta.
pub static BETA: Of = real(
    "beta",
    "Beta of F-beta",
    (0.001, 1_000.0),
    |s| s.beta,
    |s, v| {
        if v > 0.0 {
            s.beta = v
        }
    },
);
/// What the threshold was chosen for.
pub static GOAL: Of = text(
    "goal",
    "Goal",
    "A goal, please.",
    |s| s.goal.as_ref().map_or_else(|| "none".into(), goal_text),
    |s, v| put(goal(v), |goal| s.goal = goal),
);
/// How rows are put into bins.
pub static BINS: Of = choice(
    "bins",
    "Bins",
    &[("width", "Equal width"), ("count", "Equal count")],
    |s| usize::from(matches!(s.binning, Binning::EqualCount(_))),
    |s, v| {
        let n = n_bins(s.binning);
        s.binning = if v == 0 {
            Binning::EqualWidth(n)
        } else {
            Binning::EqualCount(n)
        };
    },
);
/// Into how many.
pub static N_BINS: Of = whole(
    "n_bins",
    "How many bins",
    (1, 100),
    |s| n_bins(s.binning) as u64,
    |s, v| {
        let (Binning::EqualWidth(n) | Binning::EqualCount(n)) = &mut s.binning;
        *n = size(v);
    },
);
/// The column across.
pub static ACROSS: Of = whole(
    "across",
    "Across",
    (0, 100_000),
    |s| s.columns[0] as u64,
    |s, v| s.columns[0] = size(v),
);
/// The column up.
pub static UP: Of = whole(
    "up",
    "Up",
    (0, 100_000),
    |s| s.columns[1] as u64,
    |s, v| s.columns[1] = size(v),
);

/// Every setting, in an order in which one doesn't undo another.
pub static ALL: [&Of; 43] = [
    &THRESHOLD,
    &AXIS,
    &LOOK,
    &BANDS,
    &HULL,
    &ISO_COST,
    &ISO_F1,
    &TAB,
    &LIVE,
    &SLOW,
    &POSITIVE,
    &NEGATIVE,
    &SCALES,
    &COMPARE,
    &PREVALENCE,
    &MONEY,
    &PAYOFF,
    &PAYOFFS,
    &COST_FP,
    &COST_FN,
    &BENEFIT_TN,
    &BENEFIT_TP,
    &PAYOFF_NAME,
    &LGD,
    &MARGIN,
    &EAD,
    &EXPOSURE,
    &REVIEW_FROM,
    &REJECT_FROM,
    &MAX_DEFAULT_RATE,
    &CHOOSER,
    &REFERENCE,
    &COMPARED,
    &LOOKED_AT,
    &RACE,
    &REPEATS,
    &FOLDS,
    &BETA,
    &GOAL,
    &BINS,
    &N_BINS,
    &ACROSS,
    &UP,
];

/// A name without spaces around it; empty for none of one's own.
fn class_name(text: &str) -> Option<String> {
    let name = text.trim();
    (name.chars().count() <= 40).then(|| name.to_owned())
}

const fn n_bins(binning: Binning) -> usize {
    match binning {
        Binning::EqualWidth(n) | Binning::EqualCount(n) => n,
    }
}

const fn scale_key(kind: ScaleKind) -> &'static str {
    match kind {
        ScaleKind::Raw => "raw",
        ScaleKind::PriorCorrected => "prior",
        ScaleKind::Platt => "platt",
        ScaleKind::Isotonic => "isotonic",
    }
}

/// Scales that a link holds at least: as many as there were arms once, so that older links are written as they were.
const FEWEST_SCALES: usize = 6;

/// Those of the first arms; the rest are raw.
fn scales(text: &str) -> Option<[ScaleKind; MOST_ARMS]> {
    let kind = |key: &String| {
        ScaleKind::ALL
            .into_iter()
            .find(|kind| scale_key(*kind) == key)
    };
    let mut kinds: Vec<_> = split(text).iter().map(kind).collect::<Option<_>>()?;
    if kinds.len() > MOST_ARMS {
        return None;
    }
    kinds.resize(MOST_ARMS, ScaleKind::Raw);
    kinds.try_into().ok()
}

fn prevalence(text: &str) -> Option<Option<f64>> {
    if text == "own" {
        return Some(None);
    }
    let share = read_number(text)?;
    (share > 0.0 && share < 1.0).then_some(Some(share))
}

fn payoff_parts(named: &NamedPayoff) -> [String; 5] {
    let Payoff {
        true_positive,
        false_positive,
        true_negative,
        false_negative,
    } = named.payoff;
    let [tp, fp, tn, fn_] = [true_positive, false_positive, true_negative, false_negative]
        .map(|amount| amount.to_string());
    [named.name.clone(), tp, fp, tn, fn_]
}

fn payoffs(text: &str) -> Option<Vec<NamedPayoff>> {
    let parts = split(text);
    if parts.is_empty() || !parts.len().is_multiple_of(5) {
        return None;
    }
    parts.chunks_exact(5).map(payoff).collect()
}

fn payoff(parts: &[String]) -> Option<NamedPayoff> {
    let [name, amounts @ ..] = parts else {
        return None;
    };
    let amounts = amounts.iter().map(|amount| finite(amount));
    let [true_positive, false_positive, true_negative, false_negative] =
        amounts.collect::<Option<Vec<_>>>()?.try_into().ok()?;
    let payoff = Payoff {
        true_positive,
        false_positive,
        true_negative,
        false_negative,
    };
    Some(NamedPayoff {
        name: name.clone(),
        payoff,
    })
}
