// Before the tests: sessions that they share, and what the demo's own record lacks (older pages, other clients).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demo } from './demo';
import { folder, program } from './place';
import { Visitor } from './visitor';

/** Reports of long ago: with the demo's own they fill three pages. */
export const OLD_REPORTS = 105;

export default async function prepare(): Promise<void> {
  const sessions: Record<string, Record<string, string>> = {};
  const keep = (name: string, visitor: Visitor): void => {
    sessions[name] = Object.fromEntries(visitor.cookies);
    visitor.close();
  };
  for (const user of ['client', 'first-contact', 'nurse', 'privacy-officer', 'admin']) {
    keep(`linde-${user}`, await (await new Visitor('linde').logIn(user)).acceptTerms());
  }
  // nobody's first use of these is tested
  keep('waterland-nurse', await (await new Visitor('waterland').logIn('nurse')).acceptTerms());
  const bench = demo.bench();
  for (const [at, account] of bench.slice(0, 2).entries()) {
    const visitor = new Visitor('linde');
    const [name, value] = account.session_cookie.split('=');
    visitor.cookies.set(name, value);
    keep(`linde-bench-${at + 1}`, await visitor.acceptTerms());
  }
  writeFileSync(join(folder, 'sessions.json'), JSON.stringify(sessions), { mode: 0o600 });
  importOldReports();
}

/** By the program's own import, while the server runs. */
function importOldReports(): void {
  const reports = Array.from({ length: OLD_REPORTS }, (_, index) => {
    const number = OLD_REPORTS - index;
    const day = new Date(Date.UTC(2025, 5, 1) - index * 86_400_000).toISOString().slice(0, 10);
    return {
      resource: {
        resourceType: 'Observation',
        id: `oud-${number}`,
        meta: { versionId: '1', lastUpdated: `${day}T09:05:00Z`, profile: ['http://medmij.nl/fhir/StructureDefinition/lz-NursingReport'] },
        identifier: [{ system: 'urn:oid:2.16.840.1.113883.2.4.3.11.999.7.9', value: `oud-${number}` }],
        extension: [{ url: 'http://medmij.nl/fhir/StructureDefinition/ext-NursingReport.ReportTitle', valueString: `Oude rapportage ${number}` }],
        status: 'final',
        code: { coding: [{ system: 'http://snomed.info/sct', code: '11591000146107', display: 'patiëntcontactverslag' }] },
        subject: { reference: 'Patient/riek' },
        performer: [{ reference: 'Practitioner/sanne-willems', display: 'Sanne Willems' }],
        effectiveDateTime: `${day}T09:00:00Z`,
        valueString: `Regel ${number} van lang geleden.`,
      },
    };
  });
  const scratch = mkdtempSync(join(tmpdir(), 'inzage-e2e-'));
  const file = join(scratch, 'oud.json');
  writeFileSync(file, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: reports }));
  try {
    execFileSync(program, ['import', '--data', folder, '--organisation', 'linde', '--client', 'client', file], { stdio: 'pipe' });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
