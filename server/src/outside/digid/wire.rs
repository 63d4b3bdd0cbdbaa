//! How the portal reaches a broker: by HTTP, or in the demo inside the same program.

use std::{future::Future, pin::Pin, time::Duration};

use reqwest::Client;

use crate::config::ConfigError;

/// The largest answer that is read, in bytes.
const LARGEST: usize = 256 * 1024;

/// A request to the broker.
#[derive(Clone, Debug)]
pub enum Ask {
    /// `GET` of an address, with a bearer token where one is given.
    Get {
        /// Where.
        address: String,
        /// The access token.
        bearer: Option<String>,
    },
    /// `POST` of a form.
    Post {
        /// Where.
        address: String,
        /// The fields, encoded.
        body: String,
    },
}

/// The broker's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// HTTP status.
    pub status: u16,
    /// Body.
    pub body: String,
}

/// The broker did not answer, not in time, or with too much.
#[derive(Debug, thiserror::Error)]
#[error("the DigiD broker does not answer: {0}")]
pub struct Silent(pub String);

/// An answer on its way.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Told, Silent>> + Send + 'a>>;

/// A way to the broker.
pub trait Wire: Send + Sync {
    /// Sends a request and waits for the answer.
    fn ask(&self, ask: Ask) -> Answering<'_>;
}

/// By HTTP. No redirect is followed: code and token go to nobody else.
pub struct HttpWire(Client);

impl HttpWire {
    /// A client that waits this long for an answer.
    ///
    /// # Errors
    /// The certificates of the system cannot be used.
    pub fn new(timeout: Duration) -> Result<Self, ConfigError> {
        // A second call finds the provider of the first one: that is as good.
        _ = rustls::crypto::ring::default_provider().install_default();
        Client::builder()
            .timeout(timeout)
            .connect_timeout(timeout)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("inzage")
            .build()
            .map(Self)
            .map_err(|error| ConfigError::Tls(error.to_string()))
    }

    async fn send(&self, ask: Ask) -> Result<Told, reqwest::Error> {
        let request = match ask {
            Ask::Get { address, bearer } => {
                let request = self.0.get(address);
                match bearer {
                    Some(token) => request.bearer_auth(token),
                    None => request,
                }
            }
            Ask::Post { address, body } => {
                self.0.post(address).header("content-type", "application/x-www-form-urlencoded").body(body)
            }
        };
        let mut answer = request.send().await?;
        let status = answer.status().as_u16();
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if bytes.len() + chunk.len() > LARGEST {
                // Cut off, it is no token and no document any more: it will be refused as such.
                bytes.clear();
                break;
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Told { status, body: String::from_utf8(bytes).unwrap_or_default() })
    }
}

impl Wire for HttpWire {
    fn ask(&self, ask: Ask) -> Answering<'_> {
        Box::pin(async move { self.send(ask).await.map_err(|error| Silent(error.without_url().to_string())) })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::{
        Router,
        http::HeaderMap,
        response::Redirect,
        routing::{get, post},
    };

    use super::{Ask, HttpWire, LARGEST, Told, Wire};

    fn header(headers: &HeaderMap, name: &str) -> String {
        headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }

    async fn broker() -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/userinfo", get(|headers: HeaderMap| async move { header(&headers, "authorization") }))
            .route(
                "/token",
                post(|headers: HeaderMap, body: String| async move {
                    format!("{} {body}", header(&headers, "content-type"))
                }),
            )
            .route("/elsewhere", get(|| async { Redirect::to("/userinfo") }))
            .route("/large", get(|| async { "a".repeat(LARGEST + 1) }))
            .route("/fits", get(|| async { "a".repeat(LARGEST) }))
            .route("/silent", get(|| tokio::time::sleep(Duration::from_secs(30))));
        tokio::spawn(async move { axum::serve(listener, router).await });
        origin
    }

    #[tokio::test]
    async fn a_broker_is_asked_by_http_and_followed_nowhere() {
        let origin = broker().await;
        let wire = HttpWire::new(Duration::from_millis(500)).unwrap();
        let get = |path: &str, bearer: Option<&str>| {
            wire.ask(Ask::Get { address: format!("{origin}{path}"), bearer: bearer.map(str::to_owned) })
        };
        let told = |status, body: &str| Told { status, body: body.to_owned() };
        assert_eq!(get("/userinfo", Some("abc")).await.unwrap(), told(200, "Bearer abc"));
        assert_eq!(get("/userinfo", None).await.unwrap(), told(200, ""));
        let form = Ask::Post { address: format!("{origin}/token"), body: "a=b".to_owned() };
        let answer = wire.ask(form).await.unwrap();
        assert_eq!(answer, told(200, "application/x-www-form-urlencoded a=b"));
        assert_eq!(get("/elsewhere", Some("abc")).await.unwrap().status, 303);
        assert_eq!(get("/fits", None).await.unwrap().body.len(), LARGEST);
        assert_eq!(get("/large", None).await.unwrap().body, "");
        assert_eq!(get("/nothing", None).await.unwrap().status, 404);
        let silent = get("/silent", Some("abc")).await.unwrap_err().to_string();
        assert!(!silent.contains("abc") && !silent.contains("/silent"), "{silent}");
    }
}
