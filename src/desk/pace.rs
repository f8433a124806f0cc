//! When a job reports: often enough to look alive, rarely enough to draw.

/// Milliseconds between two reports, and what each row that a report holds adds to it.
const REPORT_MS: f64 = 33.0;
const REPORT_MS_PER_ROW: f64 = 0.002;
/// Milliseconds without a report after which a sign of life is given.
const ALIVE_MS: f64 = 1_000.0;

/// What is to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Nothing yet.
    Nothing,
    /// What is new.
    Report,
    /// That the worker is at work.
    Alive,
}

/// The rhythm of a job's reports.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    interval: f64,
    reported: f64,
    spoke: f64,
}

impl Pace {
    /// For reports of so many rows, from `now` on; times are in milliseconds. The first is due at once.
    #[must_use]
    pub fn new(n_rows: usize, now: f64) -> Self {
        Self {
            interval: REPORT_MS + REPORT_MS_PER_ROW * n_rows as f64,
            reported: f64::NEG_INFINITY,
            spoke: now,
        }
    }

    /// What is to be said now. A report waits until the page has drawn the last one.
    #[must_use]
    pub fn look(&mut self, now: f64, has_news: bool, is_seen: bool) -> Due {
        if has_news && is_seen && now - self.reported >= self.interval {
            self.reported = now;
            self.spoke = now;
            return Due::Report;
        }
        if now - self.spoke >= ALIVE_MS {
            self.spoke = now;
            return Due::Alive;
        }
        Due::Nothing
    }
}
