//! A document as a Word file: Office Open XML (ECMA-376) in its smallest form, with real headings, a title,
//! tables with a head, and the language set.
//!
//! Written here and not by a library: what we need of the format is these four parts, and the crates for it
//! bring image codecs and a font engine along, or write no language and no title.

use std::fmt::Write as _;

use inzage_domain::Language;

use crate::{
    Document, DocumentError, Item, Line, Section, Table,
    archive::{Packing, whole},
};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

const DOCUMENT_RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";

/// Makes the file.
pub fn word(document: &Document) -> Result<Vec<u8>, DocumentError> {
    let text = text(document);
    let (styles, core) = (styles(document.language), core(document));
    let relations = format!("{HEAD}{RELATIONS}");
    let document_relations = format!("{HEAD}{DOCUMENT_RELATIONS}");
    let types = format!("{HEAD}{TYPES}");
    let parts = [
        ("[Content_Types].xml", types.as_str()),
        ("_rels/.rels", relations.as_str()),
        ("word/document.xml", text.as_str()),
        ("word/_rels/document.xml.rels", document_relations.as_str()),
        ("word/styles.xml", styles.as_str()),
        ("docProps/core.xml", core.as_str()),
    ];
    whole(&parts.map(|(name, text)| (name, Packing::Deflated, text.as_bytes())), document.made_at)
}

fn text(document: &Document) -> String {
    let mut xml = String::with_capacity(64 * 1024);
    xml.push_str(HEAD);
    xml.push_str(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>",
    );
    styled(&mut xml, "Title", &document.title);
    lines(&mut xml, &document.about);
    for text in &document.intro {
        paragraph(&mut xml, text);
    }
    for Section { heading, items, table } in &document.sections {
        styled(&mut xml, "Heading1", heading);
        for Item { title, lines: rows } in items {
            styled(&mut xml, "Heading2", title);
            lines(&mut xml, rows);
        }
        if let Some(table) = table {
            set_table(&mut xml, table);
        }
    }
    // A4, with margins of two centimetres.
    xml.push_str("<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
    xml
}

fn styled(xml: &mut String, style: &str, text: &str) {
    // Writing into a String does not fail.
    _ = write!(xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
    run(xml, text, false);
    xml.push_str("</w:p>");
}

fn paragraph(xml: &mut String, text: &str) {
    xml.push_str("<w:p>");
    run(xml, text, false);
    xml.push_str("</w:p>");
}

/// A label in bold with its values behind it.
fn lines(xml: &mut String, lines: &[Line]) {
    for line in lines {
        xml.push_str("<w:p><w:pPr><w:pStyle w:val=\"Line\"/></w:pPr>");
        run(xml, &format!("{}: ", line.label), true);
        for (number, value) in line.values.iter().enumerate() {
            if number > 0 {
                xml.push_str("<w:r><w:br/></w:r>");
            }
            run(xml, value, false);
        }
        xml.push_str("</w:p>");
    }
}

fn set_table(xml: &mut String, table: &Table) {
    let whole = table.head.iter().map(|(_, share)| u32::from(*share)).sum::<u32>().max(1);
    xml.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"9638\" w:type=\"dxa\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/></w:tblPr><w:tblGrid>");
    let widths: Vec<u32> = table.head.iter().map(|(_, share)| 9638 * u32::from(*share) / whole).collect();
    for width in &widths {
        _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
    }
    xml.push_str("</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>");
    for ((word, _), width) in table.head.iter().zip(&widths) {
        cell(xml, word, *width, true);
    }
    xml.push_str("</w:tr>");
    for row in &table.rows {
        xml.push_str("<w:tr>");
        for (number, width) in widths.iter().enumerate() {
            cell(xml, row.get(number).map(String::as_str).unwrap_or_default(), *width, false);
        }
        xml.push_str("</w:tr>");
    }
    // A table is followed by a paragraph.
    xml.push_str("</w:tbl><w:p/>");
}

fn cell(xml: &mut String, text: &str, width: u32, bold: bool) {
    _ = write!(xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p>");
    run(xml, text, bold);
    xml.push_str("</w:p></w:tc>");
}

/// A text; its lines are broken where they were.
fn run(xml: &mut String, text: &str, bold: bool) {
    for (number, line) in text.split('\n').enumerate() {
        xml.push_str("<w:r>");
        if bold {
            xml.push_str("<w:rPr><w:b/></w:rPr>");
        }
        if number > 0 {
            xml.push_str("<w:br/>");
        }
        xml.push_str("<w:t xml:space=\"preserve\">");
        escape(xml, line);
        xml.push_str("</w:t></w:r>");
    }
}

/// A text as XML 1.0 can hold it: what it cannot hold at all is left out.
fn escape(xml: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\t' => xml.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            sign if sign.is_control() => {}
            sign => xml.push(sign),
        }
    }
}

fn styles(language: Language) -> String {
    let tag = language.pick("nl-NL", "en-GB");
    let heading = |id: &str, name: &str, level: u8, size: u8| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"{level}\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"{size}\"/></w:rPr></w:style>"
        )
    };
    format!(
        "{HEAD}<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Atkinson Hyperlegible\" w:hAnsi=\"Atkinson Hyperlegible\" w:cs=\"Arial\"/><w:sz w:val=\"22\"/><w:lang w:val=\"{tag}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style><w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/><w:rPr><w:b/><w:sz w:val=\"40\"/></w:rPr></w:style>{}{}<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Line\"><w:name w:val=\"Line\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:after=\"40\"/></w:pPr></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"Grid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"888888\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"888888\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"888888\"/></w:tblBorders></w:tblPr></w:style></w:styles>",
        heading("Heading1", "heading 1", 0, 30),
        heading("Heading2", "heading 2", 1, 24),
    )
}

fn core(document: &Document) -> String {
    let mut title = String::new();
    escape(&mut title, &document.title);
    let mut author = String::new();
    escape(&mut author, &document.author);
    let made = document.made_at.strftime("%Y-%m-%dT%H:%M:%SZ");
    let tag = document.language.pick("nl-NL", "en-GB");
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>{tag}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{made}</dcterms:created></cp:coreProperties>"
    )
}
