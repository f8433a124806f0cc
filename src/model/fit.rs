//! The training of a network, a mini-batch at a time.

use ndarray::{Array2, Axis, s};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::mlp::Workspace;
use super::optimizer::{Optimizer, narrow};
use super::{Batches, Mlp, MlpSpec, MlpSpecError};

/// A training run: its rows, its network, and where it stands.
///
/// Each epoch visits all rows once, in an order drawn anew. No memory is allocated after the
/// first step.
#[derive(Clone, Debug)]
pub struct Fit {
    spec: MlpSpec,
    /// `(n_samples, n_features)`.
    features: Array2<f32>,
    labels: Vec<bool>,
    batches: Batches,
    optimizer: Optimizer,
    /// The network being trained.
    current: Mlp,
    /// The network as it stood when the last epoch was finished.
    finished: Mlp,
    workspace: Workspace,
    /// The rows of the batch, `(batch size, n_features)`, and their labels.
    batch_features: Array2<f32>,
    batch_labels: Vec<bool>,
    epochs_finished: usize,
    next_batch: usize,
    /// Sum over the epoch's rows so far of their batch's mean loss.
    epoch_loss: f64,
    failure: Option<FitError>,
}

/// What one call of [`Fit::step`] has done.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Trained on a mini-batch that was not the epoch's last.
    Batch,
    /// Trained on the epoch's last mini-batch.
    Epoch {
        /// Mean over the epoch's rows of the cross-entropy in nats, each row's taken when its
        /// batch was trained on, so with the weights changing, as Keras reports it. The L2 penalty
        /// is not in it, so that it compares with the loss on held-out rows.
        training_loss: f64,
    },
}

