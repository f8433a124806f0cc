//! The part of the page that comes after its first paint: what is called in it, and what is shown meanwhile.

use std::pin::Pin;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::gallery::Gallery;
use super::saving::Saving;
use super::session::Session;
use super::subject::Subject;
use crate::experiment::{Section, Source};
use crate::studio::Tab;

/// What isn't needed for the first paint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What is behind a tab other than the first.
    Tab(Tab),
    /// What lies below the first screen.
    Below,
    /// The experiments to start from.
    Start,
    /// The controls of a step.
    Step(Section),
    /// What can be taken away.
    Export,
    /// The rounds of a run.
    Replay,
    /// What scores mean, and how far resamples are.
    Scores,
    /// The settings of a file.
    Upload(Source),
    /// How results are looked at.
    Looking,
    /// What the classes are called.
    ClassNames,
    /// Goals under a condition.
    Conditional,
    /// The list of arms.
    Arms,
    /// The training rows before and after resampling, small.
    Balance,
}

/// What is called in the part.
#[derive(Clone, Copy)]
pub struct Part {
    /// What stands at a place.
    pub view: fn(Place, Session) -> AnyView,
    /// What is in the menu of a figure.
    pub sheet: fn(Subject) -> AnyView,
    /// Saves something as a file.
    pub save: fn(Gallery, Saving),
    /// What begins once it is there: workers are started, and files can be dropped.
    pub begin: fn(Session),
}

/// Loads the part, at once where it was loaded before.
type Load = fn() -> Pin<Box<dyn Future<Output = Option<Part>>>>;

#[derive(Clone, Copy)]
enum Fetched {
    Coming,
    Here(Part),
    Missing,
}

/// The part, fetched once.
#[derive(Clone, Copy)]
pub struct Later {
    load: Load,
    session: Session,
    fetched: RwSignal<Fetched>,
}

impl Later {
    /// Begins to fetch once the page has been painted.
    pub fn new(load: Load, session: Session) -> Self {
        let later = Self {
            load,
            session,
            fetched: RwSignal::new(Fetched::Coming),
        };
        request_animation_frame(move || set_timeout(move || later.fetch(), Duration::ZERO));
        later
    }

    fn fetch(self) {
        self.fetched.set(Fetched::Coming);
        spawn_local(async move {
            let part = (self.load)().await;
            let session = self.session;
            if let Some(part) = part {
                (part.begin)(session);
            }
            // Workers load while the rest is drawn, and neither makes the other a long task.
            let draw = move || {
                self.fetched
                    .set(part.map_or(Fetched::Missing, Fetched::Here));
            };
            set_timeout(draw, Duration::ZERO);
        });
    }

    /// What stands at a place, or how far it is.
    pub fn view(self, place: Place, session: Session) -> AnyView {
        self.show(move |part| (part.view)(place, session))
    }

    /// What is in the menu of a figure, or how far it is.
    pub fn sheet(self, subject: Subject) -> AnyView {
        self.show(move |part| (part.sheet)(subject.clone()))
    }

    fn show(self, show: impl Fn(Part) -> AnyView + Send + 'static) -> AnyView {
        let content = move || {
            match self.fetched.get() {
            Fetched::Coming => view! { <p class="note" role="status">"Loading…"</p> }.into_any(),
            Fetched::Here(part) => show(part),
            Fetched::Missing => view! {
                <div class="notice" role="alert">
                    <p>"A part of the page couldn't be loaded. Check the connection, then load it again."</p>
                    <button type="button" on:click=move |_| self.fetch()>"Load again"</button>
                </div>
            }
            .into_any(),
        }
        };
        content.into_any()
    }

    /// Saves something, once it is known how.
    pub fn save(self, gallery: Gallery, what: Saving) {
        spawn_local(async move {
            match (self.load)().await {
                Some(part) => (part.save)(gallery, what),
                None => gallery.session().notify(
                    "Nothing was saved: a part of the page couldn't be loaded. Check the connection and save again.",
                ),
            }
        });
    }
}
