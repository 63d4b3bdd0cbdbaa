//! The Dutch and English views of the test data, compared with texts that people have read and
//! found good. `UPDATE_GOLDEN=1 cargo test -p inzage-fhir --test golden` writes them anew: read
//! every change before keeping it.

#![expect(clippy::unwrap_used, reason = "a test stops where its files are not as expected")]

mod common;

use std::fmt::Write as _;
use std::path::Path;

use inzage_domain::Language;
use inzage_domain::written::{care_time, moment};
use inzage_fhir::{Incoming, Surroundings, parse, understand_among, view_among};

/// Everything that a page could show of a resource, as text.
fn render(incoming: &Incoming, around: &Surroundings<'_>, language: Language) -> String {
    let understood = understand_among(incoming, around);
    let view = view_among(incoming, around, language);
    let mut out = String::new();
    writeln!(out, "{}: {}", view.kind, view.title).unwrap();
    let short = understood.short.text(language);
    if !short.is_empty() {
        writeln!(out, "  in a list: {short}").unwrap();
    }
    write!(out, "  [{}", understood.category.slug()).unwrap();
    if let Some(time) = &understood.care_time {
        write!(out, "; {}", care_time(language, time)).unwrap();
    }
    if let Some(at) = understood.last_updated {
        write!(out, "; last updated {}", moment(language, at)).unwrap();
    }
    if let Some(place) = &understood.location {
        write!(out, "; at {place}").unwrap();
    }
    writeln!(out, "]").unwrap();
    let author = &understood.author;
    let known: Vec<&str> = [&author.name, &author.role, &author.organisation]
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    if !known.is_empty() {
        writeln!(out, "  author: {}", known.join(" | ")).unwrap();
    }
    for gap in &understood.author_gaps {
        writeln!(out, "  ({})", gap.text(language)).unwrap();
    }
    if let Some(warning) = &view.warning {
        writeln!(out, "  !! {warning}").unwrap();
    }
    for group in &view.groups {
        if let Some(heading) = &group.heading {
            writeln!(out, "\n  == {heading} ==").unwrap();
        }
        for row in &group.rows {
            for (index, value) in row.values.iter().enumerate() {
                let label = if index == 0 { format!("{}:", row.label) } else { String::new() };
                writeln!(
                    out,
                    "  {label:<32} {}",
                    value.replace('\n', "\n                                   ")
                )
                .unwrap();
            }
        }
    }
    out
}

fn compare(name: &str, language: Language, text: &str, wrong: &mut Vec<String>) {
    let path = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
        .join("tests/golden")
        .join(format!("{name}.{}.txt", language.tag()));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    if golden != text {
        wrong.push(format!("{}\n--- golden\n{golden}\n--- now\n{text}", path.display()));
    }
}

/// Compares each file of a folder, with the folder's other files around it as at an import.
fn compare_folder(folder: &str, expected_files: usize) {
    let Some(path) = common::test_data(folder) else { return };
    let files = common::files(&path);
    assert_eq!(files.len(), expected_files, "{folder}");
    let all: Vec<Incoming> = files.iter().flat_map(|file| common::read(file)).collect();
    let around = Surroundings::of(&all);
    let mut wrong = Vec::new();
    for file in &files {
        let stem = file.file_stem().unwrap().to_str().unwrap().replace("xxx-Molog-", "");
        for language in [Language::Dutch, Language::English] {
            let texts: Vec<String> =
                common::read(file).iter().map(|one| render(one, &around, language)).collect();
            compare(&stem, language, &texts.join("\n----\n\n"), &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{} views differ:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// R1, R134: every type of the basic data set for long-term care reads as proper Dutch and English.
#[test]
fn long_term_care_stu3() {
    compare_folder("bglz-langdurige-zorg-stu3", 28);
}

/// R1: the same for the Dutch core profiles in R4.
#[test]
fn dutch_core_r4() {
    compare_folder("nl-core-r4", 8);
}

#[test]
fn documents_stu3() {
    compare_folder("pdfa-stu3", 2);
}

#[test]
fn corrections_r4() {
    compare_folder("patientcorrecties-r4", 1);
}

#[test]
fn appointments_stu3() {
    compare_folder("eafspraak-stu3", 7);
}

/// Types that we do not understand are listed as such.
#[test]
fn questionnaires_stu3() {
    compare_folder("medmij-vragenlijsten-stu3", 4);
}

#[test]
fn resources_of_the_states_own_app() {
    let Some(path) = common::test_data("mgo-weergave") else { return };
    let mut wrong = Vec::new();
    for name in ["eAfspraakAppointment-01", "nlCorePatient-01", "zibBloodPressure-01", "zibProblem-01"] {
        let all = common::read(&path.join(name).join("fhir-resource.json"));
        for language in [Language::Dutch, Language::English] {
            compare(
                &format!("mgo-{name}"),
                language,
                &render(&all[0], &Surroundings::of(&all), language),
                &mut wrong,
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Types that the test data lack, in small resources of our own.
#[test]
fn types_without_test_data() {
    let text = std::fs::read(
        Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("tests/own-bundle.json"),
    )
    .unwrap();
    let all = parse(&text).unwrap();
    let mut wrong = Vec::new();
    for language in [Language::Dutch, Language::English] {
        let around = Surroundings::of(&all);
        let texts: Vec<String> = all.iter().map(|one| render(one, &around, language)).collect();
        compare("own-bundle", language, &texts.join("\n----\n\n"), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
