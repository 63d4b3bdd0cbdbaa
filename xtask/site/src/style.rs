//! One minified style sheet out of `style/main.css` and what it imports, with its `url()`s pointing at packed files.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};

use crate::pack::Asset;

/// Follows the imports in order and minifies; readable in debug. A mistake in the CSS is an error with its place.
pub(crate) fn bundle(main: &Path, debug: bool) -> Result<String> {
    if !main.exists() {
        bail!("there is no {}", main.display());
    }
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(main).map_err(|error| anyhow!("style: {error}"))?;
    sheet.minify(MinifyOptions::default()).map_err(|error| anyhow!("style: {error}"))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: !debug, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("style: {error}"))?;
    Ok(printed.code)
}

/// Rewrites each `url(...)` to the packed file of that name, which lies beside the style sheet.
///
/// Left as they are: `data:` and fragments. Anything else that was not packed is an error: it would be a
/// request that the content security policy or a 404 ends.
pub(crate) fn point_at_packed(css: &str, fonts: &[Asset], statics: &[Asset]) -> Result<String> {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("url(") {
        let (before, after) = rest.split_at(at + "url(".len());
        out.push_str(before);
        let (address, used) = address(after).context("style: a url( without its end")?;
        rest = &after[used..];
        if address.starts_with("data:") || address.starts_with('#') {
            out.push_str(&after[..used]);
            continue;
        }
        let file = address.rsplit('/').next().unwrap_or(address);
        let Some(asset) = fonts.iter().chain(statics).find(|asset| asset.source == file) else {
            bail!("style: url({address}) is neither in style/fonts nor in style/static");
        };
        out.push_str(&asset.name);
        out.push(')');
    }
    out.push_str(rest);
    Ok(out)
}

/// The address after `url(`, without quotes, and how many bytes it and its closing bracket take.
fn address(text: &str) -> Option<(&str, usize)> {
    let start = text.len() - text.trim_start().len();
    let trimmed = &text[start..];
    let quote = trimmed.chars().next().filter(|first| matches!(first, '"' | '\''));
    if let Some(quote) = quote {
        let end = trimmed[1..].find(quote)? + 1;
        let close = trimmed[end..].find(')')? + end;
        return Some((&trimmed[1..end], start + close + 1));
    }
    let close = trimmed.find(')')?;
    Some((trimmed[..close].trim(), start + close + 1))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::pack::Packer;

    fn font(folder: &Path) -> Asset {
        Packer::new(folder.join("site"), true).unwrap().add("sans", "woff2", b"font").unwrap()
    }

    #[test]
    fn imports_are_bundled_in_order_and_minified() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("parts")).unwrap();
        fs::write(folder.path().join("parts/a.css"), "a { color: red; }").unwrap();
        fs::write(
            folder.path().join("main.css"),
            "@layer base;\n@import \"parts/a.css\" layer(base);\nb { color: blue; }",
        )
        .unwrap();
        let css = bundle(&folder.path().join("main.css"), false).unwrap();
        assert_eq!(css, "@layer base{a{color:red}}b{color:#00f}");
    }

    #[test]
    fn a_mistake_in_the_style_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("main.css"), "a { color: red; } }").unwrap();
        assert!(bundle(&folder.path().join("main.css"), false).is_err());
    }

    #[test]
    fn addresses_point_at_packed_files() {
        let folder = tempfile::tempdir().unwrap();
        let fonts = [font(folder.path())];
        let name = &fonts[0].name;
        let cases = [
            (
                "a{src:url(fonts/sans.woff2)format(\"woff2\")}",
                format!("a{{src:url({name})format(\"woff2\")}}"),
            ),
            ("a{src:url( '../fonts/sans.woff2' )}", format!("a{{src:url({name})}}")),
            ("a{src:url(\"data:image/svg+xml,)\")}", "a{src:url(\"data:image/svg+xml,)\")}".to_owned()),
            ("a{fill:url(#dots)}b{}", "a{fill:url(#dots)}b{}".to_owned()),
        ];
        for (css, expected) in cases {
            assert_eq!(point_at_packed(css, &fonts, &[]).unwrap(), expected);
        }
        assert!(point_at_packed("a{src:url(missing.woff2)}", &fonts, &[]).is_err());
    }
}
