//! Local effects of a column, added up.

use std::rc::Rc;

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::asking::{answer, answers_are, rows_at_once, scores};
use super::dependence::{narrow, numbers};
use crate::metrics::quantile;
use crate::model::{Classifier, Says};

/// Accumulated local effects of a column (Apley and Zhu, "Visualizing the Effects of Predictor Variables in Black Box
/// Supervised Learning Models", 2020).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Accumulated {
    /// Borders of bins, ascending: one more than there are bins.
    pub borders: Vec<f32>,
    /// The effect at each border. Over the rows its mean is 0, each row counted with the middle of its bin's two.
    pub effects: Vec<f64>,
    /// Rows in each bin: above its lower border and up to its upper one, the lowest value in the first.
    pub counts: Vec<usize>,
    /// What effects are of: probabilities, also where scores are log-odds, or margins.
    pub says: Says,
}

/// Accumulated local effects being found: each row is asked about at the two borders of its bin only, so that columns
/// that go together aren't torn apart.
pub struct AccumulatedWork {
    model: Rc<dyn Classifier>,
    features: Rc<Array2<f32>>,
    column: usize,
    n_done: usize,
    /// Of each bin, the sum over its rows of what the answer rises by.
    rises: Vec<f64>,
    found: Accumulated,
}

impl AccumulatedWork {
    /// Begins with rows, `(n_samples, n_features)`, and bins of about as many rows each; fewer than `n_bins` where values
    /// repeat. Rows without a finite number in the column are left out. Without rows, or the column, nothing is found.
    #[must_use]
    pub fn new(
        model: Rc<dyn Classifier>,
        features: Rc<Array2<f32>>,
        column: usize,
        n_bins: usize,
    ) -> Self {
        let ascending = numbers(&features, column);
        let n_bins = n_bins.max(1);
        let border = |nth: usize| quantile(&ascending, nth as f64 / n_bins as f64).map(narrow);
        let mut borders: Vec<f32> = (0..=n_bins).filter_map(border).collect();
        borders.dedup();
        let n_bins = borders.len().saturating_sub(1);
        Self {
            column,
            n_done: 0,
            rises: vec![0.0; n_bins],
            found: Accumulated {
                effects: vec![0.0; borders.len()],
                counts: vec![0; n_bins],
                borders,
                says: answers_are(model.says()),
            },
            model,
            features,
        }
    }

    /// Scores some rows. True once all is done.
    pub fn advance(&mut self) -> bool {
        let n_features = self.features.ncols();
        if self.rises.is_empty() || self.n_done == self.features.nrows() {
            return true;
        }
        let from = self.n_done;
        let to = self
            .features
            .nrows()
            .min(from + rows_at_once(&*self.model).div_ceil(2));
        let (mut values, mut bins) = (Vec::new(), Vec::new());
        for row in from..to {
            let Some(bin) = self.bin(self.features[[row, self.column]]) else {
                continue;
            };
            for border in [bin, bin + 1] {
                let start = values.len();
                values.extend(self.features.row(row));
                values[start + self.column] = self.found.borders[border];
            }
            bins.push(bin);
        }
        let scores = scores(&*self.model, n_features, values);
        for (&bin, ends) in bins.iter().zip(scores.chunks_exact(2)) {
            let says = self.model.says();
            self.rises[bin] += answer(says, ends[1]) - answer(says, ends[0]);
            self.found.counts[bin] += 1;
        }
        self.n_done = to;
        let is_over = to == self.features.nrows();
        if is_over {
            self.add_up();
        }
        is_over
    }

    /// The bin of a value.
    fn bin(&self, value: f32) -> Option<usize> {
        let last = self.rises.len().checked_sub(1)?;
        let below = self.found.borders.partition_point(|border| *border < value);
        value.is_finite().then(|| below.saturating_sub(1).min(last))
    }

    fn add_up(&mut self) {
        let (mut sum, mut middle, mut n_rows) = (0.0, 0.0, 0.0);
        for (bin, rise) in self.rises.iter().enumerate() {
            let count = self.found.counts[bin] as f64;
            let rise = if count > 0.0 { rise / count } else { 0.0 };
            middle += count * (sum + rise / 2.0);
            n_rows += count;
            sum += rise;
            self.found.effects[bin + 1] = sum;
        }
        for effect in &mut self.found.effects {
            *effect -= middle / n_rows;
        }
    }

    /// What is found, once all is done.
    #[must_use]
    pub const fn found(&self) -> &Accumulated {
        &self.found
    }

    /// Runs to the end.
    #[must_use]
    pub fn finish(mut self) -> Accumulated {
        while !self.advance() {}
        self.found
    }
}
