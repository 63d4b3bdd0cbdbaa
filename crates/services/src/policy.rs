//! The organisation's policy, changed by its administrator: what it says, what a change touches, and
//! only then the change. An administrator cannot lock itself out (R91).

use inzage_domain::{
    access::{ChangeOrganisation, ReadOrganisation},
    policy::Policy,
    policy_change::{OutOfBounds, PolicyField, locks_out},
};
use inzage_store::{Actor, PolicyChanged, PolicyCounts, PolicyVersion, RequestContext};
use uuid::Uuid;

use crate::{Error, Services};

/// What a change of the policy would mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyCheck {
    /// Numbers that are out of bounds.
    pub faults: Vec<OutOfBounds>,
    /// It asks a second step of staff that this administrator does not have.
    pub locks_out: bool,
    /// It lets staff work only from networks where this administrator is not now.
    pub outside: bool,
    /// What would be settled otherwise.
    pub differences: Vec<PolicyField>,
    /// Whom it touches.
    pub counts: PolicyCounts,
}

/// What came of changing the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is in force.
    Done,
    /// Nothing differs from the policy in force.
    Nothing,
    /// Another policy came into force since the page was drawn: look again.
    Stale,
    /// It cannot be: out of bounds, or it would lock the administrator out.
    Refused,
}

impl Services {
    /// Every version of the policy, newest first.
    pub async fn policy_history(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<Vec<PolicyVersion>, Error> {
        let permit = self.store.permit::<ReadOrganisation>(actor, None, context).await??;
        Ok(self.store.policy_history(&permit).await?)
    }

    /// What another policy would mean.
    pub async fn check_policy(
        &self,
        actor: &Actor,
        policy: &Policy,
        context: &RequestContext,
    ) -> Result<PolicyCheck, Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        let held = self.store.factors_held(&permit).await?;
        Ok(PolicyCheck {
            faults: policy.out_of_bounds(),
            locks_out: locks_out(policy, held),
            outside: !policy.staff_networks.allows(&context.address),
            differences: actor.policy().differences(policy),
            counts: self.store.policy_counts(&permit).await?,
        })
    }

    /// Puts another policy in force, after version `from` was seen. The same form again has no second
    /// effect.
    pub async fn change_policy(
        &self,
        actor: &Actor,
        policy: &Policy,
        from: i64,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Change, Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        let held = self.store.factors_held(&permit).await?;
        let outside = !policy.staff_networks.allows(&context.address);
        if !policy.out_of_bounds().is_empty() || locks_out(policy, held) || outside {
            return Ok(Change::Refused);
        }
        if from == actor.organisation().policy_version() && actor.policy().differences(policy).is_empty() {
            return Ok(Change::Nothing);
        }
        match self.store.change_policy(&permit, policy, from, key, context).await? {
            PolicyChanged::Done => Ok(Change::Done),
            PolicyChanged::Stale => Ok(Change::Stale),
        }
    }
}
