//! Links as they were before settings had names: JSON, read value by value. What isn't there is as usual.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::json::{Part, Read, Written, parsed};
use super::{FIRST_VERSION, Link, LinkError};
use crate::balance::SmoteSpec;
use crate::data::{ClassificationSpec, SplitSpec};
use crate::experiment::{Arms, LabSpec, Order, Source, UploadSpec};
use crate::metrics::{
    Binning, Constraint, Goal, Match, Metric, NamedPayoff, Objective, Payoff, Policy, ScaleKind,
};
use crate::model::{Activation, Initialization, MlpSpec, OptimizerSpec};
use crate::studio::{Layers, Look, MoneyMode, MoneySpec, ScoreAxis, Study, Tab};

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
        let value = parsed(&json)?;
        let address = Part(&value);
        let mut link = Self {
            spec: spec(address.required("spec")?)?,
            ..Self::default()
        };
        if let Some(written) = address.part("study") {
            read_study(written, &mut link.study)?;
        }
        address
            .required("threshold")?
            .to(&mut link.study.threshold)?;
        link.checked()
    }
}

fn spec(written: Part<'_>) -> Result<LabSpec, LinkError> {
    const SOURCES: [(&str, Source); 3] = [
        ("Generate", Source::Generate),
        ("Upload", Source::Upload),
        ("Scores", Source::Scores),
    ];
    const ARMS: [(&str, Arms); 3] = [
        ("Off", Arms::Off),
        ("On", Arms::On),
        ("Compare", Arms::Compare),
    ];
    const ORDERS: [(&str, Order); 2] = [
        ("SmoteThenScale", Order::ResampleThenScale),
        ("ScaleThenSmote", Order::ScaleThenResample),
    ];
    let mut spec = LabSpec::default();
    written.with("data", |data| {
        data.choose("source", &SOURCES, &mut spec.data.source)?;
        data.with("generate", |part| generate(part, &mut spec.data.generate))?;
        data.with("upload", |part| upload(part, &mut spec.data.upload))?;
        data.with("scores", |part| upload(part, &mut spec.data.scores))
    })?;
    written.with("split", |part| split(part, &mut spec.split))?;
    let (mut arms, mut order) = (Arms::default(), Order::default());
    let mut smote = SmoteSpec::default();
    written.with("balance", |balance| {
        balance.choose("arms", &ARMS, &mut arms)?;
        balance.choose("order", &ORDERS, &mut order)?;
        balance.with("smote", |part| {
            part.read("k_neighbors", &mut smote.k_neighbors)?;
            part.read("sampling_strategy", &mut smote.sampling_strategy)?;
            part.read("random_state", &mut smote.random_state)
        })
    })?;
    spec.arms = arms.list(smote, order);
    written.with("model", |part| model(part, &mut spec.model))?;
    Ok(spec)
}

fn generate(part: Part<'_>, to: &mut ClassificationSpec) -> Read {
    part.read("n_samples", &mut to.n_samples)?;
    part.read("n_features", &mut to.n_features)?;
    part.read("n_informative", &mut to.n_informative)?;
    part.read("n_redundant", &mut to.n_redundant)?;
    part.read("n_repeated", &mut to.n_repeated)?;
    part.read("n_clusters_per_class", &mut to.n_clusters_per_class)?;
    part.read("weights", &mut to.weights)?;
    part.read("flip_y", &mut to.flip_y)?;
    part.read("class_sep", &mut to.class_sep)?;
    part.read("hypercube", &mut to.hypercube)?;
    part.read("shift", &mut to.shift)?;
    part.read("scale", &mut to.scale)?;
    part.read("shuffle", &mut to.shuffle)?;
    part.read("random_state", &mut to.random_state)
}

fn upload(part: Part<'_>, to: &mut UploadSpec) -> Read {
    part.read("file_name", &mut to.file_name)?;
    part.read("file_hash", &mut to.file_hash)?;
    part.with("choice", |part| {
        let to = &mut to.choice;
        part.read("label_column", &mut to.label_column)?;
        part.read("default_value", &mut to.default_value)?;
        part.read("left_out", &mut to.left_out)?;
        part.read("turned", &mut to.turned)
    })
}

fn split(part: Part<'_>, to: &mut SplitSpec) -> Read {
    part.read("test_share", &mut to.test_share)?;
    part.read("validation_share", &mut to.validation_share)?;
    part.read("stratified", &mut to.stratified)?;
    part.read("random_state", &mut to.random_state)
}

