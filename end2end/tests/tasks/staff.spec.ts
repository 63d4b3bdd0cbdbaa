// Finding a client as a nurse, and where staff may not come.
import { demo, expect, settled, test, type Tools } from '../support/test';
import type { Page } from '@playwright/test';

async function search(page: Page, say: Tools['say'], text: string): Promise<void> {
  await page.getByRole('searchbox', { name: say('search_client') }).fill(text);
  await page.getByRole('search').getByRole('button', { name: say('search_client') }).click();
}

test('R97: a nurse finds a client by the first letters of the name and by birth date, and opens the record', async ({ open, say }) => {
  const page = await open({ as: 'linde-nurse' });
  await page.goto(`${demo.url('linde')}/`);
  await expect(page).toHaveURL(/\/team$/);
  await expect(page.getByRole('table')).toContainText('Meulen');
  for (const text of ['Meul', 'meulen', 'verh', '3-5-1942']) {
    const birth = /^\d/.test(text);
    await search(page, say, birth ? await birthDate(page, say) : text);
    await expect(page.getByRole('table').getByRole('row')).toHaveCount(2);
    await expect(page.getByRole('table')).toContainText('Meulen');
    // The number of a form may hold any four digits in a row.
    expect(page.url().replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, '')).not.toMatch(/meul|verh|19\d\d/i);
  }
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`/team/c/${demo.client}/dossier$`));
  await expect(page.getByRole('group', { name: say('whose_label') })).toContainText(say('whose_staff'));
  await page.goto(`${page.url()}/rapportages`);
  await expect(page.locator('.entry').first()).toBeVisible();
});

/** The client's birth date as people type it, read off the list. */
async function birthDate(page: Page, say: Tools['say']): Promise<string> {
  const months = ['januari|January', 'februari|February', 'maart|March', 'april|April', 'mei|May', 'juni|June', 'juli|July', 'augustus|August', 'september', 'oktober|October', 'november', 'december'];
  await search(page, say, 'meulen');
  const row = page.getByRole('table').getByRole('row').filter({ hasText: 'Meulen' });
  const [, day, month, year] = /(\d{1,2}) (\p{L}+) (\d{4})/u.exec(await row.innerText()) ?? [];
  const number = months.findIndex((names) => names.split('|').some((name) => name.toLowerCase() === month.toLowerCase())) + 1;
  return `${day}-${number}-${year}`;
}

test('R97: a search that finds nobody, or is too short, says what to do', async ({ open, say }) => {
  const page = await open({ as: 'linde-nurse' });
  await page.goto(`${demo.url('linde')}/team`);
  await search(page, say, 'Xyzzyq');
  await expect(page.getByRole('main')).toContainText(say('search_none'));
  await expect(page.getByRole('main')).toContainText(say('search_none_text'));
  await search(page, say, 'x');
  await expect(page.getByRole('alert').first()).toContainText(say('search_name_short'));
  await expect(page.getByRole('searchbox')).toHaveAttribute('aria-invalid', 'true');
  // what was typed is kept
  await expect(page.getByRole('searchbox')).toHaveValue('x');
  expect(page.url()).not.toContain('yzzy');
});

test('R97: a nurse opens neither the settings nor a client of another organisation', async ({ open, say, watch }) => {
  const page = await open({ as: 'linde-nurse' });
  watch.allowStatus(403);
  const settings = await page.goto(`${demo.url('linde')}/beheer`);
  expect(settings?.status()).toBe(403);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('error_403_title'));

  const elsewhere = await open({ as: 'waterland-nurse' });
  watch.allowStatus(404);
  for (const path of [`/team/c/${demo.client}/dossier`, `/team/c/${demo.client}/dossier/rapportages`, `/c/${demo.client}/dossier`]) {
    const answer = await elsewhere.goto(`${demo.url('waterland')}${path}`);
    expect(answer?.status()).toBe(404);
    await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText(say('error_404_title'));
    expect(await elsewhere.content()).not.toContain('Meulen');
  }
});

test('R23: the administrator sees settings and use, but no client and no record', async ({ open, say, watch }) => {
  const page = await open({ as: 'linde-admin' });
  await page.goto(`${demo.url('linde')}/beheer`);
  await expect(page.getByRole('main')).toContainText(say('admin_use'));
  await expect(page.getByRole('main')).toContainText(demo.organisation('linde').name);
  expect(await page.content()).not.toContain('Meulen');
  watch.allowStatus(403);
  for (const path of ['/team', `/c/${demo.client}/dossier`, `/team/c/${demo.client}/dossier`]) {
    const answer = await page.goto(`${demo.url('linde')}${path}`);
    expect(answer?.status(), path).toBe(403);
    await settled(page);
    expect(await page.content()).not.toContain('Meulen');
  }
});

test('R97: two windows with two clients never mix', async ({ open, say }) => {
  test.skip(demo.bench().length === 0, 'this demo was started without accounts for measuring');
  const one = await open({ as: 'linde-nurse' });
  const two = await one.context().newPage();
  const [first, second] = demo.bench();
  const address = (client: string): string => `${demo.url('linde')}/team/c/${client}/dossier`;
  const banner = (page: Page) => page.getByRole('group', { name: say('whose_label') });
  for (let turn = 0; turn < 3; turn += 1) {
    await Promise.all([one.goto(address(first.client)), two.goto(address(second.client))]);
    await expect(banner(one)).toContainText('Meting-00001');
    await expect(banner(two)).toContainText('Meting-00002');
    const menu = (page: Page) => page.getByRole('navigation', { name: say('main_menu') });
    await Promise.all([one, two].map((page) => menu(page).getByRole('link', { name: say('timeline_nav') }).click()));
    await expect(one).toHaveURL(`${address(first.client)}/rapportages`);
    await expect(two).toHaveURL(`${address(second.client)}/rapportages`);
    await one.reload();
    await expect(banner(one)).toContainText('Meting-00001');
    await expect(banner(two)).toContainText('Meting-00002');
  }
});
