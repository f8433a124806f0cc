//! The training of a network, a few milliseconds at a time.

use ndarray::Array2;
use rand::rngs::Xoshiro256PlusPlus;
use serde::{Deserialize, Serialize};

use super::attention::Attention;
use super::optimizer::{Optimizer, narrow};
use super::prior::log_odds;
use super::stream::{Purpose, stream};
use super::training_rows::TrainingRows;
use super::work::{Kind, PART, Plan, Stage, Work};
use super::{Batches, Dropout, FitError, Mlp, MlpSpec, Workspace};

/// The most parameters whose initial weights are drawn before the first step.
const DRAWN_AT_ONCE: usize = 1 << 20;

/// A training run: its rows, its network, and where it stands.
///
/// Each epoch visits all rows once, in an order drawn anew. No memory is allocated after the
/// first epoch.
#[derive(Clone, Debug)]
pub struct Fit {
    spec: MlpSpec,
    rows: TrainingRows,
    /// What initial weights are drawn from.
    random: Xoshiro256PlusPlus,
    batches: Batches,
    pub(super) optimizer: Optimizer,
    /// What the penalties weigh at each layer.
    penalties: Vec<[f32; 2]>,
    pub(super) attention: Attention,
    /// The network being trained.
    current: Mlp,
    /// The network as it stood when the last epoch was finished.
    pub(super) finished: Mlp,
    workspace: Workspace,
    plan: Plan,
    stage: Stage,
    /// Pieces of work of this stage that are done.
    n_done: usize,
    epochs_finished: usize,
    next_batch: usize,
    /// Sum of the losses of the batch's rows so far.
    batch_loss: f64,
    /// Sum of the losses of the rows of the epoch's finished batches.
    epoch_loss: f64,
    failure: Option<FitError>,
}

/// What one call of [`Fit::step`] has done.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Did a part of the work on a mini-batch.
    Part,
    /// Trained on a mini-batch that was not the epoch's last.
    Batch,
    /// Trained on the epoch's last mini-batch.
    Epoch {
        /// Mean over the epoch's rows of the cross-entropy in nats, each row's taken when its
        /// batch was trained on, so with the weights changing and with units left out where the
        /// spec says so, as Keras reports it. Penalties are not in it, so that it compares with the loss on held-out rows.
        /// NaN where scores are no probabilities.
        training_loss: f64,
    },
}

impl Fit {
    /// A run that trains a new network on `features`, `(n_samples, n_features)`, and their labels.
    ///
    /// # Errors
    /// [`FitError::Spec`] where the spec doesn't hold, [`FitError::NoRows`],
    /// [`FitError::TooManyRows`], [`FitError::LabelCount`] and [`FitError::NotFinite`] where the
    /// rows don't.
    pub fn new(features: Array2<f32>, labels: Vec<bool>, spec: &MlpSpec) -> Result<Self, FitError> {
        let n_features = features.ncols();
        spec.check(n_features)?;
        let bias = log_odds(&labels, &spec.loss).filter(|_| spec.output_bias);
        let biased = |mut network: Mlp| {
            network.set_output_bias(bias.unwrap_or_default());
            network
        };
        if spec.n_parameters(n_features) <= DRAWN_AT_ONCE {
            return Self::with_network(biased(Mlp::new(n_features, spec)), features, labels, spec);
        }
        let blank = || biased(Mlp::zeros(n_features, spec));
        let mut fit = Self::with_network(blank(), features, labels, spec)?;
        // Not the clone, whose memory would be moved as it grows.
        fit.finished = blank();
        fit.plan = fit.plan.with_drawing(&fit.current);
        Ok(fit)
    }

    /// A run that trains a given network further; its layers, activation and normalisations stand in
    /// place of those of the spec.
    ///
    /// # Errors
    /// As [`new`](Self::new), and [`FitError::FeatureCount`] where the network takes another number
    /// of features.
    pub fn with_network(
        network: Mlp,
        features: Array2<f32>,
        labels: Vec<bool>,
        spec: &MlpSpec,
    ) -> Result<Self, FitError> {
        spec.check(features.ncols())?;
        let rows = TrainingRows::new(features, labels, &network)?;
        let plan = Plan::new(&network, spec.batch_size, rows.n_rows());
        let wires = network.wires().iter();
        let penalties = wires.map(|wire| spec.penalty(wire.entry).map(narrow));
        let penalties = penalties.collect();
        Ok(Self {
            spec: spec.clone(),
            penalties,
            attention: Attention::new(spec, &network),
            random: stream(spec.seed, Purpose::InitialWeights),
            batches: Batches::new(rows.n_rows(), spec.batch_size, spec.seed),
            optimizer: Optimizer::new(spec.optimizer, network.learned()),
            workspace: Workspace::for_training(&network, plan.rows_at_once)
                .with_loss(&spec.loss)
                .with_dropout(Dropout::of(spec, &network), &network, plan.rows_at_once),
            plan,
            rows,
            finished: network.clone(),
            current: network,
            stage: Stage::Setup,
            n_done: 0,
            epochs_finished: 0,
            next_batch: 0,
            batch_loss: 0.0,
            epoch_loss: 0.0,
            failure: None,
        })
    }

