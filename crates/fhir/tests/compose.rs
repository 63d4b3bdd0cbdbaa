//! What is typed here becomes a resource that is read, understood and shown like any other, with the
//! same values in Dutch and English.

#![expect(clippy::unwrap_used, reason = "a test stops where a resource is not as expected")]

use inzage_domain::{
    Author, Category, ClientId, EntryId, Language,
    added::{DiaryKind, Measure, Measured},
};
use inzage_fhir::{
    Composing, Content, FhirVersion, Incoming, View, WrittenBy, compose, read_back, understand, view,
};

const ENTRY: &str = "00000000-0000-7000-8000-000000000007";
const CLIENT: &str = "00000000-0000-7000-8000-000000000009";

fn author(by: WrittenBy) -> Author {
    let (name, role, organisation) = match by {
        WrittenBy::Client => ("Anna Jansen", "Cliënt", ""),
        WrittenBy::Beside => ("Piet Jansen", "Eerste contactpersoon", ""),
        WrittenBy::Staff => ("Sanne Bakker", "Verpleegkundige", "Woonzorg De Linde"),
    };
    Author { name: name.into(), role: role.into(), organisation: organisation.into() }
}

fn composed_at(by: WrittenBy, content: Content<'_>, at: &str) -> Incoming {
    let bytes = compose(&Composing {
        id: ENTRY.parse().unwrap(),
        client: CLIENT.parse::<ClientId>().unwrap(),
        client_name: "Anna Jansen",
        by,
        author: &author(by),
        at: at.parse().unwrap(),
        recorded: "2026-05-14T12:10:00Z".parse().unwrap(),
        content,
    });
    let read = read_back(&bytes).unwrap();
    assert_eq!(read.bytes, bytes);
    // Another reader of JSON finds the same: no name twice, nothing that is not JSON.
    let plain: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(plain["id"], ENTRY);
    assert_eq!(plain["status"], "final");
    read
}

fn composed(by: WrittenBy, content: Content<'_>) -> Incoming {
    composed_at(by, content, "2026-05-14T12:05:00Z")
}

/// The values of a row by its label.
fn row(view: &View, label: &str) -> Vec<String> {
    let rows = view.groups.iter().flat_map(|group| &group.rows);
    rows.filter(|row| row.label == label).flat_map(|row| row.values.clone()).collect()
}

fn measured(measure: Measure, first: &str, second: &str) -> Measured {
    Measured::read(measure, first, second).unwrap()
}

/// R24: each measurement stands among the measurements, with its value, unit and moment.
#[test]
fn measurements_read_the_same_in_both_languages() {
    let cases = [
        (
            measured(Measure::BloodPressure, "250", "120"),
            "Bloeddruk",
            "250/120 mmHg",
            "Blood pressure",
            "250/120 mmHg",
        ),
        (
            measured(Measure::Pulse, "72", ""),
            "Polsslag",
            "72 slagen per minuut",
            "Pulse",
            "72 beats per minute",
        ),
        (measured(Measure::Weight, "72,5", ""), "Gewicht", "72,5 kg", "Weight", "72.5 kg"),
        (
            measured(Measure::Temperature, "38,0", ""),
            "Lichaamstemperatuur",
            "38,0 °C",
            "Body temperature",
            "38.0 °C",
        ),
        (
            measured(Measure::Saturation, "97", ""),
            "Zuurstof in het bloed",
            "97%",
            "Oxygen in the blood",
            "97%",
        ),
        (measured(Measure::Glucose, "6,1", ""), "Glucose", "6,1 mmol/l", "Glucose", "6.1 mmol/l"),
    ];
    for (measured, title_nl, value_nl, title_en, value_en) in cases {
        let resource = composed(WrittenBy::Client, Content::Measured { measured, remark: "Na het wandelen" });
        assert_eq!(resource.version.version, FhirVersion::R4);
        let known = understand(&resource);
        assert_eq!(known.category, Category::Measurements, "{title_nl}");
        assert_eq!((known.title.dutch.as_str(), known.title.english.as_str()), (title_nl, title_en));
        assert_eq!((known.short.dutch.as_str(), known.short.english.as_str()), (value_nl, value_en));
        let care = known.care_time.unwrap();
        assert_eq!((care.at.to_string().as_str(), care.offset_minutes), ("2026-05-14T12:05:00Z", Some(120)));
        assert_eq!(known.recorded.unwrap().to_string(), "2026-05-14T12:10:00Z");
        for (language, value, comment) in
            [(Language::Dutch, value_nl, "Toelichting"), (Language::English, value_en, "Comment")]
        {
            let view = view(&resource, language);
            let shown: Vec<&String> =
                view.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.values).collect();
            assert!(shown.contains(&&value.to_owned()), "{title_nl}: {shown:?}");
            assert_eq!(row(&view, comment), ["Na het wandelen"]);
        }
    }
}

