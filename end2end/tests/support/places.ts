// The addresses of the portal, by who may open them.
import { demo } from './demo';

const categories = [
  'rapportages', 'behandelplan', 'klachten', 'medicijnen', 'allergieen', 'waarschuwingen', 'metingen', 'uitslagen', 'behandelingen',
  'afspraken', 'documenten', 'hulpmiddelen', 'vaccinaties', 'leefstijl', 'mentaal-welzijn', 'behandelaren', 'persoonlijke-gegevens', 'overig',
];

/** Pages that everybody can open. */
export const information = ['/hulp', '/woordenlijst', '/gebruiksvoorwaarden', '/privacy', '/cookies', '/nieuws', '/toegankelijkheid', '/hulp/misbruik', '/hulp/blokkeren', '/hulp/blokkeren/code', '/hulp/heropenen', '/hulp/gesloten', '/privacy/vraag'];

/** Each session of `prepare` (or nobody) with the pages at `linde` that it opens. */
export function places(): Record<string, string[]> {
  const base = `/c/${demo.client}/dossier`;
  return {
    nobody: ['/inloggen', '/inloggen/passkey', '/buiten-netwerk', '/inloggen/digid/niet-gelukt?reden=geannuleerd', '/inloggen/digid/niet-gelukt?reden=onbekend', '/inloggen/digid/niet-gelukt?reden=niveau', '/inloggen/digid/niet-gelukt?reden=machtiging', '/inloggen/digid/niet-gelukt?reden=storing', '/inloggen/vergeten', '/inloggen/vergeten/code', '/inloggen/vergeten/wachtwoord', '/uitnodiging', '/uitnodiging/eigen-account', '/uitnodiging/klaar', '/uitgelogd', '/uitgelogd?reden=tijd', '/uitgelogd?reden=voorwaarden', ...information, '/stijl', '/stijl?fout=403', '/stijl?fout=500', '/stijl?fout=429', '/stijl?fout=503'],
    'linde-client': [base, `${base}/toevoegen`, `${base}/toevoegen/notitie`, `${base}/toevoegen/dagboek`, `${base}/toevoegen/bloeddruk`, `${base}/zelf-toegevoegd`, `${base}/dagboek`, `${base}/zoeken`, `${base}/metingen/grafiek`, `${base}/uitslagen/grafiek`, `/c/${demo.client}/netwerk`, `/c/${demo.client}/logboek`, `/c/${demo.client}/meenemen`, `/c/${demo.client}/zaken`, `/c/${demo.client}/netwerk/alles-stoppen`, `/c/${demo.client}/toestemmingen`, `/c/${demo.client}/toestemmingen/huisarts`, ...categories.map((category) => `${base}/${category}`), '/uitgelogd', '/instellingen', '/instellingen/geschiedenis', '/instellingen/wachtwoord', '/instellingen/app', '/instellingen/passkeys', '/instellingen/passkeys/nieuw', '/bevestigen', '/bevestigen/verder', '/instellingen/sluiten', '/instellingen/voorwaarden'],
    'linde-first-contact': [base],
    'linde-nurse': ['/team', '/team/zaken', '/team/contactpersonen', `/team/c/${demo.client}/contactpersoon`, `/team/c/${demo.client}/toegang/alles-stoppen`, `/team/c/${demo.client}/uitnodigingen`, `/team/c/${demo.client}/uitnodigingen/nieuw`, `/team/c/${demo.client}/identiteit`, `/team/c/${demo.client}/zorg`, `/team/c/${demo.client}/beslissen`, `/team/c/${demo.client}/rapportage`, `/team/c/${demo.client}/rapportage?sjabloon=dag`, `/team/c/${demo.client}/toestemmingen`, '/team/noodtoegang/zoeken', `/team/c/${demo.client}/toegang`, `/team${base}`, `/team${base}/zelf-toegevoegd`, `/team${base}/dagboek`, `/team${base}/rapportages`, `/team${base}/metingen`, `/team${base}/zoeken`, `/team${base}/metingen/grafiek`],
    'linde-privacy-officer': ['/team/zaken', '/team/noodtoegang', '/team/bewaren', `/team/bewaren/${demo.client}`],
    'linde-admin': ['/beheer', '/beheer/meldingen', '/beheer/nieuws', '/beheer/nieuws/nieuw', '/beheer/accounts', '/beheer/accounts/wachtwoord', '/beheer/accounts/apparaat', '/beheer/medewerkers', '/beheer/medewerkers/nieuw', '/beheer/voorwaarden', '/beheer/voorwaarden/nieuw', '/beheer/voorwaarden/terms/nieuw', '/beheer/afspraken', '/beheer/afspraken/gevolgen?acceptance=by-use&idle_minutes=20', '/beheer/afspraken/gevolgen?idle_minutes=1'],
  };
}
