//! Views of which one is shown.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::session::Session;
use crate::studio::Tab;
use crate::studio::setting::AnySetting;
use crate::studio::setting::study::TAB;

/// A name and what is behind it.
#[derive(Clone)]
pub struct View {
    /// Which it is.
    pub tab: Tab,
    /// What is behind it.
    pub content: Arc<dyn Fn(Session) -> AnyView + Send + Sync>,
    /// Whether it stays alive behind other tabs, since it has a state of its own. What doesn't is made
    /// again when it is shown, and costs nothing meanwhile.
    pub stays: bool,
}

/// A tab list whose arrows go round, and the panel of the chosen tab. A panel is made when it is first
/// shown.
#[component]
pub fn Tabs(
    /// The views, the first of which is shown first.
    views: Vec<View>,
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let chosen = Memo::new(move |_| session.study(|studio| studio.study().tab as usize));
    let choose = move |place: usize| {
        if let Some((key, _)) = AnySetting::from(&TAB).options().get(place) {
            let _ = session.set(&TAB, key);
        }
    };
    let n_views = views.len();
    let press = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => n_views - 1,
            _ => return,
        };
        event.prevent_default();
        let next = (chosen.get_untracked() + step) % n_views;
        choose(next);
        let id = format!("tab-{next}");
        if let Some(tab) = document().get_element_by_id(&id) {
            focus(&tab);
        }
    };
    let tab = |(place, View { tab, .. }): (usize, &View)| {
        let is_chosen = move || chosen.get() == place;
        view! {
            <button
                type="button"
                role="tab"
                id=format!("tab-{place}")
                aria-controls=format!("view-{place}")
                aria-selected=move || is_chosen().to_string()
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| choose(place)
                on:keydown=press
            >
                {tab.name()}
            </button>
        }
    };
    let tabs = views.iter().enumerate().map(tab).collect_view();
    let panel = move |(place, View { content, stays, .. }): (usize, View)| {
        let is_made = Memo::new(move |was: Option<&bool>| {
            let is_shown = chosen.get() == place || session.is_complete().get();
            is_shown || stays && was == Some(&true)
        });
        view! {
            <div
                role="tabpanel"
                id=format!("view-{place}")
                aria-labelledby=format!("tab-{place}")
                hidden=move || chosen.get() != place
            >
                {move || is_made.get().then(|| content(session))}
            </div>
        }
    };
    // On the first tab it stands under the sentence that it is about; "Data" is always of the settings.
    let stale = move || {
        let stale = session.honesty(|studio| studio.stale().map(|stale| stale.sentence))?;
        let tab = session.study(|studio| studio.study().tab);
        (!matches!(tab, Tab::Threshold | Tab::Data)).then_some(stale)
    };
    view! {
        <div class="tabs" role="tablist" aria-label="Views">{tabs}</div>
        {move || stale().map(|sentence| view! { <p class="mark stale-note">{sentence}</p> })}
        {views.into_iter().enumerate().map(panel).collect_view()}
    }
}

fn focus(element: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}
