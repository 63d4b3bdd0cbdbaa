// Several people under one log-in, the end of care, a birthday at midnight, news and cookies. On a demo of the worker's own.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, settled, type Settings, test } from '../support/test';

test.describe.configure({ mode: 'serial' });

test.afterEach(({ own }) => own.setClock(null));

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Axe runs in the page: only where there is script. */
async function accessible(page: Page): Promise<void> {
  if (!(test.info().project.use as Settings).scripted) return;
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}

test('R22: the cookie page names each cookie, and the portal sets no other', async ({ open, own, say, signIn }) => {
  const page = await open();
  await page.goto(`${own.url('linde')}/cookies`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('cookies_title'));
  await accessible(page);
  const named = await page.getByRole('main').innerText();
  await signIn(page, 'linde', 'first-contact', own);
  for (const cookie of await page.context().cookies()) expect(named).toContain(cookie.name);
});

test('Two windows with two people under one log-in never mix, and changing leads to the same kind of page', async ({ open, own, say, signIn }) => {
  test.slow();
  const one = await open();
  await signIn(one, 'kompas', 'two-clients', own);
  const other = await one.context().newPage();
  await one.goto(`${own.url('kompas')}/`);
  await one.getByRole('link', { name: 'Joop van Hoekstra' }).click();
  await settled(one);
  await other.goto(`${own.url('kompas')}/`);
  await other.getByRole('link', { name: 'Toos van Hoekstra' }).click();
  await settled(other);
  const banner = (page: Page) => page.getByRole('group', { name: say('whose_label') });
  for (let turn = 0; turn < 2; turn += 1) {
    await one.reload();
    await expect(banner(one)).toContainText('Joop van Hoekstra');
    await other.reload();
    await expect(banner(other)).toContainText('Toos van Hoekstra');
    await expect(other.getByRole('main')).not.toContainText('Joop');
  }
  for (const page of [one, other]) await expect(banner(page)).toHaveClass(/\btint-[0-5]\b/);
  expect(await banner(one).getAttribute('class')).not.toBe(await banner(other).getAttribute('class'));

  await one.getByRole('link', { name: say('timeline_nav'), exact: true }).first().click();
  await expect(one.getByRole('heading', { level: 1 })).toHaveText(say('timeline_title'));
  await one.getByRole('navigation', { name: say('main_menu') }).getByRole('link', { name: say('switch_nav') }).click();
  await expect(one.getByRole('heading', { level: 1 })).toHaveText(say('switch_title'));
  await expect(one.getByRole('listitem').filter({ hasText: say('switch_here') })).toContainText('Joop van Hoekstra');
  await accessible(one);
  await one.getByRole('link', { name: 'Toos van Hoekstra' }).click();
  await expect(one.getByRole('heading', { level: 1 })).toHaveText(say('timeline_title'));
  await expect(banner(one)).toContainText('Toos van Hoekstra');
  await one.goto(`${own.url('kompas')}/instellingen`);
  await expect(one.getByRole('link', { name: say('switch_nav') })).toBeVisible();
});

test('R15, L8: care ends; on day 27 the record opens and counts down, on day 28 it is shut and the account is closed', async ({ open, fresh: own, say, signIn, watch }) => {
  test.slow();
  const nurse = await open();
  watch.allowStatus(401, 403);
  await signIn(nurse, 'linde', 'nurse', own);
  const care = `${own.url('linde')}/team/c/${own.client}/zorg`;
  const today = new Date();
  const record = async (chosen: string): Promise<void> => {
    await nurse.goto(care);
    await nurse.getByRole('radio', { name: say(chosen) }).check();
    await nurse.locator('#ended').fill(String(today.getDate()));
    await nurse.locator('#ended-month').fill(String(today.getMonth() + 1));
    await nurse.locator('#ended-year').fill(String(today.getFullYear()));
    await nurse.getByRole('button', { name: say('care_button') }).click();
    await expect(nurse.getByRole('status').filter({ hasText: say('care_kept') })).toBeVisible();
  };
  let before = own.newestMessage();
  await record('care_ended');
  await accessible(nurse);
  expect(await own.message('first-contact@linde.example', before)).toContain(`/c/${own.client}/dossier`);

  own.setClock('+27d');
  const client = await open();
  watch.allowStatus(401, 403);
  await signIn(client, 'linde', 'client', own);
  await client.goto(`${own.url('linde')}/c/${own.client}/dossier`);
  await settled(client);
  await expect(client.getByRole('main')).toContainText(/vandaag is de laatste dag|today is the last day/);
  await accessible(client);

  before = own.newestMessage();
  own.setClock('+28d');
  await own.message('first-contact@linde.example', before);
  await client.reload();
  await expect(client).toHaveURL(/\/(inloggen|uitgelogd)/);
  await client.goto(`${own.url('linde')}/inloggen`);
  await client.locator('#user_name').fill('client');
  await client.locator('#password').fill(own.account('linde', 'client').password);
  await client.getByRole('button', { name: say('sign_in_button'), exact: true }).click();
  await expect(client.getByRole('alert').first()).toBeVisible();

  // it was a mistake: staff correct it, and everything is as it was
  own.setClock(null);
  await record('care_in_care');
  await signIn(client, 'linde', 'client', own);
  await client.goto(`${own.url('linde')}/c/${own.client}/dossier`);
  await expect(client.getByRole('heading', { level: 1 })).toContainText('Riek');
});

