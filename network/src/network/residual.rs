//! Two residual networks as they were published.

use super::{Activation, EarlyStopping, HiddenLayers, MlpSpec, OptimizerSpec, Plateau, Watch};

impl MlpSpec {
    /// The smaller of two residual networks of a published application to the Home Credit data (307,511
    /// applicants, 8 % of them in default): 128 units, then blocks of 128, 64 and 32, relu, dropout of 0.3, 0.3
    /// and 0.2 in the blocks, penalties of 1e-5 (L1) and 1e-4 (L2) on their weights, 30 epochs in batches of
    /// 256. Reported there, with SMOTEENN to a ratio of 0.3 and a focal loss with γ 2 and α 0.7, which are no
    /// part of a network: AUC 0.6943.
    ///
    /// What isn't reported is as usual here: Adam's learning rate of 1e-3, and the first layer, which is
    /// normalised as the blocks are. The penalty of L2 is read as [`l2`](Self::l2), `λ/2 · Σ w²`; where Keras'
    /// `l2(1e-4)` was meant, it is 2e-4 here.
    #[must_use]
    pub fn residual_a() -> Self {
        Self {
            l1: vec![0.0, 1e-5, 1e-5, 1e-5, 0.0].into(),
            l2: vec![0.0, 1e-4, 1e-4, 1e-4, 0.0].into(),
            dropout: vec![0.0, 0.3, 0.3, 0.2].into(),
            epochs: 30,
            ..Self::residual("128, r128, r64, r32")
        }
    }

    /// The larger of the two: 256 units, then blocks of 256, 128, 64 and 32, leaky relu, dropout of 0.3, 0.3,
    /// 0.25 and 0.2 in the blocks, Adam with a learning rate of 7e-4, at most 50 epochs, the rate halved after 3
    /// without a better validation loss, and an end after 5 without a better validation AUC, with the
    /// weights of the best. Reported there, on negatives left out at random until there were as many
    /// as positives, with cross-entropy: AUC 0.7071.
    ///
    /// What isn't reported is as in [`residual_a`](Self::residual_a), batches of 256 too, and as usual here: leaky
    /// relu's slope of 0.01.
    #[must_use]
    pub fn residual_b() -> Self {
        let mut optimizer = OptimizerSpec::default();
        optimizer.set_learning_rate(7e-4);
        Self {
            activation: Activation::LeakyRelu,
            optimizer,
            dropout: vec![0.0, 0.3, 0.3, 0.25, 0.2].into(),
            epochs: 50,
            plateau: Some(Plateau { patience: 3 }),
            early_stopping: Some(EarlyStopping {
                patience: 5,
                watch: Watch::Auc,
            }),
            ..Self::residual("256, r256, r128, r64, r32")
        }
    }

    fn residual(hidden_layers: &str) -> Self {
        Self {
            hidden_layers: HiddenLayers::read(hidden_layers).unwrap_or_default(),
            batch_size: 256,
            batch_normalisation: true,
            ..Self::default()
        }
    }
}
