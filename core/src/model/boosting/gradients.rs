//! The scores of the training rows, and the derivatives of their loss.

/// The scores of the training rows, and how the loss of each bends at its score.
#[derive(Clone, Debug)]
pub(super) struct Gradients {
    labels: Vec<bool>,
    /// What a row of the negatives and what one of the positives counts.
    weights: [f64; 2],
    total_weight: f64,
    /// The log-odds that each row is given.
    pub(super) scores: Vec<f64>,
    /// First and second derivative of each row's loss, single as in LightGBM.
    pub(super) pairs: Vec<[f32; 2]>,
    /// The sum of the losses so far.
    loss: f64,
}

/// Rows whose losses are told by one logarithm of a product, whose factors are at most 2.
const AT_ONCE: usize = 512;

impl Gradients {
    /// All rows with the same score, before their gradients are known.
    pub(super) fn new(labels: Vec<bool>, weights: [f64; 2], base: f64) -> Self {
        let n_positives = labels.iter().filter(|label| **label).count();
        let n_negatives = labels.len() - n_positives;
        Self {
            weights,
            total_weight: n_negatives as f64 * weights[0] + n_positives as f64 * weights[1],
            scores: vec![base; labels.len()],
            pairs: vec![[0.0; 2]; labels.len()],
            labels,
            loss: 0.0,
        }
    }

    /// Finds the derivatives of some rows from their scores. True when the last rows are done.
    pub(super) fn renew(&mut self, from: usize, n_rows: usize) -> bool {
        let to = self.labels.len().min(from + n_rows);
        let labels = self.labels[from..to].chunks(AT_ONCE);
        let scores = self.scores[from..to].chunks(AT_ONCE);
        let pairs = self.pairs[from..to].chunks_mut(AT_ONCE);
        for ((labels, scores), pairs) in labels.zip(scores).zip(pairs) {
            let (mut hinges, mut products) = ([0.0; 2], [1.0; 2]);
            for ((&label, &score), pair) in labels.iter().zip(scores).zip(pairs) {
                let class = usize::from(label);
                let weight = self.weights[class];
                // The log-odds of the other class than the row's own.
                let wrong = if label { -score } else { score };
                let odds = libm::exp(-wrong.abs());
                let upper = 1.0 / (1.0 + odds);
                let (lower, share) = (odds * upper, weight * upper);
                let slope = weight * if wrong >= 0.0 { upper } else { lower };
                *pair = [if label { -slope } else { slope }, lower * share].map(narrow);
                hinges[class] += wrong.max(0.0);
                products[class] *= 1.0 + odds;
            }
            for class in [0, 1] {
                self.loss += self.weights[class] * (hinges[class] + libm::log(products[class]));
            }
        }
        to == self.labels.len()
    }

    /// The mean loss of all rows in nats, each counted with its weight, once all are renewed.
    pub(super) fn take_loss(&mut self) -> f64 {
        std::mem::take(&mut self.loss) / self.total_weight
    }
}

#[expect(clippy::cast_possible_truncation, reason = "derivatives are single")]
const fn narrow(derivative: f64) -> f32 {
    derivative as f32
}
