//! The released build in a real browser, found by role and accessible name as a person would find
//! it, told in the words of a user. Needs `dist/` (`make build`), Chromium and chromedriver.
//!
//! Each scenario has a server, a browser and a profile of its own. What the page looked like is
//! kept in `target/end_to_end/`; a scenario that fails leaves a picture there too.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::expect_used,
    reason = "a scenario that can't go on says why and stops"
)]

mod browser;
mod firefox;
mod first_screen;
mod lab;
mod scenario;
mod site;

mod accessibility;
mod address;
mod arms;
mod classes;
mod desk;
mod honesty;
mod large;
mod ledger;
mod live;
mod models;
mod real_data;
mod repeats;
mod replay;
mod scores;
mod study;
mod surroundings;
mod threshold;
mod training;
mod upload;