    /// Trains on one mini-batch, or does a few milliseconds' part of the work on a large one.
    ///
    /// Nothing ends a run but its owner: a step after the spec's last epoch begins one more.
    ///
    /// # Errors
    /// [`FitError::Diverged`] where the loss became NaN or infinite, from then on at every call.
    pub fn step(&mut self) -> Result<Step, FitError> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let outcome = self.work_on_batch();
        if let Err(failure) = &outcome {
            self.failure = Some(failure.clone());
        }
        outcome
    }

    /// The network as it stood when the last epoch was finished, at first with its initial weights.
    /// Those of more than a million parameters are drawn by the first steps, and are 0 before.
    ///
    /// When a run with early stopping is over, the network of its best epoch.
    pub fn network(&self) -> &Mlp {
        let best = self.attention.network(self.epochs_finished);
        best.unwrap_or(&self.finished)
    }

    /// What is asked of it.
    pub const fn spec(&self) -> &MlpSpec {
        &self.spec
    }

    /// The same [`network`](Self::network), without what it was trained on.
    pub fn into_network(self) -> Mlp {
        let best = self.attention.into_network(self.epochs_finished);
        best.unwrap_or(self.finished)
    }

    /// How many epochs have been finished.
    pub fn epochs_finished(&self) -> usize {
        self.epochs_finished
    }

    /// How many epochs the spec asks for.
    pub fn n_epochs(&self) -> usize {
        self.spec.epochs
    }

    /// Claims that as many epochs have been finished as the spec asks for.
    pub fn is_finished(&self) -> bool {
        self.epochs_finished >= self.spec.epochs
    }

    /// How many mini-batches an epoch has.
    pub fn n_batches(&self) -> usize {
        self.batches.n_batches()
    }

    fn work_on_batch(&mut self) -> Result<Step, FitError> {
        let mut multiply_adds = 0;
        while multiply_adds < PART {
            if let Some(work) = self.plan.of(self.stage).get(self.n_done) {
                let work = work.clone();
                self.perform(&work)?;
                self.n_done += 1;
                multiply_adds += work.multiply_adds;
            } else if let Some(stage) = self.next_stage() {
                self.stage = stage;
                self.n_done = 0;
            } else {
                return Ok(self.finish_batch());
            }
        }
        Ok(Step::Part)
    }

    /// What follows on this batch when all work of a stage is done.
    fn next_stage(&self) -> Option<Stage> {
        let rows_begun = |block| (block + 1) * self.plan.rows_at_once;
        match self.stage {
            Stage::Setup => Some(Stage::Opening),
            Stage::Opening => Some(Stage::Block(0)),
            Stage::Block(block) if rows_begun(block) < self.batch().len() => {
                Some(Stage::Block(block + 1))
            }
            Stage::Block(_) => Some(Stage::Update),
            Stage::Update if self.next_batch + 1 == self.n_batches() => Some(Stage::Closing),
            Stage::Update | Stage::Closing => None,
        }
    }

    fn batch(&self) -> &[u32] {
        self.batches.rows(self.next_batch)
    }

    fn perform(&mut self, work: &Work) -> Result<(), FitError> {
        let (layer, span) = (work.layer, work.span.clone());
        match work.kind {
            Kind::Draw => {
                let layer = &mut self.current.layers_mut()[layer];
                layer.draw(span, self.spec.initialization, &mut self.random);
            }
            Kind::Shuffle => self.batches.shuffle_part(span),
            Kind::Gather => self.gather(),
            Kind::Update => self.update(work),
            Kind::Check => {
                if !(self.workspace.is_finite() && self.current.are_finite(layer, span)) {
                    return Err(self.diverged());
                }
            }
            Kind::Keep => self.finished.copy_from(&self.current, layer, span),
            Kind::Forward | Kind::Loss | Kind::Gradient | Kind::Backward => {
                self.batch_loss += self.workspace.perform(work, &self.current);
                if !self.batch_loss.is_finite() {
                    return Err(self.diverged());
                }
            }
        }
        Ok(())
    }

    /// Moves the parameters of a layer against their gradient, and those that normalise it.
    fn update(&mut self, work: &Work) {
        let (layer, span) = (work.layer, work.span.clone());
        let penalty = self.penalties.get(layer).copied().unwrap_or_default();
        self.workspace
            .add_penalty_gradient(work, &self.current, penalty);
        let gradient = &self.workspace.gradients()[layer];
        let parameters = &mut self.current.layers_mut()[layer];
        self.optimizer
            .update(layer, parameters, gradient, span.clone());
        let n_layers = self.current.layers().len();
        let by = self.current.normalisation_mut(layer);
        if let (Some(by), Some(normalised)) = (by, self.workspace.normalised(layer)) {
            by.remember(&normalised.statistics, span.clone());
            let (parameters, gradient) = (&mut by.learned, &normalised.gradient);
            self.optimizer
                .update(n_layers + layer, parameters, gradient, span);
        }
    }

    /// Copies the rows of a block side by side.
    fn gather(&mut self) {
        let Stage::Block(block) = self.stage else {
            return;
        };
        let batch = self.batches.rows(self.next_batch);
        let rows = batch
            .chunks(self.plan.rows_at_once)
            .nth(block)
            .unwrap_or_default();
        let labels = rows.iter().map(|&row| self.rows.label(row));
        let row = |row: usize| self.rows.features(rows[row]);
        self.workspace.take(batch.len(), block == 0, labels, row);
    }

    /// Counts the batch as done.
    fn finish_batch(&mut self) -> Step {
        self.optimizer.end_step();
        self.epoch_loss += std::mem::take(&mut self.batch_loss);
        self.stage = Stage::Block(0);
        self.n_done = 0;
        self.next_batch += 1;
        if self.next_batch < self.n_batches() {
            return Step::Batch;
        }
        self.stage = Stage::Opening;
        self.next_batch = 0;
        self.epochs_finished += 1;
        let training_loss = std::mem::take(&mut self.epoch_loss) / f64::from(self.rows.n_rows());
        Step::Epoch { training_loss }
    }

    fn diverged(&self) -> FitError {
        FitError::Diverged {
            epoch: self.epochs_finished + 1,
            batch: self.next_batch + 1,
            n_batches: self.n_batches(),
            learning_rate: self.optimizer.learning_rate(),
        }
    }
}
