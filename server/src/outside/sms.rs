//! Text messages by an HTTP gateway, whichever: address, headers and body are configured.

use std::time::Duration;

use reqwest::{
    Client, Method,
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
};

use crate::config::{ConfigError, Secret, SmsConfig};

/// A gateway that is ready to send.
pub struct SmsGateway {
    client: Client,
    method: Method,
    url: String,
    headers: HeaderMap,
    body: String,
    escape: Escape,
}

/// Why a message did not leave. Neither number nor text stands in it.
#[derive(Debug, thiserror::Error)]
pub enum SmsError {
    /// No connection, or no answer in time.
    #[error("the SMS gateway does not answer")]
    Unreachable(#[source] reqwest::Error),
    /// The gateway said no.
    #[error("the SMS gateway refused the message with status {0}")]
    Refused(u16),
}

/// How the number and the text are put into the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Escape {
    Json,
    Form,
    Xml,
    Plain,
}

impl Escape {
    fn of(content_type: &str) -> Self {
        let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "application/x-www-form-urlencoded" => Self::Form,
            "application/xml" | "text/xml" => Self::Xml,
            kind if kind == "application/json" || kind.ends_with("+json") => Self::Json,
            _ => Self::Plain,
        }
    }

    fn apply(self, value: &str) -> String {
        match self {
            Self::Json => {
                let quoted = serde_json::Value::from(value).to_string();
                quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
            }
            Self::Form => {
                percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string()
            }
            Self::Xml => {
                value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
            }
            Self::Plain => value.to_owned(),
        }
    }
}

impl SmsGateway {
    /// Prepares the gateway of a configuration.
    pub fn new(config: &SmsConfig) -> Result<Self, ConfigError> {
        let tls = |reason: String| ConfigError::Tls(reason);
        // A second call finds the provider of the first one: that is as good.
        _ = rustls::crypto::ring::default_provider().install_default();
        let mut headers = HeaderMap::new();
        let header = |name: &str, value: &str| {
            let wrong = || ConfigError::Value {
                key: format!("sms.headers.{name}"),
                place: "configuration".into(),
                wanted: "a header",
                found: "signs that cannot stand in one".into(),
            };
            let name = HeaderName::try_from(name).map_err(|_| wrong())?;
            let mut value = HeaderValue::try_from(value).map_err(|_| wrong())?;
            value.set_sensitive(true);
            Ok::<_, ConfigError>((name, value))
        };
        let token = config.token.as_ref().map(Secret::expose).unwrap_or_default();
        for (name, value) in &config.headers {
            let (name, value) = header(name, &value.replace("{token}", token))?;
            headers.insert(name, value);
        }
        let (_, content_type) = header("content-type", &config.content_type)?;
        headers.insert(CONTENT_TYPE, content_type);
        let client = Client::builder()
            .timeout(config.timeout)
            .connect_timeout(config.timeout.min(Duration::from_secs(10)))
            // A gateway that sends us elsewhere must not take number and text along.
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("inzage")
            .build()
            .map_err(|error| tls(error.to_string()))?;
        let method = if config.method == "PUT" { Method::PUT } else { Method::POST };
        Ok(Self {
            client,
            method,
            url: config.url.clone(),
            headers,
            body: config.body.clone(),
            escape: Escape::of(&config.content_type),
        })
    }

    /// Sends one message to a number in international form.
    ///
    /// # Errors
    /// The gateway does not answer in time, or refuses.
    pub async fn send(&self, to: &str, text: &str) -> Result<(), SmsError> {
        let body = fill(&self.body, &self.escape.apply(to), &self.escape.apply(text));
        let answer = self
            .client
            .request(self.method.clone(), &self.url)
            .headers(self.headers.clone())
            .body(body)
            .send()
            .await
            .map_err(|error| SmsError::Unreachable(error.without_url()))?;
        let status = answer.status();
        if status.is_success() { Ok(()) } else { Err(SmsError::Refused(status.as_u16())) }
    }
}

