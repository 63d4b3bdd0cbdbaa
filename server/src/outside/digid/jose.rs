//! Signed and encrypted tokens (JWS, JWE, JWK; RFC 7515 to 7519) as the broker and we exchange them.
//!
//! Only algorithms that are named here count, whatever a token says of itself: no `none`, no shared
//! secrets, no RSA of PKCS 1.5 for encryption. A key that a token brings along is never used.

use picky::{
    jose::{
        jwe::{JweAlg, RawJwe},
        jwk::{Jwk, JwkPubKeyUse},
        jws::{Jws, JwsAlg, JwsHeader, RawJws},
    },
    key::{KeyKind, PrivateKey},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Why a token is not good. What stood in it is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoseError {
    /// It is no token, or not of a kind that is taken.
    #[error("not a token that can be read")]
    Unreadable,
    /// No key of the issuer made its signature.
    #[error("the signature is not of a key of the issuer")]
    Signature,
    /// The issuer has no key with its number (any more).
    #[error("the issuer has no such key")]
    UnknownKey,
    /// It cannot be opened with our key.
    #[error("not encrypted for this key")]
    Decryption,
    /// Our key cannot sign.
    #[error("the private key cannot sign")]
    Signing,
}

/// Signatures that are taken.
const SIGNATURES: [JwsAlg; 4] = [JwsAlg::RS256, JwsAlg::RS384, JwsAlg::ES256, JwsAlg::ES384];
/// Ways to exchange the content's key that are taken.
const EXCHANGES: [JweAlg; 6] = [
    JweAlg::RsaOaep,
    JweAlg::RsaOaep256,
    JweAlg::EcdhEs,
    JweAlg::EcdhEsAesKeyWrap128,
    JweAlg::EcdhEsAesKeyWrap192,
    JweAlg::EcdhEsAesKeyWrap256,
];

/// The public keys of an issuer. Keys of a kind that is not known here are left out: an issuer may
/// have them for others.
pub fn read_keys(text: &str) -> Result<Vec<Jwk>, JoseError> {
    let set: Value = serde_json::from_str(text).map_err(|_| JoseError::Unreadable)?;
    let keys = set.get("keys").and_then(Value::as_array).ok_or(JoseError::Unreadable)?;
    Ok(keys.iter().filter_map(|key| serde_json::from_value(key.clone()).ok()).collect())
}

/// The claims of a token that one of these keys signed.
pub fn verify<T: DeserializeOwned>(token: &str, keys: &[Jwk]) -> Result<T, JoseError> {
    let raw = RawJws::decode(token).map_err(|_| JoseError::Unreadable)?;
    // An extension that must be understood is one that we do not.
    if !SIGNATURES.contains(&raw.header.alg) || raw.header.additional.contains_key("crit") {
        return Err(JoseError::Unreadable);
    }
    let mut fitting = keys
        .iter()
        .filter(|key| key.key_use != Some(JwkPubKeyUse::Encryption))
        .filter(|key| raw.header.kid.is_none() || key.kid == raw.header.kid)
        .peekable();
    if fitting.peek().is_none() {
        return Err(JoseError::UnknownKey);
    }
    let signed = fitting
        .filter_map(|key| key.to_public_key().ok())
        .find_map(|key| raw.clone().verify(&key).ok())
        .ok_or(JoseError::Signature)?;
    serde_json::from_slice(&signed.payload).map_err(|_| JoseError::Unreadable)
}

/// What was encrypted for our key.
pub fn decrypt(token: &str, key: &PrivateKey) -> Result<String, JoseError> {
    let raw = RawJwe::decode(token).map_err(|_| JoseError::Decryption)?;
    if !EXCHANGES.contains(&raw.header.alg) || raw.header.additional.contains_key("crit") {
        return Err(JoseError::Decryption);
    }
    let opened = raw.decrypt(key).map_err(|_| JoseError::Decryption)?;
    String::from_utf8(opened.payload).map_err(|_| JoseError::Decryption)
}

/// Signs claims with our key: RS256 or ES256, as the key is.
pub fn sign(claims: &impl Serialize, key: &PrivateKey, kid: Option<&str>) -> Result<String, JoseError> {
    let alg = match key.kind() {
        KeyKind::Rsa => JwsAlg::RS256,
        KeyKind::Ec => JwsAlg::ES256,
        _ => return Err(JoseError::Signing),
    };
    let header =
        JwsHeader { typ: Some("JWT".to_owned()), kid: kid.map(str::to_owned), ..JwsHeader::new(alg) };
    let payload = serde_json::to_vec(claims).map_err(|_| JoseError::Signing)?;
    Jws { header, payload }.encode(key).map_err(|_| JoseError::Signing)
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    use picky::{
        jose::{
            jwe::{Jwe, JweAlg, JweEnc},
            jwk::Jwk,
        },
        key::{EcCurve, PrivateKey},
    };
    use serde_json::{Value, json};

    use super::{JoseError, decrypt, read_keys, sign, verify};

    fn key() -> PrivateKey {
        PrivateKey::generate_ec(EcCurve::NistP256).unwrap()
    }

    fn jwk(key: &PrivateKey, kid: &str) -> Jwk {
        Jwk { kid: Some(kid.to_owned()), ..Jwk::from_public_key(&key.to_public_key().unwrap()).unwrap() }
    }

    #[test]
    fn only_a_signature_of_the_issuer_counts() {
        let (ours, other) = (key(), key());
        let keys = [jwk(&ours, "1")];
        let good = sign(&json!({"a": 1}), &ours, Some("1")).unwrap();
        assert_eq!(verify::<Value>(&good, &keys).unwrap(), json!({"a": 1}));
        let forged = sign(&json!({"a": 1}), &other, Some("1")).unwrap();
        assert_eq!(verify::<Value>(&forged, &keys), Err(JoseError::Signature));
        let unknown = sign(&json!({"a": 1}), &other, Some("2")).unwrap();
        assert_eq!(verify::<Value>(&unknown, &keys), Err(JoseError::UnknownKey));
        // The payload of one with the signature of another.
        let parts: Vec<&str> = good.split('.').collect();
        let changed = format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(r#"{"a":2}"#), parts[2]);
        assert_eq!(verify::<Value>(&changed, &keys), Err(JoseError::Signature));
    }

    #[test]
    fn a_token_without_a_signature_or_with_a_shared_secret_is_none() {
        let ours = key();
        let keys = [jwk(&ours, "1")];
        let payload = URL_SAFE_NO_PAD.encode(r#"{"a":1}"#);
        let header = |text: &str| URL_SAFE_NO_PAD.encode(text);
        for (head, signature) in [
            (r#"{"alg":"none"}"#, ""),
            (r#"{"alg":"none"}"#, "AAAA"),
            (r#"{"alg":"None"}"#, "AAAA"),
            (r#"{"alg":"HS256"}"#, "AAAA"),
            (r#"{"alg":"PS256"}"#, "AAAA"),
            (r#"{"alg":"ES256","crit":["b64"],"b64":false}"#, "AAAA"),
            (r"{}", "AAAA"),
        ] {
            let token = format!("{}.{payload}.{signature}", header(head));
            assert_eq!(verify::<Value>(&token, &keys), Err(JoseError::Unreadable), "{head}");
        }
        for text in ["", ".", "..", "a.b.c", "a.b.c.d.e"] {
            assert_eq!(verify::<Value>(text, &keys), Err(JoseError::Unreadable), "{text}");
        }
        // A token that brings its own key along.
        let stranger = key();
        let brought = serde_json::to_string(&jwk(&stranger, "1")).unwrap();
        let token = sign(&json!({"a": 1}), &stranger, Some("1")).unwrap();
        let rest = token.split_once('.').unwrap().1;
        let token = format!("{}.{rest}", header(&format!(r#"{{"alg":"ES256","kid":"1","jwk":{brought}}}"#)));
        assert_eq!(verify::<Value>(&token, &keys), Err(JoseError::Signature));
    }

    #[test]
    fn only_what_is_encrypted_for_us_opens() {
        let (ours, other) = (key(), key());
        let encrypted = |key: &PrivateKey, alg| {
            let jwe = Jwe::new(alg, JweEnc::Aes256Gcm, b"inner".to_vec());
            jwe.encode(&key.to_public_key().unwrap()).unwrap()
        };
        for alg in [JweAlg::EcdhEs, JweAlg::EcdhEsAesKeyWrap256] {
            assert_eq!(decrypt(&encrypted(&ours, alg), &ours).unwrap(), "inner");
            assert_eq!(decrypt(&encrypted(&other, alg), &ours), Err(JoseError::Decryption));
        }
        let direct = Jwe::new(JweAlg::Direct, JweEnc::Aes256Gcm, b"inner".to_vec());
        let direct = direct.encode_direct(&[0; 32]).unwrap();
        for text in [direct.as_str(), "", "a.b.c.d.e", &sign(&json!({}), &ours, None).unwrap()] {
            assert_eq!(decrypt(text, &ours), Err(JoseError::Decryption), "{text}");
        }
    }

    #[test]
    fn a_set_of_keys_is_read_without_those_of_other_kinds() {
        let known = serde_json::to_value(jwk(&key(), "1")).unwrap();
        let set = json!({"keys": [known, {"kty": "LATER", "kid": "2"}, {"kid": "3"}]});
        assert_eq!(read_keys(&set.to_string()).unwrap().len(), 1);
        for text in ["", "{}", "[]", r#"{"keys":{}}"#] {
            assert_eq!(read_keys(text), Err(JoseError::Unreadable), "{text}");
        }
    }
}
