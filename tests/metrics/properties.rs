//! What holds for every ranking, against counting one by one.

use imbalance_lab::metrics::{Confusion, Cut, Quadrant, Ranking, thinned, threshold_text};
use proptest::collection::vec;
use proptest::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
use proptest::prelude::*;

#[derive(Clone, Debug)]
pub struct Rows {
    pub scores: Vec<f64>,
    pub labels: Vec<bool>,
}

impl Rows {
    pub fn ranking(&self) -> Ranking {
        Ranking::new(&self.scores, &self.labels).unwrap()
    }

    pub fn mapped(&self, change: impl Fn(f64) -> f64) -> Self {
        let scores = self.scores.iter().map(|&score| change(score)).collect();
        Self {
            scores,
            labels: self.labels.clone(),
        }
    }

    fn confusion(&self, threshold: f64) -> Confusion {
        let mut cells = Confusion::default();
        for (&score, &label) in self.scores.iter().zip(&self.labels) {
            *match (score >= threshold, label) {
                (true, true) => &mut cells.true_positives,
                (true, false) => &mut cells.false_positives,
                (false, true) => &mut cells.false_negatives,
                (false, false) => &mut cells.true_negatives,
            } += 1;
        }
        cells
    }

    /// The share of pairs of a default and a good customer that are in the right order.
    fn mann_whitney(&self) -> f64 {
        let rows = || self.scores.iter().zip(&self.labels);
        let (mut won, mut pairs) = (0.0, 0.0);
        for (bad, _) in rows().filter(|row| *row.1) {
            for (good, _) in rows().filter(|row| !*row.1) {
                pairs += 1.0;
                won += if bad > good {
                    1.0
                } else {
                    f64::from(u8::from(bad == good)) / 2.0
                };
            }
        }
        won / pairs
    }

    /// The highest threshold with the highest value, trying each row's score.
    fn best(&self, value: impl Fn(&Confusion) -> f64) -> Cut {
        let cuts = self.scores.iter().map(|&threshold| {
            let value = value(&self.confusion(threshold));
            Cut { threshold, value }
        });
        let order = |a: &Cut, b: &Cut| {
            a.value
                .total_cmp(&b.value)
                .then(a.threshold.partial_cmp(&b.threshold).unwrap())
        };
        cuts.max_by(order).unwrap()
    }
}

fn rows(score: impl Strategy<Value = f64>, n_rows: usize) -> impl Strategy<Value = Rows> {
    vec((score, any::<bool>()), 2..n_rows).prop_filter_map("one class", |rows| {
        let (scores, labels): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let both = labels.contains(&true) && labels.contains(&false);
        both.then_some(Rows { scores, labels })
    })
}

/// Few distinct scores, so many ties, none of which an increasing function makes or breaks.
pub fn tied() -> impl Strategy<Value = Rows> {
    rows((-20..20_i32).prop_map(|level| f64::from(level) / 16.0), 80)
}

pub fn probabilities() -> impl Strategy<Value = Rows> {
    rows((0..=64_i32).prop_map(|level| f64::from(level) / 64.0), 80)
}

fn finite() -> impl Strategy<Value = Rows> {
    rows(NORMAL | SUBNORMAL | ZERO | POSITIVE | NEGATIVE, 400)
}

