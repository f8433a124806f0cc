//! When and what a run reports: often enough to look alive, rarely enough to draw.

use imbalance_lab::experiment::message::Event;
use imbalance_lab::experiment::{EpochLoss, Scores, Snapshot};

use crate::desk::Desk;

/// Time between two reports, and what each held-out row adds to it.
const REPORT_MS: f64 = 33.0;
const REPORT_MS_PER_ROW: f64 = 0.002;
/// A sign of life when there is nothing to report.
const ALIVE_MS: f64 = 1_000.0;

/// Epochs that weren't reported yet.
pub struct Report {
    run: u64,
    began: f64,
    interval: f64,
    sent: f64,
    spoke: f64,
    losses: Vec<EpochLoss>,
    scores: Option<Scores>,
}

impl Report {
    pub fn new(run: u64, n_held_out: usize, now: f64) -> Self {
        let interval = REPORT_MS + REPORT_MS_PER_ROW * n_held_out as f64;
        Self {
            run,
            began: now,
            interval,
            sent: 0.0,
            spoke: now,
            losses: Vec::new(),
            scores: None,
        }
    }

    pub fn add(&mut self, snapshot: Snapshot) {
        self.losses.push(snapshot.loss);
        self.scores = Some(snapshot.scores);
    }

    pub fn send_if_due(&mut self, desk: &Desk) {
        let now = desk.now();
        let is_due = now - self.sent >= self.interval && desk.is_seen.get();
        if is_due && self.scores.is_some() {
            self.send(desk);
        } else if now - self.spoke >= ALIVE_MS {
            self.spoke = now;
            desk.post(&Event::Alive);
        }
    }

    pub fn send(&mut self, desk: &Desk) {
        let Some(scores) = self.scores.take() else {
            return;
        };
        self.sent = desk.now();
        self.spoke = self.sent;
        desk.is_seen.set(false);
        let losses = std::mem::take(&mut self.losses);
        let elapsed_ms = self.sent - self.began;
        desk.post(&Event::Epochs {
            run: self.run,
            losses,
            scores,
            elapsed_ms,
        });
    }
}
