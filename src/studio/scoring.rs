//! Rows that weren't in the run, scored by the trained models.

use super::Studio;
use super::applicants::{Decision, Scoring, ScoringArm, Typed};
use super::verb::{Ask, Enclosed, Post};
use crate::data::FormatChoice;
use crate::experiment::message::{Job, Parcel};
use crate::experiment::{Applicant, ArmId, ArmRecord, Other, ScoredFile, Source, TypedCells};
use crate::metrics::Scale;
use crate::sorting::sort_by;

impl Studio {
    /// Asks each trained arm for its scores of a file.
    pub(super) fn score_file(&mut self, file: String) -> Vec<Ask> {
        let format = FormatChoice {
            missing: self.missing(),
            ..FormatChoice::default()
        };
        let job = |run| Job::ScoreFile {
            run,
            format: format.clone(),
        };
        let (arms, asks) = self.ask_trained(&job, Enclosed::Applicants);
        self.sources.scoring = Some(Scoring { file, arms });
        asks
    }

    /// Asks each trained arm for its score of an applicant, and of others who differ in one column. What an arm said
    /// before stands until it is heard again.
    pub(super) fn score_applicant(&mut self, cells: TypedCells) -> Vec<Ask> {
        let missing = self.missing();
        let job = |run| Job::ScoreApplicant {
            run,
            cells: cells.clone(),
            missing: missing.clone(),
        };
        let (mut arms, asks) = self.ask_trained(&job, Enclosed::Nothing);
        if let Some(before) = self.sources.typed.take() {
            for arm in &mut arms {
                let mut known = before.arms.iter();
                let known = known.find(|known| known.run == arm.run);
                arm.said = known.and_then(|known| known.said.clone());
            }
        }
        self.sources.typed = Some(Typed { cells, arms });
        asks
    }

    /// What stands for a missing cell in the file of the run.
    fn missing(&self) -> Vec<String> {
        let data = &self.spec().data;
        match data.source {
            Source::Upload => data.upload.format.missing.clone(),
            Source::Generate | Source::Scores => Vec::new(),
        }
    }

    pub(super) fn ask_trained(
        &mut self,
        job: &dyn Fn(u64) -> Job,
        with: Enclosed,
    ) -> (Vec<ScoringArm>, Vec<Ask>) {
        let (mut arms, mut asks) = (Vec::new(), Vec::new());
        for (arm, run, name) in self.ended() {
            let Some(place) = self.pool.trainer_of(run) else {
                continue;
            };
            let id = self.next_id();
            arms.push(ScoringArm {
                arm,
                name,
                run,
                job: id,
                said: None,
            });
            asks.push(Ask::Do {
                to: Post::Trainer(place),
                id,
                job: job(run),
                with,
            });
        }
        (arms, asks)
    }

    /// The arms whose run is over, each with the job that trained it and what people call it.
    #[must_use]
    pub fn ended(&self) -> Vec<(ArmId, u64, String)> {
        let arms = self.runs.arms().iter().enumerate();
        let ended = arms.filter(|(_, arm)| !arm.is_running() && arm.result().is_some());
        let ended = ended.map(|(place, arm)| (ArmId::at(place), arm.id(), arm.name().to_owned()));
        ended.collect()
    }

    /// Takes in what an arm says of rows, or of its model.
    pub(super) fn take_scored(&mut self, job: u64, said: Parcel) {
        let sources = &mut *self.sources;
        let of_file = sources.scoring.iter_mut().flat_map(|of| &mut of.arms);
        let typed = sources.typed.iter_mut().flat_map(|of| &mut of.arms);
        let explained = sources.explained.iter_mut().flat_map(|of| &mut of.arms);
        let mut all = of_file.chain(typed).chain(explained);
        if let Some(arm) = all.find(|arm| arm.job == job) {
            arm.said = Some(said);
        }
    }

    /// The scores of a file on the scale on which an arm is read, and its threshold there.
    #[must_use]
    pub fn scores_of(&self, of: &ScoringArm, scored: &ScoredFile) -> (Vec<f64>, f64) {
        let scale = self.scale_of(of.arm);
        let on_scale = |score: f64| scale.map_or(score, |scale| scale.apply(score));
        (
            scored.shown().map(on_scale).collect(),
            self.threshold_of(of.arm),
        )
    }

    fn scale_of(&self, arm: ArmId) -> Option<&Scale> {
        self.view(arm).map(|view| &view.reading.scale)
    }

    fn threshold_of(&self, arm: ArmId) -> f64 {
        let standing = self.standing(arm);
        standing.map_or(0.5, |standing| standing.threshold)
    }

    /// An applicant's score on the scale on which an arm is read, and what would change the decision at its threshold: of
    /// each column the nearest value that does, the nearest column first.
    #[must_use]
    pub fn decision<'a>(&self, of: &ScoringArm, said: &'a Applicant) -> Decision<'a> {
        let scale = self.scale_of(of.arm);
        let on_scale = |score: f64| scale.map_or(score, |scale| scale.apply(score));
        let threshold = self.threshold_of(of.arm);
        let score = on_scale(said.shown());
        let is_flagged = score >= threshold;
        let mut changes: Vec<&Other> = Vec::new();
        for (other, its_score) in said.others() {
            if (on_scale(its_score) >= threshold) == is_flagged {
                continue;
            }
            match changes.last_mut() {
                Some(known) if known.column == other.column => {
                    if other.distance < known.distance {
                        *known = other;
                    }
                }
                _ => changes.push(other),
            }
        }
        sort_by(&mut changes, |a, b| a.distance.total_cmp(&b.distance));
        Decision {
            score,
            is_flagged,
            changes,
        }
    }

    /// Whether an arm that scored rows is still the one on the screen.
    #[must_use]
    pub fn scores_stand(&self, of: &ScoringArm) -> bool {
        let record = self.runs.arms().iter().find(|record| record.id() == of.run);
        record.is_some_and(|record: &ArmRecord| record.name() == of.name)
    }
}
