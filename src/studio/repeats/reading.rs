//! What repeats say: in numbers, in ranks and in sentences.

use super::super::{RankedArms, Repeats, Studio};
use super::LEVEL;
use crate::balance::Cutting;
use crate::experiment::{ArmId, LabSpec, Source};
use crate::metrics::{Better, Friedman, Goal, Metric, OverRepeats, PairedDifferences, RankTable};
use crate::words::{Cell, Table, duration, significant};

/// Arms that can be ranked: of two the paired test says all.
const FEWEST_RANKED: usize = 3;

impl Studio {
    /// The metric by which repeats are read: that of the race.
    #[must_use]
    pub fn repeated_metric(&self) -> Metric {
        self.race_by().metric()
    }

    /// Whose repeats these are, where they aren't those of what is set.
    #[must_use]
    pub fn repeats_stale(&self) -> Option<String> {
        let repeats = self.repeats()?;
        let (was, now) = (repeats.spec(), self.spec());
        let (of, set) = (was.input(), now.input());
        if of != set || was.data.source != now.data.source {
            let (of, set) = (of.name(), set.name());
            return Some(format!("These are repeats of {of}, not of {set}."));
        }
        let has_own_cut = |arm| was.arm(arm).is_some_and(|arm| arm.cutting().is_some());
        let is_same = |arm| {
            let cutting = |spec: &LabSpec| spec.arm(arm)?.cutting();
            was.learns_as(arm, now, arm) && cutting(was) == cutting(now)
        };
        let mut arms = repeats.arms().iter().copied();
        let is_current = repeats.arms().iter().copied().eq(now.shown_arms())
            && arms.clone().all(is_same)
            && (!arms.any(has_own_cut) || *repeats.money() == self.money_of_loans());
        (!is_current).then(|| {
            let names = repeats.names().join(", ");
            format!(
                "Settings changed since these repeats of {names}: press Repeat to bring them up to date."
            )
        })
    }

    /// How far repeats are.
    #[must_use]
    pub fn repeats_progress(&self) -> Option<String> {
        let repeats = self.repeats()?;
        let (n_done, n_asked) = (repeats.n_done(), repeats.n_asked());
        let tally = format!("{n_done} of {n_asked} repeats");
        if !repeats.queue().is_running() {
            return repeats
                .queue()
                .is_cancelled()
                .then(|| format!("Cancelled after {tally}."));
        }
        let left = repeats.seconds_left(self.pool.n_workers());
        let left = left.map(|left| format!(" · {} left", duration(left)));
        Some(tally + &left.unwrap_or_default())
    }

    /// The arm that is compared with, and the one that is, by their places among those repeated.
    fn repeated_pair(&self, repeats: &Repeats) -> Option<[usize; 2]> {
        let place = |arm| repeats.arms().iter().position(|of| *of == arm);
        let [reference, compared] = self.pair().unwrap_or_default().map(place);
        let reference = reference.unwrap_or(0);
        let other = usize::from(reference == 0);
        let compared = compared.filter(|place| *place != reference);
        let pair = [reference, compared.unwrap_or(other)];
        (repeats.arms().len() > 1).then_some(pair)
    }

    /// Mean and spread of each arm, and how it does against the reference, a line an arm; `None` before a repeat is done.
    #[must_use]
    pub fn repeats_table(&self) -> Option<Table> {
        let repeats = self.repeats().filter(|repeats| repeats.n_done() > 0)?;
        let metric = self.repeated_metric();
        let names = repeats.names();
        let reference = self.repeated_pair(repeats).map(|[reference, _]| reference);
        let over = over(repeats, repeats.n_done());
        let caption = format!("{}, over {over}", metric.name());
        let head = ["Model", "Mean", "Standard deviation"];
        let mut table = Table::new(&caption, &head);
        if repeats.n_folds() > 0 {
            table.head.push("Pooled".into());
        }
        if let Some(reference) = reference {
            let against = |what: &str| format!("{what} against {}", names[reference]);
            table.head.extend(["Wins", "Ties", "Losses"].map(against));
            table.head.push("p (Wilcoxon)".into());
        }
        for (place, name) in names.iter().enumerate() {
            let sums = OverRepeats::of(&repeats.values(place, metric));
            let sums = [sums.mean, sums.standard_deviation].map(Cell::metric);
            let mut line = vec![name.as_str().into()];
            line.extend(sums);
            if repeats.n_folds() > 0 {
                let pooled = OverRepeats::of(&repeats.pooled(place, metric));
                line.push(Cell::metric(pooled.mean));
            }
            if let Some(reference) = reference {
                line.extend(compared(repeats, metric, [reference, place]));
            }
            table.push(line);
        }
        Some(table)
    }

