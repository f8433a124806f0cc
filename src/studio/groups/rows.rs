//! Test rows by group.

use crate::experiment::Grouping;
use crate::metrics::GroupRows;
use crate::sorting::sort_by_key;
use crate::studio::standing::ArmView;

/// Groups of fewer test rows are put together.
pub const FEWEST: usize = 30;

/// Groups that are told apart at most, the largest.
const MOST: usize = 8;

/// What groups are called, and the arms' test rows by group.
#[derive(Clone, Debug, Default)]
pub struct GroupedRows {
    pub names: Vec<String>,
    /// Whether the last group is of groups that are small.
    pub has_rest: bool,
    /// All rows, then those of each group, by arm with scores.
    pub arms: Vec<Vec<GroupRows>>,
}

impl GroupedRows {
    /// Parts the test rows of arms by group; nothing where a row's group isn't known.
    pub fn new(views: &[ArmView], grouping: &Grouping) -> Self {
        let none = Self::default();
        let of_view = |view: &ArmView| grouping.of_rows(view.reading.judged.rows());
        let Some(of_rows) = views.iter().map(of_view).collect::<Option<Vec<_>>>() else {
            return none;
        };
        let Some(first) = of_rows.first() else {
            return none;
        };
        let mut counts = vec![0_usize; grouping.names.len()];
        for group in first {
            counts[*group] += 1;
        }
        let mut largest: Vec<usize> = (0..counts.len())
            .filter(|group| counts[*group] > 0)
            .collect();
        let n_groups = largest.len();
        sort_by_key(&mut largest, |group| usize::MAX - counts[*group]);
        let n_large = largest
            .iter()
            .filter(|group| counts[**group] >= FEWEST)
            .count();
        // One small group alone needs nobody beside it.
        let n_kept = match n_large.min(MOST) {
            n_kept if n_kept + 1 == n_groups => n_groups,
            n_kept => n_kept,
        };
        let has_rest = n_kept < n_groups;
        let kept: Vec<usize> = (0..counts.len())
            .filter(|group| largest[..n_kept].contains(group))
            .collect();
        let mut names: Vec<String> = kept
            .iter()
            .map(|group| grouping.names[*group].clone())
            .collect();
        if has_rest {
            names.push(format!("{} smaller groups", n_groups - n_kept));
        }
        let of_arm = |(view, of_rows): (&ArmView, &Vec<usize>)| {
            let (scores, labels) = (view.test().scores(), view.reading.judged.labels());
            let mut parts = vec![(Vec::new(), Vec::new()); names.len()];
            for ((score, label), group) in scores.iter().zip(labels).zip(of_rows) {
                let place = kept.iter().position(|kept| kept == group);
                let part = &mut parts[place.unwrap_or(n_kept)];
                part.0.push(*score);
                part.1.push(*label);
            }
            let all = GroupRows::new(&scores, labels);
            let parts = parts.iter();
            let parts = parts.filter_map(|(scores, labels)| GroupRows::new(scores, labels));
            all.into_iter().chain(parts).collect()
        };
        Self {
            arms: views.iter().zip(&of_rows).map(of_arm).collect(),
            names,
            has_rest,
        }
    }
}
