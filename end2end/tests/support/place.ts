// Where the program under test is, and how the browser is started.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Port on 127.0.0.1. */
export const port = Number(process.env.BASE_PORT ?? 3000);
/** The demo's folder: accounts, outbox, clock. */
export const folder = process.env.DEMO_DIR ?? `${root}data/demo`;
/** The program, for tests that need a demo of their own and for imports. */
export const program = process.env.PROGRAM ?? `${root}target/debug/inzage`;
/** The system's browser. */
export const chromium =
  process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
