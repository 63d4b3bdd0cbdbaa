//! Every page and every server function, with what each kind of visitor gets. A new one without
//! a row here fails the test.

use std::collections::BTreeSet;

use crate::support::{TestApp, Visitor, with_app};

/// A client id that is nobody's.
const NOBODY: &str = "01980000-0000-7000-8000-000000000000";

/// Statuses for: nobody logged in; the client; her first contact; a nurse; the administrator; a
/// nurse of another organisation.
type Statuses = [u16; 6];

struct Row {
    route: &'static str,
    /// The path (pages) or the fields (functions); `{C}` is the client's id.
    with: &'static str,
    statuses: Statuses,
}

const fn row(route: &'static str, with: &'static str, statuses: Statuses) -> Row {
    Row { route, with, statuses }
}

/// Pages. 303 leads on: to the log-in, the terms, or the page that fits.
const PAGES: &[Row] = &[
    row("/", "/", [303, 303, 303, 303, 303, 303]),
    row("/inloggen", "/inloggen", [200, 200, 200, 200, 200, 200]),
    row(
        "/inloggen/digid/niet-gelukt",
        "/inloggen/digid/niet-gelukt?reden=onbekend",
        [200, 200, 200, 200, 200, 200],
    ),
    row("/inloggen/code", "/inloggen/code", [303, 303, 303, 303, 303, 303]),
    row("/inloggen/passkey", "/inloggen/passkey", [200, 200, 200, 200, 200, 200]),
    row("/bevestigen", "/bevestigen", [303, 200, 200, 200, 200, 200]),
    row("/bevestigen/verder", "/bevestigen/verder", [303, 200, 200, 200, 200, 200]),
    row("/buiten-netwerk", "/buiten-netwerk", [200, 200, 200, 200, 200, 200]),
    row("/instellingen/passkeys", "/instellingen/passkeys", [303, 200, 200, 200, 200, 200]),
    row("/instellingen/passkeys/nieuw", "/instellingen/passkeys/nieuw", [303, 200, 200, 200, 200, 200]),
    row("/uitgelogd", "/uitgelogd", [200, 200, 200, 200, 200, 200]),
    row("/voorwaarden", "/voorwaarden", [303, 303, 303, 303, 303, 303]),
    row("/gebruiksvoorwaarden", "/gebruiksvoorwaarden", [200, 200, 200, 200, 200, 200]),
    row("/privacy", "/privacy", [200, 200, 200, 200, 200, 200]),
    row("/cookies", "/cookies", [200, 200, 200, 200, 200, 200]),
    row("/hulp", "/hulp", [200, 200, 200, 200, 200, 200]),
    row("/toegankelijkheid", "/toegankelijkheid", [200, 200, 200, 200, 200, 200]),
    row("/woordenlijst", "/woordenlijst", [200, 200, 200, 200, 200, 200]),
    row("/c/{client}/dossier/zoeken", "/c/{C}/dossier/zoeken", [303, 200, 200, 200, 403, 404]),
    row(
        "/c/{client}/dossier/{category}/grafiek",
        "/c/{C}/dossier/metingen/grafiek",
        [303, 200, 200, 200, 403, 404],
    ),
    row(
        "/c/{client}/dossier/{category}/{entry}/meer",
        "/c/{C}/dossier/rapportages/{E}/meer",
        [303, 200, 200, 200, 403, 404],
    ),
    row("/team/c/{client}/dossier/zoeken", "/team/c/{C}/dossier/zoeken", [303, 303, 303, 200, 403, 404]),
    row(
        "/team/c/{client}/dossier/{category}/grafiek",
        "/team/c/{C}/dossier/metingen/grafiek",
        [303, 303, 303, 200, 403, 404],
    ),
    row(
        "/team/c/{client}/dossier/{category}/{entry}/meer",
        "/team/c/{C}/dossier/rapportages/{E}/meer",
        [303, 303, 303, 200, 403, 404],
    ),
    row("/c/{client}/dossier", "/c/{C}/dossier", [303, 200, 200, 200, 403, 404]),
    row("/c/{client}/dossier/{category}", "/c/{C}/dossier/rapportages", [303, 200, 200, 200, 403, 404]),
    row(
        "/c/{client}/dossier/{category}/vanaf/{after}",
        "/c/{C}/dossier/rapportages/vanaf/4102444800000000_01980000-0000-7000-8000-000000000000",
        [303, 200, 200, 200, 403, 404],
    ),
    row(
        "/c/{client}/dossier/{category}/{entry}",
        "/c/{C}/dossier/rapportages/{E}",
        [303, 200, 200, 200, 403, 404],
    ),
    row("/team/bewaren", "/team/bewaren", [303, 403, 403, 403, 403, 403]),
    row("/team/bewaren/{client}", "/team/bewaren/{C}", [303, 403, 403, 403, 403, 403]),
    row("/c/{client}/toestemmingen", "/c/{C}/toestemmingen", [303, 200, 200, 200, 403, 404]),
    row(
        "/c/{client}/toestemmingen/{purpose}",
        "/c/{C}/toestemmingen/huisarts",
        [303, 200, 200, 200, 403, 404],
    ),
    row("/team/c/{client}/toestemmingen", "/team/c/{C}/toestemmingen", [303, 303, 303, 200, 403, 404]),
    // The nurse works where the client is: the record opens without.
    row("/team/c/{client}/noodtoegang", "/team/c/{C}/noodtoegang", [303, 403, 403, 403, 403, 404]),
    row("/team/noodtoegang", "/team/noodtoegang", [303, 403, 403, 403, 403, 403]),
    row("/team/noodtoegang/zoeken", "/team/noodtoegang/zoeken", [303, 403, 403, 200, 403, 200]),
    row("/team/noodtoegang/{emergency}", "/team/noodtoegang/{N}", [303, 403, 403, 403, 403, 403]),
    row("/team/c/{client}/rapportage", "/team/c/{C}/rapportage", [303, 403, 403, 200, 403, 404]),
    row(
        "/team/c/{client}/rapportage/schrijven/{form}",
        "/team/c/{C}/rapportage/schrijven/aanvulling-{E}",
        [303, 403, 403, 200, 403, 404],
    ),
    // There is no draft.
    row(
        "/team/c/{client}/rapportage/namen/{form}",
        "/team/c/{C}/rapportage/namen/nieuw",
        [303, 403, 403, 404, 403, 404],
    ),
    row("/team/c/{client}/rapportage/{entry}", "/team/c/{C}/rapportage/{E}", [303, 403, 403, 200, 403, 404]),
    row(
        "/c/{client}/dossier/{category}/{entry}/versies",
        "/c/{C}/dossier/rapportages/{E}/versies",
        [303, 200, 200, 200, 403, 404],
    ),
    row(
        "/team/c/{client}/dossier/{category}/{entry}/versies",
        "/team/c/{C}/dossier/rapportages/{E}/versies",
        [303, 303, 303, 200, 403, 404],
    ),
    row("/c/{client}/dossier/toevoegen", "/c/{C}/dossier/toevoegen", [303, 200, 200, 403, 403, 403]),
    row(
        "/c/{client}/dossier/toevoegen/{form}",
        "/c/{C}/dossier/toevoegen/bloeddruk",
        [303, 200, 200, 403, 403, 403],
    ),
    row(
        "/c/{client}/dossier/zelf-toegevoegd",
        "/c/{C}/dossier/zelf-toegevoegd",
        [303, 200, 200, 200, 403, 404],
    ),
    row(
        "/c/{client}/dossier/zelf-toegevoegd/vanaf/{after}",
        "/c/{C}/dossier/zelf-toegevoegd/vanaf/4102444800000000_01980000-0000-7000-8000-000000000000",
        [303, 200, 200, 200, 403, 404],
    ),
    row("/c/{client}/dossier/dagboek", "/c/{C}/dossier/dagboek", [303, 200, 200, 200, 403, 404]),
    row("/c/{client}/dossier/dagboek/{year}", "/c/{C}/dossier/dagboek/2025", [303, 200, 200, 200, 403, 404]),
    row(
        "/team/c/{client}/dossier/zelf-toegevoegd",
        "/team/c/{C}/dossier/zelf-toegevoegd",
        [303, 303, 303, 200, 403, 404],
    ),
    row(
        "/team/c/{client}/dossier/zelf-toegevoegd/vanaf/{after}",
        "/team/c/{C}/dossier/zelf-toegevoegd/vanaf/4102444800000000_01980000-0000-7000-8000-000000000000",
        [303, 303, 303, 200, 403, 404],
    ),
    row("/team/c/{client}/dossier/dagboek", "/team/c/{C}/dossier/dagboek", [303, 303, 303, 200, 403, 404]),
    row(
        "/team/c/{client}/dossier/dagboek/{year}",
        "/team/c/{C}/dossier/dagboek/2025",
        [303, 303, 303, 200, 403, 404],
    ),
    row("/team/c/{client}/beslissen", "/team/c/{C}/beslissen", [303, 403, 403, 200, 403, 404]),
    // The client decides.
    row("/c/{client}/netwerk/sluiten", "/c/{C}/netwerk/sluiten", [303, 403, 403, 403, 403, 403]),
    row("/team/c/{client}/zorg", "/team/c/{C}/zorg", [303, 403, 403, 200, 403, 404]),
    row("/nieuws", "/nieuws", [200, 200, 200, 200, 200, 200]),
    row("/beheer/nieuws", "/beheer/nieuws", [303, 403, 403, 403, 200, 403]),
    row("/beheer/nieuws/nieuw", "/beheer/nieuws/nieuw", [303, 403, 403, 403, 200, 403]),
    row("/beheer/nieuws/{news}", "/beheer/nieuws/{N}", [303, 403, 403, 403, 404, 403]),
    row("/beheer/nieuws/{news}/wijzigen", "/beheer/nieuws/{N}/wijzigen", [303, 403, 403, 403, 404, 403]),
    row("/wissel", "/wissel", [303, 200, 200, 200, 200, 200]),
    row("/team", "/team", [303, 403, 403, 200, 403, 200]),
    // Who logged in privately is led to the own address of such a page.
    row("/team/c/{client}/dossier", "/team/c/{C}/dossier", [303, 303, 303, 200, 403, 404]),
    row(
        "/team/c/{client}/dossier/{category}",
        "/team/c/{C}/dossier/rapportages",
        [303, 303, 303, 200, 403, 404],
    ),
    row(
        "/team/c/{client}/dossier/{category}/vanaf/{after}",
        "/team/c/{C}/dossier/rapportages/vanaf/4102444800000000_01980000-0000-7000-8000-000000000000",
        [303, 303, 303, 200, 403, 404],
    ),
    row(
        "/team/c/{client}/dossier/{category}/{entry}",
        "/team/c/{C}/dossier/rapportages/{E}",
        [303, 303, 303, 200, 403, 404],
    ),
    row("/c/{client}/netwerk", "/c/{C}/netwerk", [303, 200, 200, 200, 403, 404]),
    // This organisation has no network to invite to.
    row("/c/{client}/netwerk/uitnodigingen", "/c/{C}/netwerk/uitnodigingen", [303, 403, 403, 403, 403, 403]),
    row("/c/{client}/netwerk/uitnodigen", "/c/{C}/netwerk/uitnodigen", [303, 403, 403, 403, 403, 403]),
    row("/c/{client}/netwerk/alles-stoppen", "/c/{C}/netwerk/alles-stoppen", [303, 200, 403, 200, 403, 404]),
    row("/team/contactpersonen", "/team/contactpersonen", [303, 403, 403, 200, 403, 200]),
    row("/team/c/{client}/contactpersoon", "/team/c/{C}/contactpersoon", [303, 403, 403, 200, 403, 404]),
    row(
        "/team/c/{client}/toegang/alles-stoppen",
        "/team/c/{C}/toegang/alles-stoppen",
        [303, 303, 303, 200, 403, 404],
    ),
    row("/c/{client}/netwerk/{relation}", "/c/{C}/netwerk/{N}", [303, 404, 404, 404, 403, 404]),
    row("/c/{client}/logboek", "/c/{C}/logboek?dagen=7", [303, 200, 200, 403, 403, 403]),
    row("/c/{client}/logboek/vanaf/{before}", "/c/{C}/logboek/vanaf/9", [303, 200, 200, 403, 403, 403]),
    row(
        "/c/{client}/dossier/{category}/{entry}/klopt-niet",
        "/c/{C}/dossier/rapportages/{E}/klopt-niet",
        [303, 200, 200, 403, 403, 403],
    ),
    row("/c/{client}/zaken", "/c/{C}/zaken", [303, 200, 200, 403, 403, 403]),
    row("/c/{client}/zaken/{case}", "/c/{C}/zaken/{N}", [303, 404, 404, 403, 403, 403]),
    row("/team/zaken", "/team/zaken", [303, 403, 403, 200, 403, 200]),
    row("/team/c/{client}/zaken/{case}", "/team/c/{C}/zaken/{N}", [303, 403, 403, 404, 403, 404]),
    row("/c/{client}/samen", "/c/{C}/samen", [303, 403, 403, 403, 403, 403]),
    row("/c/{client}/meenemen", "/c/{C}/meenemen", [303, 200, 200, 403, 403, 403]),
    row("/team/c/{client}/toegang", "/team/c/{C}/toegang", [303, 303, 303, 200, 403, 404]),
    row("/team/c/{client}/toegang/{relation}", "/team/c/{C}/toegang/{N}", [303, 303, 303, 404, 403, 404]),
    // Nobody logs in with DigiD here: there is nothing to register.
    row(
        "/team/c/{client}/toegang/{relation}/digid",
        "/team/c/{C}/toegang/{N}/digid",
        [303, 403, 403, 404, 403, 404],
    ),
    row("/beheer", "/beheer", [303, 403, 403, 403, 200, 403]),
    row(
        "/gebruiksvoorwaarden/{document}/{version}",
        "/gebruiksvoorwaarden/terms/01980000-0000-7000-8000-000000000000",
        [404, 404, 404, 404, 404, 404],
    ),
    row(
        "/gebruiksvoorwaarden/{document}/verschil/{from}/{to}",
        "/gebruiksvoorwaarden/terms/verschil/01980000-0000-7000-8000-000000000000/1",
        [404, 404, 404, 404, 404, 404],
    ),
    row("/instellingen/voorwaarden", "/instellingen/voorwaarden", [303, 200, 200, 200, 200, 200]),
    row("/beheer/afspraken", "/beheer/afspraken", [303, 403, 403, 403, 200, 403]),
    row(
        "/beheer/afspraken/gevolgen",
        "/beheer/afspraken/gevolgen?acceptance=by-use",
        [303, 403, 403, 403, 200, 403],
    ),
    row("/beheer/voorwaarden", "/beheer/voorwaarden", [303, 403, 403, 403, 200, 403]),
    row("/beheer/voorwaarden/nieuw", "/beheer/voorwaarden/nieuw", [303, 403, 403, 403, 200, 403]),
    row(
        "/beheer/voorwaarden/{document}/nieuw",
        "/beheer/voorwaarden/terms/nieuw",
        [303, 403, 403, 403, 200, 403],
    ),
    row(
        "/beheer/voorwaarden/{document}/voorbeeld",
        "/beheer/voorwaarden/geen-concept/voorbeeld",
        [303, 403, 403, 403, 404, 403],
    ),
    row("/hulp/misbruik", "/hulp/misbruik", [200, 200, 200, 200, 200, 200]),
    row("/hulp/blokkeren", "/hulp/blokkeren", [200, 200, 200, 200, 200, 200]),
    row("/hulp/blokkeren/code", "/hulp/blokkeren/code", [200, 200, 200, 200, 200, 200]),
    row("/hulp/heropenen", "/hulp/heropenen", [200, 200, 200, 200, 200, 200]),
    row("/hulp/gesloten", "/hulp/gesloten", [200, 200, 200, 200, 200, 200]),
    row("/privacy/vraag", "/privacy/vraag", [200, 200, 200, 200, 200, 200]),
    row("/instellingen", "/instellingen", [303, 200, 200, 200, 200, 200]),
    row("/instellingen/geschiedenis", "/instellingen/geschiedenis", [303, 200, 200, 200, 200, 200]),
    row("/instellingen/wachtwoord", "/instellingen/wachtwoord", [303, 200, 200, 200, 200, 200]),
    row("/instellingen/app", "/instellingen/app", [303, 200, 200, 200, 200, 200]),
    row("/instellingen/sluiten", "/instellingen/sluiten", [303, 200, 200, 200, 200, 200]),
    row("/beheer/meldingen", "/beheer/meldingen", [303, 403, 403, 403, 200, 403]),
    row("/beheer/accounts", "/beheer/accounts", [303, 403, 403, 403, 200, 403]),
    row("/beheer/accounts/wachtwoord", "/beheer/accounts/wachtwoord", [303, 403, 403, 403, 200, 403]),
    row("/beheer/accounts/apparaat", "/beheer/accounts/apparaat", [303, 403, 403, 403, 200, 403]),
    row("/beheer/accounts/code/{reset}", "/beheer/accounts/code/{N}", [303, 403, 403, 403, 404, 403]),
    row("/beheer/medewerkers", "/beheer/medewerkers", [303, 403, 403, 403, 200, 403]),
    row("/beheer/medewerkers/nieuw", "/beheer/medewerkers/nieuw", [303, 403, 403, 403, 200, 403]),
    row("/beheer/medewerkers/{account}", "/beheer/medewerkers/{N}", [303, 403, 403, 403, 404, 403]),
    row("/inloggen/vergeten", "/inloggen/vergeten", [200, 200, 200, 200, 200, 200]),
    row("/inloggen/vergeten/code", "/inloggen/vergeten/code", [200, 200, 200, 200, 200, 200]),
    row("/inloggen/vergeten/bewijs", "/inloggen/vergeten/bewijs", [200, 200, 200, 200, 200, 200]),
    row("/inloggen/vergeten/wachtwoord", "/inloggen/vergeten/wachtwoord", [200, 200, 200, 200, 200, 200]),
    row("/uitnodiging", "/uitnodiging", [200, 200, 200, 200, 200, 200]),
    row("/uitnodiging/eigen-account", "/uitnodiging/eigen-account", [200, 200, 200, 200, 200, 200]),
    row("/uitnodiging/naam", "/uitnodiging/naam", [303, 303, 303, 303, 303, 303]),
    row("/uitnodiging/wachtwoord", "/uitnodiging/wachtwoord", [303, 303, 303, 303, 303, 303]),
    row("/uitnodiging/e-mail", "/uitnodiging/e-mail", [303, 303, 303, 303, 303, 303]),
    row("/uitnodiging/mobiel", "/uitnodiging/mobiel", [303, 303, 303, 303, 303, 303]),
    row("/uitnodiging/klaar", "/uitnodiging/klaar", [200, 200, 200, 200, 200, 200]),
    row("/team/c/{client}/uitnodigingen", "/team/c/{C}/uitnodigingen", [303, 403, 403, 200, 403, 404]),
    row(
        "/team/c/{client}/uitnodigingen/nieuw",
        "/team/c/{C}/uitnodigingen/nieuw",
        [303, 403, 403, 200, 403, 404],
    ),
    row(
        "/team/c/{client}/uitnodigingen/{invitation}/brief",
        "/team/c/{C}/uitnodigingen/01980000-0000-7000-8000-000000000000/brief",
        [303, 403, 403, 404, 403, 404],
    ),
    row("/team/c/{client}/identiteit", "/team/c/{C}/identiteit", [303, 403, 403, 200, 403, 404]),
];

