//! Who does what the studio asks for: workers, clocks, and the store of kept runs.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Uint8Array;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::session::Session;
use super::store;
use super::worker::{Enclosed as Sent, Worker, WorkerNews};
use crate::experiment::message::Command;
use crate::studio::{Ask, Due, Enclosed, Post, Store, Studio};

/// Workers that are there from the beginning.
const FIRST: [Post; 4] = [Post::Data, Post::Trainer(0), Post::Trainer(1), Post::Doubt];

struct Office {
    session: Session,
    workers: RefCell<Vec<(Post, Worker)>>,
    clocks: RefCell<Vec<(Due, TimeoutHandle)>>,
    keep: Box<dyn Fn(Store)>,
    /// What a worker has just handed over.
    parcel: RefCell<Option<Uint8Array>>,
}

/// Starts the workers, and does from now on what the studio of a session asks for.
pub fn open(session: Session) {
    let office = Rc::new(Office {
        session,
        workers: RefCell::default(),
        clocks: RefCell::default(),
        keep: store::keeper(session),
        parcel: RefCell::default(),
    });
    session.change(|studio| studio.count_cores(cores()));
    for post in FIRST {
        office.worker(post);
    }
    session.work_with(Rc::new(move |ask| office.act_on(ask)));
    let asks = session.change(Studio::begin);
    session.pass_on(asks);
}

/// Cores that the browser tells of.
fn cores() -> usize {
    let told = window().navigator().hardware_concurrency();
    // As a number of JavaScript it is whole and small.
    format!("{told:.0}").parse().unwrap_or(1)
}

impl Office {
    fn act_on(self: &Rc<Self>, ask: Ask) {
        match ask {
            Ask::Do { to, id, job, with } => {
                let with = self.sent(with);
                self.worker(to).post(id, &Command::Do { id, job }, with);
            }
            Ask::Stop { to, id } => self.worker(to).tell(&Command::Stop { id }),
            Ask::Store(store) => (self.keep)(store),
            Ask::Later(due) => self.come_back(due),
        }
    }

    /// A later call of the same kind takes the place of one that waits, unless waiting has an end.
    fn come_back(self: &Rc<Self>, due: Due) {
        let mut clocks = self.clocks.borrow_mut();
        let waiting = clocks.iter().position(|(of, _)| *of == due);
        if waiting.is_some() && due.waits_no_longer() {
            return;
        }
        let office = Rc::clone(self);
        let act = move || {
            office.clocks.borrow_mut().retain(|(of, _)| *of != due);
            office.act(due);
        };
        let rest = Duration::from_millis(due.rest_ms().into());
        let Ok(clock) = set_timeout_with_handle(act, rest) else {
            return;
        };
        if let Some(place) = waiting {
            clocks.swap_remove(place).1.clear();
        }
        clocks.push((due, clock));
    }

    fn act(self: &Rc<Self>, due: Due) {
        let session = self.session;
        match due {
            Due::Insist => {
                let stuck = session.change(Studio::insist);
                stuck
                    .into_iter()
                    .for_each(|post| self.worker(post).replace());
            }
            Due::Train | Due::Play | Due::Preview | Due::Doubt | Due::Calibrate | Due::Keep => {
                let asks = session.change(|studio| studio.due(due));
                session.pass_on(asks);
            }
        }
    }

    fn hear(self: &Rc<Self>, post: Post, news: WorkerNews) {
        let session = self.session;
        match news {
            WorkerNews::Said(event, parcel) => {
                let is_parcel = parcel.is_some();
                if is_parcel {
                    self.parcel.replace(parcel);
                }
                if event.is_of_epochs() {
                    let office = Rc::clone(self);
                    request_animation_frame(move || office.worker(post).tell(&Command::Seen));
                }
                let asks = session.change(|studio| {
                    studio.tell_time(js_sys::Date::now());
                    studio.hear(event)
                });
                session.pass_on(asks);
                // Where nobody waits for it any more.
                if is_parcel {
                    self.parcel.replace(None);
                }
            }
            WorkerNews::Replaced { sentence, goes_on } => {
                let asks = session.change(|studio| studio.lose(post, &sentence, goes_on));
                session.pass_on(asks);
            }
        }
    }

    /// The worker of a post, started where there is none yet.
    fn worker(self: &Rc<Self>, post: Post) -> Worker {
        let is_of_post = |(of, _): &&(Post, Worker)| *of == post;
        if let Some((_, worker)) = self.workers.borrow().iter().find(is_of_post) {
            return worker.clone();
        }
        let office = Rc::clone(self);
        let worker = Worker::spawn(move |news| office.hear(post, news));
        self.workers.borrow_mut().push((post, worker.clone()));
        worker
    }

    /// What goes with a job; a parcel is the one that has just come.
    fn sent(&self, with: Enclosed) -> Sent {
        match with {
            Enclosed::Nothing => Sent::Nothing,
            Enclosed::File(_) | Enclosed::Applicants => {
                self.session.file(with).map_or(Sent::Nothing, Sent::File)
            }
            Enclosed::Parcel(_) => self.parcel.take().map_or(Sent::Nothing, Sent::Parcel),
        }
    }
}
