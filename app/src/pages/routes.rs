//! The addresses of the portal and the pages behind them: those that the host draws alone, and the
//! record, which the browser takes over.
//!
//! Logging in, terms, information and the staff's lists need no script: their forms are plain posts,
//! and nobody waits for a program in front of a password. That keeps the browser's half small.
//! Links from the record to them carry `rel="external"`, so that the router leaves them alone.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

#[cfg(feature = "ssr")]
use super::{
    access::{CodePage, HomePage, SignInPage, SignedOutPage},
    account::{ClosedPage, ClosingAccountPage, HistoryPage, OwnAccountPage, PasswordPage},
    adding::{AddChoicePage, AddFormPage},
    capacity::{CapacityPage, ClientClosingPage},
    care::CarePage,
    case_queue::{QueueListPage, TeamCaseView},
    cases::{CaseOwnPage, CasesListPage, WrongPage},
    consents::{ConsentPage, ConsentsPage},
    contact::{ContactPage, ContactsWaitingPage},
    counting::CookiesPage,
    desk::{AccountsPage, RequestsPage},
    digid::DigidFailedPage,
    emergency::{ElsewherePage, EmergencyPage, ReviewPageView, ReviewsPage},
    export::TakeAlongPage,
    find::FindPage,
    glossary::GlossaryPage,
    graph::GraphPage,
    help::{BlockCodePage, BlockPage, MisusePage, PrivacyQuestionPage, ReopenPage},
    identity::IdentityPage,
    information::{AccessibilityPage, HelpPage, PrivacyPage},
    invitations::{ClientInvitations, InvitePage, LetterPage},
    item_more::ItemMorePage,
    joining::{InvitationPage, JoinEmailPage, JoinMobilePage, JoinNamePage, JoinPasswordPage, JoinedPage},
    lost::LostDevicePage,
    network::{AccessListPage, AccessPersonPage, TogetherStartPage},
    news::{NewsFormPage, NewsListPage, NewsPage, NewsPreviewPage},
    number::NumberPage,
    own_added::{DiaryPage, OwnAddedPage},
    own_app::OwnAppPage,
    own_joining::OwnJoiningPage,
    passkey::{NewPasskeyPage, PasskeySignInPage, PasskeysPageView},
    policy::{PolicyConsequencesPage, PolicyFormPage},
    reporting::{NamesPage, OneReportPage, ReportPage},
    reset::{DeskResetPage, HandedCodePage, ResetAskPage, ResetCodePage, ResetPasswordPage, ResetProofPage},
    retention::{RetentionPage, RetentionRecordPage},
    staff_admin::{NewStaffPage, StaffMemberPage, StaffPage},
    step_up::{OutsidePage, ProofPageView, ProvedPage},
    switch::SwitchPage,
    team::{ClientsPage, OrganisationSettings},
    terms::{OwnTermsPage, TermsDifferencePage, TermsPage, TermsTextPage, TermsVersionPage},
    terms_admin::{PublishFormPage, PublishListPage, PublishPreviewPage},
    to_network::{EndAllAccessPage, NetworkInvitationsPage, NetworkInvitePage},
    versions::VersionsPage,
    who_looked::WhoLookedPage,
};
use super::{
    errors::{ErrorPage, PageError},
    page::RecordGuard,
    record::{ItemPage, SectionPage, StartPage},
};
#[cfg(feature = "ssr")]
use crate::components::Addressed;
use crate::{components::RouteAnnouncer, frame::provide_frame, locales::provide_language};

/// The record: the same on the host and in the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_language();
    provide_frame();
    view! {
        <Router>
            <RouteAnnouncer>
                <Routes fallback=|| view! { <ErrorPage error=PageError::NotFound /> }>
                    <Route path=path!("/c/:client/dossier") view=StartPage ssr=SsrMode::Async />
                    <Route path=path!("/c/:client/dossier/:category") view=SectionPage ssr=SsrMode::Async />
                    <Route path=path!("/c/:client/dossier/:category/vanaf/:after") view=SectionPage ssr=SsrMode::Async />
                    <Route path=path!("/c/:client/dossier/:category/:entry") view=ItemPage ssr=SsrMode::Async />
                    <Route path=path!("/team/c/:client/dossier") view=StartPage ssr=SsrMode::Async />
                    <Route path=path!("/team/c/:client/dossier/:category") view=SectionPage ssr=SsrMode::Async />
                    <Route path=path!("/team/c/:client/dossier/:category/vanaf/:after") view=SectionPage ssr=SsrMode::Async />
                    <Route path=path!("/team/c/:client/dossier/:category/:entry") view=ItemPage ssr=SsrMode::Async />
                </Routes>
            </RouteAnnouncer>
            <RecordGuard />
        </Router>
    }
}

