//! Each kind of file, opened by a reader that is not its writer (R21, R26).

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as the tests do")]

use std::{
    collections::BTreeSet,
    io::{Cursor, Read as _},
};

use calamine::{Data, Reader as _, Xlsx};
use inzage_documents::{
    Cell, Document, Item, Line, Section, Sheet, Table,
    archive::{Packed, Packing, Part, layout},
    pdf, word, workbook,
};
use inzage_domain::Language;
use jiff::{Timestamp, civil::date};
use lopdf::{Dictionary, Object};

fn made() -> Timestamp {
    "2026-05-14T10:00:00Z".parse().unwrap()
}

fn document(items: usize) -> Document {
    let item = |number: usize| Item {
        title: format!("Rapportage {number}"),
        lines: vec![
            Line::new("Datum", "14 mei 2026"),
            Line::new("Geschreven door", "Y. Bakker (verpleegkundige)"),
            Line {
                label: "Tekst".into(),
                values: vec![
                    "Mevrouw heeft goed geslapen. Ze at ’s ochtends twee boterhammen en dronk thee.".into(),
                    "RR 128/76 <mmHg> & pols 72; =1+1\nTweede regel: één, ç, €, 日".into(),
                ],
            },
        ],
    };
    Document {
        title: "Dossier van mevrouw De Wit".into(),
        about: vec![Line::new("Geboren", "18 september 1963")],
        intro: vec!["Bewaar dit bestand op een veilige plek.".into()],
        footer: "Woonzorg De Linde".into(),
        page_word: "pagina".into(),
        language: Language::Dutch,
        made_at: made(),
        author: "Woonzorg De Linde".into(),
        sections: vec![
            Section { heading: "Rapportages".into(), items: (1..=items).map(item).collect(), table: None },
            Section {
                heading: "Wie heeft gekeken".into(),
                items: Vec::new(),
                table: Some(Table {
                    head: vec![("Dag".into(), 1), ("Wie".into(), 2)],
                    rows: (0..60)
                        .map(|number| vec!["14 mei 2026".into(), format!("Mens {number}")])
                        .chain([vec![String::new(), "leeg".into()]])
                        .collect(),
                }),
            },
        ],
    }
}

fn name_of<'a>(dictionary: &'a Dictionary, key: &[u8]) -> &'a str {
    dictionary
        .get(key)
        .and_then(Object::as_name)
        .ok()
        .and_then(|name| std::str::from_utf8(name).ok())
        .unwrap_or("")
}

/// The kinds of the tags, each as often as it is there.
fn tags(file: &lopdf::Document) -> Vec<String> {
    file.objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.has(b"S") && dictionary.has(b"P") && dictionary.has(b"K"))
        .map(|dictionary| name_of(dictionary, b"S").to_owned())
        .collect()
}

#[test]
fn the_pdf_is_tagged_says_its_language_and_title_and_is_made_to_last() {
    let bytes = pdf(&document(40)).unwrap();
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    assert!(pages.len() > 3, "{} pages", pages.len());
    let text = file.extract_text(&pages).unwrap();
    let joined: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Dossier van mevrouw De Wit",
        "18 september 1963",
        "Rapportage 40",
        "goed geslapen",
        "één, ç, €, ?",
        "Mens 59",
        "Woonzorg De Linde",
    ] {
        assert!(joined.contains(part), "{part} is not in the text: {joined}");
    }
    assert!(joined.contains("40 tekens als een vraagteken"), "what the font does not have is told");

    let root = file.catalog().unwrap();
    assert_eq!(root.get(b"Lang").unwrap().as_str().unwrap(), b"nl");
    assert!(root.has(b"StructTreeRoot") && root.has(b"Outlines") && root.has(b"OutputIntents"));
    let marks = file.get_dictionary(root.get(b"MarkInfo").unwrap().as_reference().unwrap_or((0, 0)));
    let marked = root.get(b"MarkInfo").and_then(Object::as_dict).or(marks).unwrap();
    assert!(marked.get(b"Marked").unwrap().as_bool().unwrap());
    let tags = tags(&file);
    let count = |kind: &str| tags.iter().filter(|tag| *tag == kind).count();
    assert_eq!((count("H1"), count("H2"), count("H3")), (1, 2, 40));
    assert_eq!((count("Table"), count("TR"), count("TH"), count("TD")), (1, 62, 2, 122));
    assert_eq!((count("LI"), count("Lbl"), count("LBody")), (121, 121, 121));

    let meta = root.get(b"Metadata").unwrap().as_reference().unwrap();
    let meta = file.get_object(meta).unwrap().as_stream().unwrap();
    let xmp = String::from_utf8_lossy(&meta.content).into_owned();
    for part in ["pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "Dossier van mevrouw De Wit"] {
        assert!(xmp.contains(part), "{part} is not in {xmp}");
    }
    let value = |tag: &str| {
        let at = xmp.find(&format!("<{tag}>")).map(|at| at + tag.len() + 2);
        at.and_then(|at| xmp.get(at..at + 1)).unwrap_or_default().to_owned()
    };
    assert_eq!(
        (value("pdfaid:part"), value("pdfaid:conformance"), value("pdfuaid:part")),
        ("2".into(), "A".into(), "1".into())
    );

    // Every font is in the file, and nothing runs.
    let fonts: Vec<&Dictionary> = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| name_of(dictionary, b"Type") == "FontDescriptor")
        .collect();
    assert_eq!(fonts.len(), 2);
    assert!(fonts.iter().all(|font| font.has(b"FontFile2") || font.has(b"FontFile3")));
    for key in [b"JavaScript".as_slice(), b"JS", b"OpenAction", b"EmbeddedFiles"] {
        let has = |object: &Object| object.as_dict().is_ok_and(|dictionary| dictionary.has(key));
        assert!(!file.objects.values().any(has), "{key:?}");
    }
}

