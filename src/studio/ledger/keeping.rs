//! What is finished becomes a line of the ledger.

use super::entry::{Kept, KeptArm, KeptScores, LedgerEntry, seeds, settings_of};
use crate::experiment::message::encode;
use crate::experiment::{ArmRecord, LabSpec, Scores};
use crate::metrics::Ranking;
use crate::studio::Studio;
use crate::studio::store::Store;
use crate::studio::verb::Ask;

impl Studio {
    /// Keeps the run that is over, where all of its arms came to their end.
    pub(in crate::studio) fn keep_run(&mut self) -> Vec<Ask> {
        let arms = self.runs.arms();
        let Some(first) = arms.first() else {
            return Vec::new();
        };
        let spec = self.runs_spec(first);
        let kept: Option<Vec<_>> = arms.iter().map(|arm| self.kept_arm(arm)).collect();
        let Some(kept) = kept else {
            return Vec::new();
        };
        let seconds = arms.iter().map(ArmRecord::elapsed_ms).sum::<f64>() / 1_000.0;
        let (arms, parts): (Vec<_>, Vec<_>) = kept.into_iter().unzip();
        self.keep(&spec, Kept::Run(arms), seconds, parts)
    }

    /// An arm as it is kept, and its scores; `None` where it didn't come to its end.
    fn kept_arm(&self, record: &ArmRecord) -> Option<(KeptArm, Vec<u8>)> {
        let result = record.result().filter(|_| record.is_finished())?;
        let scores = Scores {
            validation: Vec::new(),
            ..result.scores.clone()
        };
        // What is on the screen is ranked already.
        let shown = self.view(record.arm()).map(|view| &view.reading.judged);
        let shown = shown.filter(|judged| {
            judged
                .result()
                .is_some_and(|of| std::ptr::eq(of, &**result))
        });
        let areas = |ranking: &Ranking| (ranking.roc_auc(), ranking.average_precision());
        let areas = match shown {
            Some(judged) => Some(areas(&judged.test)),
            None => Ranking::new(&scores.of_test(), &result.facts.test)
                .ok()
                .as_ref()
                .map(areas),
        };
        let bytes = encode(&KeptScores {
            scores,
            labels: result.facts.test.clone(),
            losses: record.losses().to_vec(),
        });
        let bytes = bytes.ok()?;
        let arm = KeptArm {
            name: record.name().to_owned(),
            n_rounds: result.epoch,
            roc_auc: areas.map(|areas| areas.0),
            average_precision: areas.map(|areas| areas.1),
            sha256: record.sha256()?.to_owned(),
            n_bytes: bytes.len(),
        };
        Some((arm, bytes))
    }

    /// The settings of which every arm is: those of the arm that was trained last.
    fn runs_spec(&self, first: &ArmRecord) -> LabSpec {
        let arms = self.runs.arms().iter();
        let last = arms.max_by_key(|arm| arm.id()).unwrap_or(first);
        last.spec().clone()
    }

    /// Keeps the repeats that are over, as far as they were done.
    pub(in crate::studio) fn keep_repeats(&mut self) -> Vec<Ask> {
        let Some(repeats) = self.repeats() else {
            return Vec::new();
        };
        let n_done = repeats.n_done();
        if repeats.queue().is_running() || n_done == 0 {
            return Vec::new();
        }
        let kept = Kept::Repeats {
            names: repeats.names(),
            n_done,
        };
        let Ok(bytes) = encode(&repeats.to_keep()) else {
            return Vec::new();
        };
        let (spec, seconds) = (repeats.spec().clone(), repeats.seconds());
        self.keep(&spec, kept, seconds, vec![bytes])
    }

    fn keep(&mut self, spec: &LabSpec, kept: Kept, seconds: f64, parts: Vec<Vec<u8>>) -> Vec<Ask> {
        let ledger = &mut *self.ledger;
        let mut entry = LedgerEntry {
            when: ledger.free_time(),
            number: 0,
            settings: settings_of(spec),
            data: spec.input().name(),
            seeds: seeds(spec),
            seconds,
            kept,
            n_bytes: 0,
        };
        let line = encode(&entry).map_or(0, |line| line.len());
        entry.n_bytes = line + parts.iter().map(Vec::len).sum::<usize>();
        let put = |(key, bytes)| Ask::Store(Store::Put { key, bytes });
        let mut asks: Vec<_> = entry.parts().into_iter().zip(parts).map(put).collect();
        asks.extend(ledger.enter(entry).into_iter().map(Ask::Store));
        asks
    }
}