    /// The value of each arm in each repeat.
    #[must_use]
    pub fn repeat_values(&self) -> Option<Table> {
        let repeats = self.repeats().filter(|repeats| repeats.n_done() > 0)?;
        let metric = self.repeated_metric();
        let caption = format!("{}, repeat by repeat", metric.name());
        let mut table = Table::new(&caption, &["Repeat"]);
        table.head.extend(repeats.names());
        let columns: Vec<_> = (0..repeats.arms().len())
            .map(|place| repeats.values(place, metric))
            .collect();
        let n_folds = usize::try_from(repeats.n_folds()).unwrap_or(0);
        for (nth, place) in repeats.places_done().into_iter().enumerate() {
            let values = columns
                .iter()
                .map(|column| column.get(nth).copied().flatten());
            let first = match (place.checked_div(n_folds), place.checked_rem(n_folds)) {
                (Some(round), Some(fold)) => {
                    format!("round {}, fold {}", round + 1, fold + 1).into()
                }
                _ => Cell::count(place + 1),
            };
            let first = std::iter::once(first);
            table.push(first.chain(values.map(Cell::metric)));
        }
        Some(table)
    }

    /// The arms ranked within each repeat; `None` of fewer than three, of a metric that judges nothing, and before a repeat
    /// has a value of each.
    #[must_use]
    pub fn repeat_ranks(&self) -> Option<RankTable> {
        let repeats = self.repeats()?;
        let metric = self.repeated_metric();
        let sign = sign(metric)?;
        let n_arms = repeats.arms().len();
        let columns: Vec<_> = (0..n_arms)
            .map(|place| repeats.values(place, metric))
            .collect();
        let row = |nth: usize| {
            let value = |column: &Vec<Option<f64>>| Some(sign * column.get(nth).copied()??);
            columns.iter().map(value).collect::<Vec<_>>()
        };
        let rows: Vec<_> = (0..repeats.n_done()).map(row).collect();
        let ranks = RankTable::new(n_arms, &rows);
        (n_arms >= FEWEST_RANKED && ranks.n_repeats() > 0).then_some(ranks)
    }

    /// The arms by their mean ranks, where they [can be ranked](Self::repeat_ranks).
    #[must_use]
    pub fn ranked_arms(&self) -> Option<RankedArms> {
        let repeats = self.repeats()?;
        RankedArms::new(&self.repeat_ranks()?, repeats.arms(), repeats.names())
    }

    /// What repeats show, under which conditions, and what is missing, a sentence each.
    #[must_use]
    pub fn repeats_sentences(&self) -> Vec<String> {
        let Some(repeats) = self.repeats().filter(|repeats| repeats.n_done() > 0) else {
            return Vec::new();
        };
        let metric = self.repeated_metric();
        let mut told = Vec::new();
        if let Some(pair) = self.repeated_pair(repeats) {
            told.push(pair_sentence(repeats, metric, pair));
        }
        let over = over(repeats, repeats.n_done());
        told.extend(
            self.repeat_ranks()
                .and_then(|ranks| friedman_sentence(&ranks, &over)),
        );
        let failures = repeats.names().into_iter().enumerate();
        let failures = failures.filter_map(|(place, name)| {
            let (n_failed, why) = repeats.failures(place)?;
            let n_done = repeats.n_done();
            let why = self.say(why.trim_end_matches('.'));
            Some(format!(
                "{name} has no value in {n_failed} of {n_done}: {why}."
            ))
        });
        told.extend(failures);
        told.extend(conditions(
            repeats,
            metric,
            self.study.money.column().is_some(),
        ));
        told
    }
}

/// Over what repeats were done.
fn over(repeats: &Repeats, n: usize) -> String {
    match repeats.n_folds() {
        0 => format!("{n} seeds"),
        n_folds if u32::try_from(n).is_ok_and(|n| n <= n_folds) => format!("{n} folds"),
        n_folds => format!("{n} folds ({n_folds} a round)"),
    }
}

