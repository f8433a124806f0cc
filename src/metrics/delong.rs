//! How far an area under the ROC curve is known, and whether two differ.

use serde::{Deserialize, Serialize};

use super::Ranking;

/// The 97.5 % quantile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// An area under the ROC curve with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AucInterval {
    /// The area.
    pub auc: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The 95 % interval area ± 1.96 standard errors, cut off at 0 and 1.
    pub interval: (f64, f64),
}

/// Two areas of models that scored the same rows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AucComparison {
    /// The second area less the first.
    pub difference: f64,
    /// Its standard error, above 0.
    pub standard_error: f64,
    /// The 95 % interval of the difference.
    pub interval: (f64, f64),
    /// Difference over standard error.
    pub z: f64,
    /// How likely chance alone makes a difference as large, either way.
    pub p_value: f64,
}

/// For each row the share of the other class that it is on the right side of, ties counting half.
struct Placements {
    of_positives: Vec<f64>,
    of_negatives: Vec<f64>,
}

impl Ranking {
    /// The area under the ROC curve with the interval of DeLong, DeLong and Clarke-Pearson (1988,
    /// "Comparing the areas under two or more correlated receiver operating characteristic curves"),
    /// computed from midranks (Sun and Xu 2014). `None` where a class has fewer than two rows.
    #[must_use]
    pub fn delong(&self) -> Option<AucInterval> {
        // Without labels at hand the order within a tie is free, and nothing here depends on it.
        let placements = Placements::by_class(self);
        let variance = variance_of_mean(&placements.of_positives)?
            + variance_of_mean(&placements.of_negatives)?;
        let (auc, standard_error) = (self.roc_auc(), libm::sqrt(variance));
        let end = |side: f64| (auc + side * Z * standard_error).clamp(0.0, 1.0);
        Some(AucInterval {
            auc,
            standard_error,
            interval: (end(-1.0), end(1.0)),
        })
    }
}

/// DeLong's test of the areas of two score vectors over the same labels. `None` where a vector can't be
/// ranked, a class has fewer than two rows, or the difference has no variance, as between a vector and
/// itself.
#[must_use]
pub fn compare_aucs(first: &[f64], second: &[f64], labels: &[bool]) -> Option<AucComparison> {
    let rankings = [first, second].map(|scores| Ranking::new(scores, labels).ok());
    let [Some(first), Some(second)] = rankings else {
        return None;
    };
    let placed = [&first, &second].map(|ranking| Placements::by_row(ranking, labels));
    let [of_first, of_second] = &placed;
    let apart =
        |a: &[f64], b: &[f64]| -> Vec<f64> { b.iter().zip(a).map(|(b, a)| b - a).collect() };
    let variance = variance_of_mean(&apart(&of_first.of_positives, &of_second.of_positives))?
        + variance_of_mean(&apart(&of_first.of_negatives, &of_second.of_negatives))?;
    if variance <= 0.0 {
        return None;
    }
    let difference = second.roc_auc() - first.roc_auc();
    let standard_error = libm::sqrt(variance);
    let z = difference / standard_error;
    Some(AucComparison {
        difference,
        standard_error,
        interval: (
            difference - Z * standard_error,
            difference + Z * standard_error,
        ),
        z,
        p_value: libm::erfc(z.abs() / std::f64::consts::SQRT_2),
    })
}

impl Placements {
    /// In the order of falling scores.
    fn by_class(ranking: &Ranking) -> Self {
        let mut placements = Self {
            of_positives: Vec::with_capacity(ranking.n_positives()),
            of_negatives: Vec::with_capacity(ranking.n_negatives()),
        };
        for ([good, default], [of_negative, of_positive]) in shares(ranking) {
            let (of_positives, of_negatives) =
                (&mut placements.of_positives, &mut placements.of_negatives);
            of_positives.extend(std::iter::repeat_n(of_positive, default));
            of_negatives.extend(std::iter::repeat_n(of_negative, good));
        }
        placements
    }

    /// In the order of the rows, so that two vectors can be compared row by row.
    fn by_row(ranking: &Ranking, labels: &[bool]) -> Self {
        let mut each = vec![0.0; labels.len()];
        for ((_, rows, _), (_, placed)) in ranking.ties().zip(shares(ranking)) {
            for &row in rows {
                each[row] = placed[usize::from(labels[row])];
            }
        }
        let of = |class: bool| {
            let rows = each
                .iter()
                .zip(labels)
                .filter(|(_, label)| **label == class);
            rows.map(|(share, _)| *share).collect()
        };
        Self {
            of_positives: of(true),
            of_negatives: of(false),
        }
    }
}

/// For each distinct score, highest first, its good and default rows, and the placement of one of
/// either.
fn shares(ranking: &Ranking) -> impl Iterator<Item = ([usize; 2], [f64; 2])> {
    let (n_positives, n_negatives) = (ranking.n_positives() as f64, ranking.n_negatives() as f64);
    let mut above = [0, 0];
    ranking.ties().map(move |(_, _, [good, default])| {
        let half = |rows: usize| rows as f64 / 2.0;
        let negatives_below = n_negatives - above[0] as f64 - half(good);
        let positives_above = above[1] as f64 + half(default);
        above = [above[0] + good, above[1] + default];
        let placed = [positives_above / n_positives, negatives_below / n_negatives];
        ([good, default], placed)
    })
}

/// The variance of the mean of `values`, by n − 1.
fn variance_of_mean(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    if values.len() < 2 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Some(squares / (n - 1.0) / n)
}
