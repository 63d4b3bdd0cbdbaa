//! Fetching a copy of a record (R26): streamed chunk by chunk, and from a place on where the browser had
//! got so far (RFC 9110, chapter 14: one range of bytes; several at once get the whole).

use std::ops::Range;

use axum::{
    Extension,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
    response::IntoResponse,
};
use futures_util::stream::try_unfold;
use inzage_app::host::Visit;
use inzage_domain::{ClientId, ExportId, access::Refusal};
use inzage_services::{Error, export::ExportReader};

use super::Host;
use crate::logs;

/// Where a copy is.
pub const FILE: &str = "/c/{client}/meenemen/{export}/bestand";

/// What of the file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    /// All of it.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes that there are none of.
    Nothing,
}

/// Sends the copy, or a part of it.
pub async fn fetch(
    State(host): State<Host>,
    Extension(visit): Extension<Visit>,
    Path((client, export)): Path<(String, String)>,
    headers: HeaderMap,
) -> axum::response::Response {
    let Some(actor) = &visit.actor else { return StatusCode::UNAUTHORIZED.into_response() };
    let (Ok(client), Ok(export)) = (client.parse::<ClientId>(), export.parse::<ExportId>()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let file = match host.services.export_file(actor, client, export, &visit.context).await {
        Ok(file) => file,
        Err(error) => return refused(&error),
    };
    let name = format!("attachment; filename=\"{}\"", file.name);
    let mut answer = Response::builder()
        .header(header::CONTENT_TYPE, "application/zip")
        .header(header::CONTENT_DISPOSITION, name)
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::ETAG, &file.tag)
        .header(header::CACHE_CONTROL, "no-store");
    let length = file.length;
    let range = match wanted(&headers, &file.tag, length) {
        Wanted::Whole => 0..length,
        Wanted::Part(range) => {
            answer = answer
                .status(StatusCode::PARTIAL_CONTENT)
                .header(header::CONTENT_RANGE, format!("bytes {}-{}/{length}", range.start, range.end - 1));
            range
        }
        Wanted::Nothing => {
            let answer = answer
                .status(StatusCode::RANGE_NOT_SATISFIABLE)
                .header(header::CONTENT_RANGE, format!("bytes */{length}"))
                .body(Body::empty());
            return answer.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response());
        }
    };
    answer
        .header(header::CONTENT_LENGTH, range.end - range.start)
        .body(body(file.part(range)))
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// The bytes, read when they are wanted. Where one fails the connection is cut: the browser sees that it
/// has not got everything.
fn body(reader: ExportReader) -> Body {
    Body::from_stream(try_unfold(reader, async |mut reader| match reader.next().await {
        Ok(bytes) => Ok::<_, std::io::Error>(bytes.map(|bytes| (bytes, reader))),
        Err(error) => {
            tracing::warn!(error = %logs::chain(&error), "a copy could not be sent to its end");
            Err(std::io::Error::other("the copy could not be read"))
        }
    }))
}

