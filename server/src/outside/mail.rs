//! Mail by SMTP, behind TLS. Neither an address nor a text stands in an error or the log.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::authentication::Credentials,
};

use crate::config::{ConfigError, MailConfig, MailSecurity};

/// A mail server that is ready to take mail.
pub struct MailServer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// No connection, no TLS, or no answer in time.
    #[error("the mail server cannot be reached")]
    Unreachable,
    /// The server said no.
    #[error("the mail server refused the mail with status {0}")]
    Refused(u16),
    /// The mail cannot be written: an address or a subject with signs that cannot stand there.
    #[error("the mail cannot be written")]
    Unwritable,
}

impl MailServer {
    /// Prepares the server of a configuration. It is reached for when the first mail goes.
    pub fn new(config: &MailConfig) -> Result<Self, ConfigError> {
        // A second call finds the provider of the first one: that is as good.
        _ = rustls::crypto::ring::default_provider().install_default();
        let builder = match config.security {
            MailSecurity::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&config.server),
            MailSecurity::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&config.server),
            MailSecurity::Local => {
                Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(config.server.as_str()))
            }
        };
        let mut builder =
            builder.map_err(|error| ConfigError::Tls(error.to_string()))?.timeout(Some(config.timeout));
        if let Some(port) = config.port {
            builder = builder.port(port);
        }
        if let Some((user, password)) = &config.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.expose().to_owned()));
        }
        let from = config.from.as_str().parse().map_err(|_| ConfigError::Value {
            key: "mail.from".into(),
            place: "configuration".into(),
            wanted: "an e-mail address",
            found: format!("\"{}\"", config.from.as_str()),
        })?;
        Ok(Self { transport: builder.build(), from })
    }

    /// Sends one mail of plain text.
    ///
    /// # Errors
    /// The server does not answer in time or refuses, or the mail cannot be written.
    pub async fn send(&self, to: &str, subject: &str, body: &str) -> Result<(), MailError> {
        let to: Mailbox = to.parse().map_err(|_| MailError::Unwritable)?;
        let mail = lettre::Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(body.to_owned())
            .map_err(|_| MailError::Unwritable)?;
        match self.transport.send(mail).await {
            Ok(_) => Ok(()),
            Err(error) => {
                Err(error.status().map_or(MailError::Unreachable, |code| MailError::Refused(code.into())))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use inzage_domain::EmailAddress;
    use tokio::{
        io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
        net::TcpListener,
    };

    use super::{MailError, MailServer};
    use crate::config::{MailConfig, MailSecurity};

    fn config(port: u16, security: MailSecurity) -> MailConfig {
        MailConfig {
            server: "127.0.0.1".to_owned(),
            port: Some(port),
            security,
            from: EmailAddress::parse("portaal@linde.example").unwrap(),
            credentials: None,
            timeout: Duration::from_secs(5),
        }
    }

    /// A mail server that takes one mail, or refuses its recipient; gives what it heard.
    async fn serve(listener: TcpListener, refuses: bool) -> String {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (read, mut write) = stream.split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 test\r\n").await.unwrap();
        let (mut heard, mut in_mail) = (String::new(), false);
        while let Ok(Some(line)) = lines.next_line().await {
            heard.push_str(&line);
            heard.push('\n');
            let answer = match line.split([' ', ':']).next().unwrap_or_default() {
                "." if in_mail => {
                    in_mail = false;
                    "250 taken\r\n"
                }
                _ if in_mail => continue,
                "EHLO" => "250 test\r\n",
                "RCPT" if refuses => "550 nobody here\r\n",
                "DATA" => {
                    in_mail = true;
                    "354 go on\r\n"
                }
                "QUIT" => "221 bye\r\n",
                _ => "250 fine\r\n",
            };
            if write.write_all(answer.as_bytes()).await.is_err() || answer.starts_with("221") {
                break;
            }
        }
        heard
    }

    #[tokio::test]
    async fn a_mail_is_handed_over_or_the_servers_no_comes_back() {
        for refuses in [false, true] {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            let server = tokio::spawn(serve(listener, refuses));
            let mail = MailServer::new(&config(port, MailSecurity::Local)).unwrap();
            let sent = mail.send("karin@example.nl", "Uitnodiging", "U bent uitgenodigd.\n").await;
            drop(mail);
            let heard = server.await.unwrap();
            assert!(heard.contains("RCPT TO:<karin@example.nl>"), "{heard}");
            if refuses {
                assert!(matches!(sent, Err(MailError::Refused(550))), "{sent:?}");
            } else {
                assert!(sent.is_ok(), "{sent:?}");
                for words in ["From: portaal@linde.example", "Subject: Uitnodiging", "U bent uitgenodigd."] {
                    assert!(heard.contains(words), "{words} is not in {heard}");
                }
            }
        }
    }

    #[tokio::test]
    async fn without_tls_nothing_is_sent_to_a_server_that_should_have_it() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = tokio::spawn(serve(listener, false));
        let mail = MailServer::new(&config(port, MailSecurity::StartTls)).unwrap();
        let sent = mail.send("karin@example.nl", "Uitnodiging", "U bent uitgenodigd.\n").await;
        assert!(matches!(sent, Err(MailError::Unreachable)), "{sent:?}");
        drop(mail);
        let heard = server.await.unwrap();
        assert!(!heard.contains("karin"), "{heard}");
        let sent =
            MailServer::new(&config(port, MailSecurity::Local)).unwrap().send("no address", "", "").await;
        assert!(matches!(sent, Err(MailError::Unwritable)), "{sent:?}");
    }
}
