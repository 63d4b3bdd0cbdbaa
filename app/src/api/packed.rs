//! How view models travel to the browser: packed without names, so that the browser's half needs
//! no JSON reader for each of them (that would be half its bytes).

use std::marker::PhantomData;

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};

use super::ApiError;

/// A `T`, packed as text.
pub struct Packed<T> {
    text: String,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Packed<T> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), of: PhantomData }
    }
}

impl<T> Packed<T> {
    /// Forgets what it is, so that one kind of resource serves all pages.
    pub fn anonymous(self) -> Packed<()> {
        Packed { text: self.text, of: PhantomData }
    }
}

impl<T: Serialize> Packed<T> {
    /// Packs a value. One that cannot be packed comes out empty, and opening it says so.
    pub fn of(value: &T) -> Self {
        let bytes = postcard::to_allocvec(value).unwrap_or_default();
        Self { text: STANDARD_NO_PAD.encode(bytes), of: PhantomData }
    }
}

impl<T: DeserializeOwned> Packed<T> {
    /// Unpacks it.
    pub fn open(&self) -> Result<T, ApiError> {
        unpack(&self.text)
    }
}

impl Packed<()> {
    /// Unpacks it as what the page knows it to be.
    pub fn open_as<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        unpack(&self.text)
    }
}

fn unpack<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    let bytes = STANDARD_NO_PAD.decode(text).map_err(|_| ApiError::Unreadable)?;
    postcard::from_bytes(&bytes).map_err(|_| ApiError::Unreadable)
}

impl<T> Serialize for Packed<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text)
    }
}

impl<'de, T> Deserialize<'de> for Packed<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self { text: String::deserialize(from)?, of: PhantomData })
    }
}

#[cfg(test)]
mod tests {
    use super::Packed;
    use crate::api::{ApiError, SignInForm, SignInProblem};

    #[test]
    fn what_is_packed_comes_out_equal_and_rubbish_does_not() {
        let form = SignInForm {
            user_name: "née <b>".into(),
            problem: Some(SignInProblem::Wait { seconds: 8 }),
            ..SignInForm::default()
        };
        let packed = Packed::of(&form);
        let sent = serde_json::to_string(&packed).unwrap();
        assert_eq!(serde_json::from_str::<Packed<SignInForm>>(&sent).unwrap().open(), Ok(form.clone()));
        assert_eq!(packed.anonymous().open_as::<SignInForm>(), Ok(form));
        let rubbish: Packed<SignInForm> = serde_json::from_str("\"%%%\"").unwrap();
        assert_eq!(rubbish.open(), Err(ApiError::Unreadable));
    }
}
