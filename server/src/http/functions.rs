//! Answers of server functions whose fields could not be read: 400, instead of the 500 (or, for a
//! form without script, the error in the address of the page before) that they come with.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use inzage_app::host::BARE;
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;

/// How `ApiError::Unreadable` is written.
const UNREADABLE: &[u8] = b"\"unreadable\"";
/// The body of an error is a code and a number.
const LONGEST: usize = 4096;

/// Gives an answer its right status.
pub async fn set_right(response: Response) -> Response {
    if !response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, LONGEST).await.unwrap_or_default();
    if bytes == UNREADABLE {
        // A form without script: it gets the page of the error, not the way back.
        if parts.headers.remove(header::LOCATION).is_some() {
            parts.headers.insert(BARE, HeaderValue::from_static("1"));
        }
        parts.status = StatusCode::BAD_REQUEST;
    }
    Response::from_parts(parts, Body::from(bytes))
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
            (302, Some("/inloggen?__path=x&__err=abc"), "\"unreadable\"", 400, true),
            (302, Some("/inloggen"), "\"not_signed_in\"", 302, false),
        ];
        for (status, location, body, expected, bare) in cases {
            let mut response = Response::builder().status(status).header("serverfnerror", "/api/x");
            if let Some(location) = location {
                response = response.header("location", location);
            }
            let answer = set_right(response.body(Body::from(body)).unwrap()).await;
            assert_eq!(answer.status(), StatusCode::from_u16(expected).unwrap(), "{status} {body}");
            assert_eq!(answer.headers().contains_key("x-inzage-bare"), bare);
        }
    }
}
