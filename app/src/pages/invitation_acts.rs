//! What can be done with an invitation that is out, and what has just happened to one: for staff and for
//! those who invite to the network.

use leptos::prelude::*;

use super::page::PostForm;
use crate::{
    api::InvitationNotice,
    components::{Alert, AlertKind, Button, ButtonKind},
    locales::{Texts, use_texts},
};

/// What has just happened.
pub(super) fn notice_view(texts: Texts, notice: InvitationNotice) -> AnyView {
    let (kind, text) = match notice {
        InvitationNotice::Sent => (AlertKind::Success, texts.invitation_notice_sent()),
        InvitationNotice::Withdrawn => (AlertKind::Success, texts.invitation_notice_withdrawn()),
        InvitationNotice::Before => (AlertKind::Info, texts.invitation_notice_before()),
        InvitationNotice::NotSent => (AlertKind::Warning, texts.invitation_notice_not_sent()),
        InvitationNotice::Gone => (AlertKind::Warning, texts.invitation_notice_gone()),
    };
    view! {
        <Alert kind=kind>
            <p>{text}</p>
        </Alert>
    }
    .into_any()
}

/// Sending again, and withdrawing.
#[component]
pub(super) fn InvitationActs(
    /// Where sending again is posted to.
    again: &'static str,
    /// Where withdrawing is posted to.
    withdraw: &'static str,
    /// The client's id.
    client: String,
    /// The invitation's id.
    invitation: String,
    /// How often it was sent: the same form twice sends once.
    number: i64,
) -> impl IntoView {
    let texts = use_texts();
    let (same_client, same) = (client.clone(), invitation.clone());
    view! {
        <p class="quiet">{texts.invitation_again_hint()}</p>
        <PostForm to=again>
            <input type="hidden" name="client" value=same_client />
            <input type="hidden" name="invitation" value=same />
            <input type="hidden" name="number" value=number.to_string() />
            <Button label=texts.invitation_again() kind=ButtonKind::Secondary />
        </PostForm>
        <PostForm to=withdraw>
            <input type="hidden" name="client" value=client />
            <input type="hidden" name="invitation" value=invitation />
            <Button label=texts.invitation_withdraw() kind=ButtonKind::Danger />
        </PostForm>
    }
}
