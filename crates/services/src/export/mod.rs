//! Taking along: a copy of the record, or a part of it, as PDF, Word, Excel and FHIR in one archive, and on
//! request who had access to what (R21, R26, L8; WGBO 7:456, Wabvpz 15d and 15e).
//!
//! Somebody asks (here); a job makes it in pieces (`work`); who asked fetches it, also in parts
//! (`download`). Leave is asked at each of these steps.

mod download;
mod read;
mod words;
mod work;

pub use download::{ExportFile, ExportReader};
pub use work::ExportRound;

use inzage_domain::{
    Basis, Category, ClientId, ExportId,
    access::{ReadLog, Refusal, TakeAlong},
    export::{ExportOrder, OrderProblem},
    log::LogThing,
};
use inzage_store::{Actor, ClientView, Export, ExportAsked, Permitted, RequestContext};
use uuid::Uuid;

use crate::{Error, Services};

/// The page of taking along.
pub struct TakeAlongPage {
    /// Whose record.
    pub client: ClientView,
    /// On what basis the actor looks.
    pub basis: Option<Basis>,
    /// What may be taken along, in the order of the record.
    pub categories: Vec<Category>,
    /// Whether who looked may be taken along as well.
    pub may_take_log: bool,
    /// The copies of who asks, newest first.
    pub exports: Vec<Export>,
}

/// What came of asking for a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportOutcome {
    /// It is being made.
    Made,
    /// The order says too little, or contradicts itself.
    Wrong(OrderProblem),
    /// One is being made already.
    Busy,
    /// As many as may be are ready.
    Enough,
}

impl Services {
    /// What somebody may take along, and the copies that there are.
    pub async fn take_along_page(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<TakeAlongPage, Error> {
        let permit = self.take_along(actor, client, "page", "take-along", context).await?;
        Ok(TakeAlongPage {
            client: self.store.client(&permit).await?,
            basis: permit.basis().map(|(_, basis)| basis),
            categories: allowed(&permit),
            may_take_log: self.store.may::<ReadLog>(actor, client).await?,
            exports: self.store.exports(&permit).await?,
        })
    }

    /// Asks for a copy: of these parts, or with `whole` of all that may be seen. Parts that may not be seen
    /// are refused, not left out: nobody gets less than the form said.
    pub async fn export_ask(
        &self,
        actor: &Actor,
        client: ClientId,
        whole: bool,
        mut order: ExportOrder,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<ExportOutcome, Error> {
        let id = ExportId::new(self.clock.as_ref(), self.chance.as_ref());
        let permit = self.take_along(actor, client, "export-asked", &id.to_string(), context).await?;
        if whole {
            order.categories = allowed(&permit);
        }
        if let Some(problem) = order.problem() {
            return Ok(ExportOutcome::Wrong(problem));
        }
        if !order.is_covered(permit.kinds()) {
            return Err(Error::Refused(Refusal::NothingShared));
        }
        if order.with_log {
            self.store.permit::<ReadLog>(actor, Some(client), context).await??;
        }
        Ok(match self.store.export_ask(&permit, id, &order, key).await? {
            ExportAsked::Made | ExportAsked::Before => ExportOutcome::Made,
            ExportAsked::Busy => ExportOutcome::Busy,
            ExportAsked::Enough => ExportOutcome::Enough,
            ExportAsked::KeyReused => return Err(Error::NotFound),
        })
    }

    /// Removes a copy of one's own, or stops one that is being made. Says no where there is none such.
    pub async fn export_remove(
        &self,
        actor: &Actor,
        client: ClientId,
        export: ExportId,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let permit = self.take_along(actor, client, "export-removed", &export.to_string(), context).await?;
        Ok(self.store.export_remove(&permit, export).await?)
    }

    async fn take_along(
        &self,
        actor: &Actor,
        client: ClientId,
        kind: &str,
        id: &str,
        context: &RequestContext,
    ) -> Result<Permitted<TakeAlong>, Error> {
        let mut context = context.clone();
        context.things.push(LogThing { kind: kind.to_owned(), id: id.to_owned() });
        Ok(self.store.permit::<TakeAlong>(actor, Some(client), &context).await??)
    }
}

/// The parts of the record that a permit covers, in its order.
fn allowed(permit: &Permitted<TakeAlong>) -> Vec<Category> {
    let kinds = permit.kinds();
    Category::ALL.iter().copied().filter(|category| kinds.has(category.kind())).collect()
}
