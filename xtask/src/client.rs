//! A browser's requests without the browser: own host name, cookie, no redirects followed.

use std::time::Duration;

use anyhow::Result;
use ureq::Agent;

/// Requests to one organisation of a server on this machine.
#[derive(Clone)]
pub(crate) struct Client {
    agent: Agent,
    base: String,
    host: String,
}

/// What came back, errors of HTTP included.
pub(crate) struct Answer {
    /// of HTTP
    pub(crate) status: u16,
    /// where a redirect points
    pub(crate) location: Option<String>,
    /// as text
    pub(crate) body: String,
}

impl Client {
    /// `host` is sent as Host and Origin; the connection goes to 127.0.0.1 (only browsers resolve `*.localhost`).
    pub(crate) fn new(port: u16, host: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .into();
        Self { agent, base: format!("http://127.0.0.1:{port}"), host: format!("{host}:{port}") }
    }

    /// A page.
    pub(crate) fn get(&self, path: &str, cookie: Option<&str>) -> Result<Answer> {
        let mut request = self
            .agent
            .get(format!("{}{path}", self.base))
            .header("host", &self.host)
            .header("accept", "text/html");
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        Self::answer(request.call()?)
    }

    /// A form, as a browser without script sends it. `body` is urlencoded already.
    pub(crate) fn post(&self, path: &str, cookie: &str, body: &str) -> Result<Answer> {
        let request = self
            .agent
            .post(format!("{}{path}", self.base))
            .header("host", &self.host)
            .header("origin", format!("http://{}", self.host))
            .header("sec-fetch-site", "same-origin")
            .header("accept", "text/html")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", cookie);
        Self::answer(request.send(body)?)
    }

    fn answer(mut response: ureq::http::Response<ureq::Body>) -> Result<Answer> {
        let location =
            response.headers().get("location").and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Answer {
            status: response.status().as_u16(),
            location,
            body: response.body_mut().read_to_string()?,
        })
    }
}
