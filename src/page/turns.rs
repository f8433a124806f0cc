//! Reactions take turns: each runs by itself, and after some milliseconds of them the browser may draw and
//! listen before the next. So a change that much hangs on never holds up the page as one piece.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::time::Duration;

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use async_task::Runnable;
use leptos::prelude::{set_timeout, window};

/// Milliseconds of turns between two looks of the browser: half a frame.
const TURNS_MS: f64 = 8.0;

thread_local! {
    static WAITING: RefCell<VecDeque<Runnable>> = const { RefCell::new(VecDeque::new()) };
    /// Whether whoever waits will be called.
    static IS_CALLED: Cell<bool> = const { Cell::new(false) };
}

struct Turns;

impl CustomExecutor for Turns {
    fn spawn(&self, future: PinnedFuture<()>) {
        self.spawn_local(future);
    }

    fn spawn_local(&self, future: PinnedLocalFuture<()>) {
        let (runnable, task) = async_task::spawn_local(future, wait);
        task.detach();
        runnable.schedule();
    }

    fn poll_local(&self) {}
}

/// Lets everything that reacts take turns. To be called before the page is made.
pub fn begin() {
    // It fails where it was called before, and then it is done.
    let _ = Executor::init_local_custom_executor(Turns);
}

fn wait(turn: Runnable) {
    WAITING.with_borrow_mut(|waiting| waiting.push_back(turn));
    if !IS_CALLED.replace(true) {
        wasm_bindgen_futures::spawn_local(async { call() });
    }
}

fn call() {
    let began = now();
    while let Some(turn) = WAITING.with_borrow_mut(VecDeque::pop_front) {
        turn.run();
        if now() - began > TURNS_MS {
            break;
        }
    }
    if WAITING.with_borrow(VecDeque::is_empty) {
        IS_CALLED.set(false);
    } else {
        set_timeout(call, Duration::ZERO);
    }
}

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
