//! What holds for every scale, every bin and every gain.

use imbalance_lab::metrics::{Binning, Ranking, ReliabilityBin, Scale, meaning_of_score};
use proptest::prelude::*;

use crate::{near, rows};

fn scales(ranking: &Ranking) -> Vec<Scale> {
    let mut scales = vec![Scale::Raw, Scale::isotonic(ranking)];
    scales.extend(Scale::prior_corrected(0.02, 0.5));
    scales.extend(Scale::platt(ranking));
    scales
}

proptest! {
    #[test]
    fn no_scale_falls_and_none_changes_the_ranking(
        rows in rows(120), a in 0.0..=1.0_f64, b in 0.0..=1.0_f64,
    ) {
        let ranking = rows.ranking();
        for scale in scales(&ranking) {
            prop_assert!(scale.apply(a.min(b)) <= scale.apply(a.max(b)), "{scale:?}");
            let scaled = ranking.on_scale(&scale).unwrap();
            prop_assert_eq!(scaled.roc_auc(), ranking.roc_auc());
            prop_assert_eq!(scaled.average_precision(), ranking.average_precision());
            prop_assert!(scaled.brier_score().is_some());
        }
    }

    #[test]
    fn prior_correction_there_and_back_is_nothing(
        score in 0.0..=1.0_f64, training in 0.001..0.999_f64, resampled in 0.001..0.999_f64,
    ) {
        let there = meaning_of_score(score, training, resampled).unwrap();
        let back = meaning_of_score(there, resampled, training).unwrap();
        // By how much the way back stretches what the way there has rounded.
        let odds = |share: f64| share / (1.0 - share);
        let stretch = odds(training) / odds(resampled);
        let slack = 8.0 * f64::EPSILON * stretch.max(stretch.recip());
        prop_assert!((back - score).abs() < slack.max(1e-13), "{} of {slack}", (back - score).abs());
    }

    #[test]
    fn isotonic_steps_and_platts_curve_never_fit_worse_than_they_must(rows in rows(150)) {
        let ranking = rows.ranking();
        let isotonic = ranking.on_scale(&Scale::isotonic(&ranking)).unwrap();
        prop_assert!(isotonic.brier_score() <= ranking.brier_score().map(|brier| brier + 1e-12));
        if let Ok(platt) = Scale::platt(&ranking) {
            let fitted = ranking.on_scale(&platt).unwrap();
            prop_assert!(fitted.log_loss() <= ranking.log_loss().map(|loss| loss + 1e-9));
        }
    }

    #[test]
    fn the_brier_score_is_the_sum_of_its_parts_over_the_bins_of_the_curve(
        rows in rows(150), prevalence in 0.01..0.99_f64,
    ) {
        let raw = rows.ranking();
        let stepped = raw.rescaled(|score| (5.0 * score).floor() / 5.0).unwrap();
        for ranking in [raw.deployed_at(prevalence).unwrap(), stepped, raw] {
            let c = ranking.calibration(Binning::default()).unwrap();
            let parts = c.reliability - c.resolution + c.uncertainty + c.within_bins;
            prop_assert!(near(parts, c.brier_score, 1e-12));
            let bins = ranking.reliability(Binning::default()).unwrap();
            let gap = |bin: &ReliabilityBin| bin.weight * (bin.mean_score - bin.observed_rate).powi(2);
            prop_assert!(near(c.reliability, bins.iter().map(gap).sum(), 1e-12));
            let by_class = (1.0 - c.observed_rate) * c.brier_of_good + c.observed_rate * c.brier_of_default;
            prop_assert!(near(by_class, c.brier_score, 1e-12));
        }
    }

    #[test]
    fn every_row_is_in_one_bin_and_no_tie_is_parted(rows in rows(150), n in 1_usize..25) {
        let ranking = rows.ranking();
        for binning in [Binning::EqualWidth(n), Binning::EqualCount(n)] {
            let bins = ranking.reliability(binning).unwrap();
            prop_assert!(bins.len() <= n);
            prop_assert_eq!(bins.iter().map(|bin| bin.rows).sum::<usize>(), rows.scores.len());
            prop_assert!(near(bins.iter().map(|bin| bin.weight).sum::<f64>(), 1.0, 1e-12));
            for (place, bin) in bins.iter().enumerate() {
                let (low, high) = bin.edges;
                let last = place + 1 == bins.len() && high == 1.0;
                let inside = rows.scores.iter().filter(|&&s| s >= low && (s < high || last));
                prop_assert_eq!(inside.count(), bin.rows);
                prop_assert!(bin.interval.0 <= bin.observed_rate + 1e-12);
                prop_assert!(bin.interval.1 >= bin.observed_rate - 1e-12);
            }
        }
    }

    #[test]
    fn another_share_of_defaults_moves_calibration_as_repeated_rows_do(
        rows in rows(80), times in 2_usize..5,
    ) {
        let repeated = rows.scores.iter().zip(&rows.labels).flat_map(|(&score, &label)| {
            std::iter::repeat_n((score, label), if label { times } else { 1 })
        });
        let (scores, labels): (Vec<_>, Vec<_>) = repeated.unzip();
        let repeated = Ranking::new(&scores, &labels).unwrap();
        let deployed = rows.ranking().deployed_at(repeated.prevalence()).unwrap();
        let [a, b] = [&deployed, &repeated].map(|r| r.calibration(Binning::EqualWidth(7)).unwrap());
        for (a, b) in [
            (a.expected_calibration_error, b.expected_calibration_error),
            (a.mean_score, b.mean_score),
            (a.reliability, b.reliability),
            (a.brier_score, b.brier_score),
        ] {
            prop_assert!(near(a, b, 1e-9), "{a} {b}");
        }
        for (a, b) in deployed.deciles().iter().zip(repeated.deciles()) {
            prop_assert!(near(a.default_rate, b.default_rate, 1e-6));
        }
    }

    #[test]
    fn gains_rise_to_everything_and_lift_is_no_gain(rows in rows(150)) {
        let ranking = rows.ranking();
        let gains = ranking.gains();
        let rises = gains.is_sorted_by(|a, b| a.share_flagged <= b.share_flagged && a.recall <= b.recall);
        prop_assert!(rises);
        for point in &gains {
            if let Some(lift) = point.lift {
                prop_assert!(near(lift * point.share_flagged, point.recall, 1e-12));
            }
        }
        let last = gains.last().unwrap();
        prop_assert!(near(last.share_flagged, 1.0, 1e-12) && last.recall == 1.0);
        prop_assert!(near(last.lift.unwrap(), 1.0, 1e-12));
        prop_assert_eq!(gains[0].lift, None);
        let deciles = ranking.deciles();
        let rows: f64 = deciles.iter().map(|decile| decile.rows).sum();
        let defaults: f64 = deciles.iter().map(|decile| decile.defaults).sum();
        prop_assert!(near(rows, ranking.n_samples() as f64, 1e-9));
        prop_assert!(near(defaults, ranking.n_positives() as f64, 1e-9));
        prop_assert!(near(deciles[9].cumulative_recall, 1.0, 1e-12));
    }
}

