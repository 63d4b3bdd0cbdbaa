// After logging out nothing of a record can be seen: by the back button, with the browser's memory of pages on.
import { browserArguments, chromium } from '../support/place';
import { demo, expect, test } from '../support/test';

// Playwright switches the back-forward cache off; people's browsers have it on.
test.use({ launchOptions: { executablePath: chromium, args: browserArguments, ignoreDefaultArgs: ['--disable-back-forward-cache'] } });

test('R126: after logging out the back button shows nothing of the record', async ({ open, say, signIn }) => {
  const page = await open();
  await signIn(page, 'linde', 'client');
  await page.goto(`${demo.url('linde')}/c/${demo.client}/dossier/rapportages`);
  await page.locator('.entry a').first().click();
  await expect(page.getByRole('region', { name: say('item_details') })).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: say('sign_out') }).click();
  await expect(page).toHaveURL(/\/uitgelogd$/);
  for (let turn = 0; turn < 3; turn += 1) {
    await page.goBack({ waitUntil: 'commit' }).catch(() => null);
    await expect(page).toHaveURL(/\/(inloggen|uitgelogd)$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(`${say('sign_in_title')}|${say('signed_out_title')}`));
    expect(await page.content()).not.toContain('Meulen');
  }
});

test('R126: a session that was ended in one window is over in the other', async ({ open, say, signIn, watch }) => {
  const page = await open();
  // how the browser notes that a call of the script was refused
  watch.allowStatus(401);
  await signIn(page, 'linde', 'first-contact');
  const other = await page.context().newPage();
  await other.goto(`${demo.url('linde')}/c/${demo.client}/dossier`);
  await expect(other.getByRole('main')).toContainText('Meulen');
  await page.getByRole('banner').getByRole('button', { name: say('sign_out') }).click();
  await expect(page).toHaveURL(/\/uitgelogd$/);
  await other.locator('.section-card a').first().click();
  await expect(other).toHaveURL(/\/(inloggen|uitgelogd)/);
  expect(await other.content()).not.toContain('Meulen');
});

test('R126: pages are kept nowhere, and without script they lead away by themselves', async ({ open }) => {
  const page = await open({ as: 'linde-client' });
  const answer = await page.goto(`${demo.url('linde')}/c/${demo.client}/dossier`);
  expect(answer?.headers()['cache-control']).toBe('no-store');
  expect(await answer?.text()).toMatch(/<noscript>\s*<meta http-equiv="refresh" content="1801;url=\/uitgelogd\?reden=tijd">\s*<\/noscript>/);
});
