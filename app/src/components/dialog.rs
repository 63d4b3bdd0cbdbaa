//! A window over the page, by the browser's own `<dialog>`: it holds the focus, Escape closes it.

use leptos::html;
use leptos::prelude::*;

/// A window over the page. It opens and closes with `open`; closing it in any other way
/// (Escape) sets `open` to false. Without script (`open` true when the page is made) it stands
/// in the page as a section.
#[component]
pub fn Dialog(
    /// A unique id.
    #[prop(into)]
    id: String,
    /// Its heading.
    #[prop(into)]
    title: String,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Whether it interrupts (`alertdialog`): read out at once with its text.
    #[prop(optional)]
    urgent: bool,
    /// Text and buttons.
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        if let Some(dialog) = element.get() {
            if open {
                // As part of the page it may be open already; only a closed one can become modal.
                dialog.close();
                drop(dialog.show_modal());
            } else if dialog.open() {
                dialog.close();
            }
        }
    });
    let role = urgent.then_some("alertdialog");
    let open_at_first = open.get_untracked();
    let (title_id, text_id) = (format!("{id}-titel"), format!("{id}-tekst"));
    view! {
        <dialog
            class="dialog"
            id=id
            node_ref=element
            open=open_at_first
            role=role
            aria-labelledby=title_id.clone()
            aria-describedby=text_id.clone()
            on:close=move |_| {
                // Becoming modal closes it for a moment; that is not somebody closing it.
                if element.get_untracked().is_some_and(|dialog| !dialog.open()) {
                    open.set(false);
                }
            }
        >
            <h2 class="dialog__title" id=title_id.clone()>
                {title}
            </h2>
            <div class="dialog__text" id=text_id.clone()>
                {children()}
            </div>
        </dialog>
    }
}