/// A status without words: the frame of the host shows the page of it. As everywhere, what is not there and
/// what is another's look alike.
fn refused(error: &Error) -> axum::response::Response {
    match error {
        Error::NotFound
        | Error::Refused(Refusal::NoSuchClient | Refusal::NoRelation | Refusal::RelationNotInForce) => {
            StatusCode::NOT_FOUND
        }
        Error::Refused(_) => StatusCode::FORBIDDEN,
        Error::Store(store) if store.is_transient() => StatusCode::SERVICE_UNAVAILABLE,
        error => {
            tracing::error!(error = %logs::chain(error), "a copy could not be sent");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
    .into_response()
}

/// What a request asks of a file of this length. A header that cannot be read counts as none; so does one
/// for another version of the file (`If-Range`).
fn wanted(headers: &HeaderMap, tag: &str, length: u64) -> Wanted {
    let text = |name| headers.get(name).map(HeaderValue::to_str);
    if headers.get_all(header::RANGE).iter().count() > 1 {
        return Wanted::Whole;
    }
    let Some(Ok(range)) = text(header::RANGE) else { return Wanted::Whole };
    if text(header::IF_RANGE).is_some_and(|known| known.ok() != Some(tag)) {
        return Wanted::Whole;
    }
    let Some((from, to)) = range.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Wanted::Whole;
    };
    let number =
        |text: &str| text.bytes().all(|sign| sign.is_ascii_digit()).then(|| text.parse::<u64>().ok());
    match (from.trim(), to.trim()) {
        ("", "") => Wanted::Whole,
        // The last so many bytes.
        ("", last) => match number(last) {
            Some(Some(0)) => Wanted::Nothing,
            Some(Some(last)) if length > 0 => Wanted::Part(length.saturating_sub(last)..length),
            Some(None) if length > 0 => Wanted::Part(0..length),
            Some(_) => Wanted::Nothing,
            None => Wanted::Whole,
        },
        (from, to) => match (number(from), number(to)) {
            (Some(Some(from)), _) if from >= length && (to.is_empty() || number(to).is_some()) => {
                Wanted::Nothing
            }
            (Some(None), _) => Wanted::Nothing,
            (Some(Some(from)), _) if to.is_empty() => Wanted::Part(from..length),
            (Some(Some(from)), Some(Some(to))) if to >= from => {
                Wanted::Part(from..to.saturating_add(1).min(length))
            }
            (Some(Some(from)), Some(None)) => Wanted::Part(from..length),
            _ => Wanted::Whole,
        },
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{Wanted, wanted};

    #[test]
    fn a_range_is_read_as_the_standard_says() {
        let cases = [
            (None, Wanted::Whole),
            (Some("bytes=0-"), Wanted::Part(0..100)),
            (Some("bytes=0-0"), Wanted::Part(0..1)),
            (Some("bytes=10-19"), Wanted::Part(10..20)),
            (Some("bytes=99-"), Wanted::Part(99..100)),
            (Some("bytes=100-"), Wanted::Nothing),
            (Some("bytes=99-5000"), Wanted::Part(99..100)),
            (Some("bytes=100-101"), Wanted::Nothing),
            (Some("bytes=-1"), Wanted::Part(99..100)),
            (Some("bytes=-100"), Wanted::Part(0..100)),
            (Some("bytes=-101"), Wanted::Part(0..100)),
            (Some("bytes=-0"), Wanted::Nothing),
            (Some("bytes=20-10"), Wanted::Whole),
            (Some("bytes=0-1,5-6"), Wanted::Whole),
            (Some("bytes=a-b"), Wanted::Whole),
            (Some("bytes=-"), Wanted::Whole),
            (Some("bytes="), Wanted::Whole),
            (Some("items=0-1"), Wanted::Whole),
            (Some("bytes=+1-2"), Wanted::Whole),
            (Some("bytes=99999999999999999999999-"), Wanted::Nothing),
            (Some("bytes=5-99999999999999999999999"), Wanted::Part(5..100)),
        ];
        for (range, expected) in cases {
            let mut headers = HeaderMap::new();
            if let Some(range) = range {
                headers.insert(header::RANGE, HeaderValue::from_static(range));
            }
            assert_eq!(wanted(&headers, "\"a\"", 100), expected, "{range:?}");
        }
    }

    #[test]
    fn a_range_of_another_version_gets_the_whole() {
        for (known, expected) in
            [("\"a\"", Wanted::Part(5..100)), ("\"b\"", Wanted::Whole), ("W/\"a\"", Wanted::Whole)]
        {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, HeaderValue::from_static("bytes=5-"));
            headers.insert(header::IF_RANGE, HeaderValue::from_static(known));
            assert_eq!(wanted(&headers, "\"a\"", 100), expected, "{known}");
        }
    }
}
