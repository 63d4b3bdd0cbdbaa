//! What is refused before anything of the portal looks at a request: wrong methods, overlong or
//! broken addresses, bodies that are too large, of a wrong kind or with signs no text may hold.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::StreamExt;
use percent_encoding::percent_decode;

use super::Host;

/// The longest address, path and query together.
const ADDRESS_LIMIT: usize = 4096;
/// How many times the limit of a body is read before the connection is closed on it.
const PATIENCE: usize = 16;
/// The one type of body that forms and server functions send.
const FORM: &str = "application/x-www-form-urlencoded";

/// Lets only well-formed requests through; the body goes on as a whole.
pub async fn check(State(host): State<Host>, request: Request, next: Next) -> Response {
    match admit(request, host.limits.body).await {
        Ok(request) => next.run(request).await,
        Err(status) if status == StatusCode::METHOD_NOT_ALLOWED => {
            (status, [(header::ALLOW, "GET, HEAD, POST")]).into_response()
        }
        Err(status) => status.into_response(),
    }
}

async fn admit(request: Request, limit: usize) -> Result<Request, StatusCode> {
    let address = request.uri().path_and_query().map_or("", |address| address.as_str());
    if address.len() > ADDRESS_LIMIT {
        return Err(StatusCode::URI_TOO_LONG);
    }
    if !is_clean(request.uri().path().as_bytes())
        || !is_clean(request.uri().query().unwrap_or_default().as_bytes())
    {
        return Err(StatusCode::BAD_REQUEST);
    }
    match *request.method() {
        Method::GET | Method::HEAD => Ok(request),
        Method::POST => admit_body(request, limit).await,
        _ => Err(StatusCode::METHOD_NOT_ALLOWED),
    }
}

async fn admit_body(request: Request, limit: usize) -> Result<Request, StatusCode> {
    let (parts, body) = request.into_parts();
    let text = |name| parts.headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let kind = text(header::CONTENT_TYPE).map(|kind| kind.split(';').next().unwrap_or_default().trim());
    if !kind.is_some_and(|kind| kind.eq_ignore_ascii_case(FORM)) {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    if text(header::CONTENT_ENCODING).is_some_and(|coding| !coding.eq_ignore_ascii_case("identity")) {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let announced = text(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit.saturating_mul(PATIENCE)) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    // Read as a whole here: a server function that runs out of limit half-way answers 500.
    let bytes = read(body, limit).await?;
    if !is_clean(&bytes) {
        return Err(StatusCode::BAD_REQUEST);
    }
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// The body, of at most `limit` bytes. A larger one is taken in all the same and thrown away, up to
/// a point: a browser that still sends would show a broken connection instead of our page.
async fn read(body: Body, limit: usize) -> Result<Vec<u8>, StatusCode> {
    let mut pieces = body.into_data_stream();
    let mut bytes = Vec::new();
    let mut seen = 0_usize;
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| StatusCode::BAD_REQUEST)?;
        seen = seen.saturating_add(piece.len());
        if seen <= limit {
            bytes.extend_from_slice(&piece);
        } else if seen > limit.saturating_mul(PATIENCE) {
            break;
        }
    }
    if seen > limit { Err(StatusCode::PAYLOAD_TOO_LARGE) } else { Ok(bytes) }
}

/// Whether percent-encoded bytes are UTF-8 without NUL, which no database text may hold.
fn is_clean(encoded: &[u8]) -> bool {
    let decoded: Vec<u8> = percent_decode(encoded).collect();
    !decoded.contains(&0) && std::str::from_utf8(&decoded).is_ok()
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, extract::Request, http::StatusCode};

    use super::admit;

    #[tokio::test]
    async fn only_well_formed_requests_come_in() {
        let long = format!("/{}", "a".repeat(4096));
        let form = Some("application/x-www-form-urlencoded");
        let cases = [
            ("GET", "/dossier", None, Vec::new(), Ok(())),
            ("HEAD", "/dossier", None, vec![], Ok(())),
            ("GET", &long, None, vec![], Err(414)),
            ("GET", "/a%00b", None, vec![], Err(400)),
            ("GET", "/a?b=%ff", None, vec![], Err(400)),
            ("GET", "/a%2", None, vec![], Ok(())),
            ("PUT", "/dossier", form, vec![], Err(405)),
            ("DELETE", "/dossier", None, vec![], Err(405)),
            ("TRACE", "/dossier", None, vec![], Err(405)),
            ("OPTIONS", "/dossier", None, vec![], Err(405)),
            ("POST", "/api/x", form, b"naam=Anna%20de%20Wit".to_vec(), Ok(())),
            (
                "POST",
                "/api/x",
                Some("application/x-www-form-urlencoded; charset=utf-8"),
                b"a=b".to_vec(),
                Ok(()),
            ),
            ("POST", "/api/x", None, b"a=b".to_vec(), Err(415)),
            ("POST", "/api/x", Some("text/plain"), b"a=b".to_vec(), Err(415)),
            ("POST", "/api/x", Some("application/json"), b"{}".to_vec(), Err(415)),
            ("POST", "/api/x", Some("multipart/form-data; boundary=x"), b"--x--".to_vec(), Err(415)),
            ("POST", "/api/x", form, b"a=%00".to_vec(), Err(400)),
            ("POST", "/api/x", form, b"a=\0".to_vec(), Err(400)),
            ("POST", "/api/x", form, b"a=%c3%28".to_vec(), Err(400)),
            ("POST", "/api/x", form, vec![b'a'; 1024], Ok(())),
            ("POST", "/api/x", form, vec![b'a'; 1025], Err(413)),
        ];
        for (method, address, kind, body, expected) in cases {
            let mut builder = Request::builder().method(method).uri(address);
            if let Some(kind) = kind {
                builder = builder.header("content-type", kind);
            }
            let answer = admit(builder.body(Body::from(body)).unwrap(), 1024).await;
            let status = answer.map(|_| ()).map_err(|status: StatusCode| status.as_u16());
            assert_eq!(status, expected, "{method} {}", address.get(..20.min(address.len())).unwrap());
        }
    }
}