/// A link may hold any number.
#[test]
fn no_number_of_bins_is_too_large_to_be_asked_for() {
    let ranking = Ranking::new(&[0.1, 0.4, 0.8], &[false, true, false]).unwrap();
    for binning in [
        Binning::EqualWidth(usize::MAX),
        Binning::EqualCount(usize::MAX),
    ] {
        let bins = ranking.reliability(binning).unwrap();
        assert_eq!(bins.iter().map(|bin| bin.rows).sum::<usize>(), 3);
    }
    assert_eq!(
        ranking.reliability(Binning::EqualWidth(0)).unwrap().len(),
        1
    );
}

#[test]
fn scores_that_are_no_probabilities_have_no_calibration_and_say_why() {
    let ranking = Ranking::new(&[3.0, 0.5, -1.0, 2.0], &[true, false, false, true]).unwrap();
    assert_eq!(ranking.calibration(Binning::default()), None);
    assert_eq!(ranking.reliability(Binning::EqualCount(3)), None);
    let prior = Scale::prior_corrected(0.1, 0.5).unwrap();
    let error = ranking.on_scale(&prior).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the score 3 lies outside 0 to 1, so it is no probability that could be corrected"
    );
    let isotonic = ranking.on_scale(&Scale::isotonic(&ranking)).unwrap();
    assert!(isotonic.calibration(Binning::default()).is_some());
    assert!(Scale::prior_corrected(0.0, 0.5).is_err());
}

/// The likeliest curve is where Σ (p − y) and Σ (p − y)·x are 0, x being the log-odds.
#[test]
fn a_curve_through_many_rows_solves_the_score_equations() {
    let n_rows = 12_000_u32;
    let spread = |row: u32, step: f64| (f64::from(row) * step).fract();
    let rows = (0..n_rows).map(|row| (spread(row, 0.618_033_988_7), spread(row, 0.414_213_562_4)));
    let (scores, labels): (Vec<f64>, Vec<bool>) = rows
        .map(|(score, drawn)| (0.001 + 0.6 * score, drawn < 0.3 * score * score))
        .unzip();
    let ranking = Ranking::new(&scores, &labels).unwrap();
    let log_odds = |score: f64| (score / (1.0 - score)).ln();
    let sums = |intercept: f64, slope: f64| {
        let errors = scores.iter().zip(&labels).map(|(&score, &label)| {
            let x = log_odds(score);
            let p = 1.0 / (1.0 + (-(intercept + slope * x)).exp());
            (p - f64::from(u8::from(label)), x)
        });
        errors.fold((0.0, 0.0), |sums: (f64, f64), (error, x)| {
            (sums.0 + error, sums.1 + error * x)
        })
    };
    let Ok(Scale::Platt(platt)) = Scale::platt(&ranking) else {
        panic!("no curve");
    };
    let recalibration = ranking.recalibration().unwrap();
    for (intercept, slope) in [
        (platt.intercept(), platt.slope()),
        (
            recalibration.intercept.unwrap(),
            recalibration.slope.unwrap(),
        ),
    ] {
        let (plain, times_x) = sums(intercept, slope);
        assert!(
            plain.abs() < 1e-6 && times_x.abs() < 1e-6,
            "{plain} {times_x}"
        );
    }
    assert!(sums(recalibration.in_the_large.unwrap(), 1.0).0.abs() < 1e-6);
    // A scale of few steps has few distinct scores, and a search that comes to rest all the same.
    let stepped = ranking.on_scale(&Scale::isotonic(&ranking)).unwrap();
    assert!(stepped.recalibration().unwrap().in_the_large.unwrap().abs() < 1e-6);
}
