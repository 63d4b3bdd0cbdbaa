//! Whether words of a text are names of other clients (R38): the keyed hashes of name beginnings find who
//! it may be, the opened names decide. Who it is stays here.

use std::collections::BTreeSet;

use inzage_domain::{
    ClientId, OrganisationId,
    access::{Permit, WriteRecord},
    record_words,
};
use uuid::Uuid;

use super::{Demographics, demographics::name_token, demographics_place};
use crate::{Recorded, Store, StoreError, db::fetch_all, record::client_of};

/// Words asked for at once; shorter lists repeat their first.
const ASKED: usize = 8;
/// Clients opened at once.
const OPENED: i64 = 200;
/// Letters of a word that are in the index; the rest is compared after opening.
const LETTERS: usize = 12;

impl Store {
    /// Which of these folded words are a name, or a part of one, of another client of the organisation than
    /// the permit's. Prefixes such as `van` count for nothing.
    pub async fn names_of_others(
        &self,
        permit: &Recorded<Permit<WriteRecord>>,
        words: &[String],
    ) -> Result<BTreeSet<String>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let keys = self.keys().organisation(organisation).await?;
        let tokens: Vec<(Vec<u8>, &String)> = words
            .iter()
            .map(|word| (name_token(&keys, &word.chars().take(LETTERS).collect::<String>()), word))
            .collect();
        let mut found = BTreeSet::new();
        for some in tokens.chunks(ASKED) {
            let Some((first, _)) = some.first() else { continue };
            let mut asked = [first.as_slice(); ASKED];
            for (place, (token, _)) in asked.iter_mut().zip(some) {
                *place = token;
            }
            let rows = fetch_all!(
                self.db(),
                (Vec<u8>,),
                "SELECT DISTINCT token FROM client_index WHERE organisation = $1 AND client <> $2 AND token IN ($3, $4, $5, $6, $7, $8, $9, $10)",
                organisation.uuid(),
                client.uuid(),
                asked[0],
                asked[1],
                asked[2],
                asked[3],
                asked[4],
                asked[5],
                asked[6],
                asked[7],
            )?;
            for (token, word) in some {
                let begins = rows.iter().any(|(found,)| found == token);
                if begins && self.is_whole_name(organisation, client, token, word).await? {
                    found.insert((*word).clone());
                }
            }
        }
        Ok(found)
    }

    /// Whether somebody whose name has a part that begins so has a part that is exactly so.
    async fn is_whole_name(
        &self,
        organisation: OrganisationId,
        but: ClientId,
        token: &[u8],
        word: &str,
    ) -> Result<bool, StoreError> {
        let mut after = Uuid::nil();
        loop {
            let rows = fetch_all!(
                self.db(),
                (Uuid, Vec<u8>),
                "SELECT c.id, c.sealed_demographics FROM client_index i JOIN client c ON c.organisation = i.organisation AND c.id = i.client
                 WHERE i.organisation = $1 AND i.token = $2 AND i.client > $3 AND i.client <> $4 AND c.destroyed_at IS NULL ORDER BY i.client LIMIT $5",
                organisation.uuid(),
                token,
                after,
                but.uuid(),
                OPENED,
            )?;
            let Some((last, _)) = rows.last() else { return Ok(false) };
            after = *last;
            let ids: Vec<ClientId> = rows.iter().map(|(id, _)| ClientId::from_uuid(*id)).collect();
            let keys = self.keys().clients(organisation, &ids).await?;
            for (id, (_, sealed)) in ids.iter().zip(&rows) {
                let Some(own) = keys.get(id) else { continue };
                let known: Demographics =
                    own.seal.open_json(&demographics_place(organisation, *id), sealed)?;
                let parts = [&known.name.given, &known.name.own, &known.name.partner];
                if parts.into_iter().any(|part| record_words(part).iter().any(|part| part == word)) {
                    return Ok(true);
                }
            }
        }
    }
}