/// Why a network can't be trained, or not further.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FitError {
    /// The network or its training can't be as asked for.
    #[error(transparent)]
    Spec(#[from] MlpSpecError),
    /// There is nothing to train on.
    #[error("there are no training rows")]
    NoRows,
    /// More rows than a `u32` can count.
    #[error("{n_rows} training rows are too many; use at most {}", u32::MAX)]
    TooManyRows {
        /// Rows given.
        n_rows: usize,
    },
    /// Rows and labels don't pair up.
    #[error("{n_labels} labels were given for {n_rows} training rows")]
    LabelCount {
        /// Rows given.
        n_rows: usize,
        /// Labels given.
        n_labels: usize,
    },
    /// The given network takes another number of features than the rows have.
    #[error("the training rows have {n_features} features, the network takes {n_inputs}")]
    FeatureCount {
        /// Features a row.
        n_features: usize,
        /// Features that the network takes.
        n_inputs: usize,
    },
    /// A feature is NaN or infinite.
    #[error("training row {row} has no finite number in feature column {column} (counted from 0)")]
    NotFinite {
        /// Row, counted from 0.
        row: usize,
        /// Column, counted from 0.
        column: usize,
    },
    /// The loss, or at the end of an epoch a weight or a logit, became NaN or infinite.
    #[error(
        "training broke down in epoch {epoch}, batch {batch} of {n_batches}: the loss or a weight \
         is no longer a finite number; the network of the {} is kept; lower the learning \
         rate, now {learning_rate}, or scale the features",
        if *epoch > 1 { format!("last good epoch, {}", epoch - 1) } else { "start".to_owned() }
    )]
    Diverged {
        /// Epoch, counted from 1.
        epoch: usize,
        /// Mini-batch of the epoch, counted from 1.
        batch: usize,
        /// Mini-batches an epoch.
        n_batches: usize,
        /// The step size that was too large.
        learning_rate: f64,
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
        spec.check(features.ncols())?;
        let network = Mlp::new(features.ncols(), spec);
        Self::with_network(network, features, labels, spec)
    }

    /// A run that trains a given network further; its layers and activation stand in place of
    /// those of the spec.
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
        let n_rows = check_rows(&features, &labels, &network)?;
        let capacity = spec.batch_size.min(labels.len());
        Ok(Self {
            spec: spec.clone(),
            batches: Batches::new(n_rows, spec.batch_size, spec.seed),
            optimizer: Optimizer::new(spec.optimizer, network.layers()),
            workspace: Workspace::for_training(&network, capacity),
            batch_features: Array2::zeros((capacity, features.ncols())),
            batch_labels: vec![false; capacity],
            features: by_rows(features),
            labels,
            finished: network.clone(),
            current: network,
            epochs_finished: 0,
            next_batch: 0,
            epoch_loss: 0.0,
            failure: None,
        })
    }

    /// Trains on one mini-batch.
    ///
    /// Nothing ends a run but its owner: a step after the spec's last epoch begins one more.
    ///
    /// # Errors
    /// [`FitError::Diverged`] where the loss became NaN or infinite, from then on at every call.
    pub fn step(&mut self) -> Result<Step, FitError> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let outcome = self.train_on_next_batch();
        if let Err(failure) = &outcome {
            self.failure = Some(failure.clone());
        }
        outcome
    }

    /// The network as it stood when the last epoch was finished, at first with its initial weights.
    pub fn network(&self) -> &Mlp {
        &self.finished
    }

    /// How many epochs have been finished.
    pub fn epochs_finished(&self) -> usize {
        self.epochs_finished
    }

    /// Claims that as many epochs have been finished as the spec asks for.
    pub fn is_finished(&self) -> bool {
        self.epochs_finished >= self.spec.epochs
    }

    /// How many mini-batches an epoch has.
    pub fn n_batches(&self) -> usize {
        self.batches.n_batches()
    }

    fn train_on_next_batch(&mut self) -> Result<Step, FitError> {
        if self.next_batch == 0 {
            self.batches.shuffle();
            self.epoch_loss = 0.0;
        }
        let n_rows = self.gather();
        let loss = self.workspace.backward(
            &self.current,
            &self.batch_features.slice(s![..n_rows, ..]),
            &self.batch_labels[..n_rows],
            narrow(self.spec.l2),
        );
        if !loss.is_finite() {
            return Err(self.diverged());
        }
        self.optimizer
            .step(self.current.layers_mut(), self.workspace.gradients());
        self.epoch_loss += loss * n_rows as f64;
        if self.next_batch + 1 < self.n_batches() {
            self.next_batch += 1;
            return Ok(Step::Batch);
        }
        self.finish_epoch(n_rows)
    }

    /// Copies the rows of the next batch side by side and says how many they are.
    fn gather(&mut self) -> usize {
        let rows = self.batches.rows(self.next_batch);
        let targets = self
            .batch_features
            .rows_mut()
            .into_iter()
            .zip(&mut self.batch_labels);
        for (&row, (mut features, label)) in rows.iter().zip(targets) {
            features.assign(&self.features.index_axis(Axis(0), row as usize));
            *label = self.labels[row as usize];
        }
        rows.len()
    }

    /// Keeps the network if the last batch, of `n_rows`, can still be scored after its own step.
    fn finish_epoch(&mut self, n_rows: usize) -> Result<Step, FitError> {
        let last_batch = self.batch_features.slice(s![..n_rows, ..]);
        if !self.workspace.is_finite(&self.current, &last_batch) {
            return Err(self.diverged());
        }
        self.finished.clone_from(&self.current);
        self.epochs_finished += 1;
        self.next_batch = 0;
        Ok(Step::Epoch {
            training_loss: self.epoch_loss / self.labels.len() as f64,
        })
    }

    fn diverged(&self) -> FitError {
        FitError::Diverged {
            epoch: self.epochs_finished + 1,
            batch: self.next_batch + 1,
            n_batches: self.n_batches(),
            learning_rate: self.spec.optimizer.learning_rate(),
        }
    }
}

/// How many rows there are, if they can be trained on.
fn check_rows(features: &Array2<f32>, labels: &[bool], network: &Mlp) -> Result<u32, FitError> {
    let (n_rows, n_features) = features.dim();
    if n_rows == 0 {
        return Err(FitError::NoRows);
    }
    if n_rows != labels.len() {
        return Err(FitError::LabelCount {
            n_rows,
            n_labels: labels.len(),
        });
    }
    if n_features != network.n_features() {
        return Err(FitError::FeatureCount {
            n_features,
            n_inputs: network.n_features(),
        });
    }
    let broken = features
        .indexed_iter()
        .find(|(_, value)| !value.is_finite());
    if let Some(((row, column), _)) = broken {
        return Err(FitError::NotFinite { row, column });
    }
    u32::try_from(n_rows).map_err(|_| FitError::TooManyRows { n_rows })
}

/// The same numbers with each row's side by side, so that gathering copies whole rows.
fn by_rows(features: Array2<f32>) -> Array2<f32> {
    if features.is_standard_layout() {
        return features;
    }
    features.as_standard_layout().into_owned()
}
