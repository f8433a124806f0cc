//! What workers are asked for the sake of the settings.

use super::verb::{Ask, Due, Enclosed, Post};
use super::{Store, Studio};
use crate::experiment::message::Job;
use crate::experiment::{Input, LabSpec};

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
        let known = self.sources.grouping.as_ref();
        if known.is_some_and(|known| known.is_of(&self.spec().input(), &column)) {
            return Vec::new();
        }
        let asked = self.ask_column(column, |spec, column| Job::Group { spec, column });
        let (open, ask) = asked.unzip();
        self.open.grouping = open.or(self.open.grouping.take());
        ask.into_iter().collect()
    }

    /// Asks for the column that says what is lent, where money needs one that isn't at hand.
    pub(super) fn ask_amounts(&mut self) -> Vec<Ask> {
        let Some(column) = self.study.money.column().map(str::to_owned) else {
            return Vec::new();
        };
        let known = self.sources.amounts.as_ref();
        if known.is_some_and(|known| known.is_of(&self.spec().input(), &column)) {
            return Vec::new();
        }
        let asked = self.ask_column(column, |spec, column| Job::Amounts { spec, column });
        let (open, ask) = asked.unzip();
        self.open.amounts = open.or(self.open.amounts.take());
        ask.into_iter().collect()
    }

    /// Asks for something of a column of the source, with what is then open; nothing where its file isn't at hand.
    fn ask_column(
        &mut self,
        column: String,
        job: fn(LabSpec, String) -> Job,
    ) -> Option<((u64, Input, String), Ask)> {
        let spec = self.spec().clone();
        if self.sources.absence(&spec).is_some() {
            return None;
        }
        let id = self.next_id();
        let open = (id, spec.input(), column.clone());
        let ask = Ask::Do {
            to: Post::Data,
            id,
            with: Enclosed::file_of(spec.data.source),
            job: job(spec, column),
        };
        Some((open, ask))
    }
}