/// What the host draws alone.
#[cfg(feature = "ssr")]
#[expect(clippy::too_many_lines, reason = "one line an address")]
#[component]
pub fn HostApp() -> impl IntoView {
    provide_meta_context();
    provide_language();
    view! {
        <Router>
            <Addressed>
            <Routes fallback=|| view! { <ErrorPage error=PageError::NotFound /> }>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
                <Route path=path!("/inloggen") view=SignInPage ssr=SsrMode::Async />
                <Route path=path!("/inloggen/code") view=CodePage ssr=SsrMode::Async />
                <Route path=path!("/inloggen/digid/niet-gelukt") view=DigidFailedPage ssr=SsrMode::Async />
                <Route path=path!("/inloggen/passkey") view=PasskeySignInPage ssr=SsrMode::Async />
                <Route path=path!("/bevestigen") view=ProofPageView ssr=SsrMode::Async />
                <Route path=path!("/bevestigen/verder") view=ProvedPage ssr=SsrMode::Async />
                <Route path=path!("/buiten-netwerk") view=OutsidePage ssr=SsrMode::Async />
                <Route path=path!("/uitgelogd") view=SignedOutPage ssr=SsrMode::Async />
                <Route path=path!("/voorwaarden") view=TermsPage ssr=SsrMode::Async />
                <Route path=path!("/gebruiksvoorwaarden") view=TermsTextPage ssr=SsrMode::Async />
                <Route path=path!("/gebruiksvoorwaarden/:document/:version") view=TermsVersionPage ssr=SsrMode::Async />
                <Route path=path!("/gebruiksvoorwaarden/:document/verschil/:from/:to") view=TermsDifferencePage ssr=SsrMode::Async />
                <Route path=path!("/instellingen/voorwaarden") view=OwnTermsPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/afspraken") view=PolicyFormPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/afspraken/gevolgen") view=PolicyConsequencesPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/voorwaarden") view=PublishListPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/voorwaarden/nieuw") view=PublishFormPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/voorwaarden/:document/nieuw") view=PublishFormPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/voorwaarden/:document/voorbeeld") view=PublishPreviewPage ssr=SsrMode::Async />
                <Route path=path!("/privacy") view=PrivacyPage ssr=SsrMode::Async />
                <Route path=path!("/cookies") view=CookiesPage ssr=SsrMode::Async />
                <Route path=path!("/hulp") view=HelpPage ssr=SsrMode::Async />
                <Route path=path!("/hulp/misbruik") view=MisusePage ssr=SsrMode::Async />
                <Route path=path!("/hulp/blokkeren") view=BlockPage ssr=SsrMode::Async />
                <Route path=path!("/hulp/blokkeren/code") view=BlockCodePage ssr=SsrMode::Async />
                <Route path=path!("/hulp/heropenen") view=ReopenPage ssr=SsrMode::Async />
                <Route path=path!("/hulp/gesloten") view=ClosedPage ssr=SsrMode::Async />
                <Route path=path!("/privacy/vraag") view=PrivacyQuestionPage ssr=SsrMode::Async />
                <Route path=path!("/instellingen") view=OwnAccountPage ssr=SsrMode::Async />
                <Route path=path!("/instellingen/geschiedenis") view=HistoryPage ssr=SsrMode::Async />
                <Route path=path!("/instellingen/wachtwoord") view=PasswordPage ssr=SsrMode::Async />
                <Route path=path!("/instellingen/app") view=OwnAppPage ssr=SsrMode::Async />
                <Route path=path!("/instellingen/passkeys") view=PasskeysPageView ssr=SsrMode::Async />
                <Route path=path!("/instellingen/passkeys/nieuw") view=NewPasskeyPage ssr=SsrMode::Async />
                <Route path=path!("/instellingen/sluiten") view=ClosingAccountPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/meldingen") view=RequestsPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/accounts") view=AccountsPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/accounts/wachtwoord") view=DeskResetPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/accounts/apparaat") view=LostDevicePage ssr=SsrMode::Async />
                <Route path=path!("/beheer/accounts/code/:reset") view=HandedCodePage ssr=SsrMode::Async />
                <Route path=path!("/beheer/medewerkers") view=StaffPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/medewerkers/nieuw") view=NewStaffPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/medewerkers/:account") view=StaffMemberPage ssr=SsrMode::Async />
                <Route path=path!("/inloggen/vergeten") view=ResetAskPage ssr=SsrMode::Async />
                <Route path=path!("/inloggen/vergeten/code") view=ResetCodePage ssr=SsrMode::Async />
                <Route path=path!("/inloggen/vergeten/bewijs") view=ResetProofPage ssr=SsrMode::Async />
                <Route path=path!("/inloggen/vergeten/wachtwoord") view=ResetPasswordPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/zorg") view=CarePage ssr=SsrMode::Async />
                <Route path=path!("/team/bewaren") view=RetentionPage ssr=SsrMode::Async />
                <Route path=path!("/team/bewaren/:client") view=RetentionRecordPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/rapportage") view=ReportPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/rapportage/schrijven/:form") view=ReportPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/rapportage/namen/:form") view=NamesPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/rapportage/:entry") view=OneReportPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/dossier/:category/:entry/versies") view=VersionsPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/dossier/:category/:entry/versies") view=VersionsPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/beslissen") view=CapacityPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/toestemmingen") view=ConsentsPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/toestemmingen/:purpose") view=ConsentPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/toestemmingen") view=ConsentsPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/noodtoegang") view=EmergencyPage ssr=SsrMode::Async />
                <Route path=path!("/team/noodtoegang") view=ReviewsPage ssr=SsrMode::Async />
                <Route path=path!("/team/noodtoegang/zoeken") view=ElsewherePage ssr=SsrMode::Async />
                <Route path=path!("/team/noodtoegang/:emergency") view=ReviewPageView ssr=SsrMode::Async />
                <Route path=path!("/nieuws") view=NewsPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/nieuws") view=NewsListPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/nieuws/nieuw") view=NewsFormPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/nieuws/:news") view=NewsPreviewPage ssr=SsrMode::Async />
                <Route path=path!("/beheer/nieuws/:news/wijzigen") view=NewsFormPage ssr=SsrMode::Async />
                <Route path=path!("/wissel") view=SwitchPage ssr=SsrMode::Async />
                <Route path=path!("/team") view=ClientsPage ssr=SsrMode::Async />
                <Route path=path!("/beheer") view=OrganisationSettings ssr=SsrMode::Async />
                <Route path=path!("/c/:client/dossier/toevoegen") view=AddChoicePage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/dossier/toevoegen/:form") view=AddFormPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/dossier/zelf-toegevoegd") view=OwnAddedPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/dossier/zelf-toegevoegd/vanaf/:after") view=OwnAddedPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/dossier/dagboek") view=DiaryPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/dossier/dagboek/:year") view=DiaryPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/dossier/zelf-toegevoegd") view=OwnAddedPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/dossier/zelf-toegevoegd/vanaf/:after") view=OwnAddedPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/dossier/dagboek") view=DiaryPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/dossier/dagboek/:year") view=DiaryPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/netwerk") view=AccessListPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/netwerk/uitnodigingen") view=NetworkInvitationsPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/netwerk/uitnodigen") view=NetworkInvitePage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/netwerk/alles-stoppen") view=EndAllAccessPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/netwerk/sluiten") view=ClientClosingPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/netwerk/:relation") view=AccessPersonPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/dossier/:category/:entry/klopt-niet") view=WrongPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/zaken") view=CasesListPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/zaken/:case") view=CaseOwnPage ssr=SsrMode::Async />
                <Route path=path!("/team/zaken") view=QueueListPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/zaken/:case") view=TeamCaseView ssr=SsrMode::Async />
                <Route path=path!("/c/:client/logboek") view=WhoLookedPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/logboek/vanaf/:before") view=WhoLookedPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/samen") view=TogetherStartPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/meenemen") view=TakeAlongPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/toegang") view=AccessListPage ssr=SsrMode::Async />
                <Route path=path!("/team/contactpersonen") view=ContactsWaitingPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/contactpersoon") view=ContactPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/toegang/alles-stoppen") view=EndAllAccessPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/toegang/:relation") view=AccessPersonPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/toegang/:relation/digid") view=NumberPage ssr=SsrMode::Async />
                <Route path=path!("/uitnodiging") view=InvitationPage ssr=SsrMode::Async />
                <Route path=path!("/uitnodiging/eigen-account") view=OwnJoiningPage ssr=SsrMode::Async />
                <Route path=path!("/uitnodiging/naam") view=JoinNamePage ssr=SsrMode::Async />
                <Route path=path!("/uitnodiging/wachtwoord") view=JoinPasswordPage ssr=SsrMode::Async />
                <Route path=path!("/uitnodiging/e-mail") view=JoinEmailPage ssr=SsrMode::Async />
                <Route path=path!("/uitnodiging/mobiel") view=JoinMobilePage ssr=SsrMode::Async />
                <Route path=path!("/uitnodiging/klaar") view=JoinedPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/uitnodigingen") view=ClientInvitations ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/uitnodigingen/nieuw") view=InvitePage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/uitnodigingen/:invitation/brief") view=LetterPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/identiteit") view=IdentityPage ssr=SsrMode::Async />
                <Route path=path!("/toegankelijkheid") view=AccessibilityPage ssr=SsrMode::Async />
                <Route path=path!("/woordenlijst") view=GlossaryPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/dossier/zoeken") view=FindPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/dossier/:category/grafiek") view=GraphPage ssr=SsrMode::Async />
                <Route path=path!("/c/:client/dossier/:category/:entry/meer") view=ItemMorePage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/dossier/zoeken") view=FindPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/dossier/:category/grafiek") view=GraphPage ssr=SsrMode::Async />
                <Route path=path!("/team/c/:client/dossier/:category/:entry/meer") view=ItemMorePage ssr=SsrMode::Async />
            </Routes>
            </Addressed>
        </Router>
    }
}
