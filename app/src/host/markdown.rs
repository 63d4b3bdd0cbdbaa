//! Markdown of an organisation's texts as HTML: nothing passes but headings, paragraphs, lists,
//! emphasis and links that lead to a page, an address or a telephone number. Raw HTML is shown as the
//! text it is, images as their description.

use std::fmt::Write;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

/// Renders a text. Its headings begin at level `first` and leave none out; `elsewhere` is said behind
/// a link to another website (R29).
pub fn html(markdown: &str, first: u8, elsewhere: &str) -> String {
    let mut headings = Headings { first, last: first.saturating_sub(1) };
    let mut links = Vec::new();
    let events = Parser::new_ext(markdown, Options::empty()).filter_map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Heading { level, .. }) => Some(made(format!("<h{}>", headings.begin(level)))),
        Event::End(TagEnd::Heading(_)) => Some(made(format!("</h{}>\n", headings.last))),
        Event::Start(Tag::Link { dest_url, .. }) => {
            let link = Link::of(&dest_url);
            links.push(link);
            link.map(|link| made(link.begin(&dest_url)))
        }
        Event::End(TagEnd::Link) => links.pop().flatten().map(|link| made(link.end(elsewhere))),
        other => Some(other),
    });
    let mut page = String::with_capacity(markdown.len() * 2);
    push_html(&mut page, events);
    page
}

/// HTML of our own.
fn made<'a>(html: String) -> Event<'a> {
    Event::InlineHtml(html.into())
}

struct Headings {
    first: u8,
    last: u8,
}

impl Headings {
    fn begin(&mut self, level: HeadingLevel) -> u8 {
        let level: u8 = match level {
            HeadingLevel::H1 => 0,
            HeadingLevel::H2 => 1,
            HeadingLevel::H3 => 2,
            HeadingLevel::H4 => 3,
            HeadingLevel::H5 => 4,
            HeadingLevel::H6 => 5,
        };
        self.last = (self.first + level).min(self.last + 1).min(6);
        self.last
    }
}

/// Where a link may lead.
#[derive(Clone, Copy)]
enum Link {
    /// A page of this portal, a mail or a call.
    Own,
    /// Another website.
    Elsewhere,
}

impl Link {
    fn of(address: &str) -> Option<Self> {
        if address.bytes().any(|byte| !byte.is_ascii_graphic() || byte == b'\\') {
            return None;
        }
        let lower = address.to_ascii_lowercase();
        let begins = |schemes: &[&str]| schemes.iter().any(|scheme| lower.starts_with(scheme));
        if begins(&["https://", "http://"]) {
            Some(Self::Elsewhere)
        } else if begins(&["mailto:", "tel:"]) || super::own_path(address) != "/" {
            Some(Self::Own)
        } else {
            None
        }
    }

    fn begin(self, address: &str) -> String {
        let mut html = String::from(match self {
            Self::Own => "<a href=\"",
            Self::Elsewhere => "<a class=\"external\" rel=\"external noopener noreferrer\" href=\"",
        });
        escape(&mut html, address);
        html.push_str("\">");
        html
    }

    fn end(self, elsewhere: &str) -> String {
        match self {
            Self::Own => "</a>".to_owned(),
            Self::Elsewhere => {
                let mut html = String::from(" <span class=\"external__note\">");
                escape(&mut html, elsewhere);
                html.push_str("</span></a>");
                html
            }
        }
    }
}

fn escape(html: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '&' | '<' | '>' | '"' | '\'' => {
                // Writing into a String does not fail.
                _ = write!(html, "&#{};", u32::from(sign));
            }
            _ => html.push(sign),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::html;

    fn of(markdown: &str) -> String {
        html(markdown, 2, "(elders)").trim().to_owned()
    }

    #[test]
    fn plain_markdown_becomes_plain_html() {
        let cases = [
            ("# Een\n\nTekst.", "<h2>Een</h2>\n<p>Tekst.</p>"),
            ("# Een\n\n### Drie\n\n## Twee", "<h2>Een</h2>\n<h3>Drie</h3>\n<h3>Twee</h3>"),
            ("###### Zes", "<h2>Zes</h2>"),
            ("- a\n- **b**", "<ul>\n<li>a</li>\n<li><strong>b</strong></li>\n</ul>"),
            ("[bel](tel:0201234567)", "<p><a href=\"tel:0201234567\">bel</a></p>"),
            ("[hulp](/hulp)", "<p><a href=\"/hulp\">hulp</a></p>"),
        ];
        for (markdown, expected) in cases {
            assert_eq!(of(markdown), expected);
        }
        let outside = of("[wet](https://wetten.example/a?b=\"1\")");
        assert!(outside.contains("rel=\"external noopener noreferrer\""), "{outside}");
        assert!(outside.contains("(elders)</span></a>") && outside.contains("&#34;1&#34;"), "{outside}");
    }

    /// R53: an organisation's text is text: nothing in it runs, loads or leads where it should not.
    #[test]
    fn hostile_markdown_stays_text() {
        let hostile = [
            "<script>alert(1)</script>",
            "text <script>alert(1)</script> text",
            "<img src=x onerror=alert(1)>",
            "<div\nonclick=alert(1)>x</div>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html,<script>alert(1)</script>)",
            "[x](vbscript:x)",
            "[x](//evil.example)",
            "[x](/api/uitloggen)",
            "[x](/\\evil.example)",
            "<javascript:alert(1)>",
            "![x](https://evil.example/pixel.png)",
            "![x](javascript:alert(1))",
            "[x]: javascript:alert(1)\n\n[x]",
            "<!-- --><b>vet</b>",
            "<https://evil.example/\"onmouseover=alert(1)>",
            "# <iframe src=x></iframe>",
            "`</code><script>alert(1)</script>`",
            "```\n</code></pre><script>alert(1)</script>\n```",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "[x](tel:1\"onclick=alert(1))",
            "<style>*{display:none}</style>",
            "</div></main><form action=https://evil.example>",
        ];
        for markdown in hostile {
            let html = of(markdown);
            for word in ["<script", "<img", "<iframe", "<style", "<form", "<div", "</main", "<!--", "<b>"] {
                assert!(!html.to_lowercase().contains(word), "{markdown} gave {html}");
            }
            // Every attribute that is there is one of ours.
            for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
                let attributes = tag.split_once(' ').map(|(_, attributes)| attributes).unwrap_or_default();
                let ours = ["", "href=\"", "class=\"external", "rel=\"external"];
                assert!(
                    attributes.is_empty() || ours.iter().skip(1).any(|start| attributes.starts_with(start)),
                    "{markdown} gave {html}"
                );
                for word in ["javascript:", "data:", "vbscript:", "href=\"//", "href=\"/api", "\"on"] {
                    assert!(!tag.to_lowercase().contains(word), "{markdown} gave {html}");
                }
            }
        }
        assert!(of("<script>alert(1)</script>").contains("&lt;script&gt;"));
    }
}
