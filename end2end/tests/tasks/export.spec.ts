// Taking the record along: asked for, made while one goes on reading, fetched as a zip that can be resumed.
import { readFileSync } from 'node:fs';
import { demo, expect, settled, test } from '../support/test';

test('R26, R21, L8: a client takes a copy of the record along and reads on meanwhile', async ({ open, say, scripted }) => {
  // An account for each project: they run side by side, and one copy is made at a time.
  const [one, other] = demo.bench();
  const [who, client] = {
    'script-phone-nl': ['linde-client', demo.client],
    'script-desktop-en': ['linde-first-contact', demo.client],
    'no-script-phone-en': ['linde-bench-1', one.client],
  }[test.info().project.name] ?? ['linde-bench-2', other.client];
  const page = await open({ as: who });
  const home = `${demo.url('linde')}/c/${client}`;
  await page.goto(`${home}/dossier`);
  await settled(page);
  await page.getByRole('main').getByRole('link', { name: say('take_link') }).click();
  await expect(page).toHaveURL(new RegExp(`/c/${client}/meenemen$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('take_title'));
  // A run before may have left a copy: it goes first.
  while (await page.getByRole('button', { name: say('take_remove') }).count()) {
    await page.getByRole('button', { name: say('take_remove') }).first().click();
    await settled(page);
  }
  // Nothing ticked: the form comes back with what is missing.
  await page.getByLabel(say('take_pdf')).uncheck();
  await page.getByLabel(say('take_fhir')).uncheck();
  await page.getByRole('button', { name: say('take_button') }).click();
  await expect(page.getByText(say('take_forms_missing')).first()).toBeVisible();
  await page.getByLabel(say('take_pdf')).check();
  await page.getByLabel(say('take_excel')).check();
  await page.getByLabel(say('take_log')).check();
  await page.getByRole('button', { name: say('take_button') }).click();
  await expect(page).toHaveURL(/meenemen\?vanzelf=\d+/);
  // One reads on, and the copy is made.
  const reading = await open({ as: who });
  await reading.goto(`${home}/dossier/rapportages`);
  await settled(reading);
  await expect(page.getByRole('heading', { name: say('take_ready') })).toBeVisible({ timeout: 60_000 });
  const link = page.getByRole('link', { name: say('take_fetch') });
  const waiting = page.waitForEvent('download');
  await link.click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^dossier-\d{4}-\d\d-\d\d\.zip$/);
  expect(readFileSync(await download.path()).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  if (!scripted) return;
  await page.getByRole('button', { name: say('take_remove') }).first().click();
  await expect(page.getByRole('status').filter({ hasText: say('take_removed') })).toBeVisible();
});

test('R26: staff and who only looks along take nothing along', async ({ open, watch }) => {
  for (const who of ['linde-nurse', 'linde-admin']) {
    const page = await open({ as: who });
    watch.allowStatus(403);
    const answer = await page.goto(`${demo.url('linde')}/c/${demo.client}/meenemen`);
    expect(answer?.status()).toBe(403);
  }
});