/// Puts both values in at once, so that a text with `{to}` in it stays as it is.
fn fill(template: &str, to: &str, text: &str) -> String {
    let mut filled = String::with_capacity(template.len() + to.len() + text.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        filled.push_str(before);
        if let Some(after) = after.strip_prefix("{to}") {
            filled.push_str(to);
            rest = after;
        } else if let Some(after) = after.strip_prefix("{text}") {
            filled.push_str(text);
            rest = after;
        } else {
            filled.push('{');
            rest = after.get(1..).unwrap_or_default();
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{Arc, Mutex},
        time::Duration,
    };

    use axum::{
        Router,
        extract::State,
        http::{HeaderMap, StatusCode},
        routing::any,
    };

    use super::{SmsError, SmsGateway, fill};
    use crate::config::{Secret, SmsConfig};

    type Arrived = Arc<Mutex<Vec<(String, String, String)>>>;

    async fn receive(
        State(arrived): State<Arrived>,
        method: http::Method,
        headers: HeaderMap,
        body: String,
    ) -> StatusCode {
        if body.contains("+31600000000") {
            return StatusCode::PAYMENT_REQUIRED;
        }
        if body.contains("+31611111111") {
            tokio::time::sleep(Duration::from_secs(30)).await;
        }
        let authorization =
            headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
        arrived.lock().unwrap().push((method.to_string(), authorization.to_owned(), body));
        StatusCode::ACCEPTED
    }

    async fn gateway(content_type: &str, body: &str) -> (SmsGateway, Arrived) {
        let arrived = Arrived::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/send", listener.local_addr().unwrap());
        let router = Router::new().route("/send", any(receive)).with_state(arrived.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let config = SmsConfig {
            url,
            method: "POST".into(),
            body: body.into(),
            content_type: content_type.into(),
            headers: vec![("Authorization".into(), "Bearer {token}".into())],
            token: Some(Secret::new("geheim")),
            timeout: Duration::from_millis(300),
        };
        (SmsGateway::new(&config).unwrap(), arrived)
    }

    #[tokio::test]
    async fn a_message_arrives_as_the_gateway_wants_it() {
        let text = "Uw code is 123456. \"Geldig\" {to} & 10 minuten";
        let cases = [
            (
                "application/json",
                r#"{"recipients":["{to}"],"body":"{text}"}"#,
                r#"{"recipients":["+31612345678"],"body":"Uw code is 123456. \"Geldig\" {to} & 10 minuten"}"#,
            ),
            (
                "application/x-www-form-urlencoded",
                "to={to}&message={text}",
                "to=%2B31612345678&message=Uw%20code%20is%20123456%2E%20%22Geldig%22%20%7Bto%7D%20%26%2010%20minuten",
            ),
            (
                "text/xml; charset=utf-8",
                "<sms to=\"{to}\">{text}</sms>",
                "<sms to=\"+31612345678\">Uw code is 123456. &quot;Geldig&quot; {to} &amp; 10 minuten</sms>",
            ),
        ];
        for (content_type, template, expected) in cases {
            let (gateway, arrived) = gateway(content_type, template).await;
            gateway.send("+31612345678", text).await.unwrap();
            let arrived = arrived.lock().unwrap().clone();
            assert_eq!(arrived, [("POST".to_owned(), "Bearer geheim".to_owned(), expected.to_owned())]);
        }
    }

    #[tokio::test]
    async fn a_refusal_and_a_silence_are_told_without_the_message() {
        let (gateway, arrived) = gateway("text/plain", "{to} {text}").await;
        let refused = gateway.send("+31600000000", "123456").await.unwrap_err();
        assert!(matches!(refused, SmsError::Refused(402)));
        let silent = gateway.send("+31611111111", "123456").await.unwrap_err();
        assert!(matches!(silent, SmsError::Unreachable(_)));
        for error in [refused, silent] {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("123456") && !shown.contains("+316"), "{shown}");
        }
        assert!(arrived.lock().unwrap().is_empty());
    }

    #[test]
    fn a_template_keeps_its_other_braces() {
        assert_eq!(fill("{{\"a\":{to}}} {x} {", "1", "2"), "{{\"a\":1}} {x} {");
    }
}
