//! What people do, without a browser: a studio and the desks that it asks.

#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

mod arms;
mod bench;
mod classes;
mod files;
mod groups;
mod honesty;
mod learnt;
mod ledger;
mod links;
mod live;
mod money;
mod repeats;
mod replay;
mod replies;
mod scoring;
mod search;
mod settings;
mod thresholds;
