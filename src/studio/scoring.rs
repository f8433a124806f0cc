//! A file whose rows the trained models score.

use super::Studio;
use super::applicants::{Scoring, ScoringArm};
use super::verb::{Ask, Enclosed, Post};
use crate::experiment::message::{Job, Parcel};
use crate::experiment::{ArmId, ArmRecord, ScoredFile};

impl Studio {
    /// Asks each trained arm for its scores of a file.
    pub(super) fn score_file(&mut self, file: String) -> Vec<Ask> {
        let finished = self.runs.arms().iter().enumerate();
        let finished =
            finished.filter(|(_, record)| !record.is_running() && record.result().is_some());
        let finished: Vec<_> = finished
            .map(|(place, record)| (ArmId::at(place), record.id(), record.name().to_owned()))
            .collect();
        let mut scoring = Scoring {
            file,
            arms: Vec::new(),
        };
        let mut asks = Vec::new();
        for (arm, run, name) in finished {
            let Some(place) = self.pool.trainer_of(run) else {
                continue;
            };
            let job = self.next_id();
            scoring.arms.push(ScoringArm {
                arm,
                name,
                run,
                job,
                said: None,
            });
            asks.push(Ask::Do {
                to: Post::Trainer(place),
                id: job,
                job: Job::ScoreFile { run },
                with: Enclosed::Applicants,
            });
        }
        self.sources.scoring = Some(scoring);
        asks
    }

    /// Takes in what an arm says of a file.
    pub(super) fn take_scored(&mut self, job: u64, said: Parcel) {
        let Some(scoring) = &self.sources.scoring else {
            return;
        };
        let mut arms = scoring.arms.iter();
        if let Some(place) = arms.position(|arm| arm.job == job)
            && let Some(scoring) = &mut self.sources.scoring
        {
            scoring.arms[place].said = Some(said);
        }
    }

    /// The scores of a file on the scale on which an arm is read, and its threshold there.
    #[must_use]
    pub fn scores_of(&self, of: &ScoringArm, scored: &ScoredFile) -> (Vec<f64>, f64) {
        let view = self.view(of.arm);
        let scale = view.map(|view| &view.reading.scale);
        let on_scale = |score: f64| scale.map_or(score, |scale| scale.apply(score));
        let threshold = self
            .standing(of.arm)
            .map_or(0.5, |standing| standing.threshold);
        (scored.shown().map(on_scale).collect(), threshold)
    }

    /// Whether an arm that scored a file is still the one on the screen.
    #[must_use]
    pub fn scores_stand(&self, of: &ScoringArm) -> bool {
        let record = self.runs.arms().iter().find(|record| record.id() == of.run);
        record.is_some_and(|record: &ArmRecord| record.name() == of.name)
    }
}
