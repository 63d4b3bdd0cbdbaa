//! A record in volumes takes the memory of one volume, not of the record. A process of its own, because the
//! mark of a process only rises.

use inzage_documents::{Document, Item, Line, Section, pdf, word};
use inzage_domain::Language;

/// Highest memory of this process so far, in KiB; `None` where the system does not say.
fn highest() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn volume(number: usize) -> Document {
    let item = |item: usize| Item {
        title: format!("Rapportage {number}.{item}"),
        lines: vec![
            Line::new("Datum", "14 mei 2026"),
            Line::new(
                "Tekst",
                "Mevrouw heeft goed geslapen en wil graag wandelen met haar dochter. ".repeat(4),
            ),
        ],
    };
    Document {
        title: "Dossier".into(),
        footer: "De Linde".into(),
        page_word: "pagina".into(),
        language: Language::Dutch,
        author: "De Linde".into(),
        sections: vec![Section {
            heading: "Rapportages".into(),
            items: (0..1_000).map(item).collect(),
            table: None,
        }],
        ..Document::default()
    }
}

#[test]
fn many_volumes_take_the_memory_of_a_few() {
    let make = |number: usize| {
        let document = volume(number);
        pdf(&document).unwrap().len() + word(&document).unwrap().len()
    };
    // A few first: what the allocator keeps aside comes with them, on as many threads as there are.
    for number in 0..3 {
        assert!(make(number) > 100_000);
    }
    let Some(few) = highest() else {
        println!("skipped: this system does not say how much memory a process has had");
        return;
    };
    for number in 3..15 {
        make(number);
    }
    let all = highest().unwrap();
    assert!(all < 2 * few, "three volumes: {few} KiB, fifteen: {all} KiB");
}