fn model(part: Part<'_>, to: &mut MlpSpec) -> Read {
    const ACTIVATIONS: [(&str, Activation); 4] = [
        ("relu", Activation::Relu),
        ("leaky_relu", Activation::LeakyRelu),
        ("tanh", Activation::Tanh),
        ("sigmoid", Activation::Sigmoid),
    ];
    const INITIALIZATIONS: [(&str, Initialization); 2] = [
        ("glorot_uniform", Initialization::GlorotUniform),
        ("he_uniform", Initialization::HeUniform),
    ];
    if let Some(written) = part.part("hidden_layers") {
        let units: Option<Vec<usize>> = Written::of(written);
        to.hidden_layers = units.ok_or(LinkError::Damaged)?.into();
    }
    part.choose("activation", &ACTIVATIONS, &mut to.activation)?;
    part.choose("initialization", &INITIALIZATIONS, &mut to.initialization)?;
    part.with("optimizer", |part| optimizer(part, &mut to.optimizer))?;
    part.read("batch_size", &mut to.batch_size)?;
    part.read("epochs", &mut to.epochs)?;
    if let Some(l2) = part.part("l2") {
        to.l2 = f64::of(l2).ok_or(LinkError::Damaged)?.into();
    }
    part.read("seed", &mut to.seed)
}

fn optimizer(part: Part<'_>, to: &mut OptimizerSpec) -> Read {
    let (name, part) = part.tagged().ok_or(LinkError::Damaged)?;
    let number = |name: &str| {
        let mut number = 0.0;
        part.required(name)?.to(&mut number)?;
        Ok(number)
    };
    *to = match name {
        "adam" => OptimizerSpec::Adam {
            learning_rate: number("learning_rate")?,
            beta_1: number("beta_1")?,
            beta_2: number("beta_2")?,
            epsilon: number("epsilon")?,
        },
        "sgd" => OptimizerSpec::Sgd {
            learning_rate: number("learning_rate")?,
            momentum: number("momentum")?,
        },
        _ => return Err(LinkError::Damaged),
    };
    Ok(())
}

fn read_study(part: Part<'_>, to: &mut Study) -> Read {
    const LOOKS: [(&str, Look); 3] = [
        ("LogBars", Look::LogBars),
        ("LinearBars", Look::LinearBars),
        ("People", Look::People),
    ];
    const RULES: [(&str, Match); 4] = [
        ("Threshold", Match::Threshold),
        ("ShareRejected", Match::ShareRejected),
        ("Recall", Match::Recall),
        ("FalsePositiveRate", Match::FalsePositiveRate),
    ];
    part.choose("axis", &AXES, &mut to.axis)?;
    part.choose("look", &LOOKS, &mut to.look)?;
    part.with("layers", |part| layers(part, &mut to.layers))?;
    let tabs = Tab::ALL.map(|tab| (tab.name(), tab));
    part.choose("tab", &tabs, &mut to.tab)?;
    part.read("is_live", &mut to.is_live)?;
    part.read("is_slow", &mut to.is_slow)?;
    part.read("positive", &mut to.positive)?;
    part.read("negative", &mut to.negative)?;
    part.with("scales", |part| scales(part, &mut to.scales))?;
    part.choose("compare", &RULES, &mut to.compare)?;
    part.read("prevalence", &mut to.prevalence)?;
    part.with("money", |part| money(part, &mut to.money))?;
    part.with("policy", |part| {
        let Policy { low, high } = &mut to.policy;
        part.read("low", low)?;
        part.read("high", high)
    })?;
    part.read("max_default_rate", &mut to.max_default_rate)?;
    part.read("chooser", &mut to.chooser)?;
    part.read("goal", &mut to.goal)?;
    part.read("beta", &mut to.beta)?;
    part.with("binning", |part| binning(part, &mut to.binning))?;
    part.read("columns", &mut to.columns)
}

const AXES: [(&str, Option<ScoreAxis>); 3] = [
    ("Probability", Some(ScoreAxis::Probability)),
    ("LogOdds", Some(ScoreAxis::LogOdds)),
    ("ShareRejected", Some(ScoreAxis::ShareRejected)),
];

fn layers(part: Part<'_>, to: &mut Layers) -> Read {
    part.read("bands", &mut to.bands)?;
    part.read("hull", &mut to.hull)?;
    part.read("iso_cost", &mut to.iso_cost)?;
    part.read("iso_f1", &mut to.iso_f1)
}