test('R121: at the 16th birthday the parent’s open session sees nothing any more, and the client reads why', async ({ open, fresh: own, say, signIn, watch }) => {
  test.slow();
  // the demo's client of 14 has a birthday on 1 January
  const eve = new Date().getFullYear() + 1;
  own.setClock(`${eve}-12-31T22:40:00Z`);
  const child = await open();
  const parent = await open();
  watch.allowStatus(403);
  await signIn(child, 'kompas', 'child-14', own);
  const record = `${own.url('kompas')}/c/${own.account('kompas', 'child-14').client ?? ''}`;
  await child.goto(`${record}/netwerk`);
  await child.getByRole('link', { name: say('access_change', { name: 'Marit Bouwmeester' }) }).click();
  await child.locator('#instemmen-reports').check();
  await child.locator('form', { has: child.locator('#instemmen-reports') }).getByRole('button').click();
  await settled(child);
  await signIn(parent, 'kompas', 'parent', own);
  await parent.goto(`${record}/dossier`);
  await expect(parent.getByRole('main')).toContainText(/wordt deze cliënt 16 jaar|this client turns 16/);
  const before = own.newestMessage();
  own.setClock(`${eve}-12-31T23:00:00Z`);
  await parent.reload();
  await expect(parent.getByRole('heading', { level: 1 })).toHaveText(say('error_403_title'));
  expect(await own.message('parent@kompas.example', before)).toContain('/netwerk');
  await child.goto(`${record}/dossier`);
  await expect(child.getByRole('main')).toContainText(/Je bent sinds|You are 16 since/);
});

test('R113: news is written, looked at, published, read by everybody, and taken off again', async ({ open, own, say, signIn }) => {
  test.slow();
  const admin = await open();
  const anybody = await open();
  await signIn(admin, 'linde', 'admin', own);
  await admin.goto(`${own.url('linde')}/beheer/nieuws`);
  await admin.getByRole('link', { name: say('news_write') }).click();
  await admin.locator('#title_nl').fill('Beeldbellen stopt');
  await admin.getByRole('button', { name: say('publish_preview_button') }).click();
  await expect(admin.locator('#title_nl')).toHaveValue('Beeldbellen stopt');
  await accessible(admin);
  await admin.locator('#text_nl').fill('Vanaf juni kunt u **niet** meer beeldbellen.');
  await admin.locator('#title_en').fill('Video calls stop');
  await admin.locator('#text_en').fill('From June you **cannot** make video calls.');
  await admin.getByRole('button', { name: say('publish_preview_button') }).click();
  await anybody.goto(`${own.url('linde')}/nieuws`);
  await expect(anybody.getByRole('main')).toContainText(say('news_none'));
  await accessible(admin);
  await admin.getByRole('button', { name: say('news_publish_button') }).click();
  await expect(admin.getByRole('status').filter({ hasText: say('news_published_done') })).toBeVisible();
  await anybody.reload();
  await expect(anybody.getByRole('article')).toContainText(/Beeldbellen stopt|Video calls stop/);
  await accessible(anybody);
  await admin.getByRole('link', { name: /Beeldbellen stopt|Video calls stop/ }).click();
  await admin.getByRole('button', { name: say('news_end_button') }).click();
  await anybody.reload();
  await expect(anybody.getByRole('main')).toContainText(say('news_none'));
});
