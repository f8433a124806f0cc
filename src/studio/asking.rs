//! What workers are asked for the sake of the settings.

use super::verb::{Ask, Due, Enclosed, Post};
use super::{Store, Studio};
use crate::experiment::message::Job;

impl Studio {
    /// What a page asks for when it opens.
    #[must_use]
    pub fn begin(&mut self) -> Vec<Ask> {
        let mut asks = vec![Ask::Later(Due::Preview), Ask::Store(Store::Open)];
        asks.extend(self.ask_to_train());
        asks.extend(self.ask_amounts());
        asks
    }

    /// Has the settings trained once they have rested, unless they are, or it would take long.
    pub(super) fn ask_to_train(&self) -> Option<Ask> {
        let is_wanted = self.trains_itself() && !self.is_trained_as_set();
        is_wanted.then_some(Ask::Later(Due::Train))
    }

    /// Asks for the rows of the settings, unless their file isn't at hand.
    pub(super) fn ask_preview(&mut self) -> Vec<Ask> {
        let spec = self.spec().clone();
        if self.sources.absence(&spec).is_some() {
            self.open.preview = None;
            return Vec::new();
        }
        let id = self.next_id();
        self.open.preview = Some((id, spec.clone()));
        vec![Ask::Do {
            to: Post::Data,
            id,
            with: Enclosed::file_of(spec.data.source),
            job: Job::Preview {
                spec,
                arm: self.looked_at(),
            },
        }]
    }

    /// Asks which group each applicant is of by a column, unless that is known.
    pub(super) fn group_by(&mut self, column: String) -> Vec<Ask> {
        let spec = self.spec().clone();
        let input = spec.input();
        let known = self.sources.grouping.as_ref();
        let is_at_hand = known.is_some_and(|known| known.is_of(&input, &column));
        if is_at_hand || self.sources.absence(&spec).is_some() {
            return Vec::new();
        }
        let id = self.next_id();
        self.open.grouping = Some((id, input, column.clone()));
        vec![Ask::Do {
            to: Post::Data,
            id,
            with: Enclosed::file_of(spec.data.source),
            job: Job::Group { spec, column },
        }]
    }

    /// Asks for the column that says what is lent, where money needs one that isn't at hand.
    pub(super) fn ask_amounts(&mut self) -> Vec<Ask> {
        let Some(column) = self.study.money.column().map(str::to_owned) else {
            return Vec::new();
        };
        let spec = self.spec().clone();
        let input = spec.input();
        let known = self.sources.amounts.as_ref();
        let is_at_hand = known.is_some_and(|known| known.is_of(&input, &column));
        if is_at_hand || self.sources.absence(&spec).is_some() {
            return Vec::new();
        }
        let id = self.next_id();
        self.open.amounts = Some((id, input, column.clone()));
        vec![Ask::Do {
            to: Post::Data,
            id,
            with: Enclosed::file_of(spec.data.source),
            job: Job::Amounts { spec, column },
        }]
    }
}
