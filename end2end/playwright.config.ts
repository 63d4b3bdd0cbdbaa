// Tests against the built program with the demo's data, in the system's Chromium; nothing is downloaded.
// `cargo xtask test e2e` starts the demo and says where it is: BASE_PORT, DEMO_DIR, CHROMIUM, PROGRAM.
import { defineConfig, type Project } from '@playwright/test';
import { browserArguments, chromium } from './tests/support/place';
import type { Settings } from './tests/support/test';

const phone = { width: 320, height: 640 };
const desktop = { width: 1280, height: 900 };

// Each pair of script, size and language meets in one of the four.
const people: Project<Settings>[] = [
  { name: 'script-phone-nl', use: { scripted: true, viewport: phone, language: 'nl' } },
  { name: 'script-desktop-en', use: { scripted: true, viewport: desktop, language: 'en' } },
  { name: 'no-script-phone-en', use: { scripted: false, viewport: phone, language: 'en' } },
  { name: 'no-script-desktop-nl', use: { scripted: false, viewport: desktop, language: 'nl' } },
];

export default defineConfig<Settings>({
  testDir: 'tests',
  globalSetup: './tests/support/prepare',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: chromium, args: browserArguments },
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    // the first failure is the one that counts, and a trace holds a record
    trace: 'off',
  },
  projects: [
    ...people.map((project) => ({ ...project, testMatch: 'tasks/*.spec.ts' })),
    // look at every page themselves, at each size and in each language
    { name: 'pages', testMatch: 'pages/*.spec.ts', use: { scripted: true, viewport: desktop, language: 'nl' } },
    // only need the script, or need no browser at all
    { name: 'script', testMatch: 'script/*.spec.ts', use: { scripted: true, viewport: desktop, language: 'nl' } },
    { name: 'http', testMatch: 'http/*.spec.ts' },
  ],
});
