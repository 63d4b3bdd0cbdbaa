// The warning before an idle session ends: seen, heard, and answered by keyboard.
import type { Page } from '@playwright/test';
import { demo, expect, hydrated, test, type Tools } from '../support/test';

async function openRecord(open: Tools['open'], path: string): Promise<Page> {
  const page = await open({ as: 'linde-client' });
  await page.clock.install();
  await page.goto(`${demo.url('linde')}${path}`);
  await hydrated(page);
  return page;
}

const record = `/c/${demo.client}/dossier`;

test('R126: after 25 minutes a window asks whether one is still there, takes the focus and holds it', async ({ open, say }) => {
  const page = await openRecord(open, record);
  const dialog = page.getByRole('alertdialog', { name: say('idle_title') });
  await page.clock.fastForward('24:50');
  await expect(dialog).toBeHidden();
  await page.clock.fastForward('00:20');
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText(say('idle_text', { idle: '25', left: '5' }));
  const stay = dialog.getByRole('button', { name: say('stay_signed_in') });
  await expect(stay).toBeFocused();
  for (let turn = 0; turn < 6; turn += 1) {
    await page.keyboard.press('Tab');
    // the browser's own bar may have its turn; the page behind may not
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null)).toBe(true);
  }
});

test('R126: "stay logged in" by keyboard closes the window, tells the server, and begins anew', async ({ open, say }) => {
  const page = await openRecord(open, record);
  const dialog = page.getByRole('alertdialog');
  await page.clock.fastForward('25:10');
  await expect(dialog.getByRole('button', { name: say('stay_signed_in') })).toBeFocused();
  const told = page.waitForResponse((response) => response.url().endsWith('/api/ingelogd-blijven') && response.ok());
  await page.keyboard.press('Enter');
  await told;
  await expect(dialog).toBeHidden();
  await page.clock.fastForward('24:00');
  await expect(dialog).toBeHidden();
  await page.clock.fastForward('01:10');
  await expect(dialog).toBeVisible();
});

test('R126: Escape says that one is there, too', async ({ open }) => {
  const page = await openRecord(open, record);
  const dialog = page.getByRole('alertdialog');
  await page.clock.fastForward('25:10');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.clock.fastForward('00:30');
  await expect(dialog).toBeHidden();
});

test('R126: without an answer the page leaves, and nothing of the record can be read', async ({ open }) => {
  const page = await openRecord(open, record);
  await page.clock.fastForward('30:10');
  await expect(page).toHaveURL(/\/uitgelogd\?reden=tijd$/);
  expect(await page.locator('main').innerText()).not.toContain('Meulen');
});

test('R126: being active in one window keeps the warning away in the other', async ({ open }) => {
  const page = await openRecord(open, record);
  const other = await page.context().newPage();
  await page.clock.fastForward('20:00');
  await other.goto(`${demo.url('linde')}${record}/rapportages`);
  await hydrated(other);
  await page.clock.fastForward('06:00');
  await expect(page.getByRole('alertdialog')).toBeHidden();
});
