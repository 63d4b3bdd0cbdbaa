//! Another master key in place of the one in use, and another key of an organisation.

use inzage_domain::log::{EventAction, EventCode};

use super::MasterKey;
use crate::{Operator, Store, StoreError};

impl Store {
    /// Puts the keys of these organisations under another master key than the `old` one with which this store
    /// was opened, each with its line in the log, and
    /// says how many were not under it yet. Where it was broken off, the same call with the same new key
    /// goes on. Nothing that is sealed changes: only the master key's own wrapping does.
    pub async fn rotate_master_key(
        &self,
        operators: &[Operator],
        old: &MasterKey,
        new: &MasterKey,
    ) -> Result<usize, StoreError> {
        let mut rotated = 0;
        self.keys().share_head_seed(&self.keys().head_seed(old).await?, new).await?;
        for operator in operators {
            let organisation = operator.organisation().id();
            if self.keys().is_under(organisation, new).await? {
                continue;
            }
            self.append(&operator.line(EventCode::RotateKey, EventAction::Update, self.now())).await?;
            self.keys().rewrap(organisation, new).await?;
            rotated += 1;
        }
        Ok(rotated)
    }

    /// Gives an organisation another key, which seals two minutes from now on: by then every instance
    /// knows it. What was sealed before stays under the keys before it. A line tells of it.
    pub async fn rotate_organisation_key(&self, operator: &Operator) -> Result<u8, StoreError> {
        let organisation = operator.organisation().id();
        self.append(&operator.line(EventCode::RotateKey, EventAction::Update, self.now())).await?;
        self.keys().add_generation(organisation).await
    }

    /// Puts the keys of an organisation's clients under its newest key that seals; gives how many were not.
    pub async fn rewrap_client_keys(&self, operator: &Operator) -> Result<usize, StoreError> {
        self.keys().rewrap_clients(operator.organisation().id()).await
    }
}
