//! Holds the colours of `style/tokens.css` to WCAG 2.2 AA, light and dark: text 4.5 to 1,
//! borders of controls and marks 3 to 1. Tests only.

use std::collections::BTreeMap;

use inzage_domain::branding::Colour;

/// The colours of the light and the dark block, by name. Dark ones that are not set again are
/// the light ones.
fn palettes() -> [(&'static str, BTreeMap<String, Colour>); 2] {
    let path =
        std::path::Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../style/tokens.css");
    let css = std::fs::read_to_string(path).unwrap();
    let (light, dark) = css.split_once("@media (prefers-color-scheme: dark)").unwrap();
    let light = colours(light);
    let mut all = light.clone();
    all.extend(colours(dark));
    [("light", light), ("dark", all)]
}

fn colours(css: &str) -> BTreeMap<String, Colour> {
    css.lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": "))
        .filter_map(|(name, value)| Some((name.to_owned(), Colour::parse(value).ok()?)))
        .collect()
}

#[test]
fn text_and_controls_can_be_read_in_light_and_dark() {
    const GROUNDS: [&str; 3] = ["paper", "surface", "inset"];
    const TINTS: [&str; 6] = ["tint-0", "tint-1", "tint-2", "tint-3", "tint-4", "tint-5"];
    let mut pairs: Vec<(&str, &str, f64)> = vec![("brand-ink", "brand", 4.5), ("brand-ink", "accent", 4.5)];
    for ground in GROUNDS {
        for text in ["ink", "ink-soft", "link", "link-hover"] {
            pairs.push((text, ground, 4.5));
        }
        pairs.push(("line-strong", ground, 3.0));
    }
    pairs.extend(TINTS.map(|tint| ("ink", tint, 7.0)));
    for (ground, ink, line) in [
        ("info", "info-ink", "info-line"),
        ("success", "success-ink", "success-line"),
        ("warning", "warning-ink", "warning-line"),
        ("error", "error-ink", "error-line"),
    ] {
        pairs.push((ink, ground, 7.0));
        pairs.push((line, ground, 3.0));
    }
    pairs.push(("error-ink", "surface", 4.5));
    pairs.push(("error-line", "surface", 3.0));
    // Of the two lines of the focus ring one shows on every ground, and they on each other.
    pairs.push(("focus", "focus-ring", 7.0));
    for (mode, palette) in palettes() {
        for &(front, back, least) in &pairs {
            let contrast = palette[front].contrast(palette[back]);
            assert!(contrast >= least, "{mode}: --{front} on --{back} is {contrast:.2}, needs {least}");
        }
        for ground in GROUNDS {
            let best = palette["focus"]
                .contrast(palette[ground])
                .max(palette["focus-ring"].contrast(palette[ground]));
            assert!(best >= 3.0, "{mode}: the focus ring on --{ground} is {best:.2}");
        }
    }
}