/// R24, R34: notes and the lines of a diary stand among the reports, each under its own kind.
#[test]
fn notes_and_diary_lines_are_reports_of_their_own_kind() {
    let text = "Slecht geslapen.\n\"Weer\" wakker om 3 uur: \\ pijn <b>";
    let note = composed(WrittenBy::Client, Content::Note { title: "Nacht", text });
    let known = understand(&note);
    assert_eq!((known.category, known.kind.dutch.as_str()), (Category::Reports, "Eigen notitie"));
    assert_eq!(known.title.dutch, "Nacht");
    assert_eq!(row(&view(&note, Language::Dutch), "Notitie"), [text]);
    assert_eq!(row(&view(&note, Language::English), "Note text"), [text]);
    let untitled = understand(&composed(WrittenBy::Client, Content::Note { title: "", text: "Goed" }));
    assert_eq!(
        (untitled.title.dutch.as_str(), untitled.title.english.as_str()),
        ("Eigen notitie", "Own note")
    );

    for (kind, dutch, english) in [
        (DiaryKind::Seizure, "Aanval", "Seizure"),
        (DiaryKind::Fall, "Val", "Fall"),
        (DiaryKind::Pain, "Pijn", "Pain"),
        (DiaryKind::Other, "Gebeurtenis", "Event"),
    ] {
        let line = composed(
            WrittenBy::Beside,
            Content::Diary { kind, seconds: Some(120), text: "Trok met een arm" },
        );
        let known = understand(&line);
        assert_eq!((known.category, known.kind.dutch.as_str()), (Category::Reports, "Dagboek"));
        assert_eq!((known.title.dutch.as_str(), known.title.english.as_str()), (dutch, english));
        assert_eq!(known.short.dutch, "2 minuten. Trok met een arm");
        assert_eq!(row(&view(&line, Language::Dutch), "Duur"), ["2 minuten"]);
        assert_eq!(row(&view(&line, Language::English), "Duration"), ["2 minutes"]);
    }
    for (seconds, text, expected) in [
        (Some(45), "", "45 seconden"),
        (Some(60), "", "1 minuut"),
        (Some(90), "", "90 seconden"),
        (None, "Wazig", "Wazig"),
    ] {
        let kind = DiaryKind::Seizure;
        assert_eq!(
            understand(&composed(WrittenBy::Client, Content::Diary { kind, seconds, text })).short.dutch,
            expected
        );
    }
}

/// A care worker's report is understood as the nursing reports of other systems are.
#[test]
fn a_report_of_staff_is_a_nursing_report() {
    let first = "00000000-0000-7000-8000-000000000003".parse::<EntryId>().unwrap();
    let content = Content::Report { title: "Dagrapportage", text: "Mevrouw at goed.", adds_to: Some(first) };
    let report = composed(WrittenBy::Staff, content);
    let known = understand(&report);
    assert_eq!((known.category, known.title.dutch.as_str()), (Category::Reports, "Dagrapportage"));
    assert_eq!((known.kind.dutch.as_str(), known.kind.english.as_str()), ("Rapportage", "Report"));
    assert_eq!(known.author, author(WrittenBy::Staff));
    assert!(known.author_gaps.is_empty());
    assert_eq!(row(&view(&report, Language::Dutch), "Verslag"), ["Mevrouw at goed."]);
    assert_eq!(report.tree.text("derivedFrom.reference"), Some(format!("Observation/{first}").as_str()));
}

/// R34, R134: who wrote it is in the resource itself, with name and role.
#[test]
fn the_author_is_in_the_resource() {
    let note = Content::Note { title: "", text: "Goed" };
    let client = understand(&composed(WrittenBy::Client, note));
    assert_eq!((client.author.name.as_str(), client.author.role.as_str()), ("Anna Jansen", "Cliënt"));
    let beside = composed(WrittenBy::Beside, note);
    let known = understand(&beside);
    assert_eq!((known.author.name.as_str(), known.author.role.as_str()), ("Piet Jansen", "Contactpersoon"));
    let role = beside.tree.all("contained").find_map(|person| person.text("relationship.text"));
    assert_eq!(role, Some("Eerste contactpersoon"));
    for by in [WrittenBy::Client, WrittenBy::Beside, WrittenBy::Staff] {
        let known = understand(&composed(by, note));
        assert!(known.author_gaps.is_empty(), "{by:?}: {:?}", known.author_gaps);
    }
}

/// The moment carries the Dutch offset of that day, in the hour that comes twice too.
#[test]
fn the_moment_has_the_dutch_offset() {
    for (at, written) in [
        ("2026-01-14T12:05:00Z", "2026-01-14T13:05:00+01:00"),
        ("2026-07-14T22:05:00Z", "2026-07-15T00:05:00+02:00"),
        ("2025-10-26T00:30:00Z", "2025-10-26T02:30:00+02:00"),
        ("2025-10-26T01:30:00Z", "2025-10-26T02:30:00+01:00"),
    ] {
        let note = composed_at(WrittenBy::Client, Content::Note { title: "", text: "Goed" }, at);
        assert_eq!(note.tree.text("effectiveDateTime"), Some(written));
        assert_eq!(understand(&note).care_time.unwrap().at.to_string(), at);
    }
}