/// Server functions, called as the browser half calls them.
const FUNCTIONS: &[Row] = &[
    row("/api/start", "", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/formulier", "", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen", "user_name=&password=", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/vergeten", "user_name=", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/vergeten/stap", "", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/vergeten/code", "code=x", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/vergeten/bewijs", "code=x", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/vergeten/wachtwoord", "password=x", [200, 200, 200, 200, 200, 200]),
    row("/api/beheer/accounts/wachtwoord/formulier", "", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/accounts/wachtwoord/openen", "account={N}&user_name=x", [401, 403, 403, 403, 200, 403]),
    row(
        "/api/beheer/accounts/wachtwoord",
        "account={N}&user_name=x&key={N}&way=handed&how=at-desk",
        [401, 403, 403, 403, 200, 403],
    ),
    row("/api/beheer/accounts/apparaat/formulier", "", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/accounts/apparaat/openen", "user_name=niemand", [401, 403, 403, 403, 200, 403]),
    // Fields are missing: nothing is done.
    row("/api/beheer/accounts/apparaat", "account={N}&user_name=x&key={N}", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/accounts/code", "reset={N}", [401, 403, 403, 403, 404, 403]),
    row("/api/beheer/medewerkers", "", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/medewerkers/formulier", "", [401, 403, 403, 403, 200, 403]),
    // Fields are missing: nothing is made.
    row("/api/beheer/medewerkers/nieuw", "key={N}", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/medewerkers/rol", "account={N}&key={N}&role=nurse", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/medewerkers/rol/einde", "employment={N}", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/medewerkers/locatie", "key={N}&name=", [401, 403, 403, 403, 200, 403]),
    row("/api/inloggen/code/formulier", "", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/code", "code=x", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/code/nieuw", "", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/passkey/vragen", "", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/passkey/formulier", "", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/passkey", "answer=x", [200, 200, 200, 200, 200, 200]),
    row("/api/instellingen/passkeys", "", [401, 200, 200, 200, 200, 200]),
    row("/api/instellingen/passkeys/beginnen", "name=", [401, 200, 200, 200, 200, 200]),
    row("/api/instellingen/passkeys/nieuw", "", [401, 200, 200, 200, 200, 200]),
    row("/api/instellingen/passkeys/toevoegen", "answer=x", [401, 200, 200, 200, 200, 200]),
    row("/api/instellingen/passkeys/verwijderen", "passkey={N}", [401, 200, 200, 200, 200, 200]),
    row("/api/bevestigen/formulier", "", [401, 200, 200, 200, 200, 200]),
    row("/api/bevestigen/passkey", "act=", [401, 200, 200, 200, 200, 200]),
    row("/api/bevestigen", "act=&way=sms&answer=", [401, 200, 200, 200, 200, 200]),
    row("/api/bevestigen/verder", "", [401, 200, 200, 200, 200, 200]),
    row("/api/taal", "language=nl&back=%2F", [200, 200, 200, 200, 200, 200]),
    row("/api/ingelogd-blijven", "", [401, 200, 200, 200, 200, 200]),
    row("/api/voorwaarden/teksten", "", [200, 200, 200, 200, 200, 200]),
    row("/api/voorwaarden/poort", "", [401, 200, 200, 200, 200, 200]),
    row("/api/voorwaarden/accepteren", "key=k&versions=", [401, 200, 200, 200, 200, 200]),
    row("/api/dossier/zoeken/formulier", "client={C}", [401, 200, 200, 200, 403, 404]),
    row("/api/dossier/zoeken", "client={C}&text=gewicht", [401, 200, 200, 200, 403, 404]),
    row("/api/dossier/grafiek", "client={C}&category=measurements", [401, 200, 200, 200, 403, 404]),
    row(
        "/api/dossier/onderdeel/meer",
        "client={C}&category=reports&entry={E}",
        [401, 200, 200, 200, 403, 404],
    ),
    row("/api/dossier/start", "client={C}", [401, 200, 200, 200, 403, 404]),
    row("/api/dossier/rubriek", "client={C}&category=reports", [401, 200, 200, 200, 403, 404]),
    row("/api/dossier/onderdeel", "client={C}&category=reports&entry={E}", [401, 200, 200, 200, 403, 404]),
    row("/api/dossier/toevoegen", "client={C}", [401, 200, 200, 403, 403, 403]),
    row("/api/dossier/toevoegen/formulier", "client={C}&form=gewicht", [401, 200, 200, 403, 403, 403]),
    // Nothing was typed: nothing is kept.
    row("/api/dossier/toevoegen/notitie", "client={C}&key={N}", [401, 200, 200, 403, 403, 403]),
    row("/api/dossier/toevoegen/meting", "client={C}&key={N}&form=gewicht", [401, 200, 200, 403, 403, 403]),
    row("/api/dossier/toevoegen/dagboek", "client={C}&key={N}", [401, 200, 200, 403, 403, 403]),
    row("/api/dossier/zelf-toegevoegd", "client={C}", [401, 200, 200, 200, 403, 404]),
    // It is nobody's own.
    row("/api/dossier/terughalen", "client={C}&entry={E}", [401, 404, 404, 403, 403, 403]),
    row("/api/dossier/dagboek", "client={C}", [401, 200, 200, 200, 403, 404]),
    row("/api/team/zorg", "client={C}", [401, 403, 403, 200, 403, 404]),
    // Nothing was chosen: nothing is changed.
    row("/api/team/zorg/bewaren", "client={C}", [401, 403, 403, 200, 403, 404]),
    row("/api/team/bewaren", "", [401, 403, 403, 403, 403, 403]),
    row("/api/team/bewaren/dossier", "client={C}", [401, 403, 403, 403, 403, 403]),
    row("/api/team/bewaren/vasthouden", "client={C}&reason=x", [401, 403, 403, 403, 403, 403]),
    row("/api/team/bewaren/vernietigen", "client={C}&sure=ja", [401, 403, 403, 403, 403, 403]),
    row("/api/team/rapportage/formulier", "client={C}&report=nieuw", [401, 403, 403, 200, 403, 404]),
    // There is no draft with this revision: nothing is kept or placed.
    row(
        "/api/team/rapportage/bewaren",
        "client={C}&report=nieuw&key={N}&revision=7",
        [401, 403, 403, 200, 403, 404],
    ),
    row(
        "/api/team/rapportage/plaatsen",
        "client={C}&report=nieuw&key={N}&revision=7",
        [401, 403, 403, 200, 403, 404],
    ),
    row("/api/team/rapportage/weggooien", "client={C}&report=aanvulling-{N}", [401, 403, 403, 200, 403, 404]),
    row("/api/team/rapportage/namen", "client={C}&report=versie-{N}", [401, 403, 403, 404, 403, 404]),
    row(
        "/api/team/rapportage/namen/kiezen",
        "client={C}&report=versie-{N}&name=x&choice=keep",
        [401, 403, 403, 404, 403, 404],
    ),
    row(
        "/api/team/rapportage/namen/plaatsen",
        "client={C}&report=versie-{N}",
        [401, 403, 403, 404, 403, 404],
    ),
    row("/api/team/rapportage/lezen", "client={C}&entry={E}", [401, 403, 403, 200, 403, 404]),
    // It came from elsewhere: it is nobody's here to share or to take back.
    row("/api/team/rapportage/delen", "client={C}&entry={E}&key={N}", [401, 403, 403, 404, 403, 404]),
    row("/api/team/rapportage/terughalen", "client={C}&entry={E}", [401, 403, 403, 200, 403, 404]),
    row("/api/dossier/versies", "client={C}&category=rapportages&entry={E}", [401, 200, 200, 200, 403, 404]),
    row("/api/team/beslissen", "client={C}", [401, 403, 403, 200, 403, 404]),
    // Nothing was chosen: nothing is recorded.
    row("/api/team/beslissen/bewaren", "client={C}&key={N}", [401, 403, 403, 200, 403, 404]),
    row("/api/netwerk/sluiten/formulier", "client={C}", [401, 403, 403, 403, 403, 403]),
    row("/api/netwerk/sluiten", "client={C}&key={N}&choice=keep", [401, 403, 403, 403, 403, 403]),
    row("/api/nieuws", "", [200, 200, 200, 200, 200, 200]),
    row("/api/cookies", "", [200, 200, 200, 200, 200, 200]),
    row("/api/cookies/kiezen", "choice=nee", [200, 200, 200, 200, 200, 200]),
    row("/api/beheer/nieuws", "", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/nieuws/formulier", "", [401, 403, 403, 403, 200, 403]),
    // Nothing was typed: nothing is kept.
    row("/api/beheer/nieuws/bewaren", "news={N}", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/nieuws/voorbeeld", "news={N}", [401, 403, 403, 403, 404, 403]),
    row("/api/beheer/nieuws/publiceren", "news={N}", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/nieuws/beeindigen", "news={N}", [401, 403, 403, 403, 200, 403]),
    // Only what is one's own: for staff nothing.
    row("/api/wisselen", "from=", [401, 200, 200, 200, 200, 200]),
    row("/api/netwerk", "client={C}", [401, 200, 200, 200, 403, 404]),
    row("/api/netwerk/persoon", "client={C}&relation={N}", [401, 404, 404, 404, 403, 404]),
    row("/api/netwerk/rechten", "client={C}&relation={N}&key={N}&reason=x", [401, 404, 404, 404, 403, 404]),
    row("/api/netwerk/instemmen", "client={C}&relation={N}&key={N}", [401, 403, 403, 403, 403, 403]),
    row("/api/netwerk/stoppen", "client={C}&relation={N}&key={N}&reason=x", [401, 404, 404, 404, 403, 404]),
    row(
        "/api/netwerk/einde",
        "client={C}&relation={N}&key={N}&reason=x&einde_day=1&einde_month=1&einde_year=2027",
        [401, 404, 404, 404, 403, 404],
    ),
    row(
        "/api/netwerk/beheer",
        "client={C}&relation={N}&key={N}&reason=x&manages=true",
        [401, 404, 404, 404, 403, 404],
    ),
    row("/api/netwerk/uitnodigingen", "client={C}", [401, 403, 403, 403, 403, 403]),
    row("/api/netwerk/uitnodigen/formulier", "client={C}", [401, 403, 403, 403, 403, 403]),
    row("/api/netwerk/uitnodigen", "client={C}&key={N}", [401, 403, 403, 403, 403, 403]),
    row(
        "/api/netwerk/uitnodigingen/opnieuw",
        "client={C}&invitation={N}&number=1",
        [401, 403, 403, 403, 403, 403],
    ),
    row("/api/netwerk/uitnodigingen/intrekken", "client={C}&invitation={N}", [401, 200, 200, 403, 403, 403]),
    row("/api/netwerk/alles-stoppen/formulier", "client={C}", [401, 200, 403, 200, 403, 404]),
    // Without a reason staff are asked for one; a client's own act has a test of its own.
    row("/api/team/contactpersoon", "client={C}", [401, 403, 403, 200, 403, 404]),
    row("/api/team/contactpersoon/bewaren", "client={C}", [401, 403, 403, 200, 403, 404]),
    row("/api/team/contactpersoon/bevestigen", "client={C}&relation={N}", [401, 403, 403, 200, 403, 404]),
    row("/api/team/toegang/digid", "client={C}&relation={N}", [401, 403, 403, 404, 403, 404]),
    row("/api/team/toegang/digid/bewaren", "client={C}&relation={N}", [401, 403, 403, 404, 403, 404]),
    row("/api/team/contactpersonen", "", [401, 403, 403, 200, 403, 200]),
    row("/api/logboek", "client={C}", [401, 200, 200, 403, 403, 403]),
    row("/api/meenemen", "client={C}", [401, 200, 200, 403, 403, 403]),
    // No form was ticked: nothing is made.
    row("/api/meenemen/vragen", "client={C}&key={N}", [401, 200, 200, 403, 403, 403]),
    row("/api/meenemen/verwijderen", "client={C}&export={N}", [401, 404, 404, 403, 403, 403]),
    // There is no such line.
    row("/api/logboek/onbekend", "client={C}&seq=0&key={N}", [401, 404, 404, 403, 403, 403]),
    row("/api/zaken/formulier", "client={C}&category=reports&entry={E}", [401, 200, 200, 403, 403, 403]),
    // Nothing was chosen: nothing is asked.
    row("/api/zaken/vragen", "client={C}&category=reports&entry={E}&key={N}", [401, 200, 200, 403, 403, 403]),
    row("/api/zaken", "client={C}", [401, 200, 200, 403, 403, 403]),
    row("/api/zaken/zaak", "client={C}&case={N}", [401, 404, 404, 403, 403, 403]),
    row("/api/zaken/intrekken", "client={C}&case={N}&key={N}", [401, 404, 404, 403, 403, 403]),
    row("/api/team/zaken", "", [401, 403, 403, 200, 403, 200]),
    row("/api/team/zaken/zaak", "client={C}&case={N}", [401, 403, 403, 404, 403, 404]),
    row("/api/team/zaken/oppakken", "client={C}&case={N}&key={N}", [401, 403, 403, 404, 403, 404]),
    row("/api/team/zaken/verlengen", "client={C}&case={N}&key={N}&reason=x", [401, 403, 403, 404, 403, 404]),
    row(
        "/api/team/zaken/beslissen",
        "client={C}&case={N}&key={N}&choice=granted&text=x",
        [401, 403, 403, 404, 403, 404],
    ),
    row("/api/samen", "client={C}", [401, 403, 403, 403, 403, 403]),
    row(
        "/api/samen/tonen",
        "client={C}&relation={N}&key={N}&minutes=30&kinds[0]=plan",
        [401, 403, 403, 403, 403, 403],
    ),
    row("/api/samen/meekijken", "client={C}&id={N}", [401, 403, 403, 403, 403, 403]),
    // Stopping is never refused; there is nothing to stop.
    row("/api/samen/stoppen", "client={C}&id={N}", [401, 200, 200, 200, 200, 200]),
    row("/api/samen/aanwijzen", "client={C}&entry={E}", [401, 403, 403, 403, 403, 403]),
    // Only what is one's own: nothing.
    row("/api/samen/waar", "client={C}", [401, 200, 200, 200, 200, 200]),
    row("/api/team/clienten", "", [401, 403, 403, 200, 403, 200]),
    row("/api/team/zoeken", "text=", [401, 403, 403, 200, 403, 200]),
    row("/api/beheer/overzicht", "", [401, 403, 403, 403, 200, 403]),
    row("/api/voorwaarden/versie", "document=terms&version=x", [404, 404, 404, 404, 404, 404]),
    row("/api/voorwaarden/verschil", "document=terms&from=x&to=y", [404, 404, 404, 404, 404, 404]),
    row("/api/voorwaarden/eigen", "", [401, 200, 200, 200, 200, 200]),
    row("/api/beheer/afspraken", "", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/afspraken/gevolgen", "typed[fields][acceptance]=by-use", [401, 403, 403, 403, 200, 403]),
    // Nothing differs: nothing is changed.
    row(
        "/api/beheer/afspraken/opslaan",
        "typed[preset]=vivium&from=1&key=01980000-0000-7000-8000-000000000000",
        [401, 403, 403, 403, 200, 403],
    ),
    row("/api/beheer/voorwaarden", "", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/voorwaarden/formulier", "document=terms", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/voorwaarden/bewaren", "document=terms", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/voorwaarden/voorbeeld", "document=geen-concept", [401, 403, 403, 403, 404, 403]),
    row(
        "/api/beheer/voorwaarden/publiceren",
        "document=geen-concept&revision=01980000-0000-7000-8000-000000000000&key=01980000-0000-7000-8000-000000000000",
        [401, 403, 403, 403, 200, 403],
    ),
    row("/api/beheer/voorwaarden/weggooien", "document=geen-concept", [401, 403, 403, 403, 200, 403]),
    row("/api/instellingen/overzicht", "", [401, 200, 200, 200, 200, 200]),
    row(
        "/api/instellingen/apparaat-uitloggen",
        "session=01980000-0000-7000-8000-000000000000",
        [401, 200, 200, 200, 200, 200],
    ),
    row("/api/instellingen/inloggeschiedenis", "", [401, 200, 200, 200, 200, 200]),
    row("/api/instellingen/wachtwoord/formulier", "", [401, 200, 200, 200, 200, 200]),
    row("/api/instellingen/wachtwoord", "old_password=&new_password=", [401, 200, 200, 200, 200, 200]),
    row("/api/instellingen/app/formulier", "", [401, 200, 200, 200, 200, 200]),
    row("/api/instellingen/app/beginnen", "", [401, 200, 200, 200, 200, 200]),
    row("/api/instellingen/app/aanzetten", "code=x", [401, 200, 200, 200, 200, 200]),
    row("/api/instellingen/app/verwijderen", "code=x", [401, 200, 200, 200, 200, 200]),
    row("/api/instellingen/sluiten/formulier", "", [401, 200, 200, 200, 200, 200]),
    row("/api/instellingen/sluiten", "", [401, 200, 200, 403, 403, 403]),
    row("/api/hulp/formulier", "kind=misuse", [200, 200, 200, 200, 200, 200]),
    row(
        "/api/hulp/vragen",
        "kind=misuse&key=01980000-0000-7000-8000-000000000000&name=&reach=&text=",
        [200, 200, 200, 200, 200, 200],
    ),
    row("/api/hulp/blokkeren", "user_name=", [200, 200, 200, 200, 200, 200]),
    row("/api/hulp/blokkeren/formulier", "", [200, 200, 200, 200, 200, 200]),
    row("/api/hulp/blokkeren/code", "code=x", [200, 200, 200, 200, 200, 200]),
    row("/api/beheer/meldingen", "", [401, 403, 403, 403, 200, 403]),
    row(
        "/api/beheer/meldingen/afsluiten",
        "request=01980000-0000-7000-8000-000000000000",
        [401, 403, 403, 403, 200, 403],
    ),
    row("/api/beheer/accounts/formulier", "", [401, 403, 403, 403, 200, 403]),
    row("/api/beheer/accounts/zoeken", "user_name=niemand", [401, 403, 403, 403, 200, 403]),
    row(
        "/api/beheer/accounts/uitvoeren",
        "account=01980000-0000-7000-8000-000000000000&user_name=niemand&act=block",
        [401, 403, 403, 403, 200, 403],
    ),
    row("/api/uitnodiging/formulier", "", [200, 200, 200, 200, 200, 200]),
    row("/api/uitnodiging/code", "code=", [200, 200, 200, 200, 200, 200]),
    row("/api/uitnodiging/eigen-account/formulier", "", [200, 200, 200, 200, 200, 200]),
    row("/api/uitnodiging/eigen-account", "", [200, 200, 200, 200, 200, 200]),
    row("/api/uitnodiging/stap", "step=Name", [200, 200, 200, 200, 200, 200]),
    row("/api/uitnodiging/naam", "user_name=", [200, 200, 200, 200, 200, 200]),
    row("/api/uitnodiging/wachtwoord", "password=&again=", [200, 200, 200, 200, 200, 200]),
    row("/api/uitnodiging/bewijs", "mobile=false&code=x", [200, 200, 200, 200, 200, 200]),
    row("/api/uitnodiging/nieuwe-code", "", [200, 200, 200, 200, 200, 200]),
    row("/api/toestemmingen", "client={C}", [401, 200, 200, 200, 403, 404]),
    // Nothing chosen; of an adult nobody else says it.
    row("/api/toestemmingen/kiezen", "client={C}&purpose=huisarts&key={N}", [401, 200, 403, 403, 403, 403]),
    row("/api/team/noodtoegang/formulier", "client={C}", [401, 403, 403, 403, 403, 404]),
    row("/api/team/noodtoegang/openen", "client={C}&key={N}", [401, 403, 403, 403, 403, 404]),
    // Ending is never refused; there is nothing to end.
    row("/api/team/noodtoegang/beeindigen", "client={C}", [401, 200, 200, 200, 200, 200]),
    row("/api/team/noodtoegang/zoeken/formulier", "", [401, 403, 403, 200, 403, 200]),
    row("/api/team/noodtoegang/zoeken", "family_name=", [401, 403, 403, 200, 403, 200]),
    row("/api/team/noodtoegang", "", [401, 403, 403, 403, 403, 403]),
    row("/api/team/noodtoegang/beoordelen", "emergency={N}&key={N}", [401, 403, 403, 403, 403, 403]),
    row("/api/team/uitnodigingen", "client={C}", [401, 403, 403, 200, 403, 404]),
    row("/api/team/uitnodigingen/formulier", "client={C}", [401, 403, 403, 200, 403, 404]),
    row(
        "/api/team/uitnodigingen/maken",
        "client={C}&key=01980000-0000-7000-8000-000000000000",
        [401, 403, 403, 200, 403, 404],
    ),
    row(
        "/api/team/uitnodigingen/opnieuw",
        "client={C}&invitation=01980000-0000-7000-8000-000000000000&number=1",
        [401, 403, 403, 200, 403, 404],
    ),
    row(
        "/api/team/uitnodigingen/intrekken",
        "client={C}&invitation=01980000-0000-7000-8000-000000000000",
        [401, 403, 403, 200, 403, 404],
    ),
    row(
        "/api/team/uitnodigingen/brief",
        "client={C}&invitation=01980000-0000-7000-8000-000000000000",
        [401, 403, 403, 404, 403, 404],
    ),
    row("/api/team/identiteit", "client={C}", [401, 403, 403, 200, 403, 404]),
    row("/api/team/identiteit/bsn", "client={C}&bsn=1", [401, 403, 403, 200, 403, 404]),
    row("/api/team/identiteit/document", "client={C}", [401, 403, 403, 200, 403, 404]),
];

/// Functions that end the session of who calls them, or everybody's access, or that send a code which
/// others would take for theirs; they have tests of their own.
const ENDING: &[&str] = &[
    "/api/bevestigen/code",
    "/api/netwerk/alles-stoppen",
    "/api/uitloggen",
    "/api/voorwaarden/weigeren",
    "/api/instellingen/overal-uitloggen",
];

async fn visitors(app: &TestApp) -> [Visitor; 6] {
    [
        app.anonymous("linde"),
        app.signed_in("client").await,
        app.signed_in("first-contact").await,
        app.signed_in("nurse").await,
        app.signed_in("admin").await,
        app.signed_in_at("waterland", "nurse").await,
    ]
}

/// The newest report of the client, as the client finds it.
async fn an_entry(app: &TestApp) -> String {
    let path = format!("/c/{}/dossier/rapportages", app.client_id());
    let page = app.signed_in("client").await.get(&path).await;
    let (_, after) =
        page.body.split_once(&format!("{path}/")).unwrap_or_else(|| panic!("no report in {}", page.body));
    after.split(['"', '?']).next().unwrap().to_owned()
}

#[test]
fn every_route_has_its_row() {
    with_app(async |_| {
        let pages: BTreeSet<String> =
            inzage_host::http::page_routes().iter().map(|route| route.path().to_owned()).collect();
        let listed: BTreeSet<String> = PAGES.iter().map(|row| row.route.to_owned()).collect();
        assert_eq!(pages, listed);
        let functions: BTreeSet<&str> =
            inzage_host::http::function_routes().into_iter().map(|(path, _)| path).collect();
        let listed: BTreeSet<&str> =
            FUNCTIONS.iter().map(|row| row.route).chain(ENDING.iter().copied()).collect();
        assert_eq!(functions, listed);
        // A server function changes something or costs something: never by GET.
        assert!(inzage_host::http::function_routes().iter().all(|(_, method)| *method == http::Method::POST));
    });
}

/// R19, R104, R116: who is somebody else gets nothing.
#[test]
fn everybody_gets_only_their_own_pages() {
    with_app(async |app| {
        let visitors = visitors(app).await;
        let (client, entry) = (app.client_id(), an_entry(app).await);
        let mut wrong = Vec::new();
        for row in PAGES {
            let path = row.with.replace("{C}", &client).replace("{E}", &entry).replace("{N}", NOBODY);
            for (who, (visitor, expected)) in visitors.iter().zip(row.statuses).enumerate() {
                let answer = visitor.get(&path).await;
                if answer.status.as_u16() != expected {
                    wrong.push(format!(
                        "{} for visitor {who}: {} instead of {expected}",
                        row.route,
                        answer.status.as_u16()
                    ));
                }
                // Her own name stands in the head of her own pages.
                if answer.status.is_client_error() && who != 1 {
                    assert!(
                        !answer.body.contains("Verhulst"),
                        "{} tells visitor {who} the client's name",
                        row.route
                    );
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}

#[test]
fn everybody_gets_only_their_own_answers() {
    with_app(async |app| {
        let visitors = visitors(app).await;
        let (client, entry) = (app.client_id(), an_entry(app).await);
        let mut wrong = Vec::new();
        for row in FUNCTIONS {
            let body = row.with.replace("{C}", &client).replace("{E}", &entry).replace("{N}", NOBODY);
            let fields: Vec<(&str, &str)> = body.split('&').filter_map(|pair| pair.split_once('=')).collect();
            let fields: Vec<(&str, &str)> = fields
                .into_iter()
                .map(|(name, value)| (name, if value == "%2F" { "/" } else { value }))
                .collect();
            for (who, (visitor, expected)) in visitors.iter().zip(row.statuses).enumerate() {
                let answer = visitor.call(row.route, &fields).await;
                if answer.status.as_u16() != expected {
                    wrong.push(format!(
                        "{} for visitor {who}: {} instead of {expected}",
                        row.route,
                        answer.status.as_u16()
                    ));
                }
                // Her own name stands in the head of her own pages.
                if answer.status.is_client_error() && who != 1 {
                    assert!(
                        !answer.body.contains("Verhulst"),
                        "{} tells visitor {who} the client's name",
                        row.route
                    );
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}

#[test]
fn a_client_that_is_not_there_and_one_that_is_somebody_elses_look_alike() {
    with_app(async |app| {
        let stranger = app.signed_in_at("waterland", "nurse").await;
        let (theirs, none) = (app.client_id(), NOBODY);
        let page = |answer: crate::support::Answer| {
            (answer.status, answer.body.replace(&theirs, "C").replace(none, "C").len())
        };
        let one = page(stranger.get(&format!("/team/c/{theirs}/dossier")).await);
        let other = page(stranger.get(&format!("/team/c/{none}/dossier")).await);
        assert_eq!(one, other);
        let client = app.signed_in("client").await;
        assert_eq!(client.get(&format!("/c/{none}/dossier")).await.status.as_u16(), 404);
        assert_eq!(client.get("/c/geen-nummer/dossier").await.status.as_u16(), 404);
        assert_eq!(client.get(&format!("/c/{theirs}/dossier/geen-rubriek")).await.status.as_u16(), 404);
        assert_eq!(client.get(&format!("/c/{theirs}/dossier/rapportages/{none}")).await.status.as_u16(), 404);
    });
}

/// R2: an unpublished item is absent from every page.
#[test]
fn what_is_not_shared_is_nowhere() {
    with_app(async |app| {
        let client = app.signed_in("client").await;
        let base = format!("/c/{}/dossier", app.client_id());
        let mut paths = vec![base.clone()];
        for category in inzage_domain::Category::ALL {
            paths.push(format!("{base}/{}", category.slug()));
        }
        for path in paths {
            let body = client.get(&path).await.body;
            for word in ["Overleg in het team", "geheugenonderzoek", "NT-proBNP"] {
                assert!(!body.contains(word), "{path} shows {word}");
            }
        }
    });
}

/// R36: reports are read-only: no route changes one.
#[test]
fn no_route_edits_a_record() {
    with_app(async |app| {
        let client = app.signed_in("client").await;
        let path = format!("/c/{}/dossier/rapportages", app.client_id());
        let answer = client.post(&path, &[("text", "anders")]).await;
        assert_eq!(answer.status.as_u16(), 405);
        let writing = [
            "inloggen",
            "bevestigen",
            "uitloggen",
            "taal",
            "ingelogd-blijven",
            "voorwaarden",
            "afspraken",
            "zoeken",
            "start",
            "dossier",
            "clienten",
            "overzicht",
            "instellingen",
            "hulp",
            "beheer",
            "uitnodiging",
            "identiteit",
            "netwerk",
            "contactperso",
            "samen",
            "logboek",
            "wisselen",
            "nieuws",
            "cookies",
            "team/zorg",
            "team/toegang",
            "team/beslissen",
            // Of staff, into a record (R2); what was shared stays readable.
            "team/rapportage",
            "toestemmingen",
            "noodtoegang",
            "zaken",
            // A copy changes nothing in the record.
            "meenemen",
            "team/bewaren",
        ];
        for (function, _) in inzage_host::http::function_routes() {
            assert!(
                writing.iter().any(|word| function.contains(word)),
                "is {function} a way to change a record?"
            );
        }
    });
}
