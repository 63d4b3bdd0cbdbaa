//! Several lines of text. The only `<textarea>` of the portal.
//!
//! Leptos 0.8 does not escape the children of `<textarea>` on the server, so that
//! `</textarea><script>` in a message would run. Here the text is escaped by us and given as
//! the element's content; a test holds on to it and another finds any second `<textarea`.

use leptos::prelude::*;

use super::fields::{control_state, error_view, hint_view, label_view};

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Unique id of the control and its name in the form.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// An explanation under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it, while something is.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What it starts with (what was typed before, after a refusal). Any text is safe here.
    #[prop(optional, into)]
    value: String,
    /// How many lines are seen.
    #[prop(default = 6)]
    rows: u8,
    /// The most letters that fit.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Whether it may stay empty (then the label says so).
    #[prop(optional)]
    optional: bool,
    /// Whether what is typed is Dutch whatever the language of the page, as what goes into a record.
    #[prop(optional)]
    dutch: bool,
) -> impl IntoView {
    let hinted = hint.is_some();
    let state = control_state(&id, hinted, error);
    view! {
        <div class="field" class:field--wrong=state.wrong>
            {label_view(&id, label, optional)}
            {hint_view(&id, hint)}
            {error_view(&id, error)}
            <textarea
                class="input input--area"
                id=id.clone()
                name=id
                rows=rows.to_string()
                lang=dutch.then_some("nl")
                autocapitalize=dutch.then_some("sentences")
                maxlength=maxlength.map(|most| most.to_string())
                aria-invalid=state.invalid
                aria-describedby=state.described
                inner_html=content(value)
            ></textarea>
        </div>
    }
}

/// The text as content of the element. A parser drops one line break after the start tag, so a
/// text that begins with one gets another in the page (not where the browser sets the content).
fn content(text: String) -> String {
    if !text.contains(['&', '<', '>', '\0']) && !text.starts_with(['\n', '\r']) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len());
    if cfg!(feature = "ssr") && text.starts_with(['\n', '\r']) {
        escaped.push('\n');
    }
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // Not allowed in HTML; refused at the edge, and not passed on here either.
            '\0' => {}
            _ => escaped.push(sign),
        }
    }
    escaped
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::*;

    use super::TextArea;

    fn rendered(value: &str) -> String {
        let owner = Owner::new();
        owner.with(|| view! { <TextArea id="bericht" label="Bericht" value=value /> }.to_html())
    }

    #[test]
    fn what_was_typed_never_becomes_markup() {
        let cases = [
            (
                "</textarea><script>alert(1)</script>",
                "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</textarea>",
            ),
            ("<!--", ">&lt;!--</textarea>"),
            ("a & b &lt; c", ">a &amp; b &amp;lt; c</textarea>"),
            ("\"' onfocus=x", ">\"' onfocus=x</textarea>"),
            ("nul\0teken", ">nulteken</textarea>"),
            ("\nbegint met een regel", ">\n\nbegint met een regel</textarea>"),
            ("", "></textarea>"),
        ];
        for (typed, expected) in cases {
            let html = rendered(typed);
            assert!(html.contains(expected), "{typed:?} gave {html}");
            assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
            assert!(!html.contains("<script"), "{html}");
        }
    }

    /// Children of `<textarea>` are not escaped by Leptos 0.8: there may be no other one.
    #[test]
    fn there_is_no_other_text_area_in_the_app() {
        let needle = concat!("<text", "area");
        let mut folders =
            vec![std::path::PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("src")];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let code = text.lines().filter(|line| line.trim_start().starts_with(needle)).count();
                    if code > 0 {
                        assert!(
                            path.ends_with("components/text_area.rs"),
                            "{} in {}",
                            needle,
                            path.display()
                        );
                        seen += code;
                    }
                }
            }
        }
        assert_eq!(seen, 1);
    }
}