fn scales(part: Part<'_>, to: &mut [ScaleKind]) -> Read {
    const KINDS: [(&str, ScaleKind); 4] = [
        ("Raw", ScaleKind::Raw),
        ("PriorCorrected", ScaleKind::PriorCorrected),
        ("Platt", ScaleKind::Platt),
        ("Isotonic", ScaleKind::Isotonic),
    ];
    let mut names: Vec<String> = Vec::new();
    part.to(&mut names)?;
    for (to, name) in to.iter_mut().zip(names) {
        let mut kinds = KINDS.iter();
        let kind = kinds.find(|(known, _)| *known == name);
        *to = kind.ok_or(LinkError::Damaged)?.1;
    }
    Ok(())
}

fn money(part: Part<'_>, to: &mut MoneySpec) -> Read {
    const MODES: [(&str, MoneyMode); 2] =
        [("Payoff", MoneyMode::Payoff), ("Credit", MoneyMode::Credit)];
    part.choose("mode", &MODES, &mut to.mode)?;
    part.read("payoffs", &mut to.payoffs)?;
    part.read("payoff", &mut to.payoff)?;
    part.with("credit", |part| {
        part.read("lgd", &mut to.credit.lgd)?;
        part.read("ead", &mut to.credit.ead)?;
        part.read("interest_margin", &mut to.credit.interest_margin)
    })?;
    part.read("exposure_column", &mut to.exposure_column)
}

fn binning(part: Part<'_>, to: &mut Binning) -> Read {
    let (name, part) = part.tagged().ok_or(LinkError::Damaged)?;
    let mut n_bins = 0;
    part.to(&mut n_bins)?;
    *to = match name {
        "EqualWidth" => Binning::EqualWidth(n_bins),
        "EqualCount" => Binning::EqualCount(n_bins),
        _ => return Err(LinkError::Damaged),
    };
    Ok(())
}

impl Written for NamedPayoff {
    fn of(part: Part<'_>) -> Option<Self> {
        let matrix = part.part("payoff")?;
        let amount = |name: &str| f64::of(matrix.part(name)?);
        Some(Self {
            name: String::of(part.part("name")?)?,
            payoff: Payoff {
                true_positive: amount("true_positive")?,
                false_positive: amount("false_positive")?,
                true_negative: amount("true_negative")?,
                false_negative: amount("false_negative")?,
            },
        })
    }
}

/// Goals had names of their own for three metrics.
impl Written for Goal {
    fn of(part: Part<'_>) -> Option<Self> {
        const GOALS: [(&str, Goal); 6] = [
            ("Prevalence", Goal::Prevalence),
            ("MaxF1", Goal::Max(Metric::F1)),
            ("YoudenJ", Goal::Max(Metric::Informedness)),
            ("MaxMcc", Goal::Max(Metric::Mcc)),
            ("MinCost", Goal::MinCost),
            ("TopLeft", Goal::TopLeft),
        ];
        if let Some(text) = part.text() {
            return known(&GOALS, text);
        }
        let (name, part) = part.tagged()?;
        match name {
            "Fixed" => f64::of(part).map(Self::Fixed),
            "MaxFBeta" => f64::of(part).map(Self::MaxFBeta),
            "Constrained" => Some(Self::Constrained {
                maximise: Objective::of(part.part("maximise")?)?,
                subject_to: Constraint::of(part.part("subject_to")?)?,
            }),
            _ => None,
        }
    }
}

impl Written for Objective {
    fn of(part: Part<'_>) -> Option<Self> {
        const OBJECTIVES: [(&str, Objective); 6] = [
            ("Recall", Objective::Metric(Metric::Recall)),
            ("Precision", Objective::Metric(Metric::Precision)),
            ("F1", Objective::Metric(Metric::F1)),
            ("Specificity", Objective::Metric(Metric::Specificity)),
            ("Mcc", Objective::Metric(Metric::Mcc)),
            ("Profit", Objective::Profit),
        ];
        known(&OBJECTIVES, part.text()?)
    }
}

impl Written for Constraint {
    fn of(part: Part<'_>) -> Option<Self> {
        let (name, part) = part.tagged()?;
        let limit = f64::of(part)?;
        Some(match name {
            "RecallAtLeast" => Self::RecallAtLeast(limit),
            "PrecisionAtLeast" => Self::PrecisionAtLeast(limit),
            "FlaggedAtMost" => Self::FlaggedAtMost(usize::of(part)?),
            "ShareFlaggedAtMost" => Self::ShareFlaggedAtMost(limit),
            "FalsePositiveRateAtMost" => Self::FalsePositiveRateAtMost(limit),
            _ => return None,
        })
    }
}

fn known<T: Clone>(options: &[(&str, T)], written: &str) -> Option<T> {
    let mut options = options.iter();
    options
        .find(|(name, _)| *name == written)
        .map(|(_, option)| option.clone())
}
