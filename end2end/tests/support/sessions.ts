// The sessions that `prepare` began, for whoever is outside a browser.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './place';
import type { Visitor } from './visitor';

/** Name of a session (`linde-nurse`) to its cookies. */
export function sessions(): Record<string, Record<string, string>> {
  return JSON.parse(readFileSync(join(folder, 'sessions.json'), 'utf8')) as Record<string, Record<string, string>>;
}

/** Puts somebody's cookies into a visitor. */
export function sessionCookies(visitor: Visitor, name: string): Visitor {
  for (const [cookie, value] of Object.entries(sessions()[name] ?? {})) visitor.cookies.set(cookie, value);
  return visitor;
}
