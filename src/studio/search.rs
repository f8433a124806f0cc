//! A search for settings: asked for, cancelled, read, and what it found taken over.

pub(super) mod tried;

use self::tried::{FOLDS, Search, SearchAsked, Tried};
use super::Studio;
use super::sources::is_of_same_data;
use super::verb::Ask;
use crate::words::{Cell, Table, count, duration};

impl Studio {
    /// The search that was asked for last.
    #[must_use]
    pub fn search(&self) -> Option<&Search> {
        self.search.as_ref()
    }

    /// Searches the settings of an arm's model, in the experiment as it is set; what was found before is forgotten.
    ///
    /// # Errors
    /// A sentence where there is nothing to search.
    pub(super) fn begin_search(&mut self, asked: SearchAsked) -> Result<Vec<Ask>, String> {
        if let Some(sentence) = self.refusal() {
            return Err(sentence);
        }
        let asks = self.cancel_search();
        let search = Search::new(asked, self.spec().clone());
        let search = search.ok_or("This model has no settings to search.")?;
        *self.search = Some(search);
        Ok(asks)
    }

    /// Ends what isn't done yet; what is done stays.
    pub(super) fn cancel_search(&mut self) -> Vec<Ask> {
        let is_running = self.search().is_some_and(|of| of.queue().is_running());
        let at_work = is_running.then(|| self.change_search(|search| search.queue_mut().cancel()));
        self.drop_jobs(&at_work.flatten().unwrap_or_default())
    }

    pub(super) fn change_search<T>(&mut self, change: impl FnOnce(&mut Search) -> T) -> Option<T> {
        self.search.as_mut().map(change)
    }

    /// Gives the arm the settings at a place among what was tried.
    ///
    /// # Errors
    /// A sentence where they were tried in another experiment.
    pub(super) fn use_found(&mut self, place: usize) -> Result<(), String> {
        if let Some(sentence) = self.search_stale() {
            return Err(sentence);
        }
        let found = self.search().and_then(|search| {
            let model = search.models().get(place)?.clone();
            Some((search.asked().arm, model))
        });
        let (arm, model) = found.ok_or("Nothing was found yet.")?;
        let mut spec = self.spec().clone();
        if let Some(arm) = spec.arms.get_mut(arm.index()) {
            arm.model = Some(model);
        }
        self.lab.take(spec);
        Ok(())
    }

    /// Of what else the search is, where it isn't of what is set: other rows, remedies or another model.
    #[must_use]
    pub fn search_stale(&self) -> Option<String> {
        let search = self.search()?;
        let arm = search.asked().arm;
        let (was, now) = (search.spec(), self.spec());
        let is_same =
            is_of_same_data(was, now) && was.model_of(arm).key() == now.model_of(arm).key();
        (!is_same).then(|| {
            "This search was for other rows, remedies or another model: search again.".to_owned()
        })
    }

    /// How far the search is.
    #[must_use]
    pub fn search_progress(&self) -> Option<String> {
        let queue = self.search()?.queue();
        let (n_over, n_all) = queue.progress();
        let is_told = queue.is_running() || queue.is_cancelled();
        is_told.then(|| {
            let left = queue.seconds_left(self.pool.n_workers());
            let end = match left.filter(|_| queue.is_running()) {
                Some(left) => format!(" · {} left", duration(left)),
                None if queue.is_cancelled() => ", cancelled.".to_owned(),
                None => ".".to_owned(),
            };
            format!("{} of {} trainings done{end}", count(n_over), count(n_all))
        })
    }

    /// What was tried on every fold, the best first, with its line.
    #[must_use]
    pub fn found_settings(&self) -> Vec<(Tried, Vec<Cell>)> {
        let Some(search) = self.search() else {
            return Vec::new();
        };
        let texts: Vec<_> = search.models()[0]
            .spans()
            .iter()
            .map(|(key, _)| search.texts(key))
            .collect();
        let line = |tried: Tried| {
            let settings = texts
                .iter()
                .map(|texts| Cell::from(texts[tried.place].as_str()));
            let cells = settings.chain([
                Cell::metric(tried.mean),
                Cell::metric(tried.deviation),
                Cell::number(Some(tried.seconds), 2),
            ]);
            let cells = cells.collect();
            (tried, cells)
        };
        search.tried().into_iter().map(line).collect()
    }

    /// The same as a table.
    #[must_use]
    pub fn found_table(&self) -> Table {
        let mut table = Table::new("Settings that were tried", &[]);
        let Some(search) = self.search() else {
            return table;
        };
        let fields = search.models()[0].fields();
        let spans = search.models()[0].spans().iter();
        let labels = spans.map(|(key, _)| {
            let field = fields.iter().find(|field| field.key == *key);
            field.map_or(*key, |field| field.label).to_owned()
        });
        let metric = search.asked().metric.name();
        let rest = [
            format!("{metric}, mean"),
            "± over folds".to_owned(),
            "Seconds".to_owned(),
        ];
        table.head = labels.chain(rest).collect();
        for (_, cells) in self.found_settings() {
            table.push(cells);
        }
        table
    }

    /// What to think of it, in words.
    #[must_use]
    pub fn found_sentence(&self) -> Option<String> {
        let search = self.search()?;
        let tried = search.tried();
        let best = tried.first().filter(|best| best.mean.is_some())?;
        let failure = tried.iter().find_map(|of| of.failure.as_ref());
        let failure = failure.map_or_else(String::new, |why| format!(" Some failed: {why}"));
        let is_set = if best.place == 0 {
            " The settings as they were are the best."
        } else {
            ""
        };
        Some(format!(
            "Tried on {FOLDS} folds of the training rows; test rows had no part in it. The best of {} is partly luck: what it is worth, the test rows say once it is used and trained on all training rows.{is_set}{failure}",
            tried.len()
        ))
    }
}
