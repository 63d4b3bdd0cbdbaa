//! The fields with which somebody is reached: the same wherever a person is invited or registered.

use leptos::prelude::*;

use super::fields::{FieldWidth, TextField, TextFieldProps};
use crate::locales::use_texts;

/// The e-mail address of somebody. Its id and name are `email`.
#[component]
pub fn EmailField(
    /// An explanation under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it, while something is.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What it starts with.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    TextField(TextFieldProps {
        id: "email".to_owned(),
        name: None,
        label: use_texts().invitation_email().to_owned(),
        hint,
        error,
        value,
        kind: "email",
        autocomplete: "off",
        inputmode: Some("email"),
        maxlength: None,
        width: FieldWidth::default(),
        optional: false,
    })
}

/// The mobile number of somebody. Its id and name are `mobile`.
#[component]
pub fn MobileField(
    /// An explanation under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it, while something is.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What it starts with.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    TextField(TextFieldProps {
        id: "mobile".to_owned(),
        name: None,
        label: use_texts().invitation_mobile().to_owned(),
        hint,
        error,
        value,
        kind: "tel",
        autocomplete: "off",
        inputmode: Some("tel"),
        maxlength: None,
        width: FieldWidth::Medium,
        optional: false,
    })
}
