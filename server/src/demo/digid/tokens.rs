//! The tokens of the demo's broker, right or with the fault that was chosen.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use picky::jose::jwe::{Jwe, JweAlg, JweEnc, JweHeader};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{CLIENT, DemoBroker, Fault, Granted};
use crate::outside::digid::{public_key, sign};

/// Somebody in the broker's own words: no number.
fn subject(bsn: &str) -> String {
    hex::encode(Sha256::digest(format!("demo {bsn}")))
}

/// The ID token; `None` when it cannot be made.
pub(super) fn id_token(broker: &DemoBroker, granted: &Granted) -> Option<String> {
    let now = broker.clock.now().as_second();
    let mut claims = json!({
        "iss": broker.issuer,
        "sub": subject(&granted.bsn),
        "aud": CLIENT,
        "iat": now,
        "exp": now + 60,
        "nonce": granted.question.nonce,
    });
    let mut change = |name: &str, value: Value| claims[name] = value;
    match granted.fault {
        Some(Fault::Nonce) => change("nonce", json!("another")),
        Some(Fault::Expired) => {
            change("iat", json!(now - 120));
            change("exp", json!(now - 60));
        }
        Some(Fault::Audience) => change("aud", json!("another")),
        Some(Fault::Issuer) => change("iss", json!(format!("{}/", broker.issuer))),
        Some(Fault::Unsigned) => {
            let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
            return Some(format!("{}.{}.", part(&json!({"alg": "none", "typ": "JWT"})), part(&claims)));
        }
        _ => {}
    }
    signed(broker, &claims, granted.fault == Some(Fault::OtherKey))
}

/// Userinfo, signed and then encrypted; `None` when it cannot be made.
pub(super) fn userinfo(broker: &DemoBroker, granted: &Granted) -> Option<String> {
    let now = broker.clock.now().as_second();
    let fault = granted.fault;
    let bsn = match fault {
        Some(Fault::Sofi) => format!("s00000001:{}", granted.bsn),
        Some(Fault::ElevenTest) => "999900007".to_owned(),
        _ => granted.bsn.clone(),
    };
    let mut claims = json!({
        "iss": broker.issuer,
        "sub": subject(if fault == Some(Fault::Subject) { "another" } else { &granted.bsn }),
        "aud": if fault == Some(Fault::InfoAudience) { "another" } else { CLIENT },
        "iat": now,
        "exp": now + if fault == Some(Fault::TooLong) { 90 } else { 60 },
        "bsn": bsn,
        "loa_authn": granted.loa,
    });
    if let Some(legal) = granted.legal.as_ref().filter(|_| fault != Some(Fault::NoLegal)) {
        claims["legal_subject_id"] = json!(legal);
    }
    let inner = signed(broker, &claims, fault == Some(Fault::InfoKey))?;
    if fault == Some(Fault::Plain) {
        return Some(inner);
    }
    let key = if fault == Some(Fault::Stranger) {
        broker.key_of_nobody.to_public_key().ok()?
    } else {
        broker.client_key.to_public_key().ok()?
    };
    let header = JweHeader {
        kid: broker.client_key.kid.clone(),
        ..JweHeader::new_with_cty(JweAlg::EcdhEsAesKeyWrap256, JweEnc::Aes256Gcm, "JWT")
    };
    Jwe { header, payload: inner.into_bytes() }.encode(&key).ok()
}

/// Signed with the broker's key or, under its number, with a stranger's.
fn signed(broker: &DemoBroker, claims: &Value, by_stranger: bool) -> Option<String> {
    let kid = public_key(&broker.key).ok()?.kid;
    let key = if by_stranger { &broker.key_of_nobody } else { &broker.key };
    sign(claims, key, kid.as_deref()).ok()
}
