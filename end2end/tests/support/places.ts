// The addresses of the portal, by who may open them.
import { demo } from './demo';

const categories = [
  'rapportages', 'behandelplan', 'klachten', 'medicijnen', 'allergieen', 'waarschuwingen', 'metingen', 'uitslagen', 'behandelingen',
  'afspraken', 'documenten', 'hulpmiddelen', 'vaccinaties', 'leefstijl', 'mentaal-welzijn', 'behandelaren', 'persoonlijke-gegevens', 'overig',
];

/** Pages that everybody can open. */
export const information = ['/hulp', '/gebruiksvoorwaarden', '/privacy', '/cookies', '/toegankelijkheid'];

/** Each session of `prepare` (or nobody) with the pages at `linde` that it opens. */
export function places(): Record<string, string[]> {
  const base = `/c/${demo.client}/dossier`;
  return {
    nobody: ['/inloggen', '/uitgelogd', '/uitgelogd?reden=tijd', '/uitgelogd?reden=voorwaarden', ...information, '/stijl', '/stijl?fout=403', '/stijl?fout=500', '/stijl?fout=429', '/stijl?fout=503'],
    'linde-client': [base, ...categories.map((category) => `${base}/${category}`), '/uitgelogd'],
    'linde-first-contact': [base],
    'linde-nurse': ['/team', `/team${base}`, `/team${base}/rapportages`, `/team${base}/metingen`],
    'linde-admin': ['/beheer'],
  };
}
