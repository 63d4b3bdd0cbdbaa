// `npm run screenshots -- FOLDER`: pictures of the main pages; no test. Wants a running demo: BASE_PORT, DEMO_DIR.
import { defineConfig } from '@playwright/test';
import { browserArguments, chromium } from './tests/support/place';
import type { Settings } from './tests/support/test';

export default defineConfig<Settings>({
  testDir: '.',
  testMatch: 'screenshots.ts',
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  reporter: 'list',
  use: { launchOptions: { executablePath: chromium, args: browserArguments }, language: 'nl' },
  projects: [
    { name: 'script', use: { scripted: true } },
    { name: 'no-script', use: { scripted: false } },
  ],
});