/// 1 where more is better, −1 where less is; `None` where neither is.
const fn sign(metric: Metric) -> Option<f64> {
    match metric.better() {
        Better::Higher => Some(1.0),
        Better::Lower => Some(-1.0),
        Better::Neither => None,
    }
}

/// The second arm less the first, above 0 where it is better, or larger where neither is better.
fn differences(repeats: &Repeats, metric: Metric, pair: [usize; 2]) -> PairedDifferences {
    let sign = sign(metric).unwrap_or(1.0);
    let [reference, other] = pair.map(|place| {
        let values = repeats.values(place, metric).into_iter();
        values.map(|value| Some(sign * value?)).collect::<Vec<_>>()
    });
    PairedDifferences::new(&reference, &other)
}

/// Wins, ties, losses and p of the second arm against the first; dashes against itself, and where nothing is won.
fn compared(repeats: &Repeats, metric: Metric, pair: [usize; 2]) -> [Cell; 4] {
    let nothing = || Cell::number(None, 1);
    if pair[0] == pair[1] {
        return [(); 4].map(|()| nothing());
    }
    let differences = differences(repeats, metric, pair);
    let counts = [differences.wins(), differences.ties(), differences.losses()];
    let is_won = sign(metric).is_some() && !differences.values().is_empty();
    let [wins, ties, losses] = counts.map(|n| if is_won { Cell::count(n) } else { nothing() });
    let p_value = differences.wilcoxon().map(|test| test.p_value);
    [wins, ties, losses, Cell::number(p_value, 2)]
}

fn pair_sentence(repeats: &Repeats, metric: Metric, pair: [usize; 2]) -> String {
    let names = repeats.names();
    let [reference, other] = pair.map(|place| names[place].as_str());
    let differences = differences(repeats, metric, pair);
    let n = differences.values().len();
    let noun = metric.noun();
    let way = match metric.better() {
        Better::Lower => "lower, so better,",
        Better::Higher | Better::Neither => "higher",
    };
    let wins = differences.wins();
    let told = format!(
        "Over {} {other} has the {way} {noun} than {reference} in {wins} of {n}",
        over(repeats, n)
    );
    match differences.wilcoxon() {
        None => format!("{told}; they never differ."),
        Some(test) => {
            let p = significant(test.p_value, 2);
            let verdict = if test.p_value < LEVEL {
                "more than chance makes likely"
            } else {
                "chance may have made the difference"
            };
            format!("{told}; p = {p} (Wilcoxon, paired): {verdict}.")
        }
    }
}

fn friedman_sentence(ranks: &RankTable, over: &str) -> Option<String> {
    let Friedman { p_value, .. } = ranks.friedman()?;
    let n_arms = ranks.n_arms();
    let p = significant(p_value, 2);
    let verdict = if p_value < LEVEL {
        "bars join arms that aren't told apart (Nemenyi, 5 %)"
    } else {
        "no two of them should be called different"
    };
    Some(format!(
        "{n_arms} arms ranked over {over}: p = {p} (Friedman); {verdict}."
    ))
}

fn conditions(repeats: &Repeats, metric: Metric, has_amounts: bool) -> Vec<String> {
    let spec = repeats.spec();
    let mut told = vec![
        match spec.data.source {
            _ if repeats.n_folds() > 0 => {
                "Each fold is tested on once a round, by models fitted to the other folds; a round more adds 1 to the seeds. Folds share training rows, so p is too small rather than too large. Pooled: the test rows of all folds ranked and counted together, though models that were fitted apart aren't on one scale."
            }
            Source::Generate => {
                "Each repeat adds 1 to every seed: it draws other rows, and splits, resamples and trains anew."
            }
            Source::Upload | Source::Scores => {
                "Each repeat adds 1 to every seed: it splits, resamples and trains anew. Repeats share the rows of the file, so p is too small rather than too large."
            }
        }
        .into(),
    ];
    if !metric.ignores_threshold() {
        let own = "Raw scores are cut at 0.5, or where the arm's own threshold is.";
        told.push(own.into());
    }
    let is_cheapest = |arm: &ArmId| {
        let cutting = spec.arm(*arm).and_then(|arm| arm.cutting());
        cutting == Some(Cutting::Chosen(Goal::MinCost))
    };
    if has_amounts && repeats.arms().iter().any(is_cheapest) {
        told.push("Where a repeat looks for the lowest cost, every loan counts alike.".into());
    }
    told
}
