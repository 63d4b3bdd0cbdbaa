//! Answers of server functions whose fields could not be read: 400, instead of the 500 (or, for a
//! form without script, the error in the address of the page before) that they come with.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use inzage_app::host::BARE;

/// How `ApiError::Unreadable` is written.
const UNREADABLE: &[u8] = b"\"unreadable\"";
/// The body of an error is a code and a number.
const LONGEST: usize = 4096;

/// Gives an answer its right status.
pub async fn set_right(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let names_error = parts.headers.get(header::LOCATION).is_some_and(|to| contains(to.as_bytes(), b"__err="));
    if parts.status == StatusCode::FOUND && names_error {
        parts.headers.remove(header::LOCATION);
        parts.status = StatusCode::BAD_REQUEST;
        parts.headers.insert(BARE, HeaderValue::from_static("1"));
        return Response::from_parts(parts, Body::empty());
    }
    if parts.status != StatusCode::INTERNAL_SERVER_ERROR {
        return Response::from_parts(parts, body);
    }
    let bytes = to_bytes(body, LONGEST).await.unwrap_or_default();
    if bytes == UNREADABLE {
        parts.status = StatusCode::BAD_REQUEST;
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::StatusCode, response::Response};

    use super::set_right;

    #[tokio::test]
    async fn unreadable_fields_are_the_callers_mistake_and_faults_stay_ours() {
        let cases = [
            (500, None, "\"unreadable\"", 400, false),
            (500, None, "{\"fault\":{\"incident\":\"\"}}", 500, false),
            (302, Some("/inloggen?__path=x&__err=abc"), "", 400, true),
            (302, Some("/inloggen"), "", 302, false),
            (200, None, "\"unreadable\"", 200, false),
        ];
        for (status, location, body, expected, bare) in cases {
            let mut response = Response::builder().status(status);
            if let Some(location) = location {
                response = response.header("location", location);
            }
            let answer = set_right(response.body(Body::from(body)).unwrap()).await;
            assert_eq!(answer.status(), StatusCode::from_u16(expected).unwrap(), "{status} {body}");
            assert_eq!(answer.headers().contains_key("x-inzage-bare"), bare);
        }
    }
}