#[test]
fn a_document_with_nothing_in_it_is_still_one() {
    let empty =
        Document { title: "Leeg".into(), footer: "x".into(), author: "y".into(), ..Document::default() };
    let file = lopdf::Document::load_mem(&pdf(&empty).unwrap()).unwrap();
    assert_eq!(file.get_pages().len(), 1);
    assert!(word(&empty).unwrap().starts_with(b"PK"));
}

fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|number| {
            let mut file = archive.by_index(number).unwrap();
            let mut content = Vec::new();
            // The reader checks the checksum at the end.
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

#[test]
fn the_word_file_has_its_parts_headings_table_and_language() {
    let parts = unzipped(&word(&document(2)).unwrap());
    let part = |name: &str| {
        let found = parts.iter().find(|(known, _)| known == name);
        String::from_utf8(found.unwrap_or_else(|| panic!("no {name}")).1.clone()).unwrap()
    };
    for (name, bytes) in &parts {
        let mut reader = quick_xml::Reader::from_reader(bytes.as_slice());
        let mut buffer = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer) {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => buffer.clear(),
                Err(error) => panic!("{name}: {error}"),
            }
        }
    }
    // Every part has a type, and every relation leads to a part.
    let types = part("[Content_Types].xml");
    for (name, _) in parts.iter().filter(|(name, _)| name.starts_with("word/") && name.ends_with("s.xml")) {
        assert!(types.contains(&format!("/{name}")), "{name}");
    }
    assert!(part("_rels/.rels").contains("Target=\"word/document.xml\""));
    assert!(part("word/_rels/document.xml.rels").contains("Target=\"styles.xml\""));
    let text = part("word/document.xml");
    assert_eq!(text.matches("w:val=\"Heading1\"").count(), 2);
    assert_eq!(text.matches("w:val=\"Heading2\"").count(), 2);
    assert_eq!(text.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(text.matches("<w:tr>").count(), 62);
    assert!(text.contains("RR 128/76 &lt;mmHg&gt; &amp; pols 72; =1+1") && text.contains("één, ç, €, 日"));
    assert!(part("word/styles.xml").contains("<w:lang w:val=\"nl-NL\"/>"));
    let used: BTreeSet<&str> = text
        .match_indices("w:pStyle w:val=\"")
        .map(|(at, start)| text[at + start.len()..].split('"').next().unwrap())
        .collect();
    let styles = part("word/styles.xml");
    for style in used {
        assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
    assert!(part("docProps/core.xml").contains("<dc:title>Dossier van mevrouw De Wit</dc:title>"));
}

/// R26: what somebody typed is never a formula.
#[test]
fn what_looks_like_a_formula_stays_text() {
    let hostile = [
        "=1+1",
        "+31 6 12345678",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "=HYPERLINK(\"http://evil.example\")",
        "=cmd|' /C calc'!A0",
        "gewoon",
    ];
    let sheet = Sheet {
        name: "Rapportages".into(),
        head: vec![("Datum".into(), 12), ("Tekst".into(), 60)],
        rows: hostile.iter().map(|text| vec![Cell::Day(date(2026, 5, 14)), Cell::from(*text)]).collect(),
    };
    let bytes = workbook("Dossier", "De Linde", made(), &[sheet.clone(), sheet]).unwrap();
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    assert_eq!(read.sheet_names(), ["Rapportages", "Rapportages 2"]);
    let range = read.worksheet_range("Rapportages").unwrap();
    for (row, text) in (1_u32..).zip(hostile) {
        // XML makes one line end of another.
        let expected = text.replace('\r', "\n");
        let found = range.get_value((row, 1)).unwrap();
        assert!(
            matches!(found, Data::String(found) if found.replace('\r', "\n").trim() == expected.trim()),
            "{found:?}"
        );
        assert!(matches!(range.get_value((row, 0)).unwrap(), Data::DateTime(_)));
    }
    let formulas = read.worksheet_formula("Rapportages").unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()));
    let parts = unzipped(&bytes);
    let xml = |name: &str| {
        String::from_utf8(parts.iter().find(|(known, _)| known == name).unwrap().1.clone()).unwrap()
    };
    let page = xml("xl/worksheets/sheet1.xml");
    assert!(!page.contains("<f>") && page.contains("state=\"frozen\""));
    assert!(xml("xl/styles.xml").contains("quotePrefix=\"1\""));
    let plain = Sheet { name: "x".into(), head: vec![("a".into(), 9)], rows: vec![vec!["gewoon".into()]] };
    let other = workbook("Dossier", "De Linde", made(), &[plain]).unwrap();
    let styles = unzipped(&other).into_iter().find(|(name, _)| name == "xl/styles.xml").unwrap().1;
    assert!(!String::from_utf8(styles).unwrap().contains("quotePrefix"), "only what asks for it");
}

