//! What intervals take for granted.

use super::{count, defaults, percent, significant};
use crate::metrics::{AucInterval, Ranking, wilson_interval};

/// What the ranges from resampled rows leave out: every resample has as many defaults as these
/// rows, while new rows may have more or fewer. It gives Wilson's interval of their share, which
/// takes that in. Rows count as they are, whatever their weights.
#[must_use]
pub fn resampling_condition(rows: &Ranking) -> String {
    let (n_defaults, all) = (rows.n_positives(), rows.n_samples());
    let share = n_defaults as f64 / all as f64;
    let interval = wilson_interval(n_defaults as f64, all as f64);
    let [low, high] = interval.map_or([None; 2], |(low, high)| [Some(low), Some(high)]);
    format!(
        "Every resample has {} among {} rows, as there are here. In new rows the share of defaults \
         ({} here) may lie anywhere from {} to {}, and what depends on it varies more than the \
         ranges say.",
        defaults(n_defaults),
        count(all),
        percent(Some(share)),
        percent(low),
        percent(high),
    )
}

/// Why an interval of an AUC that is a point isn't to be trusted; `None` for any other.
#[must_use]
pub fn degenerate_auc(auc: &AucInterval, rows: &Ranking) -> Option<String> {
    auc.is_degenerate().then(|| {
        format!(
            "DeLong's interval of the AUC is the point {}, because no default ranks differently \
             from another among the good customers: with {} that is too sure.",
            significant(auc.auc, 3),
            defaults(rows.n_positives()),
        )
    })
}

/// What to think of scores of which higher ones seem to mean safer; `None` where they don't.
#[must_use]
pub fn direction(rows: &Ranking) -> Option<String> {
    rows.higher_seems_safer().then(|| {
        format!(
            "higher scores seem to mean safer applicants (ROC AUC {}). Here a higher score \
             is to mean a higher risk: turn the scores if these are points.",
            significant(rows.roc_auc(), 3),
        )
    })
}
