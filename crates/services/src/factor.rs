//! The authenticator app of the own account: setting it up, confirming it, removing it (R91).

use std::fmt::Write as _;

use inzage_domain::{
    log::EventCode,
    sign_in::{Held, read_code},
    totp::{Secret, new_recovery_codes, read_recovery_code},
};
use inzage_store::{Actor, AppCode, AppState, RequestContext, Subject};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::{Error, Services};

/// What a person needs to add the portal to an app. No `Debug`: it holds the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct AppSetup {
    /// The secret as text, in groups of four, for who cannot scan.
    pub secret: String,
    /// The QR code.
    pub qr: Qr,
}

/// A QR code as a drawing: a square of `size` units with a white edge in it, and the path of its
/// dark parts.
#[derive(Clone, PartialEq, Eq)]
pub struct Qr {
    /// Units of a side.
    pub size: u32,
    /// SVG path data.
    pub path: String,
}

/// Where the own app stands.
#[derive(Clone, PartialEq, Eq)]
pub enum OwnApp {
    /// There is none.
    None,
    /// Begun: to be confirmed by a code.
    Begun(AppSetup),
    /// It counts.
    On {
        /// Since when.
        since: jiff::Timestamp,
        /// Recovery codes that were not used.
        codes_left: i64,
    },
}

/// Answer to a code that confirms or removes an app.
#[derive(Clone, PartialEq, Eq)]
pub enum AppAnswer {
    /// Done. After confirming: the recovery codes, which are shown once.
    Done {
        /// Ten after confirming, none after removing.
        codes: Vec<String>,
    },
    /// Neither six digits nor (where one may be given) a recovery code: not counted.
    NotACode,
    /// Wrong, too old or used.
    Wrong,
    /// It is the last way in: it stays.
    Last,
    /// Too many wrong ones.
    Wait {
        /// Seconds, at least 1.
        seconds: i64,
    },
}

/// What was typed where a code of the app is asked for: six digits or a recovery code.
pub(crate) fn read_app_code(typed: &str) -> Option<AppCode> {
    read_code(typed).map(AppCode::Code).or_else(|| read_recovery_code(typed).map(AppCode::Recovery))
}

/// Draws a text as a QR code.
fn draw(text: &str) -> Option<Qr> {
    /// White units around the code, as the standard asks.
    const EDGE: i32 = 4;
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                // Writing into a String does not fail.
                _ = write!(path, "M{} {}h1v1h-1z", x + EDGE, y + EDGE);
            }
        }
    }
    Some(Qr { size: u32::try_from(code.size() + 2 * EDGE).ok()?, path })
}

impl Services {
    /// Where the own app stands; one that was begun with what the person needs.
    pub async fn own_app(&self, actor: &Actor) -> Result<OwnApp, Error> {
        Self::has_password(actor)?;
        Ok(match self.store.app_state(actor).await? {
            AppState::None => OwnApp::None,
            AppState::On { since, codes_left } => OwnApp::On { since, codes_left },
            AppState::Begun => match self.store.app_begun(actor).await? {
                None => OwnApp::None,
                Some(secret) => {
                    let profile = self.store.own_profile(actor).await?;
                    let name = &actor.organisation().profile().name;
                    let qr = draw(&secret.address(name, &profile.user_name));
                    let qr = qr.ok_or_else(|| Error::Content("the address of an app".to_owned()))?;
                    let signs: Vec<char> = secret.text().chars().collect();
                    let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
                    OwnApp::Begun(AppSetup { secret: groups.join(" "), qr })
                }
            },
        })
    }

    /// Begins to set up an app. Where one counts already, nothing happens.
    pub async fn begin_app(&self, actor: &Actor, context: &RequestContext) -> Result<(), Error> {
        self.needs_password(actor, EventCode::ChangeFactor, context).await?;
        self.store.app_begin(actor, &Secret::new(self.chance.as_ref()), context).await?;
        Ok(())
    }

    /// Confirms the app that was begun by a code of it.
    pub async fn confirm_app(
        &self,
        actor: &Actor,
        typed: &str,
        context: &RequestContext,
    ) -> Result<AppAnswer, Error> {
        self.needs_password(actor, EventCode::ChangeFactor, context).await?;
        let Some(code) = read_code(typed) else { return Ok(AppAnswer::NotACode) };
        let codes = new_recovery_codes(self.chance.as_ref());
        let kept: Vec<String> = codes.iter().filter_map(|code| read_recovery_code(code)).collect();
        if !self.store.app_confirm(actor, &code, &kept, context).await? {
            return Ok(AppAnswer::Wrong);
        }
        self.tell_holder(actor, "Er is een app ingesteld om in te loggen").await?;
        Ok(AppAnswer::Done { codes })
    }

    /// Removes the app, by a code of it or a recovery code. Wrong ones are counted like those of a
    /// log-in.
    pub async fn remove_app(
        &self,
        actor: &Actor,
        typed: &str,
        context: &RequestContext,
    ) -> Result<AppAnswer, Error> {
        self.needs_password(actor, EventCode::ChangeFactor, context).await?;
        let Some(code) = read_app_code(typed) else { return Ok(AppAnswer::NotACode) };
        let held = self.store.held(actor.organisation(), actor.account()).await?;
        if self.is_shut_out(actor, Held { app: false, ..held }).await? {
            return Ok(AppAnswer::Last);
        }
        let subjects = [Subject::Account(self.store.own_profile(actor).await?.user_name)];
        if let Some(until) = self.store.throttle(actor.organisation(), &subjects).await? {
            return Ok(AppAnswer::Wait { seconds: self.seconds_until(until) });
        }
        if !self.store.app_remove(actor, &code, context).await? {
            let (organisation, account) = (actor.organisation(), Some(actor.account()));
            self.store.log_in_refused(organisation, account, &subjects, "wrong-code", context).await?;
            return Ok(AppAnswer::Wrong);
        }
        self.tell_holder(actor, "De app om in te loggen is verwijderd").await?;
        Ok(AppAnswer::Done { codes: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::{draw, read_app_code};
    use inzage_store::AppCode;

    #[test]
    fn what_is_typed_is_a_code_or_a_recovery_code() {
        assert!(matches!(read_app_code("123 456"), Some(AppCode::Code(code)) if code == "123456"));
        assert!(
            matches!(read_app_code("ABCDE-fghjk"), Some(AppCode::Recovery(code)) if code == "abcdefghjk")
        );
        for typed in ["", "12345", "abcde", "abcde-fghj1"] {
            assert!(read_app_code(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn a_qr_code_has_its_edge_and_its_corners() {
        let qr = draw("otpauth://totp/x:y?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        // Versions have 17 + 4n modules a side.
        assert_eq!((qr.size - 8 - 17) % 4, 0);
        assert!(qr.path.starts_with("M4 4h1v1h-1z"), "the first corner is dark");
        assert!(qr.path.bytes().all(|byte| b"Mhvz-0123456789 ".contains(&byte)));
    }
}
