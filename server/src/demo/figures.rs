//! Pages that people who chose to be counted opened in the demo: at one organisation, so that the
//! administrators of the others see how it looks without.

use inzage_domain::figures::{Half, PageKind};
use inzage_services::Services;
use inzage_store::Organisation;

use crate::problem::Problem;

/// Which organisation has them.
pub const HERE: &str = "linde";

/// One kind stays below what is shown.
const OPENED: [(PageKind, Half, u32); 8] = [
    (PageKind::Record, Half::Whole, 18),
    (PageKind::Record, Half::Script, 7),
    (PageKind::Category, Half::Whole, 6),
    (PageKind::Category, Half::Script, 31),
    (PageKind::Item, Half::Script, 22),
    (PageKind::SignIn, Half::Whole, 24),
    (PageKind::Help, Half::Whole, 5),
    (PageKind::News, Half::Whole, 3),
];

/// Opens them today.
pub async fn open_pages(services: &Services, organisation: &Organisation) -> Result<(), Problem> {
    for (page, half, times) in OPENED {
        for _ in 0..times {
            services.store.count_page(organisation, page, half);
        }
    }
    services.store.keep_figures().await?;
    Ok(())
}
