// The words of the screens, out of the program's own catalogue (app/src/locales), so that a better
// sentence there breaks no test here.
import { readdirSync, readFileSync } from 'node:fs';
import { root } from './place';

export type Language = 'nl' | 'en';
export const languages: Language[] = ['nl', 'en'];

const catalogue = new Map<string, Record<Language, string>>();
const line = /^\s{4}(\w+)(?:\([^)]*\))? => "((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)";/gm;
const locales = `${root}app/src/locales`;
for (const file of readdirSync(locales)) {
  for (const [, key, nl, en] of readFileSync(`${locales}/${file}`, 'utf8').matchAll(line)) {
    catalogue.set(key, { nl: plain(nl), en: plain(en) });
  }
}

function plain(literal: string): string {
  return literal.replace(/\\(["\\])/g, '$1');
}

/** A text of the catalogue, with what belongs between its braces. */
export function words(language: Language, key: string, filled: Record<string, string> = {}): string {
  const entry = catalogue.get(key);
  if (!entry) throw new Error(`the catalogue has no text ${key}`);
  return entry[language].replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!(name in filled)) throw new Error(`${key} needs ${name}`);
    return filled[name];
  });
}