proptest! {
    #[test]
    fn every_confusion_is_what_counting_gives(rows in tied(), threshold in -1.5..1.5) {
        let ranking = rows.ranking();
        prop_assert_eq!(ranking.confusion_at(threshold), rows.confusion(threshold));
        for &score in &rows.scores {
            prop_assert_eq!(ranking.confusion_at(score), rows.confusion(score));
        }
    }

    #[test]
    fn confusions_of_any_finite_scores_are_what_counting_gives(rows in finite()) {
        let ranking = rows.ranking();
        for &score in &rows.scores {
            prop_assert_eq!(ranking.confusion_at(score), rows.confusion(score));
        }
        for (threshold, confusion) in ranking.confusions() {
            prop_assert_eq!(confusion, rows.confusion(threshold));
        }
    }

    #[test]
    fn rows_are_in_stable_order_of_falling_scores(rows in prop_oneof![finite(), tied()]) {
        let mut expected: Vec<usize> = (0..rows.scores.len()).collect();
        expected.sort_by(|&a, &b| rows.scores[b].partial_cmp(&rows.scores[a]).unwrap());
        let ranking = rows.ranking();
        prop_assert_eq!(ranking.order(), expected.as_slice());
        let mut distinct: Vec<f64> = expected.iter().map(|&row| rows.scores[row]).collect();
        distinct.dedup();
        prop_assert_eq!(ranking.thresholds(), distinct.as_slice());
    }

    #[test]
    fn a_threshold_that_is_shown_and_typed_makes_the_same_decisions(
        rows in finite(), other in tied(), any in any::<f64>(), place in 0_usize..400,
        least in 1_usize..6,
    ) {
        let rankings = [&rows.ranking(), &other.ranking()];
        let matrices = |threshold: f64| rankings.map(|ranking| ranking.confusion_at(threshold));
        for threshold in [any, rows.scores[place % rows.scores.len()], rankings[1].above_all()] {
            let text = threshold_text(threshold, &rankings, least);
            let read: f64 = text.parse().unwrap();
            prop_assert_eq!(matrices(read), matrices(threshold), "{}", text);
            let digits = text.trim_matches(['-', '0', '.']).replace('.', "").len();
            for fewer in least..digits {
                let rounded: f64 = format!("{threshold:.*e}", fewer - 1).parse().unwrap();
                prop_assert_ne!(matrices(rounded), matrices(threshold), "{} for {}", rounded, text);
            }
        }
    }

    #[test]
    fn defaults_stay_defaults_wherever_the_cut_is(rows in tied(), threshold in any::<f64>()) {
        let ranking = rows.ranking();
        let confusion = ranking.confusion_at(threshold);
        prop_assert_eq!(confusion.n_positives(), ranking.n_positives());
        prop_assert_eq!(confusion.n_negatives(), ranking.n_negatives());
    }

    #[test]
    fn auc_is_the_share_of_pairs_in_order(rows in prop_oneof![finite(), tied()]) {
        prop_assert!((rows.ranking().roc_auc() - rows.mann_whitney()).abs() < 1e-12);
    }

    #[test]
    fn reversed_scores_have_the_rest_of_the_area(rows in tied()) {
        let reversed = rows.mapped(|score| -score).ranking();
        prop_assert!((rows.ranking().roc_auc() + reversed.roc_auc() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn an_increasing_change_of_scores_changes_no_ranking_metric(rows in tied()) {
        let ranking = rows.ranking();
        for change in [f64::exp, f64::atan, |x| x * x * x - 7.0] {
            let changed = rows.mapped(change).ranking();
            prop_assert_eq!(changed.roc_auc(), ranking.roc_auc());
            prop_assert_eq!(changed.average_precision(), ranking.average_precision());
            prop_assert_eq!(changed.max_f1().value, ranking.max_f1().value);
            prop_assert_eq!(changed.youden_j().value, ranking.youden_j().value);
            prop_assert_eq!(changed.order(), ranking.order());
        }
    }

    #[test]
    fn average_precision_lies_between_zero_and_one(rows in prop_oneof![finite(), tied()]) {
        let average_precision = rows.ranking().average_precision();
        prop_assert!(average_precision > 0.0 && average_precision <= 1.0 + 1e-12);
    }

    #[test]
    fn the_best_cuts_are_what_trying_all_gives(rows in tied()) {
        let ranking = rows.ranking();
        let f1 = |c: &Confusion| {
            let errors = c.false_positives + c.false_negatives;
            2.0 * c.true_positives as f64 / (2 * c.true_positives + errors) as f64
        };
        prop_assert_eq!(ranking.max_f1(), rows.best(f1));
        let (n_positives, n_negatives) = (ranking.n_positives() as f64, ranking.n_negatives() as f64);
        let youden_j = |c: &Confusion| {
            let won = c.true_positives as f64 * n_negatives;
            (won - c.false_positives as f64 * n_positives) / (n_positives * n_negatives)
        };
        prop_assert_eq!(ranking.youden_j(), rows.best(youden_j));
    }

    #[test]
    fn losses_are_means_over_the_rows(rows in probabilities()) {
        let n_samples = rows.scores.len() as f64;
        let pairs = || rows.scores.iter().zip(&rows.labels);
        let squares = pairs().map(|(&score, &label)| (score - f64::from(u8::from(label))).powi(2));
        let brier = squares.sum::<f64>() / n_samples;
        prop_assert!((rows.ranking().brier_score().unwrap() - brier).abs() < 1e-12);
        let happened = pairs().map(|(&score, &label)| if label { score } else { 1.0 - score });
        let clipped = happened.map(|p| p.clamp(f64::EPSILON, 1.0 - f64::EPSILON));
        let log_loss = clipped.map(|p| -p.ln()).sum::<f64>() / n_samples;
        prop_assert!((rows.ranking().log_loss().unwrap() - log_loss).abs() < 1e-11);
    }

    #[test]
    fn neighbouring_scores_are_the_nearest_ones(rows in tied(), threshold in -1.5..1.5) {
        let above = rows.scores.iter().copied().filter(|&score| score > threshold);
        let below = rows.scores.iter().copied().filter(|&score| score < threshold);
        let ranking = rows.ranking();
        prop_assert_eq!(ranking.next_above(threshold), above.reduce(f64::min));
        prop_assert_eq!(ranking.next_below(threshold), below.reduce(f64::max));
    }

    #[test]
    fn a_share_and_its_threshold_belong_together(rows in tied(), share in 0.001..=1.0) {
        let ranking = rows.ranking();
        let threshold = ranking.threshold_at_share(share).unwrap();
        prop_assert!(ranking.share_flagged_at(threshold) >= share);
        prop_assert!(ranking.share_flagged_at(threshold.next_up()) < share);
        for &score in ranking.thresholds() {
            let back = ranking.threshold_at_share(ranking.share_flagged_at(score));
            prop_assert_eq!(back, Some(score));
        }
    }

    #[test]
    fn bins_that_span_all_scores_hold_all_rows(rows in tied(), inner in vec(-1.25..1.25, 0..9)) {
        let mut edges = [vec![-1.25], inner, vec![1.25]].concat();
        edges.sort_by(f64::total_cmp);
        let ranking = rows.ranking();
        let bins = ranking.counts_between(&edges);
        prop_assert_eq!(bins.iter().map(|bin| bin[0]).sum::<usize>(), ranking.n_negatives());
        prop_assert_eq!(bins.iter().map(|bin| bin[1]).sum::<usize>(), ranking.n_positives());
    }

    #[test]
    fn a_thinned_curve_keeps_its_ends_and_extremes_and_few_points(
        rows in tied(),
        n_columns in 1_usize..12,
    ) {
        let ranking = rows.ranking();
        let curve: Vec<_> = ranking.precision_recall().map(|p| (p.recall, p.precision)).collect();
        let thin = thinned(&curve, n_columns);
        prop_assert!(thin.len() <= 4 * n_columns);
        prop_assert_eq!((thin.first(), thin.last()), (curve.first(), curve.last()));
        let heights = |points: &[(f64, f64)], pick: fn(f64, f64) -> f64| {
            points.iter().map(|point| point.1).reduce(pick)
        };
        prop_assert_eq!(heights(&thin, f64::min), heights(&curve, f64::min));
        prop_assert_eq!(heights(&thin, f64::max), heights(&curve, f64::max));
        let mut left = curve.iter();
        prop_assert!(thin.iter().all(|kept| left.any(|point| point == kept)));
    }
}

proptest! {
    #[test]
    fn a_rising_scale_leaves_ranking_metrics_and_every_decision_as_they_are(
        rows in probabilities(),
        cut in any::<proptest::sample::Index>(),
    ) {
        let raw = rows.ranking();
        let map = |score: f64| 0.1 + 0.5 * score * score.abs().sqrt();
        let rescaled = raw.rescaled(map).unwrap();
        prop_assert_eq!(rescaled.roc_auc(), raw.roc_auc());
        prop_assert_eq!(rescaled.average_precision(), raw.average_precision());
        let place = *cut.get(raw.thresholds());
        prop_assert_eq!(rescaled.confusion_at(map(place)), raw.confusion_at(place));
        let difference = rescaled.brier_score().unwrap() - rows.mapped(map).ranking().brier_score().unwrap();
        prop_assert!(difference.abs() < 1e-12);
    }

    #[test]
    fn a_scale_with_steps_offers_only_cuts_that_a_threshold_can_make(
        rows in probabilities(),
    ) {
        let raw = rows.ranking();
        let steps = raw.rescaled(|score| (4.0 * score).floor() / 4.0).unwrap();
        for (threshold, confusion) in steps.cuts() {
            prop_assert_eq!(steps.outcomes_at(threshold), confusion);
        }
        let ranked = rows.mapped(|score| (4.0 * score).floor() / 4.0).ranking();
        prop_assert_eq!(steps.cuts().count(), ranked.thresholds().len());
        prop_assert_eq!(steps.max_f1(), ranked.max_f1());
    }

    #[test]
    fn another_share_of_defaults_counts_as_repeating_the_rows_of_a_class(
        rows in probabilities(),
        times in 2_usize..5,
    ) {
        let raw = rows.ranking();
        let repeated = rows.scores.iter().zip(&rows.labels).flat_map(|(&score, &label)| {
            std::iter::repeat_n((score, label), if label { times } else { 1 })
        });
        let (scores, labels): (Vec<_>, Vec<_>) = repeated.unzip();
        let repeated = Ranking::new(&scores, &labels).unwrap();
        let deployed = raw.deployed_at(repeated.prevalence()).unwrap();
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        prop_assert_eq!(deployed.roc_auc(), raw.roc_auc());
        prop_assert!(near(deployed.average_precision(), repeated.average_precision()));
        prop_assert!(near(deployed.prevalence(), repeated.prevalence()));
        if let (Some(a), Some(b)) = (deployed.brier_score(), repeated.brier_score()) {
            prop_assert!(near(a, b));
        }
        for threshold in raw.thresholds() {
            let (a, b) = (deployed.outcomes_at(*threshold), repeated.confusion_at(*threshold));
            prop_assert!(near(a.precision().unwrap(), b.precision().unwrap()));
            prop_assert!(near(a.recall().unwrap(), b.recall().unwrap()));
        }
    }
}

proptest! {
    #[test]
    fn the_rows_of_the_four_cells_are_all_rows_once_each_by_falling_score(
        rows in tied(),
        threshold in -1.5..1.5,
    ) {
        let ranking = rows.ranking();
        let confusion = ranking.confusion_at(threshold);
        let mut all = Vec::new();
        for quadrant in Quadrant::ALL {
            let found: Vec<_> = ranking.rows_in(quadrant, threshold, &rows.labels).collect();
            prop_assert_eq!(found.len(), quadrant.count(&confusion));
            prop_assert!(found.is_sorted_by(|&a, &b| rows.scores[a] >= rows.scores[b]));
            for &row in &found {
                prop_assert_eq!(rows.labels[row], quadrant.is_default());
                prop_assert_eq!(rows.scores[row] >= threshold, quadrant.is_flagged());
            }
            all.extend(found);
        }
        all.sort_unstable();
        prop_assert_eq!(all, (0..rows.scores.len()).collect::<Vec<_>>());
        prop_assert_eq!(ranking.scores(), rows.scores);
    }
}

proptest! {
    fn stacks_hold_every_row_of_their_bin(
        rows in tied(), n_bins in 1_usize..8, per_dot in 1_usize..6, most in 1_usize..30,
    ) {
        let ranking = rows.ranking();
        let (low, high) = (-2.0, 2.0);
        let edges: Vec<_> = (0..=n_bins).map(|edge| low + (high - low) * edge as f64 / n_bins as f64).collect();
        let stacks = ranking.stacks_between(&edges, per_dot, most);
        prop_assert_eq!(stacks.len(), n_bins);
        let counts: Vec<_> = stacks.iter().map(|stack| stack.each_ref().map(|stack| stack.n_rows)).collect();
        prop_assert_eq!(counts, ranking.counts_between(&edges));
        for (bin, pair) in stacks.iter().enumerate() {
            for (class, stack) in pair.iter().enumerate() {
                let is_in = |score: f64| edges[bin] <= score && (score < edges[bin + 1] || bin + 1 == n_bins);
                let own = rows.scores.iter().zip(&rows.labels);
                let own = own.filter(|&(score, &label)| usize::from(label) == class && is_in(*score));
                let mut own: Vec<_> = own.map(|(score, _)| *score).collect();
                own.sort_by(f64::total_cmp);
                prop_assert_eq!(stack.n_dots > 0, stack.n_rows > 0, "a row without a dot");
                let off = stack.n_dots as f64 - stack.n_rows as f64 / per_dot as f64;
                prop_assert!(stack.n_dots == 1 || off.abs() <= 0.5);
                prop_assert_eq!(stack.scores.len(), stack.n_dots.min(most));
                prop_assert!(stack.scores.is_sorted_by(|a, b| a <= b));
                prop_assert!(stack.scores.iter().all(|score| own.contains(score)));
                if per_dot == 1 && own.len() <= most {
                    prop_assert_eq!(&stack.scores, &own, "one dot one row");
                }
            }
        }
    }
}

proptest! {
    /// What one worker sorted is read by the page without sorting.
    #[test]
    fn a_ranking_is_assembled_from_what_it_gave_away_and_from_nothing_else(
        rows in prop::collection::vec((-4..5_i8, any::<bool>()), 2..40),
        place in 0_usize..40,
    ) {
        let scores: Vec<_> = rows.iter().map(|row| f64::from(row.0)).collect();
        let labels: Vec<_> = rows.iter().map(|row| row.1).collect();
        let Ok(ranking) = Ranking::new(&scores, &labels) else { return Ok(()) };
        let order = ranking.order().to_vec();
        let mut thresholds = ranking.thresholds().to_vec();
        let mut flagged: Vec<_> =
            ranking.confusions().map(|(_, cells)| [cells.false_positives, cells.true_positives]).collect();
        prop_assert_eq!(Ranking::assembled(&order, &thresholds, &flagged), Some(ranking));
        prop_assert_eq!(Ranking::assembled(&order[1..], &thresholds, &flagged), None);
        let place = place % thresholds.len();
        flagged[place][0] += order.len();
        prop_assert_eq!(Ranking::assembled(&order, &thresholds, &flagged), None);
        flagged[place][0] -= order.len();
        thresholds[place] = f64::NAN;
        prop_assert_eq!(Ranking::assembled(&order, &thresholds, &flagged), None);
    }
}