/// The archive in one go, out of its parts.
fn put_together(files: &[(Packed, Vec<u8>)]) -> Vec<u8> {
    let entries: Vec<Packed> = files.iter().map(|(file, _)| file.clone()).collect();
    let mut archive = Vec::new();
    for part in layout(&entries, made()).unwrap() {
        let before = archive.len();
        let length = part.length();
        match part {
            Part::Bytes(bytes) => archive.extend(bytes),
            Part::File { number, .. } => archive.extend(&files[number].1),
        }
        assert_eq!(u64::try_from(archive.len() - before).unwrap(), length);
    }
    archive
}

#[test]
fn an_archive_made_of_pieces_is_read_as_its_files() {
    let long = (0..40_000).map(|number| format!("regel {number}")).collect::<Vec<_>>().join("\n");
    let contents: [(&str, Packing, Vec<&[u8]>); 5] = [
        ("LEESMIJ.txt", Packing::Stored, vec![b"hallo"]),
        ("leeg.txt", Packing::Deflated, vec![]),
        ("een.json", Packing::Deflated, vec![b"{\"a\":1}"]),
        ("stukken/veel.txt", Packing::Deflated, long.as_bytes().chunks(100_000).collect()),
        ("één.pdf", Packing::Stored, long.as_bytes().chunks(7_777).collect()),
    ];
    let files: Vec<(Packed, Vec<u8>)> = contents
        .iter()
        .map(|(name, packing, pieces)| {
            let mut file = Packed::new(*name, *packing);
            let mut bytes = Vec::new();
            for piece in pieces {
                let piece = packing.piece(piece).unwrap();
                file.add(&piece).unwrap();
                bytes.extend(piece.bytes);
            }
            (file, bytes)
        })
        .collect();
    let archive = put_together(&files);
    assert!(archive.len() < 1_000_000);
    let read = unzipped(&archive);
    let expected: Vec<(String, Vec<u8>)> =
        contents.iter().map(|(name, _, pieces)| ((*name).to_owned(), pieces.concat())).collect();
    assert_eq!(read, expected);
    let mut opened = zip::ZipArchive::new(Cursor::new(&archive)).unwrap();
    let time = opened.by_index(0).unwrap().last_modified().unwrap();
    // In Dutch time, which is what the format means.
    assert_eq!((time.year(), time.month(), time.day(), time.hour()), (2026, 5, 14, 12));
    assert!(unzipped(&put_together(&[])).is_empty());
}

#[test]
fn what_the_format_cannot_hold_is_refused() {
    let large = Packed { raw: u64::from(u32::MAX), packed: 10, ..Packed::new("a", Packing::Stored) };
    assert!(layout(&[large], made()).is_err());
    let fits = Packed { raw: 10, packed: u64::from(u32::MAX) - 200, ..Packed::new("a", Packing::Stored) };
    assert!(layout(std::slice::from_ref(&fits), made()).is_ok());
    assert!(layout(&[fits, Packed { packed: 400, ..Packed::new("b", Packing::Stored) }], made()).is_err());
    let many = vec![Packed::new("a", Packing::Stored); 65_535];
    assert!(layout(&many, made()).is_err());
    assert!(layout(&many[1..], made()).is_ok());
}
