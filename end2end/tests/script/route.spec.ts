// Going from page to page in the browser: heard by a screen reader, without loading anew, and without a word in the console.
import { demo, expect, hydrated, test } from '../support/test';

const base = `/c/${demo.client}/dossier`;

test('A new page takes the focus to its heading and says its title', async ({ open, say, language }) => {
  const page = await open({ as: 'linde-client' });
  await page.goto(`${demo.url('linde')}${base}`);
  await hydrated(page);
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  const live = page.locator('p[aria-live="polite"].visually-hidden');
  await expect(live).toHaveText('');

  const steps: [() => Promise<void>, string][] = [
    [() => page.locator('.section-card a').first().click(), say('timeline_title')],
    [() => page.locator('.entry a').first().click(), ''],
    [() => page.getByRole('navigation', { name: say('breadcrumb_label') }).getByRole('link', { name: say('record_nav') }).click(), ''],
    [() => page.goBack().then(() => undefined), ''],
  ];
  for (const [step, heading] of steps) {
    const before = page.url();
    await step();
    await expect(page).not.toHaveURL(before);
    const h1 = page.getByRole('heading', { level: 1 });
    if (heading) await expect(h1).toHaveText(heading);
    await expect(h1).toBeFocused();
    await expect(live).toHaveText(await page.title());
    expect(await page.title()).toContain(demo.organisation('linde').name);
  }
  expect(await page.evaluate(() => (window as { stayed?: boolean }).stayed), 'the page was not loaded anew').toBe(true);
  expect(language).toBe('nl');
});

test('A link out of the record leads to a page of its own', async ({ open, say }) => {
  const page = await open({ as: 'linde-client' });
  await page.goto(`${demo.url('linde')}${base}`);
  await hydrated(page);
  await page.getByRole('contentinfo').getByRole('link', { name: say('help'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('help_title'));
  await page.goBack();
  await expect(page).toHaveURL(`${demo.url('linde')}${base}`);
  await expect(page.getByRole('heading', { name: say('record_new') }).or(page.getByRole('heading', { name: say('record_latest') }))).toBeVisible();
});

test('A nurse goes from record to list and back without a trace of the one in the other', async ({ open, say }) => {
  const page = await open({ as: 'linde-nurse' });
  await page.goto(`${demo.url('linde')}/team${base}/rapportages`);
  await hydrated(page);
  await page.getByRole('navigation', { name: say('main_menu') }).getByRole('link', { name: say('clients_title') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('today_title'));
  await expect(page.getByRole('group', { name: say('whose_label') })).toHaveCount(0);
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByRole('group', { name: say('whose_label') })).toBeVisible();
});

test('A lost connection is said calmly, and the way back works', async ({ open, say, watch }) => {
  const page = await open({ as: 'linde-client' });
  await page.goto(`${demo.url('linde')}${base}`);
  await hydrated(page);
  await page.context().setOffline(true);
  await page.locator('.section-card a').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('error_503_title'));
  await page.context().setOffline(false);
  await page.goBack();
  await expect(page.getByRole('heading', { name: say('record_new') }).or(page.getByRole('heading', { name: say('record_latest') }))).toBeVisible();
  // the test itself took the connection away
  expect(watch.takeFaults().filter((fault) => !/ERR_INTERNET_DISCONNECTED/.test(fault))).toEqual([]);
});

test('A session that ended elsewhere leads to the log-in at the next click, not to an error', async ({ open }) => {
  const page = await open({ as: 'linde-bench-2' });
  await page.goto(`${demo.url('linde')}/`);
  await hydrated(page);
  await page.context().clearCookies();
  await page.goto(`${page.url()}/rapportages`);
  await expect(page).toHaveURL(/\/inloggen$/);
});
