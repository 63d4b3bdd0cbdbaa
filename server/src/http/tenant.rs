//! Which organisation a request is for: its host name, whatever the port.
//!
//! What is kept here is an organisation's public face; who may do what is asked of the store at
//! every request.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::http::{HeaderMap, StatusCode, Uri, header};
use inzage_app::components::OrganisationFace;
use inzage_domain::PhoneNumber;
use inzage_store::Organisation;
use sha2::{Digest, Sha256};

use super::Host;
use crate::logs;

/// An organisation with what its pages need of it. An extension of the request.
#[derive(Clone)]
pub struct Tenant(Arc<Dressed>);

struct Dressed {
    organisation: Organisation,
    css: String,
    logo: String,
    face: OrganisationFace,
}

impl Tenant {
    fn new(organisation: Organisation) -> Self {
        let profile = organisation.profile();
        let branding = &profile.branding;
        let css = format!(
            ":root{{--brand:{brand};--brand-ink:#ffffff;--accent:{accent}}}\n",
            brand = branding.brand,
            accent = branding.accent
        );
        let logo = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\"><rect width=\"48\" height=\"48\" rx=\"12\" fill=\"#ffffff\"/>\
             <text x=\"24\" y=\"32\" text-anchor=\"middle\" font-family=\"sans-serif\" font-weight=\"700\" font-size=\"22\" fill=\"{brand}\">{initials}</text></svg>\n",
            brand = branding.brand,
            initials = escape(&branding.initials)
        );
        let path = |content: &str, ending: &str| {
            let digest = hex::encode(Sha256::digest(content.as_bytes()));
            format!("/huisstijl/{}.{ending}", digest.get(..16).unwrap_or(&digest))
        };
        let face = OrganisationFace {
            name: profile.name.clone(),
            phone: profile.phone.clone(),
            phone_international: PhoneNumber::parse(&profile.phone)
                .map(|number| number.international().to_owned())
                .unwrap_or_default(),
            initials: branding.initials.clone(),
            logo: Some(path(&logo, "svg")),
            stylesheet: Some(path(&css, "css")),
        };
        Self(Arc::new(Dressed { organisation, css, logo, face }))
    }

    /// Whether the organisation is still as it was when it was dressed.
    fn is_of(&self, organisation: &Organisation) -> bool {
        let known = self.organisation();
        known.policy_version() == organisation.policy_version()
            && known.id() == organisation.id()
            && known.profile() == organisation.profile()
            && known.is_in_use() == organisation.is_in_use()
    }

    /// The organisation.
    pub fn organisation(&self) -> &Organisation {
        &self.0.organisation
    }

    /// Its key, for the log.
    pub fn key(&self) -> &str {
        self.0.organisation.key()
    }

    /// What its pages show of it.
    pub fn face(&self) -> OrganisationFace {
        self.0.face.clone()
    }

    /// Its mark, an SVG image.
    pub fn mark(&self) -> &str {
        &self.0.logo
    }

    /// The content of a path under `/huisstijl`, with its type.
    pub fn file(&self, path: &str) -> Option<(&'static str, &str)> {
        if self.0.face.stylesheet.as_deref() == Some(path) {
            Some(("text/css; charset=utf-8", &self.0.css))
        } else if self.0.face.logo.as_deref() == Some(path) {
            Some(("image/svg+xml", &self.0.logo))
        } else {
            None
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The organisations that were dressed, by host name; there are as many as organisations.
#[derive(Default)]
pub struct Tenants {
    known: Mutex<HashMap<String, Tenant>>,
}

/// Finds the organisation: 421 for a name that is nobody's here, 503 when the store cannot say.
pub async fn find(host: &Host, headers: &HeaderMap, uri: &Uri) -> Result<Tenant, StatusCode> {
    let name = host_name(headers, uri).ok_or(StatusCode::MISDIRECTED_REQUEST)?;
    // The store keeps the answer for a few seconds itself.
    let organisation = host.services.store.organisation_by_host(&name).await.map_err(|error| {
        tracing::error!(error = %logs::chain(&error), "the organisation of a host name cannot be read");
        StatusCode::SERVICE_UNAVAILABLE
    })?;
    let organisation = organisation.ok_or(StatusCode::MISDIRECTED_REQUEST)?;
    let mut known = host.tenants.known.lock().unwrap_or_else(PoisonError::into_inner);
    match known.get(&name) {
        Some(tenant) if tenant.is_of(&organisation) => Ok(tenant.clone()),
        _ => {
            let tenant = Tenant::new(organisation);
            known.insert(name, tenant.clone());
            Ok(tenant)
        }
    }
}

/// The host name asked for, in lower case, without port and final dot.
pub fn host_name(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = match (uri.host(), hosts.next(), hosts.next()) {
        (Some(host), _, None) => host,
        (None, Some(host), None) => host.to_str().ok()?,
        _ => return None,
    };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) => return None,
        None => host,
    };
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    (!name.is_empty() && name.len() <= 253 && name.bytes().all(good)).then_some(name)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Uri, header};

    use super::host_name;

    #[test]
    fn the_name_counts_and_the_port_does_not() {
        let cases = [
            ("linde.localhost", Some("linde.localhost")),
            ("Linde.LOCALHOST:3000", Some("linde.localhost")),
            ("linde.localhost.", Some("linde.localhost")),
            ("linde.localhost:x", None),
            ("linde.localhost, evil.example", None),
            ("user@linde.localhost", None),
            ("[::1]:3000", None),
            ("", None),
        ];
        for (host, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            assert_eq!(host_name(&headers, &Uri::from_static("/")).as_deref(), expected, "{host}");
        }
        let mut two = HeaderMap::new();
        two.append(header::HOST, HeaderValue::from_static("a.localhost"));
        two.append(header::HOST, HeaderValue::from_static("b.localhost"));
        assert_eq!(host_name(&two, &Uri::from_static("/")), None);
        assert_eq!(host_name(&HeaderMap::new(), &Uri::from_static("/")), None);
    }
}
