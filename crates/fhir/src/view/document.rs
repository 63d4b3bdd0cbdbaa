//! Documents, files and messages.

use super::sheet::{Face, Sheet};
use crate::codes;
use crate::element::code::{capital, plain};
use crate::element::quantity::number;
use crate::labels::Label;
use crate::tree::Node;

/// What kind of file a media type stands for, in words.
fn file_kind(sheet: &Sheet<'_>, media_type: &str) -> String {
    let language = sheet.language;
    match media_type.split(';').next().unwrap_or(media_type).trim() {
        "application/pdf" => "PDF".to_owned(),
        "text/plain" => language.pick("Tekst", "Text").to_owned(),
        "image/jpeg" | "image/png" | "image/gif" | "image/webp" => {
            language.pick("Afbeelding", "Picture").to_owned()
        }
        other => plain(other),
    }
}

/// `DocumentReference` (IHE MHD).
pub(super) fn document(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let attachment = resource.at("content.attachment");
    let title = resource.text("description").or_else(|| attachment?.text("title")).map(plain);
    sheet.row(Label::DocumentName, title.clone());
    let kind = resource.child("type").and_then(|kind| sheet.concept_of(kind));
    sheet.row(Label::DocumentKind, kind.clone());
    let date = ["created", "indexed", "date"]
        .iter()
        .find_map(|path| resource.text(path))
        .map(|written| sheet.moment_of(written));
    sheet.row(Label::DocumentDate, date.as_deref().map(capital));
    sheet.references(Label::Author, "author");
    sheet.references(Label::Organisation, "custodian");
    sheet.state(Label::State, "status", "document-reference-status");
    sheet.concepts(Label::Security, "securityLabel");
    for found in resource.all("content").filter_map(|content| content.child("attachment")) {
        sheet.row(Label::FileKind, found.text("contentType").map(|kind| file_kind(sheet, kind)));
        let spoken = found.text("language").map(|code| {
            codes::words("urn:ietf:bcp:47", code, sheet.language).map_or_else(|| plain(code), capital)
        });
        sheet.row(Label::DocumentLanguage, spoken);
        sheet.row(
            Label::Size,
            found.text("size").map(|size| format!("{} bytes", number(size, sheet.language))),
        );
    }
    let short = kind.clone().filter(|_| title.is_some()).or(date);
    sheet.face(Label::KindDocument, title.or(kind), short)
}

/// `Binary`: the bytes of a document. The bytes themselves are no part of the view.
pub(super) fn file(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let kind = resource.text("contentType").map(|kind| file_kind(sheet, kind));
    sheet.row(Label::FileKind, kind.clone());
    let coded = resource.child("content").or_else(|| resource.child("data")).and_then(Node::own_text).map_or(
        0,
        |data| {
            data.bytes().filter(u8::is_ascii_alphanumeric).count()
                + data.bytes().filter(|sign| matches!(sign, b'+' | b'/')).count()
        },
    );
    // Four signs of base64 carry three bytes.
    let bytes = (coded * 3 / 4).to_string();
    sheet.row(Label::Size, (coded > 0).then(|| format!("{} bytes", number(&bytes, sheet.language))));
    let word = sheet.word(Label::KindFile);
    sheet.face(Label::KindFile, kind.map(|kind| format!("{word} ({kind})")), None)
}

/// `DiagnosticReport` (zib-TextResult): an examination and its conclusion in words.
pub(super) fn text_result(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let name = resource.child("code").and_then(|code| sheet.concept_of(code));
    sheet.row(Label::Name, name.clone());
    sheet.concepts(Label::Category, "category");
    sheet.when(Label::DateTime, "effective");
    let conclusion = resource.text("conclusion").map(plain);
    sheet.row(Label::Conclusion, conclusion.clone());
    sheet.concepts(Label::Conclusion, "conclusionCode");
    sheet.concepts(Label::Conclusion, "codedDiagnosis");
    sheet.references(Label::Results, "result");
    sheet.references(Label::PerformedBy, "performer");
    sheet.references_within(Label::PerformedBy, "performer", "actor");
    sheet.state(Label::State, "status", "observation-status");
    sheet.face(Label::KindTextResult, name, conclusion)
}

/// `Communication`: among others a request to correct the record.
pub(super) fn communication(sheet: &mut Sheet<'_>) -> Face {
    let resource = sheet.resource;
    let topic = resource.child("topic").and_then(|topic| sheet.concept_of(topic));
    sheet.row(Label::Subject, topic.clone());
    sheet.concepts(Label::Category, "category");
    sheet.moment(Label::SentOn, "sent");
    sheet.references(Label::Sender, "sender");
    sheet.references(Label::Recipient, "recipient");
    let text: Vec<String> =
        resource.all("payload").filter_map(|payload| payload.text("contentString")).map(plain).collect();
    sheet.row(Label::Content, text.clone());
    sheet.state(Label::State, "status", "event-status");
    sheet.face(Label::KindCommunication, topic, text.first().cloned())
}
