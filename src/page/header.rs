//! The line at the top: name, Share link, theme.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::later::{Later, Place};
use super::session::Session;
use super::theme::Theme;
use crate::studio::Verb;

/// The header.
#[component]
pub fn Header(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let (theme, later) = (expect_context::<Theme>(), expect_context::<Later>());
    let shared = RwSignal::new("Share link");
    let share = move |_| {
        super::address::mirror(session);
        let address = window().location().href().unwrap_or_default();
        let copied = window().navigator().clipboard().write_text(&address);
        spawn_local(async move {
            let is_copied = JsFuture::from(copied).await.is_ok();
            shared.set(if is_copied {
                "Link copied"
            } else {
                "Copy the address bar"
            });
            set_timeout(
                move || shared.set("Share link"),
                std::time::Duration::from_secs(2),
            );
        });
    };
    view! {
        <header class="top">
            <h1>"Imbalance Lab"</h1>
            <p>"What class imbalance, SMOTE and the threshold do to a credit model"</p>
            <button
                type="button"
                class="undo"
                aria-label="Undo"
                title="Undo the last change of the settings (Ctrl-Z)"
                disabled=move || !session.lab(|studio| studio.lab().can_undo())
                on:click=move |_| session.perform(Verb::Undo)
            >
                "↶"
            </button>
            <button
                type="button"
                class="undo"
                aria-label="Redo"
                title="Do it again (Ctrl-Shift-Z)"
                disabled=move || !session.lab(|studio| studio.lab().can_redo())
                on:click=move |_| session.perform(Verb::Redo)
            >
                "↷"
            </button>
            <button type="button" class="share" on:click=share>{shared}</button>
            <details class="export">
                <summary role="button">"Export"</summary>
                <div class="menu">{later.view(Place::Export, session)}</div>
            </details>
            <button
                type="button"
                class="theme"
                aria-label=move || if theme.is_dark() { "Light theme" } else { "Dark theme" }
                on:click=move |_| theme.switch()
            >
                "◐"
            </button>
        </header>
    }
}
