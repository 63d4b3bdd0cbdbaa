//! Ending all access beside a client at once, on the client's request (R16).

use inzage_domain::{
    Basis, ClientId, PhoneNumber,
    access::{ActingAs, ChangeNetwork, ManageAccess, Refusal},
};
use inzage_store::{Actor, Everybody, Parted, RequestContext};
use uuid::Uuid;

use crate::{
    Error, Services,
    network::LONGEST_REASON,
    notify::{Channel, Message},
};

/// Answer to ending all access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllEnded {
    /// Done, now or by the same form before.
    Done,
    /// Staff must say why, in at most [`LONGEST_REASON`] characters.
    NoReason,
}

impl Services {
    /// All access beside the client ends now, in open sessions too; each is told. The client asks it in
    /// the portal, or staff do it on the client's request, with the reason. A representative does not:
    /// that ends others one by one.
    pub async fn end_all_access(
        &self,
        actor: &Actor,
        client: ClientId,
        reason: &str,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<AllEnded, Error> {
        let reason = reason.trim();
        let too_long = reason.chars().count() > LONGEST_REASON;
        let ended = if matches!(actor.acting(), ActingAs::Employee { .. }) {
            let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
            if reason.is_empty() || too_long {
                return Ok(AllEnded::NoReason);
            }
            self.store.withdraw_everybody(&permit, reason, key).await?
        } else {
            let permit = self.store.permit::<ChangeNetwork>(actor, Some(client), context).await??;
            if permit.basis().is_none_or(|(_, basis)| basis != Basis::Own) {
                return Err(Error::Refused(Refusal::RoleNotAllowed));
            }
            if too_long {
                return Ok(AllEnded::NoReason);
            }
            self.store.withdraw_everybody(&permit, reason, key).await?
        };
        if let Everybody::Done(parted) = ended {
            for one in &parted {
                // Who is not told now is told by the job that tells of ended access.
                if self.tell_parted(actor, one).await {
                    self.store.set_end_told(actor.organisation(), one.relation).await?;
                }
            }
        }
        Ok(AllEnded::Done)
    }

    /// Tells somebody that looking along has ended: neither with whom nor why. Says whether the message
    /// was handed over.
    async fn tell_parted(&self, actor: &Actor, parted: &Parted) -> bool {
        let (name, phone) = (&actor.organisation().profile().name, &actor.organisation().profile().phone);
        let message = match (&parted.email, parted.mobile.as_ref().map(PhoneNumber::international)) {
            (Some(email), _) => Message {
                channel: Channel::Email,
                to: email.clone(),
                subject: format!("U kijkt niet meer mee bij {name}"),
                body: format!(
                    "Beste {0},\n\nU kon in het portaal van {name} meekijken met iemand. Dat is nu gestopt, omdat die persoon dat heeft gevraagd. U hoeft niets te doen. Kijkt u ook met anderen mee, of hebt u een eigen dossier? Dat blijft zoals het was.\nHebt u een vraag? Bel {phone}.\n\n\nDear {0},\n\nIn the portal of {name} you could look along with somebody. That has ended now, because that person asked for it. You need not do anything. Do you look along with others too, or do you have a record of your own? That stays as it was.\nDo you have a question? Call {phone}.\n",
                    parted.name
                ),
            },
            (None, Some(mobile)) => Message {
                channel: Channel::Sms,
                to: mobile.to_owned(),
                subject: String::new(),
                body: format!(
                    "U kijkt in het portaal van {name} niet meer mee met iemand die u toegang had gegeven. Vragen? Bel {phone}."
                ),
            },
            (None, None) => return false,
        };
        self.hand_over(&message).await
    }
}
